/** Every HTML file of the example site is valid by html-validate; one page of each kind of
 * every site, and the reports of checks, also by the Nu checker (vnu-jar, which needs Java). */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { kinds } from "./kinds.js";
import { folder, htmlFiles, serve, sites } from "./site.js";

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

/** One page of each kind. @param {string} root */
const addresses = (root) => [...new Set(kinds(root).filter((kind) => !kind.arrange).map((kind) => kind.address))];

for (const [name, root] of Object.entries(sites())) {
  test(`${name}: html-validate finds ${root === folder ? "all pages" : "a page of each kind"} valid`, async () => {
    const files = root === folder ? htmlFiles(root) : addresses(root);
    assert.ok(files.length > 0, `no HTML files in ${root}: build the site first`);
    const problems = [];
    for (const file of files) {
      const report = await validator.validateString(readFileSync(join(root, file), "utf8"), file);
      for (const { messages } of report.results) {
        for (const m of messages) problems.push(`${file}:${m.line}:${m.column}: ${m.message} [${m.ruleId}]`);
      }
    }
    assert.equal(problems.length, 0, `${problems.length} problems:\n${problems.slice(0, 50).join("\n")}`);
  });
}

test("the Nu checker finds a page of each kind valid", async (t) => {
  const jar = join(dirname(createRequire(import.meta.url).resolve("vnu-jar/package.json")), "build/dist/vnu.jar");
  // By address, not from a folder: else the policy's 'self' would be nobody.
  const served = await Promise.all(Object.values(sites()).map(async (root) => ({ root, site: await serve(root) })));
  t.after(() => served.forEach(({ site }) => site.close()));
  const pages = served.flatMap(({ root, site }) => addresses(root).map((page) => site.base + page));
  pages.push(...["report.html", "report-before.html"].map((name) => fileURLToPath(new URL(`../../internal/diag/testdata/${name}`, import.meta.url))));
  const said = await /** @type {Promise<string>} */ (new Promise((done, fail) => {
    // One machine for all pages: to start it takes longer than to check one.
    execFile("java", ["-Dnu.validator.servlet.allow-forbidden-hosts=true", "-Xss2m", "-XX:TieredStopAtLevel=1", "-jar", jar, "--format", "json", "--stdout", "--exit-zero-always", ...pages], { maxBuffer: 1 << 26 },
      (error, stdout, stderr) => (error ? fail(new Error(`${error.message}\n${stderr}`)) : done(stdout)));
  }));
  /** @type {{messages: {type: string, subType?: string, url: string, lastLine: number, message: string, extract?: string}[]}} */
  const { messages } = JSON.parse(said);
  t.diagnostic(`${pages.length} pages`);
  // The text of a document has its heading before it, with the fields between: the page's h1.
  /** @param {typeof messages[number]} m */
  const heading = (m) => m.type === "info" && m.message.startsWith("Article lacks heading.");
  // A block of data is no script: browsers ask the policy only for what they would execute
  // (HTML, "prepare the script element"). That they are silent is tested with every page.
  /** @param {typeof messages[number]} m */
  const data = (m) => m.message.startsWith("Inline script violates") && m.extract?.includes('<script type="application/ld+json">');
  // What language a page is in it guesses by its words, and a site without documents has few.
  /** @param {typeof messages[number]} m */
  const guess = (m) => m.message.startsWith("This document appears to be written in");
  const wrong = messages.filter((m) => !heading(m) && !data(m) && !guess(m));
  assert.deepEqual(wrong.map((m) => `${m.url}:${m.lastLine}: ${m.subType ?? m.type}: ${m.message} ${m.extract ?? ""}`), []);
});
