/** The static check of pages (package a11y) beside axe-core and html-validate: broken and
 * sound pages with the verdicts of all, which the test of package a11y reads as well.
 * What a peer finds, the static check finds, under its own name. It is stricter where
 * they are silent, as about a link to no place or a table without headers. Sizes are for
 * a browser alone: the pages' style keeps items apart, whatever the fonts. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { faults, launch } from "./browser.js";

/** @type {{page: string, cases: {old: string, new: string, mulu: string[], axe: string[]}[]}} */
const peers = JSON.parse(readFileSync(new URL("../../internal/a11y/testdata/peers.json", import.meta.url), "utf8"));
const pages = peers.cases.map((c) => ({ ...c, html: peers.page.replace(c.old, () => c.new) }));

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

test("axe-core", async () => {
  const tab = await browser.newPage();
  await tab.route("**/*", (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: "" }));
  await tab.goto("http://peers.example/page.html"); // whose window, and axe in it, all pages share
  for (const page of pages) {
    await tab.setContent(page.html, { waitUntil: "domcontentloaded" });
    assert.deepEqual((await faults(tab)).map(({ rule }) => rule).sort(), page.axe, page.new);
    assert.ok(page.axe.length === 0 || page.mulu.length > 0, page.new);
  }
});

test("html-validate", async () => {
  const validator = new HtmlValidate(new StaticConfigLoader({ root: true, extends: ["html-validate:a11y"],
    rules: { "no-implicit-button-type": "off" } })); // of forms, not of readers
  for (const page of pages) {
    const { results } = await validator.validateString(page.html);
    const found = results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId));
    assert.ok(found.length === 0 || page.mulu.length > 0, `${page.new}: ${found}`);
  }
});
