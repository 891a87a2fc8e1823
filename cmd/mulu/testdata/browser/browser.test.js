/** The built site as a reader uses it in Chromium: whole without script, opened from a
 * folder, at an address that is not there. What holds for every kind of page and mode
 * is in matrix.test.js, the keyboard in keyboard.test.js. SITE is the built folder
 * (default: the repository's public), BASE its sub-path, CHROMIUM the browser. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { launch, phone, visit, wide } from "./browser.js";
import { stay } from "./kinds.js";
import { inMain } from "./probes.js";
import { folder, samplePages, serve } from "./site.js";

const pages = samplePages();
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

/** Shows a page for as long as use needs it.
 * @param {string} address @param {import("playwright-core").BrowserContextOptions} options
 * @param {(page: import("playwright-core").Page, errors: string[]) => Promise<void>} use */
async function open(address, options, use) {
  const { page, errors, close } = await visit(browser, site, site.base + address, options, stay);
  try {
    await use(page, errors);
  } finally {
    await close();
  }
}

test("without script every kind of page says the same", async (t) => {
  for (const [address, kind] of new Map(Object.entries(pages).map(([k, a]) => [a, k]))) {
    await t.test(`${kind} (${address})`, async () => {
      /** @type {string[]} */
      const said = [];
      for (const javaScriptEnabled of [true, false]) {
        await open(address, { viewport: wide, javaScriptEnabled }, async (page) => {
          said.push(await page.evaluate(inMain));
        });
      }
      assert.ok(said[0].length > 0);
      assert.equal(said[1], said[0]);
    });
  }
});

test("the skip link leads to the main part", async () => {
  await open(pages.document, { viewport: wide }, async (page) => {
    await page.keyboard.press("Tab");
    assert.equal(await page.locator(":focus").textContent(), "跳到正文");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "m-main");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement?.closest("main") !== null));
  });
});

test("a missing address shows the 404 page whole", async () => {
  await open("no/such/page.html", { viewport: wide }, async (page, errors) => {
    assert.deepEqual(errors.filter((e) => !e.includes("404")), []);
    assert.equal(await page.locator("h1").textContent(), "没有找到这个页面");
    await page.locator(".site-title a").click();
    assert.equal(new URL(page.url()).href, `${site.base}index.html`);
  });
});

test("the site opens from a folder, without a server", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(pathToFileURL(join(folder, pages.document)).href);
  const rule = await page.locator(".site-header").evaluate((e) => getComputedStyle(e).borderTopWidth);
  assert.equal(rule, "4px", "no style sheet");
  await page.locator(".site-title a").click();
  assert.equal(page.url(), pathToFileURL(join(folder, "index.html")).href);
  await context.close();
});

test("tables stay tables on a phone", async () => {
  for (const address of [pages["list with numbers"], pages.document]) {
    /** @type {Record<string, number>[]} */
    const counts = [];
    for (const viewport of [wide, phone]) {
      await open(address, { viewport }, async (page) => {
        await page.evaluate(() => document.querySelector(".doc-header")?.setAttribute("open", "")); // a phone folds it
        const session = await page.context().newCDPSession(page);
        const { nodes } = await session.send("Accessibility.getFullAXTree");
        const count = { table: 0, row: 0, cell: 0, rowheader: 0, columnheader: 0 };
        for (const n of nodes) if (!n.ignored && n.role?.value in count) count[n.role?.value]++;
        counts.push(count);
      });
    }
    assert.ok(counts[0].row > 0);
    assert.deepEqual(counts[1], counts[0], address);
  }
});
