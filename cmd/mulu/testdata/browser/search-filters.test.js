/** Filters, sorting and addresses of the search page. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { asked, phone, said, send, shows, useBrowser, violations } from "./search-page.js";

const { open } = useBrowser();
const q = `?q=${encodeURIComponent("公交")}`;
/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page @param {string} name opens a group of filters */
async function unfold(page, name) {
  await page.click(`.filter summary:text("${name}")`);
  await page.waitForSelector(`.filter:has(summary:text("${name}")) .option`);
}
/** @param {Page} page @param {string} name */
const check = (page, name) => page.locator(`.option:has-text("${name}") input`).first().click();
/** @param {Page} page */
const lastFilters = async (page) => (await asked(page, "search")).at(-1).filters;
const search = (/** @type {Page} */ page) => new URL(page.url()).searchParams;

describe("filters", () => {
  test("load nothing while their groups are closed, and then only their own", () => open(q, { stub: {} }, async (page) => {
    await shows(page, "found");
    assert.deepEqual(await asked(page, "facets"), []);
    await unfold(page, "有效性");
    assert.deepEqual((await asked(page, "facets")).map((a) => a.facets), [["state"]]);
  }));

  test("are left out when the catalogue has no values for them", () => open(q, { stub: { facets: ["state", "year"] } }, async (page) => {
    await page.waitForSelector('[data-facet="genre"]', { state: "hidden" });
    assert.deepEqual(await page.locator(".filter:visible > summary").allInnerTexts(), ["年份", "发布日期", "有效性"]);
  }));

  test("a value is not named by its code before its name is known", () => open(`${q}&issuer=i1&theme=x`, { stub: { wait: { facets: 4000 } } }, async (page) => {
    await page.waitForSelector(".chip");
    assert.deepEqual(await page.locator(".chip").allTextContents(), ["发布机构：……，去掉这个条件", "主题分类：x，去掉这个条件"]);
    await page.waitForFunction(() => document.querySelector(".chip")?.textContent?.includes("霁川市道路运输服务中心"));
  }));

  test("several values and several filters are asked together, with their numbers", () => open(q, { stub: {} }, async (page) => {
    await unfold(page, "有效性");
    assert.equal(await page.locator(".option").first().textContent(), "有效 30 件");
    await check(page, "有效");
    await check(page, "废止");
    await unfold(page, "年份");
    await check(page, "2026");
    await page.waitForFunction(() => window.asked.filter((a) => a.kind === "search").length === 4);
    assert.deepEqual(await lastFilters(page), { category: [], issuer: [], year: ["2026"], state: ["in-force", "repealed"], theme: [], genre: [], five: [], from: "", to: "" });
    assert.deepEqual(search(page).getAll("state"), ["in-force", "repealed"]);
    await page.waitForFunction(() => window.asked.filter((a) => a.kind === "facets").at(-1)?.year?.length !== 0);
    assert.deepEqual((await asked(page, "facets")).at(-1).facets, ["year", "state"]);
    assert.equal(await page.locator(".option:has-text('2026') input").isChecked(), true);
    assert.equal(await page.evaluate(() => document.activeElement?.closest(".option")?.textContent), "2026 3 件", "the focus stays");
  }));

  test("categories are a tree that opens where something is chosen", () => open(`${q}&category=zcfg%2Fgfxwj`, { stub: {} }, async (page) => {
    await page.click('.filter summary:text("组配分类")');
    const child = page.locator('.branch .option:has-text("规范性文件") input');
    await child.waitFor();
    assert.equal(await child.isVisible(), true);
    assert.equal(await child.isChecked(), true);
    assert.match(await page.locator(".branch summary").innerText(), /政策法规/);
  }));

  test("names in the tree keep a line of some characters with large text on a small screen", () => open(q, { stub: {}, viewport: { width: 320, height: 640 } }, async (page) => {
    await page.waitForSelector(".result");
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("html { font-size: 200% !important; }");
      document.adoptedStyleSheets = [sheet];
    });
    await page.click("#m-filters-toggle");
    await page.click('.filter summary:text("组配分类")');
    const child = page.locator('.branch .option:has-text("规范性文件") > span').first();
    await child.waitFor();
    const { width } = await child.boundingBox() ?? { width: 0 };
    assert.ok(width >= 3.5 * 32, `${width} px`);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  }));

  test("a long list shows the first, finds by name and shows all", () => open(q, { stub: {} }, async (page) => {
    await unfold(page, "发布机构");
    const shown = () => page.locator('[data-facet="issuer"] .option:visible').count();
    assert.equal(await shown(), 12);
    await page.fill('[data-facet="issuer"] .filter-tools input', "第3");
    assert.equal(await shown(), 11); // 3 and 30 to 39
    assert.deepEqual(await violations(page), []);
    await page.fill('[data-facet="issuer"] .filter-tools input', "");
    await page.click("text=显示全部");
    assert.equal(await shown(), 40);
  }));

  test("a group without values says so, and one that fails can be opened again", () => open(q, { stub: { fail: { facets: "broken" } } }, async (page) => {
    await page.click('.filter summary:text("年份")');
    await page.waitForSelector("text=没有取到可选的条件");
    await page.evaluate(() => { window.stub.fail = {}; });
    await page.click('.filter summary:text("年份")');
    await unfold(page, "年份");
    assert.equal(await page.locator("text=没有取到可选的条件").count(), 0);
    await page.click('.filter summary:text("体裁分类")');
    await page.waitForSelector("text=没有可选的条件");
  }));

  test("without words they browse, newest first", () => open("", { stub: {} }, async (page) => {
    await unfold(page, "主题分类");
    await check(page, "交通运输");
    await shows(page, "found");
    assert.equal(await said(page), "找到 35 件。");
    assert.equal(await page.locator("#m-order").isVisible(), false);
    assert.equal((await asked(page, "search"))[0].q, "");
    assert.equal(search(page).has("q"), false);
  }));

  test("every chosen one is a button that takes it away; all can be cleared", () => open(`${q}&category=zcfg&state=in-force&from=2020-01-01&to=2024-12-31`, { stub: {} }, async (page) => {
    await page.waitForFunction(() => document.querySelector(".chip")?.textContent?.includes("政策法规"));
    const chips = () => page.locator(".chip").allTextContents();
    assert.deepEqual(await chips(), ["组配分类：政策法规，去掉这个条件", "有效性：有效，去掉这个条件", "发布日期：2020-01-01 至 2024-12-31，去掉这个条件"]);
    assert.deepEqual(await violations(page), []);
    await page.locator(".chip").nth(1).press("Enter");
    await page.waitForFunction(() => document.querySelectorAll(".chip").length === 2);
    assert.match(await page.locator(":focus").innerText(), /发布日期/, "the focus goes to the next");
    assert.equal(search(page).has("state"), false);
    await page.click("text=全部清除");
    await shows(page, "found");
    assert.deepEqual([...search(page).keys()], ["q"]);
    assert.equal(await page.locator("#m-chips").isVisible(), false);
    assert.equal(await page.evaluate(() => document.activeElement?.id), "m-found");
  }));

  test("words that are typed but not sent are asked with the next filter", () => open(q, { stub: {} }, async (page) => {
    await unfold(page, "有效性");
    await page.fill("#m-q", "地铁");
    await check(page, "有效");
    await page.waitForFunction(() => document.querySelector("#m-status")?.textContent?.includes("地铁"));
    assert.equal(search(page).get("q"), "地铁");
  }));
});

describe("dates", () => {
  const dates = async (/** @type {Page} */ page, /** @type {string} */ from, /** @type {string} */ to) => {
    if (!(await page.locator("#m-dates").isVisible())) await page.click('.filter summary:text("发布日期")');
    await page.fill("#m-from", from);
    await page.fill("#m-to", to);
    await page.click("text=按日期查找");
  };

  test("from and to, or one of them", () => open(q, { stub: { total: 5 } }, async (page) => {
    await dates(page, "2024-01-01", "2024-06-30");
    await page.waitForFunction(() => window.asked.filter((a) => a.kind === "search").length === 2);
    assert.deepEqual([(await lastFilters(page)).from, (await lastFilters(page)).to], ["2024-01-01", "2024-06-30"]);
    await dates(page, "", "2024-06-30");
    await page.waitForSelector("text=发布日期：2024-06-30 及以前");
    assert.equal(search(page).has("from"), false);
  }));

  test("an order that cannot be is refused, with words at the fields", () => open(q, { stub: { total: 5 } }, async (page) => {
    await shows(page, "found");
    await dates(page, "2024-06-30", "2024-01-01");
    await page.waitForSelector("#m-from[aria-invalid=true]");
    assert.equal(await page.locator("#m-dates-error").innerText(), "开始的日期不能晚于结束的日期。");
    assert.equal(await page.getAttribute("#m-from", "aria-invalid"), "true");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "m-from");
    assert.equal((await asked(page, "search")).length, 1);
    await dates(page, "2024-01-01", "2024-01-01");
    await page.waitForFunction(() => window.asked.filter((a) => a.kind === "search").length === 2);
    assert.equal(await page.locator("#m-dates-error").innerText(), "");
  }));
});

describe("addresses", () => {
  test("hold the whole question, so that a shared one gives the same", () => open(`${q}&issuer=i1&issuer=i2&year=2025&five=%E5%86%B3%E7%AD%96%E5%85%AC%E5%BC%80&to=2025-12-31&sort=date`, { stub: {} }, async (page) => {
    await shows(page, "found");
    const [request] = await asked(page, "search");
    assert.equal(request.q, "公交");
    assert.equal(request.sort, "date");
    assert.deepEqual(request.filters, { category: [], issuer: ["i1", "i2"], year: ["2025"], state: [], theme: [], genre: [], five: ["决策公开"], from: "", to: "2025-12-31" });
    assert.equal(await page.inputValue("#m-sort"), "date");
    const address = page.url();
    await page.press("#m-q", "Enter");
    assert.equal(page.url(), address);
  }));

  test("what makes no sense in them is left out", () => open(`${q}&from=yesterday&to=2024-1-1&sort=%3Cb%3E&year=&theme=x&theme=x&constructor=1`, { stub: {} }, async (page) => {
    await shows(page, "found");
    const [request] = await asked(page, "search");
    assert.deepEqual([request.filters.from, request.filters.to, request.sort, request.filters.year, request.filters.theme], ["", "", "relevance", [], ["x"]]);
  }));

  test("back and forward lead through questions, filters and sorting", () => open("", { stub: {} }, async (page) => {
    const status = (/** @type {string} */ words) => page.waitForFunction((w) => document.querySelector("#m-status")?.textContent?.includes(w), words);
    await page.focus("#m-q");
    await send(page, "公交");
    await status("公交");
    await send(page, "地铁");
    await status("地铁");
    await page.selectOption("#m-sort", "date");
    await page.waitForURL(/sort=date/);
    await page.goBack();
    await status("地铁");
    assert.equal(await page.inputValue("#m-sort"), "relevance");
    await page.goBack();
    await status("公交");
    assert.equal(await page.inputValue("#m-q"), "公交");
    assert.match(await page.title(), /^公交 - 检索/);
    await page.goBack();
    await shows(page, "idle");
    assert.equal(await page.inputValue("#m-q"), "");
    assert.equal(await page.locator(".facets").isVisible(), true);
    await page.goForward();
    await status("公交");
  }));

  test("back from a document shows as many results, at the same place", () => open(q, { stub: {}, viewport: phone }, async (page) => {
    await page.waitForSelector(".result");
    await page.locator(".result").nth(2).scrollIntoViewIfNeeded();
    await page.mouse.wheel(0, 600);
    await page.waitForFunction(() => document.querySelectorAll(".result").length === 10);
    await page.click("text=显示更多");
    await page.waitForFunction(() => document.querySelectorAll(".result").length === 20);
    const link = page.locator(".result a").nth(15);
    await link.scrollIntoViewIfNeeded();
    const y = await page.evaluate(() => scrollY);
    await link.click();
    await page.waitForURL(/\/doc\/16\.html/);
    await page.goBack();
    await page.waitForFunction(() => document.querySelectorAll(".result").length === 20);
    await page.waitForFunction((before) => Math.abs(scrollY - before) < 50, y);
  }));

  test("the skip link and a jump to the results ask nothing new", () => open(q, { stub: { total: 5 } }, async (page) => {
    await shows(page, "found");
    await page.focus(".skip-inline");
    assert.equal(await page.locator(".skip-inline").isVisible(), true);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "m-sort");
    assert.equal((await asked(page, "search")).filter((a) => a.offset === 0).length, 1);
  }));
});

test("by keys alone: ask, filter, sort, open a result", () => open("", { stub: {} }, async (page) => {
  const tabTo = async (/** @type {string} */ selector) => {
    for (let i = 0; i < 80; i++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((s) => document.activeElement?.matches(s), selector)) return;
    }
    assert.fail(`Tab does not reach ${selector}`);
  };
  await tabTo("#m-q");
  await page.keyboard.type("公交");
  await page.keyboard.press("Enter");
  await shows(page, "found");
  await tabTo('[data-facet="state"] summary');
  await page.keyboard.press("Enter");
  await page.waitForSelector(".option");
  await tabTo('[data-facet="state"] input');
  await page.keyboard.press("Space");
  await page.waitForURL(/state=in-force/);
  await tabTo("#m-sort");
  await page.keyboard.press("ArrowDown");
  await page.waitForURL(/sort=date/);
  await tabTo(".chip");
  await tabTo(".result a");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/doc\/1\.html/);
}));

test("on a phone the filters open on demand, and asking leads to the results", () => open("", { stub: {}, viewport: phone, hasTouch: true, isMobile: true }, async (page) => {
  assert.equal(await page.locator("#m-filters").isVisible(), false);
  await page.tap("#m-filters-toggle");
  assert.equal(await page.locator("#m-filters").isVisible(), true);
  assert.equal(await page.getAttribute("#m-filters-toggle", "aria-expanded"), "true");
  await page.tap("#m-q");
  await page.waitForSelector(".search [role=status]", { state: "attached" }); // else the form leads to a new page
  await page.keyboard.type("公交");
  await page.keyboard.press("Enter");
  await shows(page, "found");
  await page.waitForFunction(() => (document.querySelector(".result")?.getBoundingClientRect().top ?? 9999) < innerHeight);
  assert.equal(await page.evaluate(() => document.activeElement?.id), "m-found", "the keyboard on the screen is away");
  // The filters are longer than the screen: at their end a link leads to what was found.
  await page.tap(".filters-done a");
  await page.waitForFunction(() => Math.abs(document.querySelector("#m-found")?.getBoundingClientRect().top ?? 9999) < innerHeight / 2);
  assert.equal((await asked(page, "search")).filter((a) => a.offset === 0).length, 1);
}));

test("without script: why it does not work, and a form to the site map", () => open(q, { stub: {}, javaScriptEnabled: false }, async (page) => {
  assert.match(await page.locator(".noscript").innerText(), /需要允许网页运行脚本/);
  assert.equal(await page.locator("#m-filters").isVisible(), false);
  assert.equal(await page.locator(".facets").isVisible(), true);
  await page.click(".noscript button");
  await page.waitForURL(/sitemap\.html/);
}));
