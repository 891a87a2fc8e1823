/** Every HTML file of the built site is valid (html-validate). */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { folder, htmlFiles } from "./site.js";

const validator = new HtmlValidate(
  new StaticConfigLoader({
    root: true,
    extends: ["html-validate:recommended"],
    rules: {
      // The build's minifier writes <!doctype html>; HTML has no preferred case.
      "doctype-style": "off",
      // The box around a wide table scrolls by keys: a div that is a named region.
      "prefer-native-element": ["error", { exclude: ["region"] }],
      // Ids are made of headings and may begin with a digit, as HTML allows.
      "valid-id": ["error", { relaxed: true }],
      // Titles of official documents are as long as they are.
      "long-title": "off",
    },
  }),
);

test("all pages are valid HTML", async () => {
  const files = htmlFiles();
  assert.ok(files.length > 0, `no HTML files in ${folder}: build the site first`);
  const problems = [];
  for (const name of files) {
    const report = await validator.validateString(readFileSync(join(folder, name), "utf8"), name);
    for (const { messages } of report.results) {
      for (const m of messages) problems.push(`${name}:${m.line}:${m.column}: ${m.message} [${m.ruleId}]`);
    }
  }
  assert.equal(problems.length, 0, `${problems.length} problems:\n${problems.slice(0, 50).join("\n")}`);
});
