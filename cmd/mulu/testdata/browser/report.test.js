/** The page that mulu check --format html writes is valid, accessible, narrow enough for
 * a phone, and loads nothing. Its text is that of package diag's golden files. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { launch, violations } from "./browser.js";

const pages = ["report.html", "report-before.html"].map((name) => new URL(`../../internal/diag/testdata/${name}`, import.meta.url));

const validator = new HtmlValidate(
  new StaticConfigLoader({
    root: true,
    extends: ["html-validate:recommended"],
    rules: {
      // The box around a wide table scrolls by keys: a div that is a named region.
      "prefer-native-element": ["error", { exclude: ["region"] }],
      "long-title": "off",
    },
  }),
);

for (const page of pages) {
  describe(page.pathname.split("/").at(-1) ?? "", () => {
    let /** @type {import("playwright-core").Browser} */ browser;
    before(async () => {
      browser = await launch();
    });
    after(() => browser.close());

    test("is valid HTML", async () => {
      const report = await validator.validateString(readFileSync(page, "utf8"), fileURLToPath(page));
      assert.deepEqual(report.results.flatMap(({ messages }) => messages.map((m) => `${m.line}: ${m.message} [${m.ruleId}]`)), []);
    });

    for (const [width, media] of /** @type {const} */ ([[1280, "screen"], [320, "screen"], [720, "print"]])) {
      test(`${width} px on ${media}: axe finds nothing, nothing is cut off, nothing is loaded`, async () => {
        const tab = await browser.newPage({ viewport: { width, height: 900 } });
        const asked = /** @type {string[]} */ ([]);
        tab.on("request", (r) => asked.push(r.url()));
        await tab.emulateMedia({ media });
        await tab.goto(page.href);
        assert.deepEqual(await violations(tab), []);
        assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), "wider than the window");
        assert.deepEqual(asked, [page.href]);
        await tab.close();
      });
    }
  });
}
