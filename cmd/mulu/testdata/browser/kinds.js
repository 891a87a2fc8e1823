/** The kinds of page that are looked at: one page of each that a built site has, and
 * the search page in the states that a reader brings it into. */
import { folder, samplePages } from "./site.js";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {object} Kind
 * @property {string} name
 * @property {string} address site-relative
 * @property {(page: Page) => Promise<unknown>} [arrange] brings the open page into its state */

/** What a reader meets on the search page. @type {Kind[]} */
const searches = [
  { name: "search with results", address: "search.html?q=%E4%BA%A4%E9%80%9A", arrange: found },
  { name: "search with filters open", address: "search.html?q=%E4%BA%A4%E9%80%9A", arrange: openFilters },
  { name: "search without results", address: "search.html?q=%E9%BE%98%E9%BE%98", arrange: (page) => page.waitForSelector('#m-main[data-state="none"]') },
];

/** @param {Page} page */
async function found(page) {
  await page.waitForSelector('#m-main[data-state="found"]');
  await page.waitForLoadState("networkidle"); // passages of the results come after their titles
}

/** @param {Page} page */
async function openFilters(page) {
  await found(page);
  const toggle = page.locator(".filters-toggle");
  if (await toggle.isVisible()) await toggle.click();
  await page.evaluate(() => document.querySelectorAll("#m-filters details").forEach((d) => d.setAttribute("open", "")));
  await page.locator("#m-filters input[type=checkbox]").first().waitFor();
  await page.waitForLoadState("networkidle");
}

/** One page of each kind, each address once but for those that a reader changes: the
 * searches, which need the example's documents.
 * @param {string} [root] @param {boolean} [searching] @returns {Kind[]} */
export function kinds(root = folder, searching = root === folder) {
  const pages = samplePages(root);
  const named = new Map(Object.entries(pages).map(([name, address]) => [address, name]));
  const plain = Array.from(named, ([address, name]) => ({ name, address }));
  return searching && pages.search ? [...plain, ...searches] : plain;
}

/** Keeps a redirect where it is, as for readers whose browser does not follow it.
 * @param {Page} page */
export const stay = (page) => page.route(/\.html$/, async (route) => {
  const response = await route.fetch();
  await route.fulfill({ response, body: (await response.text()).replace(/<meta http-equiv="?refresh[^>]*>/i, "") });
});
