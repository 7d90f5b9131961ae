// What goes in and what comes out.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { CASES, ROOT, caseFile, compare, diptych, file, long, open, paste, saved } from "./browser.mjs";

test("the page's report is the command line's, byte for byte, on every corpus case", async (t) => {
  const { page, faults, close } = await open();
  const names = readdirSync(CASES).sort();
  assert.ok(names.length >= 12);
  for (const name of names) {
    await t.test(name, async () => {
      if (await page.isVisible("#edit")) await page.click("#edit");
      await page.setInputFiles("#open", caseFile(name));
      await page.waitForFunction(() => document.querySelector("#result").childElementCount === 0);
      await compare(page);
      assert.ok((await saved(page)).equals(diptych("compare", join(CASES, name), "--format", "json")), "the two reports differ");
    });
  }
  assert.deepEqual(faults, []);
  await close();
});

test("an article is taken apart as on the command line, byte for byte", async () => {
  const { page, faults, close } = await open();
  const path = join(ROOT, "corpus/articles/morrow-pass/article.txt");
  await page.click("#mode-article");
  await paste(page, readFileSync(path, "utf8"));
  await compare(page);
  assert.ok((await saved(page)).equals(diptych("article", path, "--format", "json")), "the two reports differ");
  assert.ok(await page.locator(".row").count() > 2);
  assert.deepEqual(faults, []);
  await close();
});

test("every case of the gallery opens by its link", async () => {
  const { page, faults, close } = await open();
  const index = await page.evaluate(() => fetch("gallery/index.json").then((r) => r.json()));
  assert.ok(index.length >= 8);
  assert.ok(new Set(index.flatMap((c) => c.langs)).size >= 3);
  await page.click(".gallery summary");
  for (const { id, title } of index) {
    if (await page.isVisible("#edit")) await page.click("#edit");
    if (!(await page.locator(".gallery").evaluate((d) => d.open))) await page.click(".gallery summary");
    await page.click(`.gallery a[href="#case=${id}"]`);
    await page.waitForFunction((title) => document.querySelector(".outcome h2")?.textContent === title, title);
  }
  assert.deepEqual(faults, []);
  await close();
});

test("files are read into accounts; a bad one is told, and the rest goes on", async () => {
  const { page, faults, close } = await open();
  await page.setInputFiles("#open", [
    file("union.txt", "Some 900 dockers walked out on Friday."),
    file("scan.pdf", "no PDF at all"),
    file("port.html", "<!DOCTYPE html><title>Port</title><article><h1>Port</h1><p>Some 400 dockers walked out on Friday, the port said in a statement.</p></article>"),
  ]);
  await page.waitForSelector(".notes");
  assert.match(await page.textContent(".notes"), /scan\.pdf: named \.pdf/);
  assert.match(await page.locator("textarea").nth(0).inputValue(), /900 dockers/);
  assert.match(await page.locator("textarea").nth(1).inputValue(), /400 dockers/);
  assert.match(await page.locator("select").first().textContent(), /Detected: English/);
  await compare(page);
  assert.equal(await page.locator(".row.quantity").count(), 1);
  assert.deepEqual(faults, []);
  await close();
});

test("a book-length text is taken without freezing the page, and only its beginning is shown", async () => {
  const { page, faults, close } = await open();
  const asked = Date.now();
  await page.setInputFiles("#open", file("book.txt", "The dam held on Friday, the mayor said.\n".repeat(40_000)));
  await page.waitForFunction(() => document.querySelector("textarea").value.length > 1000);
  assert.ok(Date.now() - asked < 15_000);
  assert.equal(await page.locator("textarea").first().evaluate((t) => t.readOnly), true);
  assert.match(await page.textContent("fieldset.account"), /1,600,000 characters/);
  await page.click("fieldset.account button.quiet");
  assert.equal(await page.locator("textarea").first().evaluate((t) => t.readOnly), false);
  assert.equal(await page.locator("textarea").first().inputValue(), "");
  assert.deepEqual(faults, []);
  await close();
});

test("a file dropped on an account goes there", async () => {
  const { page, close } = await open();
  const held = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(["The dam broke at dawn."], "b.txt"));
    return data;
  });
  await page.locator("fieldset.account").nth(1).dispatchEvent("drop", { dataTransfer: held });
  await page.waitForFunction(() => document.querySelectorAll("textarea")[1].value.includes("dam"));
  assert.equal(await page.locator("textarea").nth(0).inputValue(), "");
  await close();
});

test("a case folder opens whole", async () => {
  const { page, close } = await open();
  await page.setInputFiles("#open-folder", join(CASES, "health-southern-halcyon"));
  await page.waitForFunction(() => document.querySelectorAll("textarea").length === 3);
  await compare(page);
  assert.ok((await saved(page)).equals(diptych("compare", join(CASES, "health-southern-halcyon"), "--format", "json")));
  await close();
});

test("a comparison under way leaves the page free, and can be stopped and replaced", async () => {
  const { page, faults, close } = await open();
  await paste(page, ...long(400));
  await page.click("#compare");
  await page.waitForSelector("#stop");
  const asked = Date.now();
  assert.equal(await page.evaluate(() => 6 * 7), 42);
  assert.ok(Date.now() - asked < 1000, "the page is frozen");
  await page.keyboard.press("Escape");
  await page.waitForSelector("#stop", { state: "detached" });
  assert.equal(await page.locator(".outcome").count(), 0);
  await compare(page, "The dam held.", "The dam broke.");
  assert.equal(await page.locator(".row").count() > 1, true);
  assert.deepEqual(faults, []);
  await close();
});

test("what can't be compared is said plainly", async () => {
  const { page, close } = await open();
  await paste(page, "Only one side has words here.");
  await page.click("#compare");
  await page.waitForSelector(".error");
  assert.match(await page.textContent(".error"), /holds no words/);
  await page.setInputFiles("#open", file("x.json", "{", "application/json"));
  await page.waitForSelector(".notes");
  assert.match(await page.textContent(".notes"), /x\.json: .*no case file/);
  await close();
});

test("markup in a text is shown as text", async () => {
  const { page, faults, close } = await open();
  const hostile = "The port <img src=x onerror=alert(1)> reopened on Friday <script>alert(2)</script> at last.";
  await compare(page, hostile, hostile);
  assert.equal(await page.locator("#result img, #result script").count(), 0);
  assert.ok((await page.textContent("#result")).includes("<img src=x onerror=alert(1)>"));
  assert.deepEqual(faults, []);
  await close();
});

test("a link carries a case, after a warning", async () => {
  const { page, close } = await open();
  await compare(page, "The dam held.", "The dam broke.");
  await page.click(".export summary");
  await page.click("#link");
  assert.match(await page.textContent(".export .warning"), /Whoever gets it can read them/);
  const link = new URL(await page.inputValue("#permalink"));
  const other = await open({}, link.hash);
  await other.page.waitForSelector(".outcome");
  assert.match(await other.page.textContent(".rows"), /The dam broke/);
  await other.close();
  const cut = await open({}, link.hash.slice(0, -20));
  await cut.page.waitForSelector(".error");
  assert.match(await cut.page.textContent(".error"), /damaged/);
  await cut.close();
  await close();
});
