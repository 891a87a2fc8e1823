/** The built site in Chromium: no errors, accessible, whole without script, usable
 * by keyboard, on a phone, in the dark and on paper. SITE is the built folder
 * (default: the repository's public), BASE its sub-path, CHROMIUM the browser. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, test } from "node:test";
import axe from "axe-core";
import { chromium } from "playwright-core";
import { clippedText, expectedStops, focusState, inMain } from "./probes.js";
import { folder, samplePages, serve } from "./site.js";

const pages = samplePages();
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
/** @type {import("playwright-core").Browser} */
let browser;

before(async () => {
  site = await serve();
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
});
after(async () => {
  await browser?.close();
  site?.close();
});

/** Opens a page in a context of its own and gathers what goes wrong on it: errors
 * in the console (which include violations of the Content-Security-Policy),
 * exceptions and requests that leave the site.
 * @param {string} address @param {import("playwright-core").BrowserContextOptions} options */
async function show(address, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  /** @type {string[]} */
  const errors = [];
  page.on("console", (m) => m.type() === "error" && errors.push(m.text()));
  page.on("pageerror", (e) => errors.push(String(e)));
  page.on("request", (r) => r.url().startsWith(site.origin) || errors.push(`request to ${r.url()}`));
  await page.goto(site.base + address, { waitUntil: "load" });
  return { page, errors, close: () => context.close() };
}

/** Shows a page for as long as use needs it.
 * @param {string} address @param {import("playwright-core").BrowserContextOptions} options
 * @param {(page: import("playwright-core").Page, errors: string[]) => Promise<void>} use */
async function open(address, options, use) {
  const { page, errors, close } = await show(address, options);
  try {
    await use(page, errors);
  } finally {
    await close();
  }
}

/** What axe finds wrong with a page: the rule and the element.
 * @param {import("playwright-core").Page} page @returns {Promise<string[]>} */
async function violations(page) {
  await page.evaluate(axe.source);
  const found = await page.evaluate(() => window.axe.run({
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    resultTypes: ["violations"],
  }));
  return found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html}`));
}

const wide = { width: 1280, height: 900 };
const phone = { width: 360, height: 740 };

test("the site has a page of each kind", () => {
  for (const kind of ["home", "document", "long document", "list", "search", "sitemap", "guide", "notfound"]) {
    assert.ok(pages[kind], `no ${kind} among ${Object.keys(pages)}`);
  }
});

for (const [address, kind] of new Map(Object.entries(pages).map(([k, a]) => [a, k]))) {
  describe(`${kind} (${address})`, () => {
    // One page serves all these tests; each sets what it needs of it.
    /** @type {Awaited<ReturnType<typeof show>>} */
    let shown;
    /** @type {import("playwright-core").Page} */
    let page;
    before(async () => {
      shown = await show(address, { viewport: wide });
      page = shown.page;
    });
    after(() => shown?.close());

    for (const viewport of [wide, phone]) {
      test(`${viewport.width} px: Tab reaches every control in order, always in sight`, async () => {
        await page.setViewportSize(viewport);
        await page.reload();
        const expected = await page.evaluate(expectedStops);
        for (let i = 0; i < expected; i++) {
          await page.keyboard.press("Tab");
          let state = await page.evaluate(focusState);
          for (let part = 0; part < 3 && state.stop === i - 1 && state.html.includes('type="date"'); part++) {
            await page.keyboard.press("Tab"); // a date field has stops inside: month, day, year, calendar
            state = await page.evaluate(focusState);
          }
          assert.equal(state.stop, i, `stop ${i} is ${state.html}`);
          assert.ok(state.outline >= 3 && state.inSight, `not seen: ${JSON.stringify(state)}`);
        }
      });

      for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
        test(`${viewport.width} px, ${colorScheme}: axe finds nothing`, async () => {
          await page.setViewportSize(viewport);
          await page.emulateMedia({ colorScheme });
          assert.deepEqual(await violations(page), []);
        });
      }
    }

    test("without script the page says the same", async () => {
      const said = await page.evaluate(inMain);
      assert.ok(said.length > 0);
      await open(address, { viewport: wide, javaScriptEnabled: false }, async (plain) => {
        assert.equal(await plain.evaluate(inMain), said);
      });
    });

    test("on paper there is no navigation", async () => {
      await page.emulateMedia({ media: "print" });
      for (const gone of [".site-nav", ".crumbs", ".search", ".doc-tools", ".pager", ".footer-links"]) {
        for (const part of await page.locator(gone).all()) assert.equal(await part.isVisible(), false, gone);
      }
      for (const kept of ["h1", ".doc-fields", ".doc-body", ".rows"]) {
        for (const part of await page.locator(kept).all()) assert.equal(await part.isVisible(), true, kept);
      }
      await page.emulateMedia({ media: null });
    });

    test("320 px: nothing scrolls sideways, also with wider text spacing", async () => {
      await page.setViewportSize({ width: 320, height: 640 });
      const width = () => page.evaluate(() => document.documentElement.scrollWidth);
      assert.equal(await width(), 320);
      await page.evaluate(clippedText.spacing); // WCAG 2.2 1.4.12
      assert.equal(await width(), 320);
      assert.deepEqual(await page.evaluate(clippedText.find), []);
    });

    test("nothing went wrong in the console or on the network", () => {
      assert.deepEqual(shown.errors, []);
    });
  });
}

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
  for (const address of [pages.list, pages.document]) {
    /** @type {Record<string, number>[]} */
    const counts = [];
    for (const viewport of [wide, phone]) {
      await open(address, { viewport }, async (page) => {
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
