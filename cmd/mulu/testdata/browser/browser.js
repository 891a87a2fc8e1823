/** Chromium for the tests and scripts: how it starts, how a page is opened so that
 * whatever goes wrong on it is noted, and what axe-core says of a page. */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").Browser} Browser */
/** @typedef {import("playwright-core").BrowserContextOptions} ContextOptions */

export const wide = { width: 1280, height: 900 };
export const phone = { width: 360, height: 740 };

/** Debian's Chromium: the one without windows takes a fifth of the time for a page. */
const debians = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

/** The browser: CHROMIUM, else Debian's, with nothing that talks to the network. */
export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? debians.find((file) => existsSync(file)),
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});

/** Opens a page in a context of its own and gathers what goes wrong on it: words in
 * the console, exceptions, violations of the Content-Security-Policy and requests
 * that leave the site.
 * @param {Browser} browser @param {{origin: string}} site @param {string} url @param {ContextOptions} [options]
 * @param {(page: Page) => Promise<unknown>} [prepare] is called before the page is asked for */
export async function visit(browser, site, url, options, prepare) {
  const { page, errors, close } = await openPage(browser, site, options);
  await prepare?.(page);
  await goTo(page, url, options);
  return { page, errors, close };
}

/** Opens an empty page as visit does, for goTo.
 * @param {Browser} browser @param {{origin: string}} site @param {ContextOptions} [options] */
export async function openPage(browser, site, options) {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  /** @type {string[]} */
  const errors = [];
  page.on("console", (m) => errors.push(`${m.type()}: ${m.text()}`));
  page.on("pageerror", (e) => errors.push(String(e)));
  page.on("request", (r) => r.url().startsWith(site.origin) || errors.push(`request to ${r.url()}`));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (e) => console.error(`${e.violatedDirective} ${e.blockedURI}`));
  });
  return { page, errors, close: () => context.close() };
}

/** Shows an address, with all that scripts add to it.
 * @param {Page} page @param {string} url @param {ContextOptions} [options] */
export async function goTo(page, url, options) {
  await page.goto(url, { waitUntil: "load" });
  if (options?.javaScriptEnabled !== false) await page.waitForFunction(furnished);
}

/** Runs in a page: has it what scripts add, where any run? The buttons at its head, those
 * of a document and of its citation. */
function furnished() {
  if (!document.documentElement.matches("[data-script]")) return true;
  const has = (/** @type {string} */ part) => document.querySelector(part) !== null;
  return (!has(".reading-tools") || has(".reading-tools .button + .button"))
    && (!has(".doc-tools") || has(".doc-tools .button"))
    && (!has("#m-cite") || !has(".doc-body") || has(".cite .button"));
}

/** The smaller edition of axe-core: every page has to read it. */
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** Rules of axe-core that look at colours; they cost more than all others together. Contrast
 * of level AAA includes that of level AA. */
const ofColours = { plain: ["color-contrast", "link-in-text-block"], enhanced: ["color-contrast-enhanced", "link-in-text-block"] };
/** Rules that look at where things are and how large. What the others find is decided by
 * the page's elements and by which of them are there for whom. */
const ofPlaces = ["target-size", "scrollable-region-focusable"];

/** What axe finds wrong with a page, by all of its rules of WCAG 2.2 AA and by its best
 * practices. Enhanced asks contrast of level AAA too; only "colours", "structure" (all but
 * colours) or "places" leaves out the other rules. Once leaves out those that can say
 * nothing new: the page was looked at before with the same elements shown, for "pairs" also
 * those of colours when every text had its colours and size before on the same grounds.
 * @typedef {{enhanced?: boolean, only?: "colours" | "structure" | "places", once?: "elements" | "pairs"}} Look
 * @param {Page} page @param {Look} [look] @returns {Promise<{rule: string, elements: string[]}[]>} */
export async function faults(page, { enhanced = false, only, once } = {}) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const known = once && only !== "places" ? await page.evaluate(seen, enhanced) : { elements: false, pairs: false };
  const colours = only === "structure" || only === "places" || (once === "pairs" && known.pairs) ? [] : ofColours[enhanced ? "enhanced" : "plain"];
  const places = only === "colours" ? [] : ofPlaces;
  const few = known.elements || only === "places" || only === "colours" ? [...places, ...colours] : undefined;
  if (few?.length === 0) return [];
  const found = await page.evaluate((options) => window.axe.run(/** @type {any} */ ({ ...options, resultTypes: ["violations"], preload: false })), few
    ? { runOnly: { type: "rule", values: few } }
    : { runOnly: tags, rules: Object.fromEntries(Object.values(ofColours).flat().map((rule) => [rule, { enabled: colours.includes(rule) }])) });
  return found.violations.map((v) => ({ rule: v.id, elements: v.nodes.map((n) => n.html) }));
}

/** Runs in a page: has it been asked this before with the same elements, of which the same
 * were shown to eyes and to ears? And had all texts that are shown their colours before, on
 * grounds of the same colours? @param {boolean} enhanced is a question of its own */
function seen(enhanced) {
  const [shown, pairs] = [[], new Set()];
  /** What is painted from the root to an element. @type {Map<Element | null, string>} */
  const paints = new Map([[null, `${enhanced}`]]);
  for (const e of document.querySelectorAll("*")) {
    const { width, height, right, bottom } = e.getBoundingClientRect();
    const style = getComputedStyle(e);
    const there = e.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true });
    shown.push(`${there} ${Math.min(width, height) > 1 && right > 0 && bottom + scrollY > 0} ${style.clipPath}`);
    const own = [style.color, style.backgroundColor, style.backgroundImage, style.opacity, style.fontSize, style.fontWeight, style.textShadow, style.textDecorationLine].join();
    const above = /** @type {string} */ (paints.get(e.parentElement));
    const paint = above.endsWith(own) ? above : `${above}; ${own}`;
    paints.set(e, paint);
    if (there && width > 0) pairs.add(paint);
  }
  const tree = document.body.outerHTML + shown;
  window.trees ??= new Set();
  window.pairs ??= new Set();
  const known = { elements: window.trees.has(tree), pairs: [...pairs].every((pair) => window.pairs.has(pair)) };
  window.trees.add(tree);
  pairs.forEach((pair) => window.pairs.add(pair));
  return known;
}

/** The same, an element a line. @param {Page} page @param {Look} [look] @returns {Promise<string[]>} */
export async function violations(page, look) {
  return (await faults(page, look)).flatMap(({ rule, elements }) => elements.map((e) => `${rule}: ${e.slice(0, 300)}`));
}
