/** The keyboard on every kind of page: Tab reaches every control, in the order of the
 * page; what has the focus can be seen, is not covered (also at a zoom of 400%) and has
 * an outline that stands out; controls are as large as a finger. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, visit } from "./browser.js";
import { kinds, stay } from "./kinds.js";
import { modes, setMode } from "./modes.js";
import { expectedStops, focusEach, focusState, noteFocus, smallTargets } from "./probes.js";
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

/** Each walk by Tab: the mode and the width. Their stops differ. */
const walks = /** @type {const} */ ([["light", 1280], ["dark", 320], ["simple view", 320]]);
/** Where each stop is given the focus by script and looked at. */
const looks = Object.keys(modes).filter((mode) => !walks.some(([walked]) => walked === mode) && mode !== "reduced motion");

/** @param {Awaited<ReturnType<typeof focusState>>} state */
function assertSeen(state) {
  assert.ok(state.outline >= 3 && state.inSight, `not seen: ${JSON.stringify(state)}`);
  assert.ok(state.contrast >= 3, `outline without contrast: ${JSON.stringify(state)}`);
}

for (const kind of kinds()) {
  describe(`${kind.name} (${kind.address})`, () => {
    /** @type {Awaited<ReturnType<typeof visit>>} */
    let shown;
    before(async () => {
      shown = await visit(browser, site, site.base + kind.address, { viewport: { width: 1280, height: 900 } }, stay);
      await kind.arrange?.(shown.page);
      await shown.page.evaluate(`window.focusState = ${focusState}`);
      await shown.page.evaluate(noteFocus);
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
          window.walked = [];
        });
        const expected = await page.evaluate(expectedStops);
        const within = 4 * (await page.locator("input[type=date]").count());
        for (let i = 0; i < expected + within; i++) await page.keyboard.press("Tab");
        const walked = (await page.evaluate(() => window.walked)).slice(0, expected);
        for (const [i, state] of walked.entries()) {
          assert.equal(state.stop, i, `stop ${i} is ${state.html}`);
          assertSeen(state);
        }
        assert.equal(walked.length, expected);
        assert.deepEqual(await page.evaluate(smallTargets), [], "smaller than 44 px");
      });
    }

    for (const mode of looks) {
      test(`${mode}, 320 px: each control that has the focus is seen and large enough`, async () => {
        await setMode(shown.page, mode, 320);
        await shown.page.evaluate(expectedStops);
        (await shown.page.evaluate(focusEach)).forEach(assertSeen);
        assert.deepEqual(await shown.page.evaluate(smallTargets), []);
      });
    }
  });
}
