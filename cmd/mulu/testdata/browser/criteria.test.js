/** WCAG 2.2 criterion by criterion, on every kind of page: what axe-core, the walks of
 * keyboard.test.js and the table of matrix.test.js do not ask. criteria-probes.js has the
 * questions. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, visit } from "./browser.js";
import { covered, faintControls, faintPseudo, hardBlocks, targetsBelow } from "./criteria-probes.js";
import { kinds, stay } from "./kinds.js";
import { modes, setMode } from "./modes.js";
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

/** Where a page is, what it says and what is open. @param {import("playwright-core").Page} page */
const state = (page) => page.evaluate(() => [location.href, document.body.innerText.replace(/\s+/g, " "), document.querySelectorAll("[open]").length,
  document.querySelectorAll("[aria-expanded='true']").length, JSON.stringify(document.documentElement.dataset)].join("\n"));

for (const kind of kinds()) {
  describe(`${kind.name} (${kind.address})`, () => {
    /** @type {Awaited<ReturnType<typeof visit>>} */
    let shown;
    before(async () => {
      shown = await visit(browser, site, site.base + kind.address, { viewport: { width: 1280, height: 900 }, hasTouch: true, isMobile: true }, stay);
      await kind.arrange?.(shown.page);
    });
    after(() => shown?.close());

    test("2.5.5, 2.5.8: targets have room for a finger", async () => {
      for (const width of [1280, 360]) {
        await setMode(shown.page, "light", width);
        assert.deepEqual(await shown.page.evaluate(targetsBelow, 44), [], `${width} px`);
      }
      await setMode(shown.page, "simple view", 360);
      assert.deepEqual(await shown.page.evaluate(targetsBelow, 60), [], "simple view");
    });

    test("1.4.3, 1.4.6, 1.4.11: controls and words of the style sheet stand out in every mode", async () => {
      for (const [mode, { enhanced }] of Object.entries(modes)) {
        for (const width of mode === "light" ? [320, 1280] : [360]) { // colours are those of the mode
          await setMode(shown.page, mode, width);
          assert.deepEqual(await shown.page.evaluate(faintControls), [], `${mode}, ${width} px`);
          assert.deepEqual(await shown.page.evaluate(faintPseudo, enhanced ? 7 : 4.5), [], `${mode}, ${width} px`);
        }
      }
    });

    test("1.4.8: blocks of text keep to 40 characters a line", async () => {
      await setMode(shown.page, "light", 1280);
      assert.deepEqual(await shown.page.evaluate(hardBlocks), []);
    });

    test("2.1.4, 2.5.2: a letter does nothing, nor does a press that is taken back", async () => {
      const { page } = shown;
      await setMode(page, "light", 1280);
      await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement)?.blur());
      const before = await state(page);
      await page.keyboard.type("abcdefghijklmnopqrstuvwxyz0123456789?/.,;'[]-=");
      assert.equal(await state(page), before, "after letters");
      const boxes = await page.evaluate(() => Array.from(document.querySelectorAll("a[href], button, summary"))
        .filter((e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true })).map((e) => e.getBoundingClientRect())
        .filter((b) => b.top > 0 && b.bottom < innerHeight && b.width > 1).map((b) => [b.x + b.width / 2, b.y + b.height / 2]));
      for (const [x, y] of boxes.slice(0, 15)) {
        await page.mouse.move(x, y);
        await page.mouse.down();
        await page.mouse.move(2, 450);
        await page.mouse.up();
      }
      await page.evaluate(() => { getSelection()?.removeAllRanges(); /** @type {HTMLElement} */ (document.activeElement)?.blur(); });
      assert.equal(await state(page), before, "after presses");
    });

    for (const [mode, width] of /** @type {const} */ ([["light", 320], ["large text", 360]])) {
      test(`2.4.11, 2.4.12: beside the open panel nothing that has the focus is covered: ${mode}, ${width} px`, async () => {
        const { page } = shown;
        await setMode(page, mode, width);
        await page.locator(".reading-tools .button[aria-expanded]").first().click();
        await page.waitForSelector(".reading-panel[open]");
        const found = [];
        const count = await page.evaluate(() => document.querySelectorAll("a[href], button, input, summary, select, [tabindex='0']").length);
        for (let i = 0; i < Math.min(count, 50); i++) {
          await page.keyboard.press("Tab");
          found.push(await page.evaluate(covered));
        }
        await page.evaluate(() => /** @type {HTMLDialogElement} */ (document.querySelector(".reading-panel")).close());
        assert.deepEqual(found.filter(Boolean), []);
      });
    }
  });
}
