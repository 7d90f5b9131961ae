// How fast the built page is, beside the command line on the same cases: prints the table of docs/speed.md.
// `just bench` runs it; it is no test, since a busy machine is slow.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { test } from "node:test";
import { CASES, ROOT, caseFile, open } from "./browser.mjs";

const TURNS = 5;
const cases = readdirSync(CASES).sort().map((name) => JSON.parse(caseFile(name).buffer));
const pairs = cases.reduce((sum, c) => sum + (c.accounts.length * (c.accounts.length - 1)) / 2, 0);
const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];

/** Pairs a second of the command line on one thread, its start and end taken off. */
function native() {
  const folder = mkdtempSync(join(tmpdir(), "diptych-speed-"));
  const time = (times) => {
    const input = join(folder, `${times}.jsonl`);
    writeFileSync(input, Array.from({ length: times }, () => cases.map((c) => JSON.stringify(c) + "\n").join("")).join(""));
    const began = performance.now();
    execFileSync(join(ROOT, "target/release/diptych"), ["batch", input, "-o", join(folder, `${times}-${began}`), "--jobs", "1", "--quiet"]);
    return performance.now() - began;
  };
  return median(Array.from({ length: TURNS }, () => (10 * pairs) / ((time(11) - time(1)) / 1000)));
}

/** Milliseconds that a worker takes for each of its requests, one after the other. */
const asked = ([script, engine, requests]) => new Promise((done, failed) => {
  const worker = new Worker(script, { type: "module" });
  const took = [];
  let began;
  const next = () => {
    if (took.length === requests.length) { worker.terminate(); return done(took); }
    began = performance.now();
    worker.postMessage([JSON.stringify([took.length + 1, "en", { Compare: [requests[took.length], engine] }])]);
  };
  worker.onmessage = ({ data }) => {
    if (data === "ready") return next();
    const [, answer] = JSON.parse(data);
    if (answer.Progress) return;
    if (!answer.Compared?.Ok) return failed(new Error(data.slice(0, 300)));
    took.push(performance.now() - began);
    next();
  };
});

test("speed", async () => {
  const { page, close } = await open({}, "#case=strike-tram-night");
  await page.waitForSelector(".outcome");
  const rates = [];
  const natives = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const took = await page.evaluate(asked, ["worker-start.js", "Light", [...cases, ...cases, ...cases]]);
    // The first round warms the program up, as the native one's is taken off.
    rates.push((2 * pairs) / (took.slice(cases.length).reduce((a, b) => a + b, 0) / 1000));
    natives.push(native());
  }
  const clicks = [];
  for (let turn = 0; turn < 9; turn++) {
    await page.click("#edit");
    clicks.push(await page.evaluate(() => new Promise((done) => {
      const began = performance.now();
      new MutationObserver((_, watch) => {
        if (!document.querySelector("form") && document.querySelector(".row")) { watch.disconnect(); done(performance.now() - began); }
      }).observe(document.body, { subtree: true, childList: true });
      document.querySelector("#compare").click();
    })));
  }
  const strike = cases.find((c) => c.id === "strike-tram-night") ?? cases[0];
  const deep = await page.evaluate(asked, ["deep-start.js", "Deep", [strike, strike, strike, strike]]);
  const line = (what, value) => process.stdout.write(`| ${what} | ${value} |\n`);
  line("WASM, light, pairs a second", median(rates).toFixed(0));
  line("native, light, one thread, pairs a second", median(natives).toFixed(0));
  line("ratio", (median(rates) / median(natives)).toFixed(2));
  line("from the click to the rows, a pair of the gallery, ms (median of 9)", median(clicks).toFixed(0));
  line("deep, the first pair, model fetched from this machine, s", (deep[0] / 1000).toFixed(1));
  line("deep, a further pair, s (median of 3)", (median(deep.slice(1)) / 1000).toFixed(1));
  await close();
});
