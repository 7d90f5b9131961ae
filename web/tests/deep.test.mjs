// The deep engine in WASM against the native one: the same answers, numbers within a tolerance.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const TARGET = resolve(ROOT, process.env.CARGO_TARGET_DIR ?? "target");
const CLI = join(TARGET, "debug", process.platform === "win32" ? "diptych.exe" : "diptych");
// Every how many of the dev pairs; DEEP_EVERY=1 holds all of them.
const EVERY = Number(process.env.DEEP_EVERY ?? 12);
// Processors sum in different orders, and numbers are rounded to four decimals.
const TOLERANCE = 0.0002;

test("the deep engine answers alike in WASM and natively", () => {
  const { Engine } = createRequire(import.meta.url)(join(TARGET, "deep-wasm/relate_wasm.js"));
  const model = join(ROOT, "models/deep.bin");
  const lines = readFileSync(join(ROOT, "corpus/pairs/dev.jsonl"), "utf8").trim().split("\n").filter((_, n) => n % EVERY === 0);
  const input = lines.join("\n") + "\n";
  const native = execFileSync(CLI, ["relate", "-", "--engine", "deep", "--model", model], { input, encoding: "utf8", maxBuffer: 1 << 28 });
  const wasm = new Engine(readFileSync(model)).relate(input);
  const [one, other] = [native, wasm].map((text) => text.trim().split("\n").map((line) => JSON.parse(line)));
  assert.equal(one.length, lines.length);
  assert.equal(other.length, lines.length);
  let most = 0;
  for (const [n, x] of one.entries()) {
    const y = other[n];
    for (const decided of ["id", "kind", "more"]) assert.deepEqual(y[decided], x[decided], `${decided} of ${x.id}`);
    for (const kind of Object.keys(x.probabilities)) most = Math.max(most, Math.abs(x.probabilities[kind] - y.probabilities[kind]));
  }
  assert.ok(most <= TOLERANCE, `probabilities differ by ${most}`);
});
