// What axe finds in every state of the page, light and dark, in each language; and the whole job done without a mouse.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT, open, paste } from "./browser.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const DOCKERS = ["Some 900 dockers walked out on Friday. The mayor praised the fire brigade.", "Some 400 dockers walked out on Friday."];

/** Fails with what axe finds, by rule and place. */
async function sound(page, state) {
  // Looked at when it stands still: a heading that fades in has no contrast yet.
  await page.evaluate(() => Promise.all(document.getAnimations().filter((a) => a.effect.getTiming().iterations !== Infinity).map((a) => a.finished)));
  const { violations } = await page.evaluate(() => axe.run(document, { rules: { "target-size": { enabled: true } } }));
  const told = violations.flatMap(({ id, help, nodes }) => nodes.map((n) => `${id}: ${help}: ${n.html.slice(0, 160)} ${n.any[0]?.message ?? ""}`));
  assert.deepEqual(told, [], state);
}

for (const [colorScheme, locale] of [["light", "en-GB"], ["dark", "en-GB"], ["light", "ru-RU"], ["dark", "zh-CN"]]) {
  test(`axe finds nothing, ${colorScheme}, ${locale}`, async (t) => {
    const { page, faults, close } = await open({ colorScheme, locale, viewport: { width: 1280, height: 900 } });
    // Evaluated from outside, where the page's policy, which allows no such thing, does not apply.
    await page.evaluate(AXE);
    const look = (state) => t.test(state, () => sound(page, state));
    await look("form");
    await page.click(".gallery summary");
    await page.waitForSelector(".gallery li");
    await look("gallery");
    await page.click("#mode-article");
    await look("article, empty");
    await paste(page, readFileSync(join(ROOT, "corpus/articles/morrow-pass/article.txt"), "utf8"));
    await page.click("#compare");
    await page.waitForSelector(".rows");
    await look("article, side by side");
    await page.keyboard.press("4");
    await page.waitForSelector(".overview");
    await look("article, overview");
    await page.click("#edit");
    await page.click("#clear");
    await paste(page, "Only one side has words here.");
    await page.click("#compare");
    await page.waitForSelector(".error");
    await look("error");
    await page.setInputFiles("#open", { name: "x.json", mimeType: "application/json", buffer: Buffer.from("{") });
    await page.waitForSelector(".notes");
    await look("note");
    await page.evaluate(() => { location.hash = "#case=health-southern-halcyon"; });
    await page.waitForSelector(".rows");
    await look("side by side");
    await page.click("#whole");
    await page.waitForSelector(".pane .claim");
    await look("whole texts");
    await page.locator(".pane .claim").first().press("Enter");
    await page.waitForSelector(".claim.lit");
    await look("whole texts, a claim lit");
    await page.keyboard.press("2");
    await page.waitForSelector(".finding");
    await look("findings");
    await page.keyboard.press("j");
    await page.waitForSelector(".finding .correct");
    await page.uncheck(".chip input >> nth=0", { force: true });
    await look("corrections");
    await page.click(".finding .wrong");
    await page.waitForSelector("#undo");
    await look("corrected");
    await page.locator("h1").click();
    await page.keyboard.press("3");
    await page.waitForSelector(".claims");
    await look("matrix");
    await page.keyboard.press("4");
    await page.waitForSelector(".stacked");
    await look("overview");
    await page.click(".export summary");
    await page.click("#link");
    await page.waitForSelector(".export .warning");
    await look("export");
    assert.deepEqual(faults, []);
    await close();
  });
}

test("axe finds nothing on a phone", async (t) => {
  const { page, close } = await open({ viewport: { width: 360, height: 740 } }, "#case=health-southern-halcyon");
  await page.evaluate(AXE);
  for (const [key, ready] of [["1", ".rows"], ["2", ".finding"], ["3", ".claims"], ["4", ".stacked"]]) {
    await page.waitForSelector(".outcome");
    await page.keyboard.press(key);
    await page.waitForSelector(ready);
    await t.test(ready, () => sound(page, ready));
  }
  await close();
});

/** Goes on with Tab until `selector` has the focus; every stop on the way must be seen. */
async function tab(page, selector, keys = "Tab") {
  for (let n = 0; n < 200; n++) {
    const at = await page.evaluate((wanted) => {
      const e = document.activeElement;
      if (e === document.body) return { there: false, seen: true };
      // What is drawn over or beside an input that itself is not seen stands for it.
      const shown = e.closest(".chip")?.querySelector("span") ?? e.closest(".file") ?? e;
      const style = getComputedStyle(shown), box = shown.getBoundingClientRect();
      const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && box.width > 0 && box.bottom > 0 && box.top < innerHeight;
      return { there: e.matches(wanted), seen, html: e.outerHTML.slice(0, 120) };
    }, selector);
    assert.ok(at.seen, `the focus is not to be seen on ${at.html}`);
    if (at.there) return;
    await page.keyboard.press(keys);
  }
  assert.fail(`Tab never comes to ${selector}`);
}

test("the whole job is done with the keyboard alone", async () => {
  const { page, faults, close } = await open({ viewport: { width: 1280, height: 900 } });
  await tab(page, ".languages [lang=ru]");
  await page.keyboard.press("Enter");
  await page.waitForSelector("html[lang=ru]");
  await tab(page, ".languages [lang=en]", "Shift+Tab");
  await page.keyboard.press("Space");
  await page.waitForSelector("html[lang=en]");
  await tab(page, "fieldset:nth-of-type(1) textarea");
  await page.keyboard.insertText(DOCKERS[0]);
  await tab(page, "fieldset:nth-of-type(2) textarea");
  await page.keyboard.insertText(DOCKERS[1]);
  await tab(page, "#compare");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".rows");
  await tab(page, "#whole");
  await page.keyboard.press("Enter");
  await tab(page, ".pane.a .claim.quantity");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".pane.b .claim.quantity.lit");
  for (const [href, ready] of [["overview", ".stacked"], ["matrix", ".claims"], ["findings", ".finding"]]) {
    await tab(page, `.tabs a[href*="view=${href}"]`, "Shift+Tab");
    await page.keyboard.press("Enter");
    await page.waitForSelector(ready);
  }
  await tab(page, ".chip.omission input");
  await page.keyboard.press("Space");
  await page.waitForSelector(".finding.omission", { state: "detached" });
  await page.keyboard.press("Space");
  await tab(page, ".finding.quantity");
  await tab(page, ".finding.quantity .kind-of");
  // The first of the kinds.
  await page.keyboard.press("Home");
  await page.waitForSelector(".finding.contradiction");
  await tab(page, "#undo", "Shift+Tab");
  await tab(page, ".export summary", "Shift+Tab");
  await page.keyboard.press("Enter");
  await tab(page, "#save");
  const download = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  const report = JSON.parse(readFileSync(await (await download).path(), "utf8"));
  assert.ok(report.pairs[0].findings.some((f) => f.kind === "contradiction" && f.rule === "by-hand"));
  // Out at the end of the page again: nothing holds the focus.
  await page.waitForFunction(() => document.activeElement.id === "save");
  let out = false;
  for (let n = 0; n < 60 && !out; n++) {
    await page.keyboard.press("Tab");
    out = await page.evaluate(() => document.activeElement === document.body || document.activeElement.matches(".languages button"));
  }
  assert.ok(out, "the focus does not get out");
  assert.deepEqual(faults, []);
  await close();
});

test("nothing moves for those who asked for no motion", async () => {
  const { page, close } = await open({ reducedMotion: "reduce" }, "#case=call-birthday-leaders");
  const moving = await page.evaluate(() => {
    const busy = document.createElement("span");
    busy.className = "busy";
    document.body.append(busy);
    return [...document.querySelectorAll("*")].flatMap((e) => ["", "::before", "::after"].map((part) => getComputedStyle(e, part)))
      .filter((s) => s.animationName !== "none" || s.transitionDuration !== "0s" || s.scrollBehavior === "smooth").length;
  });
  assert.equal(moving, 0);
  await close();
});
