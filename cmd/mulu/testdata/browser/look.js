/** Looks at every kind of page of a site in the modes of a reader and the widths of
 * windows (see kinds.js and modes.js): axe-core finds nothing, nothing scrolls sideways
 * or is cut off, also with a reader's own text spacing, and nothing is said in the
 * console. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { goTo, launch, openPage, violations } from "./browser.js";
import { kinds, stay } from "./kinds.js";
import { modes, setMode } from "./modes.js";
import { cramped, crampedBySpacing } from "./probes.js";
import { serve } from "./site.js";

/** @typedef {import("playwright-core").Browser} Browser */
/** @typedef {Awaited<ReturnType<typeof openPage>>} Opened */
/** @typedef {import("./modes.js").Cell} Cell */

/** The tests of a site. @param {string} name @param {string} root @param {Cell[]} looks
 * @param {(kind: string) => boolean} [wanted] kinds of page */
export function lookAtSite(name, root, looks, wanted = () => true) {
  describe(name, () => {
    /** @type {Browser} */
    let browser;
    /** @type {Awaited<ReturnType<typeof serve>>} */
    let site;
    /** @type {Opened} for all kinds, for a new page costs more than the next address */
    let shared;
    before(async () => {
      site = await serve(root);
      browser = await launch();
      shared = await openPage(browser, site);
    });
    after(async () => {
      await browser?.close();
      site?.close();
    });
    const byWidth = looks.toSorted((a, b) => a.width - b.width); // a new width costs more than a new mode
    for (const kind of kinds(root).filter((k) => wanted(k.name))) {
      test(`${kind.name} (${kind.address})`, async (t) => {
        const held = kind.name.startsWith("redirect");
        const opened = held ? await openPage(browser, site) : shared;
        if (held) await stay(opened.page);
        opened.errors.length = 0;
        await setMode(opened.page, "light", 1280);
        await goTo(opened.page, site.base + kind.address);
        await kind.arrange?.(opened.page);
        await lookAt(t, opened, byWidth);
        if (held) await opened.close();
      });
    }
  });
}

/** Looks at an open page. @param {import("node:test").TestContext} t @param {Opened} opened @param {Cell[]} looks */
async function lookAt(t, { page, errors }, looks) {
  for (const { mode, width, only } of looks) {
    await t.test(`${mode}, ${width} px`, async () => {
      await setMode(page, mode, width);
      // In light the colours are looked at on every width, in case one thing lies over another.
      assert.deepEqual(await violations(page, { enhanced: modes[mode].enhanced, only, once: mode === "light" ? "elements" : "pairs" }), []);
      assert.deepEqual(await page.evaluate(cramped), { wide: [], cut: [], torn: [], alone: [] }, "wider than the window, cut off, torn apart, or a character alone");
    });
  }
  for (const width of [320, 1280]) {
    await t.test(`a reader's text spacing (WCAG 2.2 1.4.12), ${width} px`, async () => {
      await setMode(page, "light", width);
      assert.deepEqual(await page.evaluate(crampedBySpacing), { wide: [], cut: [], torn: [], alone: [], over: [], changed: false }, "wider than the window, cut off, one text over another, or not the same text");
    });
  }
  await t.test("nothing in the console, no violation of the policy, no request outside", () => assert.deepEqual(errors, []));
}
