/** WCAG 2.2 criteria that show when a reader does something: focuses, hovers, mistypes,
 * turns the screen, waits. criteria.test.js looks at pages as they stand. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { goTo, launch, openPage, visit } from "./browser.js";
import { samplePages, serve } from "./site.js";
import { setMode } from "./modes.js";
import { clippedText, wideParts } from "./probes.js";

/** @typedef {import("playwright-core").Page} Page */

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
before(async () => {
  site = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  site?.close();
});

const pages = samplePages();

/** @param {string} address @param {(page: Page) => Promise<void>} act @param {import("./browser.js").ContextOptions} [options] */
async function on(address, act, options = { viewport: { width: 1280, height: 900 } }) {
  const { page, close } = await visit(browser, site, site.base + address, options);
  try {
    await page.waitForLoadState("networkidle"); // the last script has come, and done what it does
    await act(page);
  } finally {
    await close();
  }
}

/** How many pixels of a place differ by 3:1 between two pictures of it, and how many at all.
 * @param {Page} blank @param {Buffer} one @param {Buffer} two @returns {Promise<number>} */
const changed = (blank, one, two) => blank.evaluate(async ([a, b]) => {
  const pixels = async (/** @type {string} */ data) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d"));
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
  };
  const light = (/** @type {Uint8ClampedArray} */ d, /** @type {number} */ i) => [0.2126, 0.7152, 0.0722].reduce((sum, weight, k) => {
    const v = d[i + k] / 255;
    return sum + weight * (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  }, 0);
  const [x, y] = [await pixels(a), await pixels(b)];
  let count = 0;
  for (let i = 0; i < x.length; i += 4) {
    const [low, high] = [light(x, i), light(y, i)].sort((p, q) => p - q);
    if ((high + 0.05) / (low + 0.05) >= 3) count++;
  }
  return count;
}, [one.toString("base64"), two.toString("base64")]);

/** The controls whose focus is measured, by page. @type {Record<string, string[]>} */
const measured = {
  "long document": [".site-title a", ".site-header .search-input", ".site-header .button[type=submit]", ".crumbs a", ".contents a", ".doc-tools .button", ".doc-fields a", ".site-footer a", ".cite .button"],
  "list": [".rows-name a", ".facet-list a", ".site-nav > ul a"],
  "asofindex": ["#m-day", ".asof .button"],
  "search": [".search-help summary", ".filter summary"],
};

describe("2.4.7, 2.4.13: the focus changes as many pixels by 3:1 as a frame of 2 px has", () => {
  for (const [kind, selectors] of Object.entries(measured)) {
    for (const mode of ["light", "dark", "high contrast", "high contrast, dark", "simple view", "forced colours"]) {
      test(`${kind}, ${mode}`, () => on(pages[kind], async (page) => {
        const blank = await browser.newPage();
        await setMode(page, mode, 1280);
        for (const selector of selectors) {
          const target = page.locator(selector).first();
          if (!(await target.isVisible())) continue;
          await target.scrollIntoViewIfNeeded();
          await page.mouse.move(0, 0);
          const box = await target.boundingBox();
          if (!box) continue;
          const clip = { x: Math.max(box.x - 8, 0), y: Math.max(box.y - 8, 0), width: box.width + 16, height: box.height + 16 };
          await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement)?.blur());
          const before = await page.screenshot({ clip, caret: "hide" });
          await target.evaluate((e) => /** @type {HTMLElement} */ (e).focus(/** @type {FocusOptions} */ ({ focusVisible: true, preventScroll: true })));
          const pixels = await changed(blank, before, await page.screenshot({ clip, caret: "hide" }));
          const frame = 4 * (box.width + box.height);
          assert.ok(pixels >= frame, `${selector}: ${pixels} of ${Math.round(frame)} pixels`);
        }
        await blank.close();
      }));
    }
  }
});

test("2.2.1, 2.2.3, 2.2.4, 3.2.5: in an hour nothing happens by itself", async () => {
  for (const address of new Set(Object.entries(pages).filter(([kind]) => kind !== "redirect").map(([, to]) => to))) {
    const { page, close } = await openPage(browser, site, { viewport: { width: 1280, height: 900 } });
    await page.clock.install();
    await page.goto(site.base + address, { waitUntil: "load" });
    await page.waitForSelector(".reading-tools .button"); // what the last script makes
    await page.clock.runFor(10_000);
    const said = () => page.evaluate(() => [location.href, document.title, document.body.innerText, scrollY].join("\n"));
    const before = await said();
    await page.clock.fastForward("01:00:00");
    assert.equal(await said(), before, address);
    await close();
  }
});

test("3.2.1: the focus alone leads nowhere and opens nothing", async () => {
  for (const kind of ["home", "list", "long document", "search", "asofindex"]) {
    await on(pages[kind], async (page) => {
      let windows = 0;
      page.on("popup", () => windows++);
      const state = () => page.evaluate(() => [location.href, document.querySelectorAll("[open], [aria-expanded='true']").length].join());
      const before = await state();
      await page.evaluate(() => document.querySelectorAll("a[href], button, input, select, summary").forEach((e) => /** @type {HTMLElement} */ (e).focus()));
      assert.deepEqual([await state(), windows], [before, 0], kind);
    });
  }
});

test("1.4.13: the button that the pointer brings goes by Escape and can be reached", () => on(pages["long document"], async (page) => {
  const place = page.locator(".doc-body :is(h2, h3, p)[id]").nth(1);
  await place.scrollIntoViewIfNeeded();
  await place.hover();
  const button = page.locator(".copy-link");
  const shown = () => button.evaluate((e) => getComputedStyle(e).opacity === "1" && /** @type {Element} */ (e.parentElement).matches(":hover"));
  assert.ok(await shown());
  await button.hover(); // over what lies between
  assert.ok(await shown(), "gone on the way");
  await page.waitForTimeout(1500);
  assert.ok(await shown(), "gone by itself");
  await page.keyboard.press("Escape");
  assert.ok(!(await shown()), "Escape");
}));

test("3.3.1, 3.3.3: a wrong day is named in words, at its field, which has the focus", () => on(pages.asofindex, async (page) => {
  await page.locator(".asof .button").click();
  const field = page.locator("#m-day");
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  assert.match(String(await field.getAttribute("aria-describedby")), /\bm-day-error\b/);
  assert.ok((await page.locator("#m-day-error").innerText()).length > 5);
  assert.ok(await field.evaluate((e) => e === document.activeElement));
  await page.goto(`${site.base}${pages.asofindex}?day=2024-02-30`);
  assert.match(await page.locator("#m-day-error").innerText(), /2024-02-30/);
}));

test("3.3.1, 3.3.3: so are dates of a search that have changed places", () => on("search.html?q=%E4%BA%A4%E9%80%9A", async (page) => {
  await page.waitForSelector('#m-main[data-state="found"]');
  await page.locator("details.filter:has(#m-dates) > summary").click();
  await page.fill("#m-from", "2024-05-01");
  await page.fill("#m-to", "2023-05-01");
  await page.locator("#m-dates button").click();
  await page.waitForFunction(() => (document.getElementById("m-dates-error")?.textContent ?? "").length > 5);
  assert.equal(await page.locator("#m-dates [aria-invalid='true']").count() > 0, true);
}));

test("3.2.2: a choice of a filter or an order leads nowhere and keeps the focus", () => on("search.html?q=%E4%BA%A4%E9%80%9A", async (page) => {
  await page.waitForSelector('#m-main[data-state="found"]');
  await page.locator("#m-sort").focus();
  await page.keyboard.press("ArrowDown");
  await page.waitForTimeout(500);
  assert.equal(await page.evaluate(() => document.activeElement?.id), "m-sort");
  await page.locator("details.filter[data-facet=year] > summary").click();
  const box = page.locator("#m-filters input[type=checkbox]").first();
  await box.focus();
  await page.keyboard.press("Space");
  await page.waitForTimeout(500);
  assert.ok(await box.evaluate((e) => e === document.activeElement));
}));

test("1.3.4: held upright or across, the screen shows the same", async () => {
  for (const kind of ["home", "list", "long document", "search", "asofindex", "data", "statistics"]) {
    if (!pages[kind]) continue;
    await on(pages[kind], async (page) => {
      const said = () => page.evaluate(() => Array.from(document.querySelectorAll("main :is(h1, h2, h3, p, td, dd, a)")).filter((e) => e.checkVisibility() && !e.closest("nav, .contents, .doc-fields")).map((e) => e.textContent).sort().join("\n"));
      const upright = await said();
      await page.setViewportSize({ width: 600, height: 360 });
      assert.equal(await said(), upright, kind);
    }, { viewport: { width: 360, height: 600 } });
  }
});

test("1.3.1: on a phone a list of cards is a table to ears", () => on(pages.list, async (page) => {
  const cdp = await page.context().newCDPSession(page);
  const roles = async () => {
    const { nodes } = await cdp.send("Accessibility.getFullAXTree");
    const all = nodes.filter((n) => !n.ignored).map((n) => n.role?.value);
    return ["table", "row", "columnheader", "rowheader", "cell"].map((role) => all.filter((r) => r === role).length);
  };
  const wide = await roles();
  assert.ok(wide.every((n) => n > 0), String(wide));
  await page.setViewportSize({ width: 320, height: 256 });
  assert.deepEqual(await roles(), wide);
}));

describe("1.4.4, 1.4.10, 1.4.12: what opens over a page fits, too, and loses nothing", () => {
  /** @type {Record<string, (page: Page) => Promise<unknown>>} */
  const openers = {
    panel: (page) => page.locator(".reading-tools .button[aria-expanded]").first().click(),
    menu: (page) => page.locator(".site-menu > summary").click(),
    suggestions: async (page) => {
      await page.locator("#m-q").click();
      await page.keyboard.type("交通");
      await page.waitForSelector(".suggestion");
    },
  };
  for (const [what, open] of Object.entries(openers)) {
    for (const mode of ["light", "large text", "all settings", "forced colours"]) {
      if (what === "menu" && mode === "all settings") continue; // the simple view has none
      test(`${what}, ${mode}`, () => on(pages.document, async (page) => {
        await setMode(page, mode, 320);
        await open(page);
        for (const spaced of [false, true]) {
          if (spaced) await page.evaluate(clippedText.spacing);
          assert.deepEqual(await page.evaluate(wideParts), [], `spaced ${spaced}`);
          assert.deepEqual(await page.evaluate(clippedText.find), [], `spaced ${spaced}`);
        }
      }, { viewport: { width: 320, height: 256 } }));
    }
  }
});

test("2.1.2: nothing keeps the focus: from the open panel and from the suggestions Tab goes on", () => on(pages.document, async (page) => {
  await goTo(page, site.base + pages.document);
  await page.locator(".reading-tools .button[aria-expanded]").first().click();
  const inside = () => page.evaluate(() => document.activeElement?.closest(".reading-panel, .suggestions") !== null);
  await page.waitForFunction(() => document.activeElement?.closest(".reading-panel")); // its script comes first
  for (let i = 0; i < 40 && (await inside()); i++) await page.keyboard.press("Tab");
  assert.ok(!(await inside()));
  await page.keyboard.press("Escape");
  await page.locator("#m-q").click();
  await page.keyboard.type("交通");
  await page.waitForSelector(".suggestion");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  assert.notEqual(await page.evaluate(() => document.activeElement?.id), "m-q");
}));
