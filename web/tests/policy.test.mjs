// What the page may do, by its own policy. That it keeps to it is seen in every other test: `open` in browser.mjs listens.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { PAGE, open } from "./browser.mjs";

test("the policy allows this origin alone, and no script or style within the page", () => {
  const html = readFileSync(join(PAGE, "index.html"), "utf8");
  const policy = html.match(/http-equiv="Content-Security-Policy" content="([^"]*)"/)[1];
  const rules = policy.split(";").map((rule) => rule.trim().split(/\s+/));
  // What is not named falls back on this; but these two don't.
  const named = Object.fromEntries(rules.map(([name, ...sources]) => [name, sources]));
  assert.deepEqual(named["default-src"], ["'none'"]);
  assert.deepEqual(named["base-uri"], ["'none'"]);
  assert.deepEqual(named["form-action"], ["'none'"]);
  for (const [name, sources] of Object.entries(named)) {
    for (const source of sources) {
      const allowed = ["'none'", "'self'", ...(name === "script-src" ? ["'wasm-unsafe-eval'"] : [])];
      assert.ok(allowed.includes(source), `${name} allows ${source}`);
    }
  }
  assert.ok(html.indexOf("Content-Security-Policy") < html.indexOf("<link"), "the policy comes after what it is to govern");
  assert.doesNotMatch(html, /<script(?![^>]* src=)|<style| style=| on\w+=/, "something of the page is written into it");
});

test("the policy is enforced, and what it forbids is noticed", async () => {
  const { page, close } = await open();
  const refused = page.waitForEvent("console", (m) => /Content Security Policy/.test(m.text()));
  assert.equal(await page.evaluate(() => fetch("http://127.0.0.1:9/").then(() => "went", () => "refused")), "refused");
  await refused;
  await assert.rejects(close, /policy forbids/);
});
