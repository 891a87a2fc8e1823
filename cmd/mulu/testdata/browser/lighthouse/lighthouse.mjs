/** Lighthouse (mobile, throttled) over home, list, document and search of the built
 * site, three runs each, served as a CDN serves it; the worst run is shown, with what
 * it says against the page. On demand: npm ci here, then SITE=FOLDER node lighthouse.mjs.
 * Times are this machine's: run it when nothing else does. */
import { createRequire } from "node:module";
import { loadavg } from "node:os";
import { launch as start } from "chrome-launcher";
import lighthouse from "lighthouse";
import { serveAsCDN } from "../cdn.js";
import { basePath, folder, samplePages } from "../site.js";

const categories = ["performance", "accessibility", "best-practices", "seo"];
const runs = Number(process.env.RUNS ?? 3);
const pages = samplePages();
const cdn = await serveAsCDN(folder, basePath());
const chrome = await start({
  chromePath: process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell",
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const { version } = createRequire(import.meta.url)("lighthouse/package.json");
console.log(`Lighthouse ${version}, mobile, simulated slow 4G and a processor four times slower; load ${loadavg()[0].toFixed(1)}`);

/** @param {{categories: Record<string, {score: number | null}>}} lhr @returns {number[]} */
const scores = (lhr) => categories.map((c) => Math.round((lhr.categories[c].score ?? 0) * 100));

/** What keeps a run from 100. @param {any} lhr @returns {string[]} */
const against = (lhr) => categories.flatMap((c) => lhr.categories[c].auditRefs
  .filter((/** @type {{id: string, weight: number}} */ { id, weight }) => weight > 0 && (lhr.audits[id].score ?? 1) < 1)
  .map((/** @type {{id: string}} */ { id }) => `${c}: ${lhr.audits[id].title}${lhr.audits[id].displayValue ? ` (${lhr.audits[id].displayValue})` : ""}`));

let low = false;
for (const kind of ["home", "list with numbers", "document", "search"]) {
  let worst;
  for (let i = 0; i < runs; i++) {
    const result = await lighthouse(cdn.base + pages[kind], { port: chrome.port, onlyCategories: categories, logLevel: "error" });
    const lhr = /** @type {any} */ (result?.lhr);
    const sum = (/** @type {any} */ of) => scores(of).reduce((a, b) => a + b, 0);
    if (!worst || sum(lhr) < sum(worst)) worst = lhr;
  }
  const { audits } = worst;
  console.log(`${kind} (${pages[kind]}): ${scores(worst).join("/")}; FCP ${audits["first-contentful-paint"].displayValue}, LCP ${audits["largest-contentful-paint"].displayValue}, TBT ${audits["total-blocking-time"].displayValue}, CLS ${audits["cumulative-layout-shift"].displayValue}`);
  for (const line of against(worst)) console.log(`  ${line}`);
  low ||= scores(worst).some((s) => s < 100);
}
chrome.kill();
cdn.close();
process.exitCode = low ? 1 : 0;
