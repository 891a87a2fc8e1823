/** What scripts add to a document: links to articles, the citation, contents that follow
 * the reading. The same site and settings as browser.test.js. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import axe from "axe-core";
import { launch } from "./browser.js";
import { folder, htmlFiles, serve } from "./site.js";

/** A long document with articles, contents and relations. */
const address = htmlFiles().find((name) => {
  const html = readFileSync(join(folder, name), "utf8");
  return html.includes('id="art-5"') && html.includes('class="contents"') && html.includes('id="m-relations"');
});

/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
/** @type {import("playwright-core").Browser} */
let browser;
/** @type {import("playwright-core").Page} */
let page;
/** @type {string[]} */
const errors = [];

before(async () => {
  site = await serve();
  browser = await launch();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, permissions: ["clipboard-read", "clipboard-write"] });
  page = await context.newPage();
  page.on("console", (m) => m.type() === "error" && errors.push(m.text()));
  page.on("pageerror", (e) => errors.push(String(e)));
  assert.ok(address, "no document with articles, contents and relations");
  await page.goto(site.base + address);
  await page.waitForSelector(".copy-link", { state: "attached" });
});
after(async () => {
  await browser?.close();
  site?.close();
});

const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
const status = () => page.locator(".copy-status").textContent();

test("pointing at an article offers its link", async () => {
  await page.hover("#art-5");
  assert.equal(await page.locator("#art-5 .copy-link").count(), 1);
  assert.match((await page.locator(".copy-link").getAttribute("aria-label")) ?? "", /^复制链接：第五条/);
  await page.click("#art-5 .copy-link");
  await page.waitForFunction(() => document.querySelector(".copy-status")?.textContent);
  assert.equal(await clipboard(), `${site.base}${address}#art-5`);
  assert.equal(await status(), "已复制链接。");
});

test("the keyboard reaches every place by one stop and the arrows", async () => {
  await page.goto(`${site.base}${address}#art-5`);
  await page.waitForSelector("#art-5 .copy-link", { state: "attached" });
  assert.equal(await page.locator(".copy-link").count(), 1);
  await page.focus(".copy-link");
  const at = () => page.evaluate(() => document.activeElement?.parentElement?.id);
  const places = await page.evaluate(() => Array.from(document.querySelectorAll(".doc-body :is(h2, h3, h4, h5, h6, p)[id]"), (e) => e.id));
  await page.keyboard.press("ArrowDown");
  assert.equal(await at(), places[places.indexOf("art-5") + 1]);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".copy-status")?.textContent);
  assert.equal(await clipboard(), `${site.base}${address}#art-5`);
});

test("the citation is copied with today as 引用日期", async () => {
  const shown = (await page.locator("#m-cite").textContent()) ?? "";
  await page.click(".cite .button");
  await page.waitForFunction(() => document.querySelector(".cite .copy-status")?.textContent);
  const copied = await clipboard();
  assert.match(copied, /\[EB\/OL\]\. \(\d{4}-\d\d-\d\d\)\[\d{4}-\d\d-\d\d\]\. https?:\S+$/);
  assert.equal(copied.replace(/\)\[[\d-]+\]\. http/, "). http"), shown);
});

test("the contents follow the reading", async () => {
  const current = () => page.locator(".contents [aria-current]").allTextContents();
  const links = page.locator(".contents a");
  for (const i of [1, 2]) { // of the last one there may be no room to scroll to it
    const link = links.nth(i);
    const name = await link.textContent();
    const id = decodeURIComponent(((await link.getAttribute("href")) ?? "").slice(1));
    await page.evaluate((at) => document.getElementById(at)?.scrollIntoView({ block: "start" }), id);
    await page.waitForFunction((words) => document.querySelector(".contents [aria-current]")?.textContent === words, name);
    assert.deepEqual(await current(), [name]);
  }
  await page.evaluate(() => scrollTo(0, 0));
  await page.waitForFunction(() => !document.querySelector(".contents [aria-current]"));
});

test("where copying is not allowed the address bar has the link", async () => {
  const context = await browser.newContext();
  const other = await context.newPage();
  await other.addInitScript(() => { delete Object.getPrototypeOf(navigator).clipboard; });
  await other.goto(site.base + address);
  await other.waitForSelector(".copy-link", { state: "attached" });
  await other.hover("#art-5");
  await other.click("#art-5 .copy-link");
  await other.waitForFunction(() => document.querySelector(".copy-status")?.textContent);
  assert.ok(other.url().endsWith("#art-5"));
  await context.close();
});

test("none of it is inaccessible, moves the page or prints", async () => {
  await page.hover("#art-5");
  for (const scheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: /** @type {"light"} */ (scheme) });
    await page.evaluate(axe.source);
    const found = await page.evaluate(() => /** @type {any} */ (globalThis).axe.run());
    assert.deepEqual(found.violations.map((/** @type {any} */ v) => `${v.id} ${v.nodes[0].html}`), []);
  }
  const box = await page.locator(".copy-link").boundingBox();
  assert.ok(box && box.height >= 44 && box.width >= 44);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".copy-link").isVisible(), false);
  await page.emulateMedia({ media: "screen", colorScheme: "light" });
  assert.deepEqual(errors, []);
});
