/** Pages on paper: printed to PDF on A4 as the browser does, then read by pdftotext
 * (poppler-utils). Every word of a document is there, with its name, index number and
 * address; navigation and controls are not; no sheet is empty or nearly so. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { launch, visit, wide } from "./browser.js";
import { kinds, stay } from "./kinds.js";
import { samplePages, serve } from "./site.js";

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
const scratch = mkdtempSync(join(tmpdir(), "mulu-print-"));
before(async () => {
  site = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  site?.close();
  rmSync(scratch, { recursive: true });
});

/** Shows a page. @param {string} address @param {(page: import("playwright-core").Page) => Promise<void>} use
 * @param {import("./kinds.js").Kind["arrange"]} [arrange] @param {Record<string, string>} [reading] the site's reading settings */
async function open(address, use, arrange, reading = {}) {
  const { page, close } = await visit(browser, site, site.base + address, { viewport: wide }, stay);
  try {
    await arrange?.(page);
    await page.evaluate((settings) => Object.assign(document.documentElement.dataset, settings), reading);
    await use(page);
  } finally {
    await close();
  }
}

/** The text of each sheet. @param {import("playwright-core").Page} page @returns {Promise<string[]>} */
async function sheets(page) {
  const file = join(scratch, "page.pdf");
  await page.pdf({ path: file, preferCSSPageSize: true, printBackground: false, displayHeaderFooter: false });
  const text = execFileSync("pdftotext", ["-enc", "UTF-8", "-layout", file, "-"], { encoding: "utf8", maxBuffer: 1 << 26 });
  return text.replace(/\f$/, "").split("\f");
}

const bare = (/** @type {string} */ text) => text.replace(/\s+/g, "");

/** How often each character occurs. @param {string} text */
function counted(text) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const c of text) counts.set(c, (counts.get(c) ?? 0) + 1);
  return counts;
}

/** What parts of a page say when they are shown as on paper. Characters of which fewer
 * are on paper than on the page are lost; pdftotext may put them in another order.
 * @param {import("playwright-core").Page} page @param {string} selector @param {string[]} printed @returns {Promise<string[]>} */
async function lost(page, selector, printed) {
  await page.emulateMedia({ media: "print" });
  const said = await page.evaluate((s) => Array.from(document.querySelectorAll(s), (e) => /** @type {HTMLElement} */ (e).innerText).join("\n"), selector);
  await page.emulateMedia({ media: null });
  assert.ok(said.length > 0, `${selector} says nothing`);
  const there = counted(bare(printed.join("")).normalize("NFKC"));
  return [...counted(bare(said).normalize("NFKC"))].filter(([c, n]) => (there.get(c) ?? 0) < n).map(([c, n]) => `${c}: ${there.get(c) ?? 0} of ${n}`);
}

describe("on paper there is no navigation", () => {
  for (const kind of kinds()) {
    test(`${kind.name} (${kind.address})`, () => open(kind.address, async (page) => {
      await page.emulateMedia({ media: "print" });
      for (const gone of ["nav:not(.tree, .children)", ".search", "button", "input", ".skip-link", ".footer-links"]) {
        for (const part of await page.locator(gone).all()) assert.equal(await part.isVisible(), false, `${gone}: ${(await part.innerText()).slice(0, 80)}`);
      }
      for (const kept of ["h1", ".doc-fields", ".doc-body", ".rows"]) {
        for (const part of await page.locator(kept).all()) assert.equal(await part.isVisible(), true, kept);
      }
    }, kind.arrange));
  }
});

const pages = samplePages();
for (const name of ["document in force", "document that is repealed", "document with table", "document with attachments", "document with relations", "long document"]) {
  test(`${name} (${pages[name]}): whole, on as few sheets as its text needs`, (t) => open(pages[name], async (page) => {
    const printed = await sheets(page);
    const characters = bare(printed.join("")).length;
    t.diagnostic(`${printed.length} sheets, ${characters} characters`);
    // 22 lines of 28 characters are a sheet of an official document (GB/T 9704-2012 5.2.3);
    // tables and short lines take more, the first sheet has the fields and the last the rest.
    assert.ok(printed.length <= 2 + Math.ceil(characters / 500), `${printed.length} sheets for ${characters} characters`);
    for (const [i, sheet] of printed.entries()) assert.ok(bare(sheet).length >= 40, `sheet ${i + 1} of ${printed.length} says only “${sheet.trim()}”`);
    assert.deepEqual(await lost(page, "h1, .doc-fields, .doc-body, .banner", printed), [], "lost on paper");
    const all = bare(printed.join(""));
    const canonical = await page.locator("link[rel=canonical]").getAttribute("href");
    assert.ok(all.includes(bare(canonical ?? "?")), `no address ${canonical} on paper`);
  }));
}

for (const name of ["archive", "asof", "page with rows"]) {
  test(`${name} (${pages[name]}): a register, every row whole, the heads of columns on each sheet`, (t) => open(pages[name], async (page) => {
    const printed = await sheets(page);
    t.diagnostic(`${printed.length} sheets`);
    assert.ok(printed.length <= 4, `${printed.length} sheets`);
    assert.deepEqual(await lost(page, "h1, .rows", printed), [], "lost on paper");
    const heads = await page.locator(".rows thead th").allInnerTexts();
    const rows = await page.locator(".rows tbody tr").count();
    assert.ok(rows > 0 && heads.length > 0);
    for (const [i, sheet] of printed.entries()) {
      if (/\d{4}-\d{5}/.test(sheet)) for (const head of heads) assert.ok(bare(sheet).includes(bare(head)), `sheet ${i + 1} has no “${head}”`);
    }
  }));
}

for (const kind of kinds().filter(({ name }) => ["tombstone", "search with results", "asof on a day", "asof", "home"].includes(name))) {
  test(`${kind.name} (${kind.address}): the foot of each sheet says where it is from`, () => open(kind.address, async (page) => {
    const name = await page.locator(".site-title").innerText();
    const canonical = await page.locator("link[rel=canonical]").getAttribute("href");
    const foot = bare(`${name} ${canonical}${kind.name.endsWith("day") ? new URL(page.url()).search : ""}`);
    const printed = await sheets(page);
    for (const [i, sheet] of printed.entries()) {
      const words = bare(sheet).replaceAll(`${i + 1}/${printed.length}`, ""); // the number of the sheet stands between
      assert.ok(words.includes(foot), `sheet ${i + 1}: no “${foot}” in “${sheet.slice(-300)}”`);
    }
  }, kind.arrange));
}

test("a reader's settings of the screen do not go to paper", async () => {
  /** @type {number[]} */
  const lengths = [];
  for (const reading of [{}, { text: "200", contrast: "high", scheme: "dark", view: "simple", space: "wide" }]) {
    await open(pages["document in force"], async (page) => {
      lengths.push((await sheets(page)).length);
      await page.emulateMedia({ media: "print" });
      const [front, back] = await page.evaluate(() => [getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]);
      assert.equal(front, "rgb(0, 0, 0)");
      assert.match(back, /rgba\(0, 0, 0, 0\)|rgb\(255, 255, 255\)/);
    }, undefined, reading);
  }
  assert.ok(lengths[1] <= lengths[0] * 3, `${lengths} sheets`);
});
