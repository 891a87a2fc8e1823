/** The description of the exports by DCAT-AP, read by programs that know nothing of mulu:
 * n3 (Turtle), jsonld (JSON-LD) and rdf-validate-shacl, by what DCAT-AP 3 demands. */
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

test("the Turtle is as DCAT-AP demands, and every file that it names is there", async () => {
  const graph = store(read("data/dcat.ttl"));
  assert.deepEqual(await faults(graph), []);
  const files = graph.getObjects(null, dcat("downloadURL"), null).map((o) => o.value);
  assert.ok(files.length > 100 && graph.getSubjects(null, dcat("Dataset"), null).length > 20, `${files.length} files`);
  const base = graph.getObjects(null, DataFactory.namedNode("http://xmlns.com/foaf/0.1/homepage"), null).map((o) => o.value).find((at) => at.includes("/xxgk/"));
  for (const file of files) assert.ok(base && file.startsWith(base) && existsSync(join(folder, file.slice(base.length))), file);
});

/** The shapes that SEMIC publishes are in no registry of packages: who has them names their
 * folder (releases/3.0.1/html/shacl of github.com/SEMICeu/DCAT-AP). What is recommended only
 * is a warning there. */
const published = process.env.DCAT_SHAPES;

test("the Turtle is valid by the published shapes", { skip: !published && "DCAT_SHAPES is not set" }, async () => {
  for (const name of ["shapes.ttl", "range.ttl", "mdr-vocabularies.shape.ttl"]) {
    const report = await new SHACLValidator(store(readFileSync(join(published ?? "", name), "utf8"))).validate(store(read("data/dcat.ttl")));
    const violations = report.results.filter((r) => r.severity?.value.endsWith("#Violation"));
    assert.deepEqual(violations.map((r) => `${r.focusNode?.value} ${r.path?.value}`), [], name);
  }
});

test("the JSON-LD says the same as the Turtle", async () => {
  const quads = store(read("data/dcat.ttl")).getQuads(null, null, null, null);
  const text = new Writer({ format: "N-Quads" }).quadsToString(quads);
  const asked = { algorithm: "RDFC-1.0", format: "application/n-quads" };
  const ofJSON = await jsonld.canonize(JSON.parse(read("data/dcat.jsonld")), asked);
  assert.equal(ofJSON, await jsonld.canonize(text, { ...asked, inputFormat: "application/n-quads" }));
});

test("what breaks a demand is found", async () => {
  const term = (/** @type {string} */ name) => DataFactory.namedNode(name);
  const [dct, rdf, skos] = ["http://purl.org/dc/terms/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2004/02/skos/core#"];
  /** @type {[string, (graph: Store) => void][]} */
  const breaks = [
    ["MinCount", (g) => g.removeQuads(g.getQuads(null, term(`${dct}title`), null, null).slice(0, 1))],
    ["MinCount", (g) => g.removeQuads(g.getQuads(null, dcat("accessURL"), null, null).slice(0, 1))],
    ["MaxCount", (g) => g.addQuad(g.getSubjects(null, dcat("Catalog"), null)[0], term(`${dct}license`), term("https://other.example/"))],
    ["Class", (g) => g.removeQuads(g.getQuads(null, term(`${rdf}type`), term(`${dct}MediaType`), null).slice(0, 1))],
    ["HasValue", (g) => g.removeQuads(g.getQuads(null, term(`${skos}inScheme`), term("http://publications.europa.eu/resource/authority/language"), null))],
    ["Closed", (g) => g.addQuad(g.getSubjects(null, dcat("Dataset"), null)[0], dcat("unknown"), DataFactory.literal("x"))],
  ];
  for (const [kind, spoil] of breaks) {
    const graph = store(read("data/dcat.ttl"));
    spoil(graph);
    assert.ok((await faults(graph)).some((f) => f.endsWith(`#${kind}ConstraintComponent`)), kind);
  }
});
