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

/** A day that a reader asks for. @type {Kind} */
const aDay = { name: "asof on a day", address: "asof/index.html?day=2024-06-01", arrange: onDay };

/** @param {Page} page */
async function onDay(page) {
  await page.locator(".asof-group li").first().waitFor();
  for (const more of await page.locator(".asof-more > summary").all()) await more.click();
  await page.locator(".asof-more[open] li").first().waitFor();
}

/** @param {Page} page */
async function found(page) {
  await page.waitForSelector('#m-main[data-state="found"]');
  await still(page);
  await page.evaluate(() => document.querySelector("#m-main .room")?.scrollIntoView()); // the first page's rest comes then
  await still(page);
  await page.evaluate(() => scrollTo(0, 0));
}

/** Waits until nothing of the main part has changed for a while: passages of the results
 * come after their titles. @param {Page} page */
const still = (page) => page.evaluate(() => new Promise((done) => {
  const wait = () => setTimeout(done, 400, undefined);
  let timer = wait();
  new MutationObserver(() => {
    clearTimeout(timer);
    timer = wait();
  }).observe(/** @type {Node} */ (document.querySelector("main")), { subtree: true, childList: true, characterData: true });
}));

/** @param {Page} page */
async function openFilters(page) {
  await found(page);
  const toggle = page.locator(".filters-toggle");
  if (await toggle.isVisible()) await toggle.click();
  await page.evaluate(() => document.querySelectorAll("#m-filters details").forEach((d) => d.setAttribute("open", "")));
  await page.locator("#m-filters input[type=checkbox]").first().waitFor();
  await still(page);
}

/** One page of each kind, each address once but for those that a reader changes: the
 * searches and the day, which need the example's documents. Of a site with variants only
 * those, for the rest is as in a site without.
 * @param {string} [root] @param {boolean} [asking] @returns {Kind[]} */
export function kinds(root = folder, asking = root === folder) {
  const pages = samplePages(root);
  const named = new Map(Object.entries(pages).map(([name, address]) => [address, name]));
  const plain = Array.from(named, ([address, name]) => ({ name, address }));
  if (asking && pages.search) return [...plain, ...searches, aDay];
  const variants = plain.filter((kind) => / in [a-z]{2}-/.test(kind.name));
  return variants.length > 0 ? variants : plain;
}

/** Keeps a redirect where it is, as for readers whose browser does not follow it.
 * @param {Page} page */
export const stay = (page) => page.route(/\.html$/, async (route) => {
  const response = await route.fetch();
  await route.fulfill({ response, body: (await response.text()).replace(/<meta http-equiv="?refresh[^>]*>/i, "") });
});
