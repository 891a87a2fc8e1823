/** The keyboard on every kind of page: Tab reaches every control, in the order of the
 * page; what has the focus can be seen, is not covered (also at a zoom of 400%) and has
 * an outline that stands out; controls are as large as a finger. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, visit } from "./browser.js";
import { kinds, stay } from "./kinds.js";
import { setMode } from "./modes.js";
import { expectedStops, focusState, smallTargets } from "./probes.js";
import { serve } from "./site.js";

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
before(async () => {
  site = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  site?.close();
});

/** Each walk: the mode and the width. */
const walks = /** @type {const} */ ([["light", 1280], ["dark", 320], ["high contrast", 360], ["simple view", 320]]);

for (const kind of kinds()) {
  describe(`${kind.name} (${kind.address})`, () => {
    /** @type {Awaited<ReturnType<typeof visit>>} */
    let shown;
    before(async () => {
      shown = await visit(browser, site, site.base + kind.address, { viewport: { width: 1280, height: 900 } }, stay);
      await kind.arrange?.(shown.page);
    });
    after(() => shown?.close());

    for (const [mode, width] of walks) {
      test(`${mode}, ${width} px: Tab reaches every control in order, always in sight`, async () => {
        const { page } = shown;
        await setMode(page, mode, width);
        await page.evaluate(() => {
          document.body.tabIndex = -1; // Tab begins at the top again
          document.body.focus();
          document.body.removeAttribute("tabindex");
          scrollTo(0, 0);
        });
        const expected = await page.evaluate(expectedStops);
        for (let i = 0; i < expected; i++) {
          await page.keyboard.press("Tab");
          let state = await page.evaluate(focusState);
          // The day, the month and the year of a date are stops of the browser's own.
          for (let n = 0; n < 4 && state.stop === i - 1 && state.html.includes('type="date"'); n++) {
            await page.keyboard.press("Tab");
            state = await page.evaluate(focusState);
          }
          assert.equal(state.stop, i, `stop ${i} is ${state.html}`);
          assert.ok(state.outline >= 3 && state.inSight, `not seen: ${JSON.stringify(state)}`);
          assert.ok(state.contrast >= 3, `outline without contrast: ${JSON.stringify(state)}`);
        }
      });

      test(`${mode}, ${width} px: controls are at least 44 px`, async () => {
        await setMode(shown.page, mode, width);
        assert.deepEqual(await shown.page.evaluate(smallTargets), []);
      });
    }
  });
}
