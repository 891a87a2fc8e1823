/** The table of what every kind of page is looked at in: the widths of windows and
 * the modes of a reader, which are his browser's or this site's reading settings
 * (attributes of <html>). */

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {object} Mode
 * @property {string} said its name in the results that readers see
 * @property {Parameters<Page["emulateMedia"]>[0]} [media] what the browser says of the reader
 * @property {Record<string, string>} [reading] the site's reading settings: data- attributes
 * @property {boolean} [enhanced] contrast as WCAG 2.2 1.4.6 (AAA) asks */

/** @type {Record<string, Mode>} */
export const modes = {
  "light": { said: "浅色" },
  "dark": { said: "系统的深色", media: { colorScheme: "dark" } },
  "dark chosen": { said: "阅读设置的深色", reading: { scheme: "dark" } },
  "high contrast": { said: "高对比", reading: { contrast: "high" }, enhanced: true },
  "high contrast, dark": { said: "高对比、深色", media: { colorScheme: "dark" }, reading: { contrast: "high" }, enhanced: true },
  "large text": { said: "字号200%", reading: { text: "200" } },
  "wide spacing": { said: "加宽行距", reading: { space: "wide" } },
  "simple view": { said: "长辈版", reading: { view: "simple" } },
  "all settings": { said: "全部阅读设置同时打开", reading: { text: "200", space: "wide", contrast: "high", scheme: "dark", view: "simple" }, enhanced: true },
  "forced colours": { said: "系统的强制颜色", media: { forcedColors: "active" } },
  "reduced motion": { said: "系统的减少动态效果", media: { reducedMotion: "reduce" } },
};

/** Width → height. 320 × 256 is a window of 1280 × 1024 at a zoom of 400% (WCAG 2.2 1.4.10).
 * @type {Record<number, number>} */
export const widths = { 320: 256, 360: 740, 768: 1024, 1280: 900 };

/** The cells of the product that are looked at: each mode on the narrowest screen, where
 * there is least room, and each width in the light; all of them with MATRIX=full.
 * @returns {{mode: string, width: number}[]} */
export function cells() {
  const all = Object.keys(modes).flatMap((mode) => Object.keys(widths).map((width) => ({ mode, width: Number(width) })));
  if (process.env.MATRIX === "full") return all;
  return all.filter(({ mode, width }) => width === 320 || mode === "light");
}

/** Shows an open page as a reader of that mode sees it on that width.
 * @param {Page} page @param {string} mode @param {number} width */
export async function setMode(page, mode, width) {
  const { media, reading = {} } = modes[mode];
  await page.setViewportSize({ width, height: widths[width] });
  await page.emulateMedia({ media: null, colorScheme: "light", forcedColors: null, reducedMotion: null, ...media });
  await page.evaluate((settings) => {
    const { dataset } = document.documentElement;
    for (const name of ["text", "space", "contrast", "scheme", "view"]) delete dataset[name];
    Object.assign(dataset, settings);
  }, reading);
}
