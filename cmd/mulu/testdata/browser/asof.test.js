/** What was in force on a day: by keyboard, on a phone, without script, without a network,
 * and the same as the static page of a year's end says. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, violations } from "./browser.js";
import { folder, htmlFiles, serve } from "./site.js";

const at = "asof/index.html";
const years = htmlFiles().filter((name) => /^asof\/\d{4}\.html$/.test(name));
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
/** @type {import("playwright-core").Browser} */
let browser;

before(async () => {
  site = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  site?.close();
});

/** @param {string} query @param {import("playwright-core").BrowserContextOptions} options
 * @param {(page: import("playwright-core").Page, errors: string[]) => Promise<void>} use */
async function open(query, options, use) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  /** @type {string[]} */
  const errors = [];
  page.on("console", (m) => m.type() === "error" && errors.push(m.text()));
  page.on("pageerror", (e) => errors.push(String(e)));
  try {
    await page.goto(site.base + at + query, { waitUntil: "networkidle" });
    await use(page, errors);
  } finally {
    await context.close();
  }
}

/** @param {import("playwright-core").Page} page */
const status = (page) => page.locator("#m-asof-status").textContent();

/** @param {string} html @returns {string[]} addresses of documents, sorted */
function documents(html) {
  return [...new Set(Array.from(html.matchAll(/doc\/[^"# >]+\.html/g), (m) => m[0]))].sort();
}

test("there are pages of years' ends", () => assert.ok(years.length > 5, String(years)));

test("every year's page says what the view of its last day says", async () => {
  let noted = 0;
  for (const name of years) {
    const html = readFileSync(join(folder, name), "utf8");
    const rows = html.slice(html.indexOf("<tbody"), html.indexOf("</table>"));
    const texts = Array.from(rows.matchAll(/有多个版本，当日有效的是[^<]*/g), (m) => m[0]).sort();
    noted += texts.length;
    await open(`?day=${name.slice(5, 9)}-12-31`, {}, async (page, errors) => {
      const shown = await page.locator(".asof-group").first().evaluate((e) => Array.from(e.querySelectorAll("li > a"), (a) => a.getAttribute("href") ?? ""));
      const short = [...new Set(shown.map((href) => href.slice(href.indexOf("doc/"))))].sort();
      assert.deepEqual(short, documents(rows), name);
      const said = await page.locator(".asof-group").first().locator(".latest-facts > span").allTextContents();
      assert.deepEqual(said.filter((s) => s.startsWith("有多个版本")).sort(), texts, name);
      assert.deepEqual(errors, []);
    });
  }
  assert.ok(noted > 0, "no document has several versions");
});

test("a text that was published anew as amended gives way to the new one", async () => {
  const old = "doc/113799004189027499/2020-00005.html", now = "doc/113799004189027499/2024-00012.html";
  for (const [day, listed, former] of /** @type {const} */ ([["2024-07-31", old, []], ["2024-08-01", now, [old, now]]])) {
    await open(`?day=${day}`, {}, async (page) => {
      for (const summary of await page.locator(".asof-more summary").all()) await summary.click();
      await page.locator(".asof-more[open] li").first().waitFor();
      const inForce = await page.locator(".asof-group").first().evaluate((e) => Array.from(e.querySelectorAll("li > a"), (a) => a.getAttribute("href") ?? ""));
      assert.deepEqual(inForce.filter((href) => href.endsWith(old) || href.endsWith(now)).map((href) => href.slice(href.indexOf("doc/"))), [listed], day);
      const before = page.locator(".asof-more", { hasText: "修改以前的文本" }).locator("li");
      assert.equal(await before.count(), former.length > 0 ? 1 : 0, day);
      if (former.length === 0) return;
      assert.match((await before.textContent()) ?? "", /当日有效的是修改后的文本：霁川市公共汽车客运管理办法（2024年修正）$/);
      assert.deepEqual(await violations(page), []);
    });
  }
});

test("by keyboard: a day is typed, shown, announced, and in the address", async () => {
  await open("", { viewport: { width: 1280, height: 900 }, locale: "en-US" }, async (page, errors) => {
    assert.equal(await status(page), "");
    await page.locator("#m-day").focus();
    await page.keyboard.type("12312023");
    await page.keyboard.press("Enter");
    await page.locator(".asof-group li").first().waitFor();
    assert.match(new URL(page.url()).search, /^\?day=2023-12-31$/);
    assert.match((await status(page)) ?? "", /^2023年12月31日：有效 \d+ 件/);
    assert.equal(await page.locator("#m-asof-status").getAttribute("role"), "status");
    assert.match(await page.title(), /^2023年12月31日有效的文件 - /);
    const closed = page.locator(".asof-more summary").last();
    await closed.focus();
    await page.keyboard.press("Enter");
    await page.locator(".asof-more[open] li .state").first().waitFor();
    assert.deepEqual(await violations(page), []);
    await page.goBack();
    await page.waitForFunction(() => document.getElementById("m-asof-status")?.textContent === "");
    assert.deepEqual(errors, []);
  });
});

test("what is over says why and leads to what took its place", async () => {
  await open("?day=2024-06-01", {}, async (page) => {
    for (const summary of await page.locator(".asof-more summary").all()) await summary.click();
    const row = page.locator(".asof-more li", { hasText: "由新的文件替代" }).first();
    await row.waitFor();
    assert.equal(await row.locator("a").count(), 2);
    assert.match((await row.textContent()) ?? "", /废止.*\d+年\d+月\d+日起由新的文件替代依据：/s);
  });
});

test("a day that does not exist, and none", async () => {
  await open("?day=2023-02-30", {}, async (page) => {
    assert.match((await page.locator("#m-day-error").textContent()) ?? "", /没有“2023-02-30”这一天/);
    assert.equal(await page.locator("#m-day").getAttribute("aria-invalid"), "true");
    assert.deepEqual(await violations(page), []);
  });
  await open("", {}, async (page) => {
    await page.locator("#m-asof button").click();
    assert.match((await page.locator("#m-day-error").textContent()) ?? "", /请选择日期/);
    assert.equal(await page.evaluate(() => document.activeElement?.id), "m-day");
  });
  await open("?day=<img src=x>", {}, async (page) => assert.equal(await page.locator("#m-day-error img").count(), 0));
});

test("a day before all documents says that there is nothing", async () => {
  await open("?day=1949-10-01", {}, async (page) => assert.equal(await status(page), "1949年10月1日还没有可以列出的文件。"));
});

test("without a network it says so, and works when there is one again", async () => {
  await open("", {}, async (page) => {
    await page.context().setOffline(true);
    await page.locator("#m-day").fill("2023-12-31");
    await page.locator("#m-asof button").click();
    await page.locator("#m-asof-results button").waitFor();
    assert.match((await status(page)) ?? "", /没有连上网络/);
    await page.context().setOffline(false);
    await page.locator("#m-asof-results button").click();
    await page.locator(".asof-group li").first().waitFor();
  });
});

test("a file that is missing is a failure that says so", async () => {
  await open("", {}, async (page) => {
    await page.route("**/data/states-*.json", (route) => route.fulfill({ status: 404, body: "" }));
    await page.locator("#m-day").fill("2023-12-31");
    await page.locator("#m-asof button").click();
    await page.locator("#m-asof-results button").waitFor();
    assert.match((await status(page)) ?? "", /数据没有取到/);
  });
});

test("a later question is not overtaken by the answer to an earlier one", async () => {
  await open("", {}, async (page) => {
    let held = /** @type {(() => void) | undefined} */ (undefined);
    await page.route("**/data/states.json", async (route) => {
      await new Promise((go) => { held = () => go(undefined); });
      await route.continue();
    });
    await page.locator("#m-day").fill("2016-12-31");
    await page.locator("#m-asof button").click();
    await page.locator("#m-day").fill("2023-12-31");
    await page.locator("#m-asof button").click();
    await page.waitForTimeout(100);
    held?.();
    await page.locator(".asof-group li").first().waitFor();
    assert.match((await status(page)) ?? "", /^2023年12月31日/);
  });
});

test("320 px: nothing scrolls sideways; dark and light are accessible", async () => {
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    await open("?day=2024-06-01", { viewport: { width: 320, height: 640 }, colorScheme }, async (page) => {
      for (const summary of await page.locator(".asof-more summary").all()) await summary.click();
      await page.locator(".asof-more[open] li").first().waitFor();
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
      assert.deepEqual(await violations(page), []);
    });
  }
});

test("without script the years are there, and no form that does nothing", async () => {
  await open("", { javaScriptEnabled: false }, async (page) => {
    assert.equal(await page.locator("#m-asof").isVisible(), false);
    assert.ok(await page.locator("noscript p").isVisible());
    assert.equal(await page.locator("#m-years + ul a").count(), years.length);
  });
});

test("a jump within the page leaves what is shown as it is", async () => {
  await open("?day=2024-06-01", {}, async (page) => {
    await page.locator(".asof-more > summary").first().click();
    await page.locator(".asof-more[open] li").first().waitFor();
    await page.evaluate(() => new Promise((done) => {
      addEventListener("popstate", () => setTimeout(done, 200));
      /** @type {HTMLElement} */ (document.querySelector(".skip-link")).click();
    }));
    assert.match(page.url(), /#m-main$/);
    assert.equal(await page.locator(".asof-more[open]").count(), 1);
    await page.goBack();
    assert.equal(await page.locator(".asof-more[open]").count(), 1);
  });
});

test("the way back from a document leads to where the reader was", async () => {
  await open("?day=2024-06-01", { viewport: { width: 360, height: 740 } }, async (page) => {
    // Pages that come from the browser's cache of whole pages are as they were: not this one.
    await page.evaluate(() => addEventListener("unload", () => {}));
    await page.locator(".asof-group li").nth(8).waitFor();
    const left = await page.evaluate(() => {
      scrollTo(0, 900);
      /** @type {HTMLElement} */ (document.querySelectorAll(".asof-group li a")[8]).click();
      return scrollY;
    });
    await page.waitForURL(/\/doc\//);
    await page.goBack({ waitUntil: "networkidle" });
    await page.locator(".asof-group li").nth(8).waitFor();
    await page.waitForFunction((y) => Math.abs(scrollY - y) < 2, left);
  });
});
