// The four views of a comparison, by mouse, key and link, on every width.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { compare, open, saved } from "./browser.mjs";

const DOCKERS = ["Some 900 dockers walked out on Friday. The mayor praised the fire brigade.", "Some 400 dockers walked out on Friday."];

test("side by side: what answers each other is level, and a silent side says so", async () => {
  const { page, faults, close } = await open({ viewport: { width: 1280, height: 900 } });
  await compare(page, ...DOCKERS);
  assert.deepEqual(await page.locator(".quantity mark").allTextContents(), ["Some 900", "Some 400"]);
  const [a, b] = await Promise.all([".a", ".b"].map((c) => page.locator(`.quantity ${c}`).boundingBox()));
  assert.equal(a.y, b.y);
  assert.match(await page.textContent(".omission .silent"), /not mentioned in the text supplied/);
  assert.deepEqual(faults, []);
  await close();
});

test("whole texts: looking at a claim lights up its counterpart, joined by a ribbon", async () => {
  const { page, faults, close } = await open({ viewport: { width: 1280, height: 900 } }, "#case=call-birthday-leaders");
  await page.click("#whole");
  await page.waitForSelector(".ribbons path");
  const n = await page.locator(".pane.b .claim.quantity").first().getAttribute("data-n");
  await page.locator(`.pane.b .claim[data-n="${n}"]`).first().focus();
  assert.ok(await page.locator(`.pane.a .claim.lit[data-n="${n}"]`).count() > 0);
  await page.locator(`.pane.b .claim[data-n="${n}"]`).first().press("Enter");
  await page.waitForSelector(".ribbons path.lit");
  const panes = await page.locator(".pane").evaluateAll((all) => all.map((p) => p.scrollTop + p.clientHeight + 2 >= p.scrollHeight || p.scrollTop === 0));
  const [a, b] = await Promise.all(["a", "b"].map((p) => page.locator(`.pane.${p} .claim[data-n="${n}"]`).first().boundingBox()));
  assert.ok(Math.abs(a.y - b.y) < 3 || panes.every((end) => end), `not level: ${a.y}, ${b.y}`);
  assert.deepEqual(faults, []);
  await close();
});

test("findings are filtered by kind, teller, confidence and words", async () => {
  const { page, close } = await open();
  await compare(page, ...DOCKERS);
  await page.click(".tabs a >> nth=1");
  await page.waitForSelector(".finding");
  assert.equal(await page.locator(".finding").count(), 2);
  assert.ok(await page.locator(".finding").first().evaluate((f) => f.classList.contains("quantity")));
  await page.uncheck(".chip.omission input", { force: true });
  assert.equal(await page.locator(".finding.omission").count(), 0);
  await page.check(".chip.omission input", { force: true });
  await page.selectOption("#teller", "a");
  assert.equal(await page.locator(".finding").count(), 1);
  await page.selectOption("#teller", "any");
  await page.fill("#search", "MAYOR");
  assert.equal(await page.locator(".finding.omission").count(), 1);
  assert.equal(await page.locator(".finding").count(), 1);
  await page.fill("#search", "no such words");
  assert.match(await page.textContent("#result"), /No finding fits/);
  await close();
});

test("keys lead through views and findings, and the address follows and leads back", async () => {
  const { page, close } = await open({}, "#case=call-birthday-leaders&view=overview");
  await page.waitForSelector(".overview svg rect");
  await page.keyboard.press("2");
  await page.waitForSelector(".finding");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.waitForSelector(".finding:nth-child(2).lit");
  assert.match(new URL(page.url()).hash, /view=findings&finding=\d+&case=call-birthday-leaders/);
  const hash = new URL(page.url()).hash;
  await page.keyboard.press("k");
  await page.waitForSelector(".finding:nth-child(1).lit");
  const other = await open({}, hash);
  await other.page.waitForSelector(".finding:nth-child(2).lit");
  await other.close();
  await page.fill("#search", "j4");
  assert.equal(await page.inputValue("#search"), "j4");
  assert.match(new URL(page.url()).hash, /view=findings/);
  await close();
});

test("three accounts give every pair and a matrix", async () => {
  const { page, close } = await open({}, "#view=matrix");
  await page.click("#add");
  await compare(page, "The dam held.", "The dam broke.", "The dam held, and nobody was hurt.");
  assert.equal(await page.locator(".pairs button").count(), 3);
  assert.equal(await page.locator(".indexes .heat").count(), 6);
  assert.equal(await page.locator(".claims thead th").count(), 4);
  await page.click(".indexes tr:nth-child(3) td:nth-child(3) a");
  await page.waitForSelector(".rows");
  assert.equal(await page.locator(".pairs button[aria-pressed=true]").textContent().then((t) => t.startsWith("Account 2 and Account 3")), true);
  await close();
});

test("an edit marks the report as one of other words", async () => {
  const { page, close } = await open();
  await compare(page, ...DOCKERS);
  await page.click("#edit");
  await page.locator("textarea").first().fill("Some 700 dockers walked out on Friday.");
  await page.waitForSelector("#stale");
  await page.click("#compare");
  await page.waitForFunction(() => document.querySelector(".rows")?.textContent.includes("700"));
  assert.equal(await page.locator("#stale").count(), 0);
  await close();
});

test("corrections by hand change the scores and the labels, and can be taken back", async () => {
  const { page, faults, close } = await open({}, "#view=findings");
  await compare(page, ...DOCKERS);
  const before = JSON.parse(await saved(page));
  await page.locator(".finding.quantity").focus();
  await page.selectOption(".kind-of", "contradiction");
  await page.waitForSelector(".finding.contradiction");
  const after = JSON.parse(await saved(page));
  assert.ok(after.pairs[0].index.value > before.pairs[0].index.value);
  const labels = (await saved(page, "#save-labels")).toString().trim().split("\n").map((l) => JSON.parse(l));
  assert.ok(labels.some((l) => l.kind === "contradiction" && /900/.test(l.a_quote) && /400/.test(l.b_quote)));
  await page.locator(".finding.contradiction").focus();
  await page.click(".unlink");
  await page.waitForFunction(() => document.querySelectorAll(".finding.omission").length === 3);
  await page.click("#undo");
  await page.waitForSelector(".finding.contradiction");
  await page.click("#undo");
  await page.waitForSelector("#undo", { state: "detached" });
  assert.deepEqual(JSON.parse(await saved(page)), before);
  assert.deepEqual(faults, []);
  await close();
});

test("the overview shows what topics each account spends its words on", async () => {
  const { page, faults, close } = await open({}, "#case=trade-timber-round&view=overview");
  await page.waitForSelector(".topic");
  const texts = await page.evaluate(() => fetch("gallery/trade-timber-round.json").then((r) => r.json()).then((c) => c.accounts.map((a) => a.text)));
  const named = await page.locator(".topic q").allTextContents();
  assert.ok(named.length >= 2);
  for (const words of named) assert.ok(texts.some((text) => text.includes(words)), words);
  const shares = await page.locator(".topic").evaluateAll((all) => all.map((t) => [...t.querySelectorAll(".share")].map((s) => parseInt(s.textContent, 10))));
  for (const n of [0, 1]) {
    const sum = shares.reduce((sum, of) => sum + of[n], 0);
    assert.ok(sum > 50 && sum <= 100 + named.length, `the shares of account ${n} come to ${sum}%`);
  }
  assert.deepEqual(faults, []);
  await close();
});

const SIZES = { phone: { width: 360, height: 740 }, wide: { width: 1280, height: 1000 } };
for (const colorScheme of ["light", "dark"]) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    test(`no sideways scrolling on a ${colorScheme} ${size} screen, in any view`, async () => {
      const { page, faults, close } = await open({ viewport, colorScheme });
      const fits = async (name) => {
        const [inner, scroll] = await page.evaluate(() => [window.innerWidth, document.documentElement.scrollWidth]);
        assert.ok(scroll <= inner, `${name}: ${scroll} > ${inner}`);
        // The view itself, below the heading.
        if (size === "phone" && name !== "form") await page.locator(".tabs").evaluate((e) => e.scrollIntoView());
        const path = process.env.SCREENSHOTS && join(process.env.SCREENSHOTS, `${size}-${colorScheme}-${name}.png`);
        if (path) await page.screenshot({ path, fullPage: size === "wide" && name === "form" });
      };
      await page.click(".gallery summary");
      await page.waitForSelector(".gallery li");
      await fits("form");
      await page.click('.gallery a[href="#case=health-southern-halcyon"]');
      await page.waitForSelector(".rows");
      await fits("sides");
      await page.click("#whole");
      await page.waitForSelector(".pane .claim");
      await fits("whole");
      for (const [key, name, ready] of [["2", "findings", ".finding"], ["3", "matrix", ".claims"], ["4", "overview", ".stacked"]]) {
        await page.locator("h1").click();
        await page.keyboard.press(key);
        await page.waitForSelector(ready);
        await fits(name);
      }
      assert.deepEqual(faults, []);
      await close();
    });
  }
}
