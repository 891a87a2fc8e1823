/** Every kind of page of every site in the modes of a reader and the widths of
 * windows (see kinds.js and modes.js): axe-core finds nothing, nothing scrolls
 * sideways or is cut off, also with a reader's own text spacing, and nothing is said
 * in the console. MATRIX=full looks at the whole product. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, violations, visit } from "./browser.js";
import { kinds, stay } from "./kinds.js";
import { cells, modes, setMode } from "./modes.js";
import { clippedText, inMain, wideParts } from "./probes.js";
import { folder, samplePages, serve, sites } from "./site.js";

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

test("the example has a page of each kind", () => {
  const pages = samplePages();
  for (const kind of ["home", "document", "document in force", "document that is repealed", "long document", "document with table",
    "document with attachments", "list", "list with numbers", "archive", "page", "search", "sitemap", "notfound", "tombstone", "redirect"]) {
    assert.ok(pages[kind], `no ${kind} among ${Object.keys(pages)}`);
  }
});

for (const [name, root] of Object.entries(sites())) {
  describe(name, () => {
    /** @type {Awaited<ReturnType<typeof serve>>} */
    let site;
    before(async () => {
      site = await serve(root);
    });
    after(() => site?.close());
    const looks = root === folder ? cells() : cells().filter(({ mode }) => mode === "light" || mode === "all settings");
    for (const kind of kinds(root)) lookAt(kind, () => site, looks);
  });
}

/** @param {import("./kinds.js").Kind} kind @param {() => {origin: string, base: string}} site @param {ReturnType<typeof cells>} looks */
function lookAt(kind, site, looks) {
  test(`${kind.name} (${kind.address})`, async (t) => {
    const { page, errors, close } = await visit(browser, site(), site().base + kind.address, { viewport: { width: 1280, height: 900 } }, stay);
    try {
      await kind.arrange?.(page);
      for (const { mode, width } of looks) {
        await t.test(`${mode}, ${width} px`, async () => {
          await setMode(page, mode, width);
          assert.deepEqual(await violations(page, modes[mode]), []);
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
