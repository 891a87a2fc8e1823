/** The table of the kinds of page: one page of each that a built site has, by what
 * the theme's templates write into it, and what a reader does to see it whole. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { folder, htmlFiles } from "./site.js";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {object} Kind
 * @property {string} name
 * @property {string} address site-relative
 * @property {(page: Page) => Promise<unknown>} [arrange] brings the open page into its state */

/** Kinds of document, list and page, by a sign in their HTML. A page may be of several.
 * @type {Record<string, Record<string, RegExp>>} */
const signs = {
  document: {
    "document in force": /^(?![\s\S]*class="banner )/,
    "document with banner": /class="banner /,
    "document that is repealed": /class="banner banner-(?:repealed|void|expired|lapsed)/,
    "document with table": /class="?table-wrap/,
    "document with attachments": /<ol class="?attachments/,
    "document with relations": /class="?relations/,
    "consultation": /class="?consultation/,
  },
  list: {
    "empty list": /^(?![\s\S]*class="rows")/,
    "list with numbers": /class="rows-number"[^>]*>[^<]/,
    "list without numbers": /^(?=[\s\S]*class="rows")(?![\s\S]*class="rows-number"[^>]*>[^<])/,
    "archive": /class="h1-page"/,
  },
  page: { "page with table": /class="?table-wrap/ },
};

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

/** One page of each kind that the site has, by name.
 * @param {string} [root] @returns {Record<string, string>} site-relative addresses */
export function samplePages(root = folder) {
  /** @type {Record<string, string>} */
  const pages = {};
  let headings = 0;
  const read = (/** @type {string} */ name) => readFileSync(join(root, name), "utf8");
  const language = (/** @type {string} */ html) => html.match(/<html lang="?([\w-]+)/)?.[1];
  const own = language(read("index.html"));
  for (const name of htmlFiles(root)) {
    const html = read(name);
    const kind = html.match(/<body class="?kind-([a-z-]+)/)?.[1];
    if (!kind) continue;
    const variant = language(html) === own ? "" : ` in ${language(html)}`;
    pages[kind + variant] ??= name;
    for (const [of, sign] of Object.entries(signs[kind] ?? {})) {
      if (sign.test(html)) pages[of + variant] ??= name;
    }
    const found = html.match(/<nav class="contents"[\s\S]*?<\/nav>/)?.[0].split("<li").length ?? 0;
    if (kind === "document" && !variant && found > headings) [pages["long document"], headings] = [name, found];
  }
  return pages;
}

/** One page of each kind, each address once but for those that a reader changes.
 * @param {string} [root] @returns {Kind[]} */
export function kinds(root = folder) {
  const pages = samplePages(root);
  const named = new Map(Object.entries(pages).map(([name, address]) => [address, name]));
  const plain = Array.from(named, ([address, name]) => ({ name, address }));
  return root === folder && pages.search ? [...plain, ...searches] : plain;
}

/** Keeps a redirect where it is, as for readers whose browser does not follow it.
 * @param {Page} page */
export const stay = (page) => page.route(/\.html$/, async (route) => {
  const response = await route.fetch();
  await route.fulfill({ response, body: (await response.text()).replace(/<meta http-equiv="?refresh[^>]*>/i, "") });
});
