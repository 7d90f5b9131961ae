// The built page in a real Chromium, for the tests to drive.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "./server.mjs";

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const PAGE = join(ROOT, "dist/web");
export const CASES = join(ROOT, "corpus/cases");
const TARGET = resolve(ROOT, process.env.CARGO_TARGET_DIR ?? "target");
const CLI = join(TARGET, "debug", process.platform === "win32" ? "diptych.exe" : "diptych");
/** What Chromium is started with: no window, and nothing of its own that goes out. */
export const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"];
let server, browser;

before(async () => {
  server = await serve(PAGE);
  browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: FLAGS,
  });
});

after(async () => {
  await browser?.close();
  server?.close();
});

/** Where the Chromium is that the variable of that name means. */
export function chromiumPath() {
  const program = process.env.CHROMIUM ?? "chromium";
  return program.includes("/") ? program : execFileSync("which", [program], { encoding: "utf8" }).trim();
}

/** What the command line prints. */
export function diptych(...args) {
  return execFileSync(CLI, args, { maxBuffer: 1 << 28 });
}

/**
 * A fresh page, at `fragment`; `faults` collects whatever goes wrong in it. Closing it fails if it asked anything of another
 * place, or of this one what its own policy forbids.
 */
export async function open(options = {}, fragment = "") {
  const context = await browser.newContext({ acceptDownloads: true, locale: "en-GB", ...options });
  const outside = [], faults = [], refused = [];
  // Of the page, its workers and its service workers alike.
  context.on("request", (r) => { if (!/^(blob|data):/.test(r.url()) && !r.url().startsWith(server.url)) outside.push(r.url()); });
  await context.exposeFunction("refused", (what) => refused.push(what));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (e) => window.refused(`${e.effectiveDirective}: ${e.blockedURI} ${e.sample}`));
  });
  const page = await context.newPage();
  page.on("pageerror", (e) => faults.push(String(e)));
  page.on("console", (m) => { if (m.type() === "error") faults.push(m.text()); });
  await page.goto(server.url + fragment);
  await page.waitForSelector("#compare", { state: "attached" });
  const close = async () => {
    // What was refused last is told a moment later.
    await page.evaluate(() => new Promise((done) => setTimeout(done, 30))).catch(() => {});
    await context.close();
    assert.deepEqual(outside, [], "the page asked something of another place");
    assert.deepEqual(refused, [], "the page did what its own policy forbids");
  };
  return { page, faults, url: server.url, close };
}

export function file(name, content, mimeType = "application/octet-stream") {
  return { name, mimeType, buffer: Buffer.from(content) };
}

/** A case folder as the one JSON file that the page opens. */
export function caseFile(name) {
  const folder = join(CASES, name);
  const meta = JSON.parse(readFileSync(join(folder, "case.json"), "utf8"));
  const accounts = meta.accounts.map(({ file, ...rest }) => ({ ...rest, text: readFileSync(join(folder, file), "utf8") }));
  return file(`${name}.json`, JSON.stringify({ ...meta, accounts }), "application/json");
}

/** The bytes that the button offers for download. */
export async function saved(page, button = "#save") {
  if (!(await page.isVisible(button))) await page.click(".export summary");
  const download = page.waitForEvent("download");
  await page.click(button);
  return readFileSync(await (await download).path());
}

export async function paste(page, ...texts) {
  const areas = page.locator("textarea");
  for (const [n, text] of texts.entries()) await areas.nth(n).fill(text);
}

export async function compare(page, ...texts) {
  if (texts.length) await paste(page, ...texts);
  await page.click("#compare");
  await page.waitForSelector(".outcome");
}

/** Two long accounts, which take a while to compare. */
export function long(n) {
  const line = (i, k) => `On day ${i} some ${i * 7 + k} dockers of quay ${i % 13} said that the harbour office had not paid the crews of ${k} ships. `;
  return [0, 1].map((k) => Array.from({ length: n }, (_, i) => line(i, k)).join(""));
}
