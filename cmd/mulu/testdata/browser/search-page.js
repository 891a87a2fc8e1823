/** The search page in Chromium, for the tests of search: with the answers of
 * search-stub.js, or with the real engine. */
import { readFileSync } from "node:fs";
import { after, before } from "node:test";
import { launch, phone, violations, wide } from "./browser.js";
import { serve } from "./site.js";

export { phone, violations, wide };

const stubEngine = readFileSync(new URL("search-stub.js", import.meta.url), "utf8");
/** The published engine. */
export const engineFile = /\/search-engine\.\w+\.js$/;

/** What the stub answers with. @typedef {object} Stub
 * @property {number} [total] of results
 * @property {Record<string, number>} [wait] ms before an answer, by kind of question
 * @property {Record<string, string>} [fail] code of failure, by kind of question
 * @property {string[]} [titles] of the first results
 * @property {number} [suggestions]
 * @property {string[]} [facets] names of the filters that the catalogue has
 * @property {number} [partial] results that hold only parts
 * @property {number} [nearest] titles
 * @property {Record<string, unknown>} [response] stands in place of parts of an answer */

/** @typedef {import("playwright-core").BrowserContextOptions & {stub?: Stub, path?: string, prepare?: (page: import("playwright-core").Page) => Promise<unknown>}} Options */

/** Serves the built site and starts a browser for the tests of a file.
 * @param {() => Promise<unknown>} [ready] is called before the first of them */
export function useBrowser(ready) {
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let site;
  /** @type {import("playwright-core").Browser} */
  let browser;
  before(async () => {
    site = await serve();
    browser = await launch();
    await ready?.();
  });
  after(async () => {
    await browser?.close();
    site?.close();
  });

  /** Opens the search page (or path) and uses it. Fails when something goes wrong in
   * the console, which includes violations of the Content-Security-Policy. Without
   * stub the real engine answers.
   * @param {string} query of the address @param {Options} options
   * @param {(page: import("playwright-core").Page, requests: string[]) => Promise<void>} use */
  async function open(query, options, use) {
    const { stub, path = "search.html", prepare, ...contextOptions } = { viewport: wide, ...options };
    const context = await browser.newContext(contextOptions);
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    /** @type {string[]} */
    const problems = [];
    /** @type {string[]} */
    const requests = [];
    page.on("console", (m) => m.type() === "error" && !/Failed to load resource/.test(m.text()) && problems.push(m.text()));
    page.on("pageerror", (e) => problems.push(String(e)));
    page.on("request", (r) => requests.push(r.url().replace(site.base, "")));
    await page.addInitScript((s) => Object.assign(window, { stub: s, asked: [] }), stub);
    if (stub) await page.route(engineFile, (route) => route.fulfill({ contentType: "text/javascript", body: stubEngine }));
    await prepare?.(page);
    try {
      await page.goto(site.base + path + query, { waitUntil: "load" });
      await use(page, requests);
      if (problems.length) throw new Error(problems.join("\n"));
    } finally {
      await context.close();
    }
  }
  return { open, base: () => site.base };
}

/** Waits until the page shows a state: idle, waiting, found, none, failed.
 * @param {import("playwright-core").Page} page @param {string} state */
export const shows = (page, state) => page.waitForSelector(`#m-main[data-state="${state}"]`);

/** Types a query and sends it. @param {import("playwright-core").Page} page @param {string} q */
export async function send(page, q) {
  await page.fill("#m-q", q);
  await page.press("#m-q", "Enter");
}

/** What the stub was asked, of one kind. @param {import("playwright-core").Page} page @param {string} kind @returns {Promise<any[]>} */
export const asked = (page, kind) => page.evaluate((k) => window.asked.filter((a) => a.kind === k), kind);

/** @param {import("playwright-core").Page} page @returns {Promise<string>} */
export const said = (page) => page.locator("#m-status").innerText();

/** Gathers layout shifts that no reader caused, from before the page is there.
 * @param {import("playwright-core").Page} page */
export const watchShifts = (page) => page.addInitScript(() => {
  window.shift = 0;
  window.shifted = [];
  new PerformanceObserver((list) => {
    for (const e of list.getEntries()) {
      if (e.hadRecentInput) continue;
      window.shift += e.value;
      window.shifted.push(...e.sources.map((s) => `${s.node?.nodeName}.${s.node?.className} ${JSON.stringify(s.previousRect)} ${JSON.stringify(s.currentRect)}`));
    }
  }).observe({ type: "layout-shift", buffered: true });
});

/** Gathers what live regions say. @param {import("playwright-core").Page} page */
export const listen = (page) => page.evaluate(() => {
  window.heard = [];
  new MutationObserver((all) => {
    for (const region of new Set(all.map((m) => (m.target instanceof Element ? m.target : m.target.parentElement)?.closest("[role=status], [role=alert]")))) {
      if (region?.textContent) window.heard.push(region.textContent);
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
});
