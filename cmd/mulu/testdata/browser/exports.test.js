/** The data for programs, by a validator of JSON Schema that is not ours: every record in
 * every file is as the published schema says, and the list of exports names files that are
 * there and hold what it says. */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { folder } from "./site.js";

/** @param {string} path */
const text = (path) => readFileSync(join(folder, path), "utf8");
/** @param {string} path */
const json = (path) => JSON.parse(text(path));

const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false });
addFormats(ajv);
ajv.addSchema(json("data/schema/document-1.json"), "document");
const isRecord = ajv.getSchema("document");
const isList = ajv.getSchema("document#/$defs/list");

/** @param {any} validate @param {any} value @param {string} what */
function valid(validate, value, what) {
  assert.ok(validate(value), `${what}: ${ajv.errorsText(validate.errors)}`);
}

const index = json("data/exports.json");
const base = index.schema.slice(0, -"data/schema/document-1.json".length);
/** @type {{kind: string, name?: string, count: number, parts: {count: number, from: string, to: string, files: Record<string, string>}[]}[]} */
const sets = index.sets;

test("every export has the documents that the list says, in each format", () => {
  assert.equal(sets[0].kind, "all");
  assert.equal(sets[0].count, index.count);
  for (const set of sets) {
    assert.equal(set.count, set.parts.reduce((n, part) => n + part.count, 0));
    for (const part of set.parts) {
      const at = Object.fromEntries(Object.entries(part.files).map(([form, url]) => [form, url.slice(base.length)]));
      const list = json(at.json);
      valid(isList, list, at.json);
      const lines = text(at.jsonl).trimEnd().split("\n").map((line) => JSON.parse(line));
      assert.deepEqual(lines, list.documents, at.jsonl);
      assert.equal(lines.length, part.count);
      assert.equal(lines[0].published, part.to);
      assert.equal(lines.at(-1).published, part.from);
      assert.ok(text(at.csv).startsWith("\ufeff标题,索引号,"), at.csv);
      assert.equal(readFileSync(join(folder, at.xlsx)).subarray(0, 2).toString(), "PK");
    }
  }
});

test("every document has its record beside its page, with the body", () => {
  const all = sets[0].parts.flatMap((part) => json(part.files.json.slice(base.length)).documents);
  assert.equal(all.length, index.count);
  for (const listed of all) {
    const own = json(listed.json_url.slice(base.length));
    valid(isRecord, own, listed.index_number);
    const { body, ...rest } = own;
    assert.equal(typeof body, "string");
    assert.deepEqual(rest, listed);
  }
  const files = readdirSync(join(folder, "doc"), { recursive: true, encoding: "utf8" }).filter((name) => /^[^/]+\/[^/]+\.json$/.test(name));
  assert.equal(files.length, index.count, "no other document has one");
});
