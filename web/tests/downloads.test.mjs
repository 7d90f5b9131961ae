// What is taken along as a file: byte for byte what the command line writes.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { CASES, ROOT, compare, diptych, open, paste, saved } from "./browser.mjs";

const FORMATS = ["html", "md", "csv", "docx"];
const folder = mkdtempSync(join(tmpdir(), "diptych-"));
after(() => rmSync(folder, { recursive: true }));

/** The words of a Word document, which the command line reads and shows whole. */
function words(path) {
  const other = join(folder, "other.txt");
  writeFileSync(other, "The port said nothing.");
  return String(diptych("compare", path, other, "--format", "html")).replace(/<[^>]+>/g, "");
}

for (const name of ["call-birthday-leaders", "health-southern-halcyon"]) {
  test(`every file of ${name} is the command line's`, async (t) => {
    const { page, faults, close } = await open({}, `#case=${name}`);
    await page.waitForSelector(".outcome");
    for (const format of FORMATS) {
      await t.test(format, async () => {
        const file = await saved(page, `#save-${format}`);
        assert.ok(file.equals(diptych("compare", join(CASES, name), "--format", format)), "the two files differ");
      });
    }
    assert.equal(await page.locator(".notes").count(), 0);
    assert.deepEqual(faults, []);
    await close();
  });
}

test("a Word document opens, and says what was compared", async () => {
  const { page, close } = await open();
  await compare(page, "Some 900 dockers walked out on Friday. The mayor praised the fire brigade.", "Some 400 dockers walked out on Friday.");
  const path = join(folder, "report.docx");
  writeFileSync(path, await saved(page, "#save-docx"));
  const read = words(path);
  for (const said of ["Some 900 dockers", "The mayor praised the fire brigade", "not mentioned in the text supplied"]) assert.ok(read.includes(said), said);
  await close();
});

test("what was corrected by hand is in every file, and gone when it is taken back", async () => {
  const { page, faults, close } = await open({}, "#view=findings");
  await compare(page, "Some 900 dockers walked out on Friday.", "Some 400 dockers walked out on Friday.");
  const before = await saved(page, "#save-md");
  await page.locator(".finding.quantity").focus();
  await page.selectOption(".kind-of", "contradiction");
  await page.waitForSelector(".finding.contradiction");
  for (const format of ["html", "md", "csv"]) {
    const text = String(await saved(page, `#save-${format}`));
    assert.ok(text.includes("contradiction") && text.includes("Set by hand."), format);
  }
  const path = join(folder, "corrected.docx");
  writeFileSync(path, await saved(page, "#save-docx"));
  assert.ok(words(path).includes("Set by hand."));
  await page.click("#undo");
  await page.waitForSelector("#undo", { state: "detached" });
  assert.ok((await saved(page, "#save-md")).equals(before));
  assert.deepEqual(faults, []);
  await close();
});

test("the files of an article are the command line's", async () => {
  const { page, faults, close } = await open();
  const path = join(ROOT, "corpus/articles/morrow-pass/article.txt");
  await page.click("#mode-article");
  await paste(page, readFileSync(path, "utf8"));
  await compare(page);
  for (const format of ["html", "md", "docx"]) {
    const file = await saved(page, `#save-${format}`);
    assert.ok(file.equals(diptych("article", path, "--format", format)), format);
  }
  assert.equal(await page.locator("#save-csv").count(), 0, "the command line has none either");
  assert.deepEqual(faults, []);
  await close();
});

test("a file is made beside the page, and named after the comparison", async () => {
  const { page, close } = await open({}, "#case=call-birthday-leaders");
  await page.waitForSelector(".outcome");
  await page.click(".export summary");
  // Nobody waits for the renderers who takes nothing along.
  for (const [program, has] of [["page", false], ["worker", false], ["reader", true]]) {
    const text = await page.evaluate((name) => fetch(`${name}_bg.wasm`).then((r) => r.text()), program);
    assert.equal(text.includes("wordprocessingml/2006/main"), has, program);
  }
  const download = page.waitForEvent("download");
  await page.click("#save-docx");
  assert.equal((await download).suggestedFilename(), "call-birthday-leaders.diptych.docx");
  await close();
});

test("a cell that a spreadsheet would take for a formula is tamed", async () => {
  const { page, close } = await open();
  await compare(page, "=HYPERLINK(1) was typed by the clerk. The gates opened.", "The gates opened.");
  const csv = String(await saved(page, "#save-csv"));
  assert.ok(csv.includes("'=HYPERLINK(1)"), csv);
  assert.ok(!/(^|,)"?=HYPERLINK/m.test(csv), csv);
  await close();
});

test("a citation goes to the clipboard, and the page to the printer without its buttons", async () => {
  const { page, faults, close } = await open({ permissions: ["clipboard-read", "clipboard-write"] });
  await compare(page, "Some 900 dockers walked out on Friday.", "Some 400 dockers walked out on Friday.");
  await page.keyboard.press("2");
  await page.locator(".finding .under button").first().click();
  await page.waitForFunction(() => document.querySelector(".finding .under button").textContent === "Copied");
  const cited = await page.evaluate(() => navigator.clipboard.readText());
  for (const words of ["900 dockers", "400 dockers", "Account 1", "Diptych"]) assert.ok(cited.includes(words), cited);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("button:visible, select:visible, footer:visible").count(), 0);
  assert.ok(await page.locator(".finding blockquote:visible").count() >= 2);
  assert.ok((await page.pdf()).length > 5_000);
  assert.deepEqual(faults, []);
  await close();
});
