/** Chromium for the tests and scripts: how it starts, how a page is opened so that
 * whatever goes wrong on it is noted, and what axe-core says of a page. */
import { existsSync } from "node:fs";
import axe from "axe-core";
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
  await prepare?.(page);
  await page.goto(url, { waitUntil: "load" });
  if (options?.javaScriptEnabled !== false) await page.waitForFunction(furnished);
  return { page, errors, close: () => context.close() };
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

/** Rules of axe-core that look at colours; they cost more than all others together. */
const ofColours = ["color-contrast", "color-contrast-enhanced", "link-in-text-block"];

/** What axe finds wrong with a page, by all of its rules of WCAG 2.2 AA and by its best
 * practices. Enhanced asks contrast of level AAA too; only "colours" or "structure" leaves
 * out the other rules.
 * @typedef {{enhanced?: boolean, only?: "colours" | "structure"}} Look
 * @param {Page} page @param {Look} [look] @returns {Promise<{rule: string, elements: string[]}[]>} */
export async function faults(page, { enhanced = false, only } = {}) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const colours = enhanced ? ofColours : ofColours.filter((rule) => rule !== "color-contrast-enhanced");
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await page.evaluate((options) => window.axe.run(/** @type {any} */ ({ ...options, resultTypes: ["violations"], preload: false })), only === "colours"
    ? { runOnly: { type: "rule", values: colours } }
    : { runOnly: tags, rules: Object.fromEntries(ofColours.map((rule) => [rule, { enabled: only !== "structure" && colours.includes(rule) }])) });
  return found.violations.map((v) => ({ rule: v.id, elements: v.nodes.map((n) => n.html) }));
}

/** The same, an element a line. @param {Page} page @param {Look} [look] @returns {Promise<string[]>} */
export async function violations(page, look) {
  return (await faults(page, look)).flatMap(({ rule, elements }) => elements.map((e) => `${rule}: ${e.slice(0, 300)}`));
}
