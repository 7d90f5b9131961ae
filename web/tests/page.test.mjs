// Drives the built page in a real Chromium.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "./server.mjs";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const CASES = join(ROOT, "corpus/cases");
const TARGET = resolve(ROOT, process.env.CARGO_TARGET_DIR ?? "target");
const CLI = join(TARGET, "debug", process.platform === "win32" ? "diptych.exe" : "diptych");
let server, browser;

before(async () => {
  server = await serve(join(ROOT, "dist/web"));
  browser = await chromium.launch({
    executablePath: which(process.env.CHROMIUM ?? "chromium"),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
});

after(async () => {
  await browser?.close();
  server?.close();
});

function which(program) {
  return program.includes("/") ? program : execFileSync("which", [program], { encoding: "utf8" }).trim();
}

/** A fresh page; `outside` collects every request to anywhere else, `faults` whatever goes wrong in it. */
async function open(options = {}) {
  const context = await browser.newContext({ acceptDownloads: true, ...options });
  const page = await context.newPage();
  const outside = [], faults = [];
  page.on("request", (r) => { if (!/^(blob|data):/.test(r.url()) && !r.url().startsWith(server.url)) outside.push(r.url()); });
  page.on("pageerror", (e) => faults.push(String(e)));
  page.on("console", (m) => { if (m.type() === "error") faults.push(m.text()); });
  await page.goto(server.url);
  await page.waitForSelector("#compare");
  return { page, outside, faults, close: () => context.close() };
}

/** A case folder as the one JSON file that the page opens. */
function caseFile(name) {
  const folder = join(CASES, name);
  const meta = JSON.parse(readFileSync(join(folder, "case.json"), "utf8"));
  const accounts = meta.accounts.map(({ file, ...rest }) => ({ ...rest, text: readFileSync(join(folder, file), "utf8") }));
  return { name: `${name}.json`, mimeType: "application/json", buffer: Buffer.from(JSON.stringify({ ...meta, accounts })) };
}

async function report(page) {
  const download = page.waitForEvent("download");
  await page.click("#save");
  return readFileSync(await (await download).path());
}

async function paste(page, ...texts) {
  const areas = page.locator("textarea");
  for (const [n, text] of texts.entries()) await areas.nth(n).fill(text);
}

test("the page's report is the command line's, byte for byte, on every corpus case", async (t) => {
  const { page, outside, faults, close } = await open();
  const names = readdirSync(CASES).sort();
  assert.ok(names.length >= 12);
  for (const name of names) {
    await t.test(name, async () => {
      await page.setInputFiles("#open", caseFile(name));
      await page.waitForFunction(() => document.querySelector("#result").childElementCount === 0);
      await page.click("#compare");
      await page.waitForSelector("#save");
      const cli = execFileSync(CLI, ["compare", join(CASES, name), "--format", "json"], { maxBuffer: 1 << 28 });
      assert.ok((await report(page)).equals(cli), "the two reports differ");
    });
  }
  assert.deepEqual(outside, [], "the page asked something of another place");
  assert.deepEqual(faults, []);
  await close();
});

test("findings stand side by side with their marks, and a silent side says so", async () => {
  const { page, close } = await open();
  await paste(page, "Some 900 dockers walked out on Friday. The mayor praised the fire brigade.", "Some 400 dockers walked out on Friday.");
  await page.press("textarea", "Control+Enter");
  await page.waitForSelector(".finding");
  assert.deepEqual(await page.locator(".quantity mark").allTextContents(), ["Some 900", "Some 400"]);
  assert.match(await page.textContent(".omission .silent"), /not mentioned in the text supplied/);
  await page.uncheck(".filters .omission input");
  assert.equal(await page.locator("li.omission").count(), 0);
  await close();
});

test("markup in a text is shown as text", async () => {
  const { page, faults, close } = await open();
  const hostile = "The port <img src=x onerror=alert(1)> reopened on Friday <script>alert(2)</script> at last.";
  await paste(page, hostile, hostile);
  await page.click("#compare");
  await page.waitForSelector(".finding");
  assert.equal(await page.locator("#result img, #result script").count(), 0);
  assert.ok((await page.textContent("#result")).includes("<img src=x onerror=alert(1)>"));
  assert.deepEqual(faults, []);
  await close();
});

test("what can't be compared is said plainly", async () => {
  const { page, close } = await open();
  await paste(page, "Only one side has words here.");
  await page.click("#compare");
  assert.match(await page.textContent(".error"), /holds no words/);
  await page.setInputFiles("#open", { name: "x.json", mimeType: "application/json", buffer: Buffer.from("{") });
  await page.waitForFunction(() => /no case file/.test(document.querySelector(".error")?.textContent ?? ""));
  await close();
});

test("three accounts give every pair", async () => {
  const { page, close } = await open();
  await page.click("#add");
  await paste(page, "The dam held.", "The dam broke.", "The dam held, and nobody was hurt.");
  await page.click("#compare");
  await page.waitForSelector(".pairs button");
  assert.equal(await page.locator(".pairs button").count(), 3);
  await page.locator(".pairs button").nth(2).click();
  assert.match(await page.textContent("h2"), /Account 2 and Account 3/);
  await close();
});

for (const colorScheme of ["light", "dark"]) {
  test(`a narrow ${colorScheme} screen needs no sideways scrolling`, async () => {
    const { page, close } = await open({ viewport: { width: 360, height: 740 }, colorScheme });
    await page.click("#example");
    await page.click("#compare");
    await page.waitForSelector(".finding");
    const [inner, scroll] = await page.evaluate(() => [window.innerWidth, document.documentElement.scrollWidth]);
    assert.ok(scroll <= inner, `${scroll} > ${inner}`);
    if (process.env.SCREENSHOTS) await page.screenshot({ path: join(process.env.SCREENSHOTS, `narrow-${colorScheme}.png`) });
    await page.setViewportSize({ width: 1200, height: 1400 });
    if (process.env.SCREENSHOTS) await page.screenshot({ path: join(process.env.SCREENSHOTS, `wide-${colorScheme}.png`) });
    await close();
  });
}
