/** What stands in columns: the rows of lists, and two texts that are compared. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, visit } from "./browser.js";
import { samplePages, serve } from "./site.js";

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

/** @param {string} address @param {number} width @param {(page: import("playwright-core").Page) => Promise<void>} use */
async function open(address, width, use) {
  const { page, close } = await visit(browser, site, site.base + address, { viewport: { width, height: 900 } });
  try {
    await use(page);
  } finally {
    await close();
  }
}

for (const name of ["list with numbers", "list without numbers", "asof", "page with rows"]) {
  test(`${name} (${pages[name]}): each cell, also an empty one, fills its place below its head`, () => open(pages[name], 1280, async (page) => {
    const astray = await page.evaluate(() => {
      const heads = Array.from(document.querySelectorAll(".rows thead th"), (e) => e.getBoundingClientRect());
      return Array.from(document.querySelectorAll(".rows tbody tr:not(.rows-group)")).flatMap((tr) => Array.from(tr.children, (cell, i) => {
        const [at, row] = [cell.getBoundingClientRect(), tr.getBoundingClientRect()];
        const off = Math.abs(at.left - heads[i].left) + Math.abs(at.right - heads[i].right) + Math.abs(at.bottom - row.bottom);
        return off > 1 ? `${cell.className} ${off}: ${tr.textContent?.slice(0, 40)}` : "";
      })).filter(Boolean);
    });
    assert.deepEqual(astray, []);
  }));
}

for (const width of [360, 1280]) {
  test(`a list reads in the order in which it is seen, ${width} px`, () => open(pages["list with numbers"], width, async (page) => {
    const jumps = await page.evaluate(() => Array.from(document.querySelectorAll(".rows tbody tr")).flatMap((tr) => {
      const cells = Array.from(tr.children).filter((e) => e.textContent).map((e) => e.getBoundingClientRect());
      return cells.flatMap((at, i) => (i > 0 && (at.top < cells[i - 1].top - 1 || (at.top < cells[i - 1].bottom - 1 && at.left < cells[i - 1].left)) ? [tr.textContent?.slice(0, 40)] : []));
    }));
    assert.deepEqual(jumps, []);
    assert.match(await page.locator(".rows tbody tr").first().locator("> *").first().getAttribute("class") ?? "", /rows-name/);
  }));
}

describe("two texts", () => {
  /** How many of the changes are shown as two columns, as one text, as both or not at all.
   * @param {import("playwright-core").Page} page */
  const shown = (page) => page.evaluate(() => {
    const counts = { columns: 0, text: 0, other: 0 };
    for (const change of document.querySelectorAll(".change:has(.change-sides)")) {
      const [columns, text] = [".change-sides", ".change-text"].map((part) => change.querySelector(part)?.checkVisibility());
      counts[columns && !text ? "columns" : text && !columns ? "text" : "other"]++;
    }
    return counts;
  });

  test("stand side by side where there is room and on paper, else as one with marks", () => open(pages.comparison, 1280, async (page) => {
    const wide = await shown(page);
    assert.ok(wide.columns > 5, JSON.stringify(wide));
    assert.deepEqual([wide.text, wide.other], [0, 0]);
    await page.setViewportSize({ width: 360, height: 740 });
    assert.deepEqual(await shown(page), { columns: 0, text: wide.columns, other: 0 });
    await page.emulateMedia({ media: "print" });
    assert.deepEqual(await shown(page), wide);
  }));

  test("have columns of the same width", () => open(pages.comparison, 1280, async (page) => {
    const uneven = await page.evaluate(() => Array.from(document.querySelectorAll(".change-sides tr"))
      .filter((tr) => Math.abs((tr.firstElementChild?.getBoundingClientRect().width ?? 0) - (tr.lastElementChild?.getBoundingClientRect().width ?? 0)) > 1).length);
    assert.equal(uneven, 0);
  }));
});
