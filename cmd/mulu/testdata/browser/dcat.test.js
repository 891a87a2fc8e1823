/** The description of the exports by DCAT-AP, read by programs that know nothing of mulu:
 * n3 (Turtle), jsonld (JSON-LD) and rdf-validate-shacl, by what DCAT-AP 3 makes mandatory. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import jsonld from "jsonld";
import { DataFactory, Parser, Store, Writer } from "n3";
import SHACLValidator from "rdf-validate-shacl";
import { folder } from "./site.js";

/** @param {string} text @param {string} [format] */
const store = (text, format) => new Store(new Parser({ format, baseIRI: "https://shapes.example/" }).parse(text));
const read = (/** @type {string} */ name) => readFileSync(join(folder, name), "utf8");
const shapes = store(readFileSync(fileURLToPath(new URL("dcat-ap.ttl", import.meta.url)), "utf8"));
const dcat = (/** @type {string} */ name) => DataFactory.namedNode(`http://www.w3.org/ns/dcat#${name}`);

/** What is wrong with a graph by the shapes. @param {Store} graph */
async function faults(graph) {
  const report = await new SHACLValidator(shapes).validate(graph);
  return report.results.map((r) => `${r.focusNode?.value} ${r.path?.value}: ${r.sourceConstraintComponent?.value}`);
}

test("the Turtle has all that DCAT-AP makes mandatory, and every file that it names is there", async () => {
  const graph = store(read("data/dcat.ttl"));
  assert.deepEqual(await faults(graph), []);
  const files = graph.getObjects(null, dcat("downloadURL"), null).map((o) => o.value);
  assert.ok(files.length > 100 && graph.getSubjects(null, dcat("Dataset"), null).length > 20, `${files.length} files`);
  const base = graph.getObjects(null, DataFactory.namedNode("http://xmlns.com/foaf/0.1/homepage"), null).map((o) => o.value).find((at) => at.includes("/xxgk/"));
  for (const file of files) assert.ok(base && file.startsWith(base) && existsSync(join(folder, file.slice(base.length))), file);
});

test("the JSON-LD says the same as the Turtle", async () => {
  const quads = store(read("data/dcat.ttl")).getQuads(null, null, null, null);
  const text = new Writer({ format: "N-Quads" }).quadsToString(quads);
  const asked = { algorithm: "RDFC-1.0", format: "application/n-quads" };
  const ofJSON = await jsonld.canonize(JSON.parse(read("data/dcat.jsonld")), asked);
  assert.equal(ofJSON, await jsonld.canonize(text, { ...asked, inputFormat: "application/n-quads" }));
});

test("what lacks something mandatory is found", async () => {
  const graph = store(read("data/dcat.ttl"));
  const [title] = graph.getQuads(null, DataFactory.namedNode("http://purl.org/dc/terms/title"), null, null);
  graph.removeQuad(title);
  for (const q of graph.getQuads(null, dcat("accessURL"), null, null).slice(0, 1)) graph.removeQuad(q);
  assert.equal((await faults(graph)).length, 2);
});
