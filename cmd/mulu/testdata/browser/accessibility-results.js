/** Writes the results of accessibility tests that a site's statement is made of:
 * node accessibility-results.js FILE, with SITE, BASE and CHROMIUM as for the tests.
 * Every kind of page is opened in every mode and looked at by axe-core, all rules and
 * best practices; sideways scrolling at 320 px counts, too. What a person noted in FILE
 * before the line of this program stays. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import axe from "axe-core";
import { chromium } from "playwright-core";
import { samplePages, serve } from "./site.js";

const mark = "# 以下由检测程序填写，不要手改。";

/** @type {{name: string, context: import("playwright-core").BrowserContextOptions}[]} */
const modes = [
  { name: "电脑，宽1280像素，浅色", context: { viewport: { width: 1280, height: 900 } } },
  { name: "电脑，宽1280像素，深色", context: { viewport: { width: 1280, height: 900 }, colorScheme: "dark" } },
  { name: "手机，宽360像素，浅色", context: { viewport: { width: 360, height: 740 } } },
  { name: "手机，宽360像素，深色", context: { viewport: { width: 360, height: 740 }, colorScheme: "dark" } },
  { name: "放大到400%（宽320像素）", context: { viewport: { width: 320, height: 640 } } },
  { name: "强制颜色", context: { viewport: { width: 1280, height: 900 }, forcedColors: "active" } },
  { name: "减少动态效果", context: { viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" } },
];

/** What is wrong with a page: rules, with how often each is offended.
 * @param {import("playwright-core").Page} page @returns {Promise<{rule: string, count: number}[]>} */
async function faults(page) {
  await page.evaluate(axe.source);
  const found = await page.evaluate(() => window.axe.run({
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    resultTypes: ["violations"],
  }));
  const list = found.violations.map((v) => ({ rule: v.id, count: v.nodes.length }));
  const { wide, screen } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, screen: window.innerWidth }));
  if (wide > screen) list.push({ rule: "reflow", count: 1 });
  return list;
}

/** The lines of the file.
 * @param {Record<string, string>} pages @param {string} version of the browser
 * @param {{page: string, mode: string, rule: string, count: number}[]} findings @returns {string} */
function results(pages, version, findings) {
  const quote = JSON.stringify;
  const today = new Date();
  const day = [today.getFullYear(), today.getMonth() + 1, today.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  return [
    mark,
    `date = ${day}`,
    `pages = [${[...new Set(Object.values(pages))].map(quote).join(", ")}]`,
    "modes = [", ...modes.map((m) => `  ${quote(m.name)},`), "]",
    "", "[[tool]]", 'name = "axe-core"', `version = ${quote(axe.version)}`,
    "", "[[tool]]", 'name = "Chromium"', `version = ${quote(version)}`,
    ...findings.flatMap((f) => ["", "[[finding]]", `page = ${quote(f.page)}`, `mode = ${quote(f.mode)}`, `rule = ${quote(f.rule)}`, `count = ${f.count}`]),
    "",
  ].join("\n");
}

const file = process.argv[2];
if (!file) {
  console.error("usage: node accessibility-results.js FILE");
  process.exit(2);
}
const site = await serve();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
});
const pages = samplePages();
const findings = [];
for (const mode of modes) {
  const context = await browser.newContext(mode.context);
  for (const address of new Set(Object.values(pages))) {
    const page = await context.newPage();
    await page.goto(site.base + address, { waitUntil: "load" });
    for (const fault of await faults(page)) findings.push({ page: address, mode: mode.name, ...fault });
    await page.close();
  }
  await context.close();
}
const version = browser.version();
await browser.close();
site.close();
const before = existsSync(file) ? readFileSync(file, "utf8") : "# 已知的不足，由人填写，每一条一句话。\nlimits = []\n\n";
const own = before.includes(mark) ? before.slice(0, before.indexOf(mark)) : before;
writeFileSync(file, own + results(pages, version, findings));
console.log(`${new Set(Object.values(pages)).size} pages, ${modes.length} modes, ${findings.length} findings`);
