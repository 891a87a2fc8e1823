/** The search engine without a browser: shared vectors, damaged files, a small index
 * in memory. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import * as engine from "../../../../static/js/search-engine.js";
import { open, plainResponse, termsOf } from "./search-engine-site.js";

const folder = new URL("../search/", import.meta.url);
/** The lists of a file of vectors. @param {string} name @returns {any} */
const vectors = (name) => JSON.parse(readFileSync(new URL(name, folder), "utf8"));

const table = vectors("fold.json").table;
const folding = new engine.Folder();
folding.add(table.from, table.to);

test("fold.json", () => {
  const { fold, places, yearfold, traditional, every } = vectors("fold.json");
  for (const { in: text, out } of [...fold, ...traditional]) assert.equal(folding.fold(text), out, text);
  for (const { in: text, out } of yearfold) assert.equal(engine.yearFold(text), out, text);
  for (const { in: text, out } of places) {
    const chars = [...text];
    const starts = chars.map((_, i) => chars.slice(0, i).join("").length);
    const { folded, at } = folding.map(text);
    const firsts = [...folded].map((_, i, all) => at[all.slice(0, i).join("").length]);
    assert.deepEqual(firsts.map((place) => starts.indexOf(place)), out, text);
  }
  let sum = 0x811c9dc5;
  /** @param {string} s */
  const add = (s) => { for (const c of s) sum = Math.imul(sum ^ /** @type {number} */ (c.codePointAt(0)), 0x01000193); };
  for (const run of every.characters.split(/[ ,]+/)) {
    const [from, to = from] = run.split("-").map((/** @type {string} */ h) => parseInt(h, 16));
    for (let c = from; c <= to; c++) {
      add(String.fromCodePoint(c));
      add(folding.fold(String.fromCodePoint(c)));
    }
  }
  assert.equal(sum >>> 0, every.sum);
});

test("terms.json", () => {
  const { terms, phraseTerms, contains, docNumber, indexNumber } = vectors("terms.json");
  for (const { in: text, out } of terms) {
    const got = termsOf(text).map((term) => [term, engine.hash32(term)]);
    assert.deepEqual(new Map(/** @type {any} */ (got.sort())), new Map(out.sort()), text);
  }
  for (const { in: text, out } of phraseTerms) assert.deepEqual(engine.phraseTerms(text).map((t) => t.term), out, text);
  for (const { in: { text, phrase }, out } of contains) {
    const got = engine.positions({ plain: text, years: engine.yearFold(text) }, phrase);
    assert.deepEqual(got.map((at) => [...text.slice(0, at)].length), out, `${text} / ${phrase}`);
  }
  for (const { in: text, out } of docNumber) assert.equal(engine.docNumber(text, folding), out ?? "", text);
  for (const { in: text, out } of indexNumber) assert.equal(engine.indexNumber(text, folding), out ?? "", text);
});

/** A fetch over the folders of testdata/search, each a site of its own. */
const files = (/** @type {string} */ name) => {
  const file = new URL(decodeURIComponent(name), folder);
  return existsSync(file) ? readFileSync(file) : undefined;
};

test("query.json: results", async () => {
  for (const { name, sites, request, response } of vectors("query.json").searches) {
    const { searcher } = open(files, sites);
    assert.deepEqual(plainResponse(await searcher.search(request)), plainResponse(response), name);
  }
});

test("query.json: facets", async () => {
  for (const { name, sites, request, facets } of vectors("query.json").facets) {
    const { searcher } = open(files, sites);
    const got = await searcher.facets(request);
    for (const [facet, values] of Object.entries(facets)) {
      if (facet === "exact") continue;
      const want = values.filter((/** @type {any} */ v) => v.count || request.filters[facet]?.includes(v.key));
      const key = (/** @type {any} */ v) => `${v.key} ${v.label} ${v.parent} ${v.count}`;
      assert.deepEqual(got[facet].map(key).sort(), want.map(key).sort(), `${name}: ${facet}`);
    }
  }
});
