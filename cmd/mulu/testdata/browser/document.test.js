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

test("what it says is in the language of the interface, whatever the text's", async () => {
  await page.hover("#art-5");
  await page.click("#art-5 .copy-link");
  assert.equal(await page.locator(".copy-status").getAttribute("lang"), await page.locator("html").getAttribute("lang"));
});

test("Escape sends the button away from what the pointer is on", async () => {
  await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement)?.blur());
  await page.hover("#art-5");
  assert.equal(await page.locator("#art-5 .copy-link").count(), 1);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#art-5 .copy-link").count(), 0);
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

test("a link that was cut off in the middle of a character takes nothing from the page", async () => {
  const other = await page.context().newPage();
  other.on("pageerror", (e) => errors.push(String(e)));
  await other.goto(`${site.base}${address}#%E7%AC%`);
  await other.locator(".cite .button").waitFor();
  await other.locator(".copy-link").waitFor({ state: "attached" });
  await other.close();
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

/** Opens the document in a context of its own. @param {import("playwright-core").BrowserContextOptions} options
 * @param {(p: import("playwright-core").Page) => Promise<void>} use */
async function open(options, use) {
  const context = await browser.newContext(options);
  try {
    const p = await context.newPage();
    await p.goto(site.base + address);
    await use(p);
  } finally {
    await context.close();
  }
}

for (const javaScriptEnabled of [true, false]) {
  test(`on a phone the contents are folded before the text, ${javaScriptEnabled ? "with" : "without"} script`, () => open({ viewport: { width: 360, height: 740 }, javaScriptEnabled }, async (p) => {
    const [link, summary] = [p.locator(".contents a").first(), p.locator(".contents summary")];
    assert.equal(await link.isVisible(), false);
    assert.equal(await p.locator(".contents h2").isVisible(), false, "the button says it");
    await summary.focus();
    await p.keyboard.press("Enter");
    assert.equal(await link.isVisible(), true);
    for (let stop = javaScriptEnabled ? 3 : 1; stop > 0; stop--) await p.keyboard.press("Tab"); // past the box for a number and its button
    await p.keyboard.press("Enter");
    assert.equal(new URL(p.url()).hash, await link.getAttribute("href").then((h) => new URL(h ?? "", "http://a/").hash));
  }));

  test(`on a wide screen they are whole beside it, ${javaScriptEnabled ? "with" : "without"} script`, () => open({ viewport: { width: 1280, height: 900 }, javaScriptEnabled }, async (p) => {
    assert.equal(await p.locator(".contents summary").isVisible(), false, "a button without use");
    assert.equal(await p.locator(".contents h2").isVisible(), true);
    for (const link of (await p.locator(".contents a").all()).slice(0, 3)) assert.equal(await link.isVisible(), true);
    const box = async (/** @type {string} */ part) => {
      const b = await p.locator(part).boundingBox();
      assert.ok(b, part);
      return b;
    };
    const [fields, contents, text, main] = [await box(".doc-fields"), await box(".contents"), await box(".doc-body"), await box("main")];
    assert.deepEqual([contents.x, contents.width], [fields.x, fields.width], "one column");
    assert.ok(contents.y >= fields.y + fields.height, "below the header table");
    assert.ok(text.x + text.width < fields.x && fields.x + fields.width <= main.x + main.width);
    assert.ok(text.y < fields.y + fields.height, "the text begins beside them");
    await p.evaluate(() => scrollTo(0, 4000));
    const later = await box(".contents");
    assert.ok(later.y >= 0 && later.y < 100, "they stay in sight");
    await p.emulateMedia({ media: "print" });
    assert.equal(await p.locator(".contents").isVisible(), false);
  }));
}

for (const javaScriptEnabled of [true, false]) {
  test(`on a phone the header table is folded, so that the text is near, ${javaScriptEnabled ? "with" : "without"} script`, () => open({ viewport: { width: 360, height: 740 }, javaScriptEnabled }, async (p) => {
    const [table, summary] = [p.locator(".doc-fields"), p.locator(".doc-header > summary")];
    await summary.waitFor();
    assert.equal(await table.isVisible(), false);
    const fold = await p.locator(".doc-header").boundingBox();
    assert.ok(fold && fold.height < 50, `it takes ${fold?.height} px`);
    await summary.focus();
    await p.keyboard.press("Enter");
    assert.equal(await table.isVisible(), true);
    await p.keyboard.press("Enter");
    await p.emulateMedia({ media: "print" });
    assert.equal(await table.isVisible(), true, "on paper it is whole");
    assert.equal(await summary.isVisible(), false);
    await p.emulateMedia({ media: "screen" });
    for (const width of [768, 1280]) {
      await p.setViewportSize({ width, height: 900 });
      assert.deepEqual([await table.isVisible(), await summary.isVisible()], [true, false], `${width} px`);
    }
    if (javaScriptEnabled) await p.locator(".doc-header[open]").waitFor();
  }));
}

test("a number leads to its article", () => open({ viewport: { width: 1280, height: 900 } }, async (p) => {
  const [box, status] = [p.locator(".jump input"), p.locator(".jump [role=status]")];
  for (const [number, id] of [["12", "art-12"], ["十", "art-10"], ["第十一条", "art-11"], ["１２", "art-12"], [" 3 条", "art-3"]]) {
    await box.fill(number);
    await box.press("Enter");
    await p.waitForFunction((hash) => location.hash === hash, `#${id}`);
    const at = await p.locator(`#${id}`).boundingBox();
    assert.ok(at && at.y >= 0 && at.y < 900, `${number}: ${JSON.stringify(at)}`);
  }
  await box.fill("9999");
  await p.click(".jump button");
  await p.waitForFunction(() => document.querySelector(".jump [role=status]")?.textContent);
  assert.match((await status.textContent()) ?? "", /^没有这一条：本文从第一条到第.+条。$/);
  assert.equal(new URL(p.url()).hash, "#art-3");
}));

test("a number leads to its article also where the contents have but its chapter", async () => {
  const chapters = htmlFiles().find((name) => {
    const html = readFileSync(join(folder, name), "utf8");
    return html.includes('id="art-12"') && html.includes('class="contents"') && !html.includes('href="#art-12"');
  });
  assert.ok(chapters, "no document whose contents end with chapters");
  const other = await page.context().newPage();
  await other.goto(site.base + chapters);
  await other.locator(".jump input").fill("十二");
  await other.keyboard.press("Enter");
  await other.waitForFunction(() => location.hash === "#art-12");
  await other.close();
});

test("all of an article that an address names is marked, and nothing else", () => open({ viewport: { width: 1280, height: 900 } }, async (p) => {
  const ids = await p.evaluate(() => Array.from(document.querySelectorAll(".doc-body > [id^=art-]"), (e) => e.id));
  for (const id of [ids[2], ids.at(-1)]) {
    await p.goto(`${site.base}${address}#${id}`);
    const [marked, all] = await p.evaluate((at) => {
      const parts = Array.from(document.querySelectorAll(".doc-body > *"));
      const from = parts.findIndex((e) => e.id === at);
      let to = parts.findIndex((e, i) => i > from && (e.id || /^H\d$/.test(e.tagName) || e.matches(".signature, .signed-date, .annex-note, .footnotes")));
      if (to < 0) to = parts.length;
      return [parts.flatMap((e, i) => (getComputedStyle(e).boxShadow === "none" ? [] : [i])), parts.slice(from, to).map((_, i) => from + i)];
    }, id);
    assert.deepEqual(marked, all, id);
  }
}));

test("the contents are open where they stand beside the text, also for what knows only the element", () => open({ viewport: { width: 1280, height: 900 } }, async (p) => {
  const is = (/** @type {string} */ state) => p.locator(`.contents details${state}`).waitFor({ state: "attached" });
  await is("[open]");
  await p.setViewportSize({ width: 360, height: 740 });
  await is(":not([open])");
  await p.click(".contents summary"); // a reader's own will holds while nothing moves
  await p.evaluate(() => scrollTo(0, 4000));
  await is("[open]");
  await p.setViewportSize({ width: 1280, height: 900 });
  await is("[open]");
}));

test("the button of an article lies on nothing that stands beside the text", async () => {
  for (const width of [1280, 1100, 1024, 360]) {
    await open({ viewport: { width, height: 900 } }, async (p) => {
      await p.waitForSelector(".copy-link", { state: "attached" });
      await p.hover("#art-1");
      const [button, ...beside] = await Promise.all([".copy-link", ".doc-fields", ".contents"].map((part) => p.locator(part).boundingBox()));
      assert.ok(button && button.x >= 0 && button.x + button.width <= width, `${width} px: ${JSON.stringify(button)}`);
      for (const b of beside) assert.ok(b && (button.x + button.width <= b.x || button.y + button.height <= b.y || b.y + b.height <= button.y), `${width} px: ${JSON.stringify([button, b])}`);
    });
  }
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
