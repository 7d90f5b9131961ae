// The page in three languages.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { CASES, compare, diptych, open, saved } from "./browser.mjs";

const SPOKEN = { en: /Compare/, ru: /Сравнить/, zh: /开始比对/ };

test("the page speaks the reader's language, and English to others", async () => {
  for (const [locale, code] of [["ru-RU", "ru"], ["zh-CN", "zh"], ["zh-Hant-TW", "zh"], ["fr-FR", "en"], ["en-GB", "en"]]) {
    const { page, faults, close } = await open({ locale });
    assert.equal(await page.getAttribute("html", "lang"), code, locale);
    assert.match(await page.textContent("#compare"), SPOKEN[code]);
    assert.deepEqual(faults, []);
    await close();
  }
});

test("another language is chosen, kept, and leaves what was filled in", async () => {
  const { page, faults, close } = await open();
  assert.equal(await page.locator(".source-field input").nth(1).inputValue(), "Account 1");
  await page.locator("textarea").first().fill("The dam held.");
  await page.click(".languages [lang=ru]");
  assert.match(await page.textContent("#compare"), SPOKEN.ru);
  assert.equal(await page.locator("textarea").first().inputValue(), "The dam held.");
  assert.equal(await page.locator(".source-field input").nth(2).inputValue(), "Сообщение 2");
  assert.ok(await page.locator(".languages [lang=ru]").evaluate((b) => b === document.activeElement), "the focus is lost");
  assert.equal(await page.evaluate(() => localStorage.getItem("diptych.language")), "ru");
  await page.reload();
  await page.waitForSelector("#compare");
  assert.equal(await page.getAttribute("html", "lang"), "ru");
  assert.deepEqual(faults, []);
  await close();
});

test("a comparison is shown in each language, its reasons too; the report stays as it is", async () => {
  const name = "call-birthday-leaders";
  const { page, faults, close } = await open({}, `#case=${name}&view=findings`);
  await page.waitForSelector(".finding");
  const report = diptych("compare", join(CASES, name), "--format", "json");
  const reasons = new Set();
  for (const code of ["zh", "ru", "en"]) {
    await page.click(`.languages [lang=${code}]`);
    const told = await page.locator(".finding > .why").allTextContents();
    assert.ok(told.length > 10);
    assert.equal(await page.locator(".finding > .why[lang]").count(), 0, "a reason is left in English");
    reasons.add(told.join());
    assert.ok((await saved(page)).equals(report), "the report depends on the language");
    // No English word is left beside what the texts themselves say.
    if (code !== "en") {
      const words = await page.evaluate(() => [...document.querySelectorAll("label, legend, button:not([lang]), summary, nav a, .hint, .silent, .tag, .count")].map((e) => e.textContent).join("\n"));
      const names = /Office of the President of Torvania|Marundan National Television|JSON Lines|JSON|HTML|CSV|Word|Markdown|Ctrl|Enter|[jk]\b/g;
      assert.doesNotMatch(words.replace(names, ""), /[A-Za-z]{3}/, code);
    }
  }
  assert.equal(reasons.size, 3);
  assert.deepEqual(faults, []);
  await close();
});

test("texts carry their own language, and run their own way", async () => {
  const { page, close } = await open({ locale: "ru-RU" });
  await compare(page, "Порт открылся в пятницу. Мэр поблагодарил пожарных за помощь.", "قالت الوزارة إن الميناء أعيد فتحه يوم الجمعة.");
  assert.ok(await page.locator("blockquote[lang=ru]").count() > 0);
  const arabic = page.locator("blockquote", { hasText: "الميناء" }).first();
  assert.equal(await arabic.evaluate((q) => getComputedStyle(q).direction), "rtl");
  assert.equal(await page.locator("blockquote[lang=ru]").first().evaluate((q) => getComputedStyle(q).direction), "ltr");
  await close();
});

test("the core's own messages are marked as English", async () => {
  const { page, close } = await open({ locale: "zh-CN" });
  await page.locator("textarea").first().fill("只有一方说了话。");
  await page.click("#compare");
  await page.waitForSelector(".error[lang=en]");
  assert.match(await page.textContent(".error"), /holds no words/);
  await page.click("#mode-article");
  await page.click("#compare");
  await page.waitForFunction(() => /文章里没有文字/.test(document.querySelector(".error")?.textContent));
  await close();
});
