/** Looks at every kind of page of a site in the modes of a reader and the widths of
 * windows (see kinds.js and modes.js): axe-core finds nothing, nothing scrolls sideways
 * or is cut off, also with a reader's own text spacing, and nothing is said in the
 * console. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, violations, visit } from "./browser.js";
import { kinds, stay } from "./kinds.js";
import { modes, setMode } from "./modes.js";
import { clippedText, inMain, wideParts } from "./probes.js";
import { serve } from "./site.js";

/** @typedef {import("playwright-core").Browser} Browser */

/** The tests of a site. @param {string} name @param {string} root @param {import("./modes.js").Cell[]} looks */
export function lookAtSite(name, root, looks) {
  describe(name, () => {
    /** @type {Browser} */
    let browser;
    /** @type {Awaited<ReturnType<typeof serve>>} */
    let site;
    before(async () => {
      site = await serve(root);
      browser = await launch();
    });
    after(async () => {
      await browser?.close();
      site?.close();
    });
    for (const kind of kinds(root)) lookAt(kind, () => ({ browser, site }), looks);
  });
}

/** @param {import("./kinds.js").Kind} kind @param {() => {browser: Browser, site: {origin: string, base: string}}} started @param {import("./modes.js").Cell[]} looks */
function lookAt(kind, started, looks) {
  test(`${kind.name} (${kind.address})`, async (t) => {
    const { browser, site } = started();
    const { page, errors, close } = await visit(browser, site, site.base + kind.address, { viewport: { width: 1280, height: 900 } }, stay);
    try {
      await kind.arrange?.(page);
      for (const { mode, width, only } of looks) {
        await t.test(`${mode}, ${width} px`, async () => {
          await setMode(page, mode, width);
          assert.deepEqual(await violations(page, { enhanced: modes[mode].enhanced, only }), []);
          assert.deepEqual(await page.evaluate(wideParts), [], "wider than the window");
          assert.deepEqual(await page.evaluate(clippedText.find), [], "cut off");
        });
      }
      for (const width of [320, 1280]) {
        await t.test(`a reader's text spacing (WCAG 2.2 1.4.12), ${width} px`, async () => {
          await setMode(page, "light", width);
          const said = await page.evaluate(inMain);
          await page.evaluate(clippedText.spacing);
          assert.deepEqual(await page.evaluate(wideParts), [], "wider than the window");
          assert.deepEqual(await page.evaluate(clippedText.find), [], "cut off");
          assert.deepEqual(await page.evaluate(clippedText.overlaps), [], "one text over another");
          assert.equal(await page.evaluate(inMain), said);
          await page.evaluate(clippedText.unspaced);
        });
      }
      await t.test("nothing in the console, no violation of the policy, no request outside", () => assert.deepEqual(errors, []));
    } finally {
      await close();
    }
  });
}
