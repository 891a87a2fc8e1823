/** The table of what every kind of page is looked at in: the widths of windows and
 * the modes of a reader, which are his browser's or this site's reading settings
 * (attributes of <html>). */

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {object} Mode
 * @property {Parameters<Page["emulateMedia"]>[0]} [media] what the browser says of the reader
 * @property {Record<string, string>} [reading] the site's reading settings: data- attributes
 * @property {boolean} [enhanced] contrast as WCAG 2.2 1.4.6 (AAA) asks
 * @property {"colours" | "sizes"} [changes] what alone differs from light on the same width */

/** @type {Record<string, Mode>} */
export const modes = {
  "light": {},
  "dark": { changes: "colours", media: { colorScheme: "dark" } },
  "dark chosen": { changes: "colours", reading: { scheme: "dark" } },
  "high contrast": { changes: "colours", reading: { contrast: "high" }, enhanced: true },
  "high contrast, dark": { changes: "colours", media: { colorScheme: "dark" }, reading: { contrast: "high" }, enhanced: true },
  "large text": { changes: "sizes", reading: { text: "200" } },
  "wide spacing": { changes: "sizes", reading: { space: "wide" } },
  "simple view": { changes: "sizes", reading: { view: "simple" } },
  "all settings": { reading: { text: "200", space: "wide", contrast: "high", scheme: "dark", view: "simple" }, enhanced: true },
  "forced colours": { media: { forcedColors: "active" } },
  "reduced motion": { media: { reducedMotion: "reduce" } },
};

/** Width → height. 320 × 256 is a window of 1280 × 1024 at a zoom of 400% (WCAG 2.2 1.4.10).
 * @type {Record<number, number>} */
export const widths = { 320: 256, 360: 740, 768: 1024, 1280: 900 };

/** The modes that are looked at on every width; the others on the narrowest screen, where
 * there is least room. */
const everywhere = ["light", "dark", "high contrast", "large text", "simple view"];

/** @typedef {object} Cell
 * @property {string} mode
 * @property {number} width
 * @property {"colours" | "structure" | "places"} [only] the rules of axe-core that can say anything new */

/** The cells of the table that are looked at. What a mode does not change was seen in
 * light on the same width: of dark and high contrast only colours are new (the style sheet
 * gives them nothing else), and those that change sizes have their colours looked at once.
 * @returns {Cell[]} */
export function cells() {
  return Object.keys(modes).flatMap((mode) => Object.keys(widths).map(Number).filter((width) => width === 320 || everywhere.includes(mode)).map((width) => {
    const { changes } = modes[mode];
    if (changes === "colours") return { mode, width, only: "colours" };
    return changes === "sizes" && width !== 320 ? { mode, width, only: "structure" } : { mode, width };
  }));
}

/** The cells for sites of unusual shape: the narrowest and the widest, and all settings at
 * once. The style sheet is the example's: only names and places are new.
 * @returns {Cell[]} */
export const fewCells = () => [{ mode: "light", width: 320 }, { mode: "all settings", width: 320, only: "places" }, { mode: "light", width: 1280, only: "places" }];

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
  // What watches sizes has seen the new one when a frame was drawn.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}
