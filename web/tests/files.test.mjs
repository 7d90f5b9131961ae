// Packed files: a zip of a case, a Word document, a PDF.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { crc32 } from "node:zlib";
import { CASES, compare, diptych, file, open, saved } from "./browser.mjs";

/** Files in a zip, unpacked as they are. */
function zip(files) {
  const heads = [], parts = [];
  let at = 0;
  for (const [name, data] of files) {
    const path = Buffer.from(name), fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt32LE(crc32(data), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(data.length, 18);
    fields.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), fields, path, data]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    heads.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\0"), fields, place, path]));
    parts.push(local);
    at += local.length;
  }
  const head = Buffer.concat(heads), end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(head.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, head, Buffer.from("PK\x05\x06"), end]);
}

function pdf(words) {
  const drawn = `BT /F 12 Tf 72 700 Td (${words}) Tj ET`;
  return `%PDF-1.7
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Resources << /Font << /F 4 0 R >> >> >> endobj
4 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> endobj
5 0 obj << /Length ${drawn.length} >> stream
${drawn}
endstream endobj
trailer << /Root 1 0 R >>
%%EOF
`;
}

test("a zip of a case folder opens whole", async () => {
  const { page, faults, close } = await open();
  const folder = join(CASES, "health-southern-halcyon");
  const files = readdirSync(folder).map((name) => [`health-southern-halcyon/${name}`, readFileSync(join(folder, name))]);
  await page.setInputFiles("#open", file("case.zip", zip(files)));
  await page.waitForFunction(() => document.querySelectorAll("textarea").length === 3);
  await compare(page);
  assert.ok((await saved(page)).equals(diptych("compare", folder, "--format", "json")));
  assert.deepEqual(faults, []);
  await close();
});

test("a Word document and a PDF are read", async () => {
  const { page, faults, close } = await open();
  await compare(page, "Some 900 dockers walked out on Friday.", "Some 400 dockers walked out on Friday.");
  const word = await saved(page, "#save-docx");
  await page.click("#clear");
  await page.setInputFiles("#open", [file("a.docx", word), file("b.pdf", pdf("Some 400 dockers walked out on Friday."))]);
  await page.waitForFunction(() => [...document.querySelectorAll("textarea")].every((t) => t.value));
  const [a, b] = await page.locator("textarea").evaluateAll((all) => all.map((t) => t.value));
  assert.match(a, /900 dockers/);
  assert.match(b, /^Some 400 dockers walked out on Friday\.\s*$/);
  assert.deepEqual(faults, []);
  await close();
});
