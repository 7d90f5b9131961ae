// What stays in the browser: the page itself, the last input, the deep engine.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { CASES, ROOT, compare, diptych, open, paste, saved } from "./browser.mjs";

const kept = (page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => true));

test("after the first visit the page works without a network", async () => {
  const { page, faults, close } = await open();
  await kept(page);
  await page.context().setOffline(true);
  await page.reload();
  await page.waitForSelector("#compare");
  await compare(page, "Some 900 dockers walked out on Friday.", "Some 400 dockers walked out on Friday.");
  assert.equal(await page.locator(".row.quantity").count(), 1);
  await page.goto(page.url().replace(/#.*/, "") + "#case=call-birthday-leaders");
  await page.waitForSelector(".outcome h2");
  await page.click("#edit");
  await page.setInputFiles("#open", { name: "a.html", mimeType: "text/html", buffer: Buffer.from("<p>The dam broke at dawn on Friday, the mayor said.") });
  await page.waitForFunction(() => [...document.querySelectorAll("textarea")].some((t) => t.value.includes("dam broke")));
  assert.deepEqual(faults, []);
  await close();
});

test("the last input is there at the next visit, until everything is forgotten", async () => {
  const { page, close } = await open();
  await paste(page, "The dam held.", "The dam broke.");
  await page.fill("#title", "The dam");
  await page.waitForFunction(() => localStorage.getItem("diptych.input")?.includes('"title":"The dam"'));
  await page.reload();
  await page.waitForSelector("#compare");
  assert.equal(await page.locator("textarea").nth(1).inputValue(), "The dam broke.");
  assert.equal(await page.inputValue("#title"), "The dam");
  await page.selectOption("#engine", "deep");
  await page.waitForFunction(() => localStorage.getItem("diptych.input")?.includes('"engine":"Deep"'));
  await kept(page);
  await page.click("#forget");
  await page.waitForSelector(".notes");
  assert.match(await page.textContent(".notes"), /Forgotten/);
  await page.waitForTimeout(600);
  const left = await page.evaluate(async () => [Object.keys(localStorage), await caches.keys(), (await navigator.serviceWorker.getRegistrations()).length]);
  assert.deepEqual(left, [[], [], 0]);
  assert.equal(await page.locator("textarea").nth(0).inputValue(), "");
  assert.equal(await page.inputValue("#engine"), "light");
  await close();
});

test("a text too long to be kept is said to be", async () => {
  const { page, close } = await open();
  await page.evaluate(() => localStorage.setItem("another", "x".repeat(5 * 1024 * 1024 - 500)));
  await paste(page, "The dam held. ".repeat(100));
  await page.waitForFunction(() => /too long to be kept/.test(document.querySelector("footer").textContent));
  assert.equal(await page.evaluate(() => localStorage.getItem("diptych.input")), null);
  await close();
});

test("the deep engine is fetched with its progress shown, says what it says natively, and is kept", async () => {
  const { page, faults, close } = await open({}, "#case=strike-tram-night");
  await page.waitForSelector(".outcome");
  const fetched = [];
  page.on("request", (r) => { if (r.url().includes("deep.bin")) fetched.push(r.url()); });
  await page.evaluate(() => {
    window.said = new Set();
    new MutationObserver(() => { const s = document.querySelector(".busy [role=status]"); if (s) window.said.add(s.textContent); })
      .observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await page.selectOption("#engine", "deep");
  await page.waitForSelector("#stale");
  await page.click("#compare");
  await page.waitForFunction(() => !document.querySelector("#stale") && document.querySelector(".outcome"), null, { timeout: 240_000 });
  const said = await page.evaluate(() => [...window.said]);
  for (const words of [/Fetching the deep engine/, /Making the deep engine ready/, /Comparing claims/]) assert.ok(said.some((s) => words.test(s)), `${words}: ${said}`);
  assert.equal(fetched.length, 1);
  const decided = (report) => report.pairs.map((p) => p.findings.map((f) => [f.kind, f.a?.quote, f.b?.quote]));
  const here = JSON.parse(await saved(page));
  const native = JSON.parse(diptych("compare", join(CASES, "strike-tram-night"), "--engine", "deep", "--model", join(ROOT, "models/deep.bin"), "--format", "json"));
  assert.equal(here.engine.name, "deep");
  assert.deepEqual(here.engine, native.engine);
  assert.deepEqual(decided(here), decided(native));
  // Kept: the next time nothing is fetched, and no network is needed.
  await page.context().setOffline(true);
  await page.reload();
  await page.waitForSelector("#compare");
  // The choice is kept as well, so that the example is read by it at once.
  await page.waitForSelector(".outcome", { timeout: 240_000 });
  assert.equal(JSON.parse(await saved(page)).engine.name, "deep");
  assert.equal(fetched.length, 1);
  assert.deepEqual(faults, []);
  await close();
});

test("a model that is another than the page's is refused", async () => {
  const { page, close } = await open();
  const bytes = readFileSync(new URL("../../models/deep.bin", import.meta.url));
  bytes[bytes.length - 1] ^= 1;
  await page.context().route(/deep\.bin/, (route) => route.fulfill({ body: bytes, contentType: "application/octet-stream" }));
  await page.selectOption("#engine", "deep");
  await paste(page, "The dam held.", "The dam broke.");
  await page.click("#compare");
  await page.waitForSelector(".error", { timeout: 60_000 });
  assert.match(await page.textContent(".error"), /damaged|another than this page's/);
  assert.deepEqual(await page.evaluate(() => caches.open("diptych-model").then((c) => c.keys()).then((k) => k.length)), 0);
  await close();
});

test("a program that is not there is said to be missing", async () => {
  const { page, close } = await open({ serviceWorkers: "block" });
  await page.context().route(/reader_bg\.wasm/, (route) => route.fulfill({ status: 404 }));
  await page.setInputFiles("#open", { name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("Words.") });
  await page.waitForSelector(".notes");
  assert.match(await page.textContent(".notes"), /reader_bg\.wasm: HTTP 404/);
  await close();
});
