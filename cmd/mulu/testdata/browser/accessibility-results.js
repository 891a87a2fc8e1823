/** Tests a built site and writes the results of which its accessibility statement is made:
 *
 *     npm run accessibility -- FILE [FOLDER]
 *
 * FILE is the file of results beside the statement, FOLDER the built site (SITE, else the
 * repository's own). Every kind of page that the site has is opened in each mode of a
 * reader and each width that the tests of the theme use (modes.js): axe-core looks at it
 * by all rules and best practices, and nothing may reach out sideways or be cut off. What
 * a person noted in FILE above the line of this program stays. The exit status is 0 with
 * findings too: they belong into the statement. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import axe from "axe-core";
import { faults, launch, visit } from "./browser.js";
import { kinds, stay } from "./kinds.js";
import { cells, modes, setMode } from "./modes.js";
import { clippedText, wideParts } from "./probes.js";
import { folder, serve } from "./site.js";

/** @typedef {{page: string, mode: string, rule: string, count: number}} Finding */

const mark = "# 以下由检测程序填写，不要手改。";
const empty = "# 已知的不足，由人填写，每一条一句话。\nlimits = []\n\n";

/** A mode and its widths, as the statement looks them up in the tables of texts ([mode]).
 * @param {string} mode @param {number[]} wide */
const called = (mode, wide) => [mode.replace(/[ ,]+/g, "-"), ...wide].join(" ");

/** Every mode with all of its widths. */
const conditions = Object.keys(modes).map((mode) => called(mode, cells().filter((cell) => cell.mode === mode).map(({ width }) => width)));

/** What is wrong with an open page as it is shown, and how often.
 * @param {import("playwright-core").Page} page @param {string} mode @returns {Promise<[rule: string, count: number][]>} */
async function look(page, mode) {
  const parts = await page.evaluate(wideParts);
  const cut = await page.evaluate(clippedText.find);
  /** @type {[string, number][]} */
  const all = [
    ...(await faults(page, modes[mode])).map(({ rule, elements }) => /** @type {[string, number]} */ ([rule, elements.length])),
    ["reflow", Math.min(parts.length, 1)],
    ["clipped-text", cut.length],
  ];
  return all.filter(([, count]) => count > 0);
}

/** Looks at a page in every cell; undefined when the site has no such state of it.
 * @param {import("playwright-core").Browser} browser @param {{origin: string, base: string}} site @param {import("./kinds.js").Kind} kind
 * @returns {Promise<Finding[] | undefined>} */
async function tried(browser, site, kind) {
  const { page, close } = await visit(browser, site, site.base + kind.address, { viewport: { width: 1280, height: 900 } }, stay);
  try {
    try {
      await kind.arrange?.(page);
    } catch {
      console.error(`${kind.name}: not on this site`);
      return undefined;
    }
    /** @type {Finding[]} */
    const findings = [];
    for (const cell of cells()) {
      await setMode(page, cell.mode, cell.width);
      for (const [rule, count] of await look(page, cell.mode)) findings.push({ page: kind.address, mode: called(cell.mode, [cell.width]), rule, count });
    }
    return findings;
  } finally {
    await close();
  }
}

/** The lines that this program writes. @param {string[]} pages @param {string} version of the browser
 * @param {Finding[]} findings @returns {string} */
function lines(pages, version, findings) {
  const list = (/** @type {string} */ name, /** @type {string[]} */ values) => [`${name} = [`, ...values.map((v) => `  ${JSON.stringify(v)},`), "]"];
  const tables = (/** @type {string} */ name, /** @type {object[]} */ rows) => rows.flatMap((row) => [
    "", `[[${name}]]`, ...Object.entries(row).map(([key, value]) => `${key} = ${JSON.stringify(value)}`)]);
  const now = new Date();
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  return [mark, `date = ${day}`, ...list("pages", pages), ...list("modes", conditions),
    ...tables("tool", [{ name: "axe-core", version: axe.version }, { name: "Chromium", version }]),
    ...tables("finding", findings), ""].join("\n");
}

const [file, root = folder] = process.argv.slice(2);
if (!file) {
  console.error("usage: npm run accessibility -- FILE [FOLDER]");
  process.exit(2);
}
const [site, browser] = [await serve(resolve(root)), await launch()];
const [pages, findings] = [new Set(), /** @type {Finding[]} */ ([])];
for (const kind of kinds(resolve(root), true)) {
  const found = await tried(browser, site, kind);
  if (found) pages.add(kind.address);
  findings.push(...(found ?? []));
}
const version = browser.version();
await browser.close();
site.close();
const before = existsSync(file) ? readFileSync(file, "utf8") : empty;
writeFileSync(file, before.split(mark)[0] + lines([...pages], version, findings));
console.log(`${file}: ${pages.size} pages each in ${cells().length} modes and widths, ${findings.length} findings`);
