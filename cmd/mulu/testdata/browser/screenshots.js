/** Pictures of every kind of page at three widths and in the modes of a reader, and a
 * page that shows them side by side: node screenshots.js FOLDER [KIND…]. SITE is the
 * built site. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { launch, visit } from "./browser.js";
import { kinds, stay } from "./kinds.js";
import { modes, setMode, widths } from "./modes.js";
import { serve } from "./site.js";

/** How much of a page is shown: what a reader scrolls through in a minute. */
const longest = 3000;
const looks = [
  ...[360, 768, 1280].map((width) => ({ mode: "light", width })),
  ...Object.keys(modes).filter((mode) => mode !== "light" && mode !== "reduced motion").map((mode) => ({ mode, width: 360 })),
];

const [into, ...wanted] = process.argv.slice(2);
if (!into) throw new Error("node screenshots.js FOLDER [KIND…]");
const folder = resolve(into);
mkdirSync(folder, { recursive: true });
const [site, browser] = [await serve(), await launch()];
/** @type {string[]} */
const sections = [];
for (const kind of kinds().filter((k) => !wanted.length || wanted.includes(k.name))) {
  const { page, close } = await visit(browser, site, site.base + kind.address, { viewport: { width: 1280, height: 900 } }, stay);
  await kind.arrange?.(page);
  const pictures = [];
  for (const { mode, width } of looks) {
    await setMode(page, mode, width);
    pictures.push(await picture(page, kind.name, mode, width));
  }
  await setMode(page, "light", 768);
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 600, height: 850 }); // what A4 has between its margins
  pictures.push(await picture(page, kind.name, "print", 600));
  await close();
  sections.push(`<h2>${kind.name}</h2><div>${pictures.join("")}</div>`);
}
await browser.close();
site.close();
writeFileSync(join(folder, "index.html"), `<!doctype html><meta charset="utf-8"><title>Page kinds</title>
<style>body { font: 16px sans-serif; background: #ccc } div { display: flex; gap: 1rem; overflow-x: auto; align-items: start } figure { margin: 0 } img { max-height: 80vh; border: 1px solid }</style>
${sections.join("\n")}`);
console.log(join(folder, "index.html"));

/** Saves what a page looks like. @param {import("playwright-core").Page} page @param {string} kind @param {string} mode @param {number} width
 * @returns {Promise<string>} a figure */
async function picture(page, kind, mode, width) {
  const name = `${kind} ${mode} ${width}.png`.replace(/[ ,]+/g, "-");
  const height = Math.min(longest, await page.evaluate(() => document.documentElement.scrollHeight));
  await page.setViewportSize({ width, height: Math.max(height, widths[width] ?? 0) });
  await page.screenshot({ path: join(folder, name) });
  return `<figure><figcaption>${mode}, ${width} px</figcaption><img src="${name}" alt="${kind}, ${mode}, ${width} px" loading="lazy"></figure>`;
}
