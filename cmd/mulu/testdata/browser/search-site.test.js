/** Search over the built site with its own index: what a reader finds, and what is
 * said when files of the index do not come, come late, cut off or of another form. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, test } from "node:test";
import { rowFacts } from "./probes.js";
import { open as openEngine } from "./search-engine-site.js";
import { listen, phone, said, send, shows, useBrowser, violations } from "./search-page.js";
import { folder, samplePages } from "./site.js";

const { open } = useBrowser(() => open("", { path: pages.list }, async (page) => {
  const rows = await page.evaluate(rowFacts);
  wanted = rows.find((r) => r.number) ?? rows[0];
}));
const pages = samplePages();
const first = "#m-best .result:first-child .result-title a";
/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").Route} Route */

/** A document that has a number. @type {{title: string, number: string, url: string}} */
let wanted;
/** A part of its title: one word. */
const part = () => Array.from(wanted.title.split(/\s/).at(-1) ?? "").slice(2, 12).join("");
const query = (/** @type {string} */ q) => `?q=${encodeURIComponent(q)}`;
/** @param {Page} page */
const path = (page) => page.locator(first).evaluate((a) => new URL(/** @type {HTMLAnchorElement} */ (a).href).pathname);
const wantedPath = () => new URL(wanted.url).pathname;

describe("finds", () => {
  test("a document by a part of its title, with marks, and says how many", () => open("", {}, async (page) => {
    await page.focus("#m-q");
    await send(page, part());
    await page.waitForSelector(first);
    assert.match(await said(page), /找到约? ?\d+ 件/);
    assert.ok((await page.locator(first).innerText()).includes(part()));
    assert.ok((await page.locator(`${first} mark`).allInnerTexts()).join("").length > 0);
    assert.deepEqual(await violations(page), []);
  }));

  // Words with an alias, of many documents and of a whole title: the first look is not a
  // brief one where there are few documents, so that it is in the order of all answers.
  for (const q of ["网约车", "治超", "公交", "霁川市网络预约出租汽车经营服务管理实施细则"]) {
    test(`all of the first ten for ${q}, in the order that the terminal has them`, () => open(query(q), {}, async (page) => {
      await page.waitForSelector(first);
      const urls = await page.$$eval("#m-best .result-title a", (all) => all.map((a) => new URL(/** @type {HTMLAnchorElement} */ (a).href).pathname.replace(/.*\/doc\//, "")));
      const { searcher } = openEngine((name) => readFileSync(join(folder, name.replace(/^site\//, ""))));
      const { results } = await searcher.search({ q, limit: 10 });
      assert.ok(results.length > 3);
      assert.deepEqual(urls, results.map((/** @type {any} */ r) => r.url.replace(/.*\/doc\//, "")));
    }));
  }

  test("with the manifest fetched once, and three scripts beside those of every page", () => open(query(part()), {}, async (page, requests) => {
    await page.waitForSelector(first);
    assert.equal(requests.filter((r) => r === "data/search.json").length, 1);
    const scripts = new Set(requests.filter((r) => r.endsWith(".js")).map((r) => r.replace(/^assets\/|\.\w+\.js$/g, "")));
    assert.deepEqual([...scripts].sort(), ["page-tools", "reading", "search", "search-engine", "site"]);
  }));

  test("a document number first, whatever its brackets, from any page's box", () => open("", { path: pages.document }, async (page) => {
    assert.ok(wanted.number, "no document number on the list page");
    await page.fill("#m-q", wanted.number.replace("〔", "[").replace("〕", "] "));
    await page.press("#m-q", "Enter");
    await page.waitForSelector(first);
    assert.equal(await path(page), wantedPath());
  }));

  test("suggestions of titles that lead to their documents", () => open("", {}, async (page) => {
    await page.focus("#m-q");
    await page.keyboard.type(Array.from(wanted.title).slice(0, 8).join(""));
    // What is known of a document comes from its page; its issuer always is.
    await page.waitForFunction(() => document.querySelector(".suggestion .result-facts")?.textContent?.trim());
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/doc\//);
    assert.ok(await page.locator("h1").innerText());
  }));

  test("nothing, and goes back to the question before", () => open(query(wanted.title), {}, async (page) => {
    await page.waitForSelector(first);
    await send(page, "麒麟饕餮魑魅");
    await shows(page, "none");
    await page.goBack();
    await page.waitForSelector(first);
    assert.equal(await page.inputValue("#m-q"), wanted.title);
  }));

  test("as many as a filter says, by filters alone, too", () => open("", { viewport: phone }, async (page) => {
    await page.click("#m-filters-toggle");
    for (const name of ["组配分类", "发布机构", "年份", "有效性"]) {
      await page.click(`.filter summary:text("${name}")`);
      const box = page.locator(`.filter:has(summary:text("${name}")) .option`).first();
      await box.waitFor();
      const count = Number((await box.locator(".count").textContent())?.replace(/\D/g, ""));
      await box.locator("input").click();
      await page.waitForFunction((n) => document.querySelector("#m-status")?.textContent === `找到 ${n} 件。`, count);
      await page.click("text=全部清除");
      await shows(page, "idle");
    }
    assert.deepEqual(await violations(page), []);
  }));

  test("the same where there are no workers", () => open(query(wanted.title), { prepare: (page) => page.addInitScript(() => { Reflect.deleteProperty(window, "Worker"); }) }, async (page) => {
    await page.waitForSelector(first);
    assert.equal(await path(page), wantedPath());
  }));
});

describe("when files of the index do not come", () => {
  const manifest = /\/data\/search\.json$/;
  const postings = /\/data\/search\/.*\.bin$/;
  const cases = [
    ["the manifest is missing", manifest, (/** @type {Route} */ r) => r.fulfill({ status: 404, body: "" }), /没有取到/],
    ["the network is gone", manifest, (/** @type {Route} */ r) => r.abort("internetdisconnected"), /没有取到|没有连上网络/],
    ["the manifest is no JSON", manifest, (/** @type {Route} */ r) => r.fulfill({ body: "<!doctype html><title>登录</title>" }), /不完整/],
    ["the index has another form", manifest, (/** @type {Route} */ r) => r.fulfill({ json: { format: 99 } }), /刷新网页/],
    ["a file is missing", postings, (/** @type {Route} */ r) => r.fulfill({ status: 404, body: "" }), /没有取到|刷新网页/],
    ["a file is cut off", postings, async (/** @type {Route} */ r) => r.fulfill({ body: (await (await r.fetch()).body()).subarray(0, -40) }), /不完整/],
    ["a file holds something else", postings, (/** @type {Route} */ r) => r.fulfill({ body: "x".repeat(500) }), /不完整/],
  ];
  for (const [name, files, answer, words] of /** @type {[string, RegExp, (r: Route) => Promise<void>, RegExp][]} */ (cases)) {
    test(`${name}: a plain message, the browse links, and it works when asked again`, () => open("", {}, async (page) => {
      await page.context().route(files, answer);
      await page.focus("#m-q");
      await send(page, part());
      await shows(page, "failed");
      assert.match(await said(page), words);
      assert.ok(await page.locator(".facets a").first().isVisible());
      await page.context().unroute(files, answer);
      await page.click(".found .button >> nth=0");
      await page.waitForSelector(first, { timeout: 20_000 });
    }));
  }

  test("late files are waited for, and said to be", () => open("", {}, async (page) => {
    await page.context().route(/\/data\//, async (route) => {
      await new Promise((done) => setTimeout(done, 700));
      await route.continue();
    });
    await page.focus("#m-q");
    await listen(page);
    await send(page, part());
    await page.waitForSelector(first);
    const heard = await page.evaluate(() => window.heard);
    assert.equal(heard.length, 2, heard.join(" / "));
    assert.equal(heard[0], "正在检索……");
  }));
});

test("from a folder the page says that search needs a server, and the lists work", () => open("", {}, async (page) => {
  const folderPage = await page.context().newPage();
  await folderPage.goto(`${pathToFileURL(join(folder, "search.html")).href}${query("x")}`);
  await folderPage.waitForFunction(() => getComputedStyle(document.querySelector("#m-unready") ?? document.body).visibility === "visible", undefined, { timeout: 9000 });
  assert.match(await folderPage.locator("#m-unready").innerText(), /需要把网站放在网络服务器上/);
  await folderPage.locator(".facet-list a:text-is(\"年份\")").click();
  await folderPage.waitForURL(/^file:.*\/sitemap\.html#m-year$/);
  await folderPage.locator("#m-year a").first().click();
  await folderPage.waitForURL(/^file:.*\.html$/);
  assert.ok((await folderPage.locator(".rows a").count()) > 0);
}));
