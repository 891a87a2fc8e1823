/** The search engine without a browser: shared vectors, damaged files, a small index
 * in memory. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import * as engine from "../../../../static/js/search-engine.js";
import { dropAsked, reword } from "../../../../static/js/search-fallback.js";
import { spell } from "../../../../static/js/search-pinyin.js";
import { decodeDays } from "../../../../static/js/search-filter.js";
import { NOISE, docNumber, dropNoise, indexNumber } from "../../../../static/js/search-words.js";
import { open, plainResponse, termsOf } from "./search-engine-site.js";
import { base64, build, encodeFile, encodePosting, manifest, varint, zigzag } from "./search-engine-index.js";

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
  const { terms, phraseTerms, contains, ...numbers } = vectors("terms.json");
  for (const { in: text, out } of terms) {
    const got = termsOf(text).map((term) => [term, engine.hash32(term)]);
    assert.deepEqual(new Map(/** @type {any} */ (got.sort())), new Map(out.sort()), text);
  }
  for (const { in: text, out } of phraseTerms) assert.deepEqual(engine.phraseTerms(text).map((t) => t.term), out, text);
  for (const { in: { text, phrase }, out } of contains) {
    const got = engine.positions({ plain: text, years: engine.yearFold(text) }, phrase);
    assert.deepEqual(got.map((at) => [...text.slice(0, at)].length), out, `${text} / ${phrase}`);
  }
  for (const { in: text, out } of numbers.docNumber) assert.equal(docNumber(text, folding, engine.tools), out ?? "", text);
  for (const { in: text, out } of numbers.indexNumber) assert.equal(indexNumber(text, folding), out ?? "", text);
});

/** A fetch over the folders of testdata/search, each a site of its own. */
const files = (/** @type {string} */ name) => {
  const file = new URL(decodeURIComponent(name), folder);
  return existsSync(file) ? readFileSync(file) : undefined;
};

test("words.json", () => {
  const { reword: reworded, noise, asked } = vectors("words.json");
  for (const { in: text, out } of reworded) assert.equal(reword(text), out, text);
  /** @param {any[]} cases @param {(words: any[]) => [any[], string[]]} drop */
  const check = (cases, drop) => {
    for (const { in: text, out, dropped } of cases) {
      const [left, taken] = drop(engine.parseQuery(text, folding).words);
      assert.deepEqual([left.map((w) => w.phrase), taken], [out, dropped], text);
    }
  };
  check(noise, dropNoise);
  check(asked, (words) => dropAsked(words, NOISE));
});

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

test("codec.json", () => {
  const { sets, files: posted, addresses, days, bad } = vectors("codec.json");
  const bytes = (/** @type {string | null} */ s) => Uint8Array.from(atob(s ?? ""), (c) => c.charCodeAt(0));
  for (const { universe, ids, data, counted } of sets) {
    assert.deepEqual([...engine.decodeSet(bytes(data), universe, ids.length)], ids);
    assert.deepEqual([...engine.decodeCounted(bytes(counted), universe)], ids);
  }
  for (const { docs, data, records } of posted) {
    const file = engine.checkFile(bytes(data));
    for (const { term, all, title, classes, meta } of records) {
      const { ids, how } = engine.findPosting(file, docs, engine.hash32(term));
      assert.deepEqual([...ids], all ?? [], term);
      assert.deepEqual([...ids].filter((_, i) => how[i] & 2), title ?? [], term);
      assert.deepEqual([...how].filter((h) => h & 2).map((h) => h >> 2), classes ?? [], term);
      assert.deepEqual([...ids].filter((_, i) => how[i] & 1), meta ?? [], term);
    }
    assert.equal(engine.findPosting(file, docs, engine.hash32("无此词")), undefined);
  }
  for (const { data, addresses: want } of /** @type {{data: string, addresses: string[]}[]} */ (addresses)) assert.deepEqual(want.map((_, i) => engine.decodeAddresses(bytes(data), want.length)(i)), want);
  for (const { data, days: want } of days) assert.deepEqual([...decodeDays(bytes(data), want.length, engine.tools)], want);
  /** @type {Record<string, (b: Uint8Array, docs: number, count: number) => unknown>} */
  const decoders = { file: (b, docs) => readAll(b, docs), set: engine.decodeSet, counted: engine.decodeCounted, addresses: engine.decodeAddresses, days: (b, docs) => decodeDays(b, docs, engine.tools) };
  for (const { kind, why, data, docs, count } of bad) {
    if (kind in decoders) assert.throws(() => decoders[kind](bytes(data), docs, count), `${kind}: ${why}`);
  }
});

/** Reads a posting file to its end. @param {Uint8Array} bytes @param {number} docs */
const readAll = (bytes, docs) => engine.findPosting(engine.checkFile(bytes), docs, 2 ** 32);

test("codec.json: manifests that are none", async () => {
  for (const { kind, why, data } of vectors("codec.json").bad) {
    if (kind !== "manifest") continue;
    const { searcher } = open(() => Uint8Array.from(atob(data ?? ""), (c) => c.charCodeAt(0)));
    await assert.rejects(searcher.warm(), { code: why === "another version" ? "version" : "broken" }, why);
  }
});

test("pagetext.json", () => {
  for (const { name, html, page } of vectors("pagetext.json")) assert.deepEqual(engine.readPage(html), page, name);
});

test("pinyin of a title", () => {
  const table = { readings: { jiao: "交教", tong: "通同", yun: "运", shu: "输", zhong: "中" }, pairs: ["交通", "通运运输", "中同"] };
  const best = (/** @type {string} */ letters) => spell(table, letters, engine.tools).map((s) => s.phrase)[0];
  assert.deepEqual(["jiaotong", "jt", "jtys", "jiaotongyunsh", "jiaotys", "zt", "zht", "x", "tongjiao"].map(best),
    ["交通", "交通", "交通运输", "交通运输", "交通运输", "中同", "中同", undefined, undefined]);
});

for (const [q, want] of [
  ["a  b　c", ["a", "b", "c"]], ["\"a b\" c", ["=ab", "c"]], ["“十四五”规划", ["十四五规划"]], ["「a」", ["=a"]], ["”a“", ["=a"]], ["\"a", ["a"]],
  ["-a b", ["-a", "b"]], ["－\"a b\"", ["-=ab"]], ["-", []], ["a a \"a\"", ["=a"]], ["a -a", ["a", "-a"]], ["《》 a", ["a"]], ["\"\" a", ["a"]], ["a-b", ["ab"]],
  ["\ud800a\udc00\u0000b", ["ab"]], ["二〇二三年", ["2023年"]],
]) {
  test(`words of ${JSON.stringify(q)}`, () => {
    const { words } = engine.parseQuery(/** @type {string} */ (q), folding);
    assert.deepEqual(words.map((w) => (w.exclude ? "-" : "") + (w.quoted ? "=" : "") + w.phrase), want);
  });
}

// --- Files that fail ---------------------------------------------------------------

const html = () => new Response("<!doctype html><title>404</title>", { headers: { "content-type": "text/html" } });
const isPosting = (/** @type {string} */ name) => /\/(?:new|mid|old|old-\d)\/\d+\//.test(name);
const q = "道路运输";

test("at warm the manifest alone; then postings at once and pages at once; nothing twice", async () => {
  /** @type {(() => void)[]} */
  let held = [];
  const { searcher, asked } = open(files, ["other"], () => new Promise((resolve) => held.push(() => resolve(undefined))));
  const waves = async (/** @type {Promise<unknown>} */ work) => {
    let [count, done] = [0, false];
    work.finally(() => (done = true)).catch(() => {});
    while (!done) {
      await new Promise((r) => setTimeout(r, 5));
      if (held.length) count++;
      for (const release of held.splice(0)) release();
    }
    return count;
  };
  assert.equal(await waves(searcher.warm()), 1);
  assert.deepEqual(asked.map((a) => a.name), ["other/data/search.json"]);
  assert.equal(await waves(searcher.search({ q })), 2);
  assert.equal(await waves(searcher.search({ q })), 0);
  assert.equal(await waves(searcher.facets({ q })), 1);
  assert.equal(new Set(asked.map((a) => a.name)).size, asked.length);
});

test("the manifest is fetched once, by whoever comes first", async () => {
  const { searcher, asked } = open(files);
  await Promise.all([searcher.warm(), searcher.search({ q }), searcher.suggest(q)]);
  assert.equal(asked.filter((a) => a.name === "site/data/search.json").length, 1);
});

test("as many pages are read as results are asked for, then up to ten at a time", async () => {
  const { searcher, asked } = open(files);
  const pages = () => asked.filter((a) => a.name.includes("/doc/")).length;
  const five = await searcher.search({ q: "办法", limit: 5 });
  assert.equal(pages(), 5);
  assert.equal(five.results.length, 5);
  const next = await searcher.search({ q: "办法", offset: five.more, limit: 5 });
  assert.equal(pages(), 10);
  const rest = await searcher.search({ q: "办法", offset: next.more, limit: 10 });
  assert.equal(pages(), 20);
  assert.equal(new Set([five, next, rest].flatMap((a) => a.results.map((r) => r.url))).size, 20);
  assert.equal(next.total, five.total);
});

test("of the table of characters those blocks are read that a query's rare characters are in", async () => {
  const { searcher, asked } = open(files);
  const blocks = () => asked.flatMap((a) => /\/fold\/(\d+)-/.exec(a.name)?.[1] ?? []);
  const want = await searcher.search({ q: "地铁" });
  await searcher.search({ q: "〇淼〡々" }); // simple ones that GB 2312 has, and signs
  assert.deepEqual(blocks(), []);
  const got = await searcher.search({ q: "地\u9435" }); // 鐵
  assert.deepEqual(blocks(), ["37"]);
  assert.deepEqual(got.results, want.results);
  await searcher.search({ q: "\u9580票 \u{2895b}" }); // 門 is in a block that was read
  assert.deepEqual(blocks(), ["37", "40"]);
});

test("a title or a number that is known as a whole takes its files and its page; the rest follows", async () => {
  const isKeys = (/** @type {string} */ name) => name.includes("-keys/");
  for (const [q, postings] of /** @type {[string, boolean][]} */ ([["沂交发[2023]1号", false], ["沂川市道路运输管理办法", true]])) {
    const { searcher, asked } = open(files);
    const quick = await searcher.search({ q, limit: 3, quick: true });
    const names = asked.map((a) => a.name);
    assert.equal(quick.whole, true, q);
    assert.equal(names.some(isPosting), postings, "a number is not looked for in texts yet");
    assert.ok(names.filter(isKeys).length <= 3);
    assert.equal(names.filter((n) => n.includes("/doc/")).length, quick.results.length);
    assert.equal(quick.more, quick.results.length);
    const rest = await searcher.search({ q, offset: quick.more, limit: 10 });
    const all = await open(files).searcher.search({ q, limit: 13 });
    const urls = (/** @type {any} */ r) => r.results.map((/** @type {any} */ d) => d.url);
    assert.equal(rest.whole, false);
    assert.equal(new Set([...urls(quick), ...urls(rest)]).size, urls(quick).length + urls(rest).length);
    assert.deepEqual([...urls(quick), ...urls(rest)].slice(0, 3), urls(all).slice(0, 3));
  }
});

test("noise is known in the first round: two rounds lead to the title", async () => {
  /** @type {(() => void)[]} */
  let held = [];
  const { searcher } = open(files, ["other"], () => new Promise((resolve) => held.push(() => resolve(undefined))));
  let [rounds, done] = [0, false];
  const answer = searcher.search({ q: "河西区公路养护招标公告全文", limit: 3, quick: true });
  answer.finally(() => (done = true));
  while (!done) {
    await new Promise((r) => setTimeout(r, 20));
    if (held.length) rounds++;
    for (const release of held.splice(0)) release();
  }
  const { whole, ignored, results } = await answer;
  assert.deepEqual([whole, ignored, results.length, rounds], [true, ["全文"], 1, 3]); // the manifest is the first
});

test("keys that cannot be read cost nothing but their haste", async () => {
  const { searcher } = open(files, ["site"], (name) => (name.includes("-keys/") ? html() : undefined));
  const found = await searcher.search({ q: "沂川市道路运输管理办法", limit: 3, quick: true });
  assert.equal(found.whole, false);
  assert.equal(found.results[0].tier, 6);
});

test("no network is said, and the next search tries again", async () => {
  let down = true;
  const { searcher } = open(files, ["site"], () => { if (down) throw new TypeError("Failed to fetch"); return undefined; });
  await assert.rejects(searcher.search({ q }), { code: "offline" });
  down = false;
  assert.ok((await searcher.search({ q })).results.length > 0);
});

test("an index that is not there", async () => {
  await assert.rejects(open(() => undefined).searcher.search({ q }), { code: "missing" });
});

test("a damaged file is asked for once more, past the cache", async () => {
  const { searcher, asked } = open(files, ["site"], (name, how) => (isPosting(name) && how.cache !== "reload" ? html() : undefined));
  const found = await searcher.search({ q });
  assert.deepEqual(found.notes, []);
  assert.ok(found.results.length > 0);
  for (const { name } of asked.filter((a) => isPosting(a.name))) assert.equal(asked.filter((a) => a.name === name).length, 2, name);
});

for (const [what, instead] of /** @type {[string, () => Response][]} */ ([
  ["a page instead", html], ["404", () => new Response("", { status: 404 })], ["nothing", () => new Response("")],
  ["another version", () => new Response(Uint8Array.of(0x4d, 9, 0, 0, 0, 0, 0))], ["500", () => new Response("", { status: 500 })],
])) {
  test(`one posting file: ${what}: the others answer, and the text decides`, async () => {
    const whole = await open(files).searcher.search({ q });
    const names = open(files);
    await names.searcher.search({ q });
    for (const broken of new Set(names.asked.map((a) => a.name).filter(isPosting))) {
      const { searcher } = open(files, ["site"], (name) => (name === broken ? instead() : undefined));
      const found = await searcher.search({ q });
      assert.deepEqual(found.notes.map((n) => n.code), ["file"]);
      assert.equal(found.exact && found.total !== whole.total, false);
      for (const r of found.results) assert.match(r.title.concat(r.snippet).map((p) => p.text).join(""), /道路运输/);
    }
  });
}

test("no posting file at all is an error; asked again when there are, the answer is right", async () => {
  let down = true;
  const { searcher } = open(files, ["site"], (name) => (down && isPosting(name) ? html() : undefined));
  await assert.rejects(searcher.search({ q }), { code: "broken" });
  down = false;
  assert.deepEqual(await searcher.search({ q }), await open(files).searcher.search({ q }));
});

for (const [what, change] of /** @type {[string, (m: any) => void][]} */ ([
  ["no weights", (m) => (m.weights = {})], ["words for weights", (m) => (m.weights.title = "x")], ["half a document", (m) => (m.segments[2].docs += 0.5)],
])) {
  test(`a manifest with ${what} is broken, and the search ends`, async () => {
    const damaged = JSON.parse(String(files("site/data/search.json")));
    change(damaged);
    const { searcher } = open(files, ["site"], (name) => (name.endsWith("search.json") ? new Response(JSON.stringify(damaged)) : undefined));
    await assert.rejects(searcher.search({ q }), { code: "broken" });
  });
}

test("an address of attachments' text that is none costs these alone", async () => {
  const { searcher } = open(files, ["site"], (name) => (/^site\/doc\//.test(name) ? new Response(String(files(name)).replace("</head>", '<meta name="mulu-text" content="http://["></head>')) : undefined));
  assert.deepEqual((await searcher.search({ q: `${q} -甲` })).results.map((r) => r.url), (await open(files).searcher.search({ q: `${q} -甲` })).results.map((r) => r.url));
});

test("page by page no result comes twice and none is lost, over ranges and with short names", async () => {
  for (const sites of [["site"], ["other", "site"]]) {
    for (const text of ["条例", "交通", "道交法", "1"]) {
      const { searcher } = open(files, sites);
      const all = (await open(files, sites).searcher.search({ q: text, limit: 1000 })).results.map((r) => r.url);
      /** @type {string[]} */
      const got = [];
      for (let offset = 0, more = 1; more; offset = more) {
        const found = await searcher.search({ q: text, offset, limit: offset ? 2 : 1, quick: !offset });
        got.push(...found.results.map((r) => r.url));
        more = found.results.length && found.more;
      }
      assert.deepEqual(got.sort(), all.sort(), text);
    }
  }
});

test("files that the manifest names are gone: it is read again", async () => {
  const old = JSON.stringify(JSON.parse(String(files("other/data/search.json")))).replace(/"hashes":"[a-z2-7]+"/g, (s) => s.replace(/[a-z2-7]+"$/, (h) => `${"b".repeat(h.length - 1)}"`));
  let first = true;
  const { searcher, asked } = open(files, ["other"], (name) => {
    if (name !== "other/data/search.json" || !first) return undefined;
    first = false;
    return new Response(old);
  });
  const found = await searcher.search({ q });
  assert.ok(found.results.length > 0);
  assert.deepEqual(found.notes, []);
  assert.equal(asked.filter((a) => a.name === "other/data/search.json").length, 2);
});

test("a page that is gone is left out and said", async () => {
  const [first] = (await open(files).searcher.search({ q })).results;
  const { searcher } = open(files, ["site"], (name) => (first.url.endsWith(name) ? new Response("", { status: 404 }) : undefined));
  const found = await searcher.search({ q });
  assert.equal(found.results.some((r) => r.url === first.url), false);
  assert.deepEqual(found.notes.map((n) => n.code), ["page"]);
});

test("of two sites one is enough", async () => {
  const { searcher } = open(files, ["site", "other"], (name) => (name.startsWith("site/") ? html() : undefined));
  const found = await searcher.search({ q });
  assert.deepEqual(found.sites.map((s) => s.error), ["broken", ""]);
  assert.ok(found.results.every((r) => r.url.includes("/other/")) && found.results.length > 0);
});

test("an abort stops what was asked for", async () => {
  const control = new AbortController();
  /** @type {AbortSignal[]} */
  const signals = [];
  const { searcher } = open(files, ["site"], (name, how) => {
    if (!isPosting(name)) return undefined;
    signals.push(/** @type {AbortSignal} */ (how.signal));
    if (signals.length === 1) setTimeout(() => control.abort(), 5);
    return new Promise(() => {});
  });
  await assert.rejects(searcher.search({ q }, control.signal), { code: "aborted" });
  assert.ok(signals.length > 0 && signals.every((s) => s.aborted));
  await assert.rejects(searcher.suggest(q, control.signal), { code: "aborted" });
});

test("an abort of one does not stop another that waits for the same files", async () => {
  const control = new AbortController();
  const { searcher } = open(files, ["site"], async () => void (await new Promise((r) => setTimeout(r, 20))));
  await searcher.warm();
  const [a, b] = await Promise.allSettled([searcher.suggest(q, control.signal), searcher.search({ q }), setTimeout(() => control.abort(), 5)]);
  assert.deepEqual([a.status, b.status], ["rejected", "fulfilled"]);
});

test("hostile queries find nothing and break nothing", async () => {
  const { searcher } = open(files);
  for (const text of ["的".repeat(10_000), "😀".repeat(5000), "\ud800", "\u0000\u202e\u200f", "<img src=x onerror=alert(1)>", "'; DROP TABLE--", "constructor __proto__", "a".repeat(9999), "( ".repeat(5000), "\"".repeat(999), "-".repeat(999)]) {
    const found = await searcher.search({ q: text });
    assert.ok(Array.isArray(found.results), text.slice(0, 20));
    await searcher.suggest(text);
    await searcher.facets({ q: text });
  }
});

test("results behind many documents that have only the parts are reached in the end", async () => {
  const docs = Array.from({ length: 400 }, (_, i) => ({
    title: "件", index: `1137/2025-${i}`, number: "", summary: "", state: "in-force", day: 20000 - i, body: i < 3 || i > 396 ? "川市人民" : "川市\n市人\n人民",
  }));
  const site = build(docs);
  const { searcher } = open((name) => site.get(name.slice("site/".length)));
  /** @type {string[]} */
  const got = [];
  for (let [offset, asked] = [0, 0]; got.length < 6; asked++) {
    const found = await searcher.search({ q: '"川市人民"', offset, limit: offset ? 10 : 3 });
    got.push(...found.results.map((r) => r.index));
    assert.ok(asked < 9, `only ${got}`);
    offset = found.more;
  }
  assert.deepEqual(got, [0, 1, 2, 397, 398, 399].map((i) => `1137/2025-${i}`));
});

test("suggestions are titles that hold the words", async () => {
  const { searcher } = open(files);
  const got = await searcher.suggest("管理办");
  assert.ok(got.length > 0 && got.length <= 5);
  for (const { title, url } of got) {
    assert.equal(title.filter((p) => p.mark).map((p) => p.text).join(""), "管理办");
    assert.match(url, /^https:\/\/x\.example\/site\/doc\//);
  }
  assert.deepEqual(await searcher.suggest("办"), []);
});

// --- Searching equals a scan --------------------------------------------------------

/** A random number below n, the same in every run. */
const random = ((seed) => (/** @type {number} */ n) => (seed = (seed * 48271) % 2147483647) % n)(Number(process.env.FUZZ_SEED ?? 20261122));
const oneOf = (/** @type {any} */ list) => list[random(list.length)];
const words = (/** @type {number} */ n) => Array.from({ length: n }, () => oneOf([..."公交通运输管理办法的〇一二三年号ab12 。，\n"])).join("");

test("searching equals a scan, on random sites", async () => {
  for (let round = 0; round < 12; round++) {
    const docs = Array.from({ length: 5 + random(40) }, (_, i) => ({
      title: `${words(3 + random(6))}件`.replaceAll("\n", ""), index: `1137/2025-${i}`, number: oneOf(["", `济交办〔2023〕${1 + random(30)}号`]), summary: words(random(12)).replaceAll("\n", ""), body: words(5 + random(60)),
      state: oneOf(["in-force", "repealed"]), day: 20000 - i,
    }));
    const site = build(docs, round % 3 ? 0 : 6);
    const { searcher } = open((name) => site.get(name.slice("site/".length)));
    const lines = docs.map((d) => [d.title, d.index, d.number, d.summary, d.body].map((s) => folding.fold(s)));
    for (let n = 0; n < 25; n++) {
      const from = oneOf(oneOf(lines).join("\n").split("\n"));
      const at = random(Math.max(1, from.length));
      const text = from.slice(at, at + 1 + random(5));
      const phrase = engine.yearFold(text);
      if (!phrase) continue;
      const want = docs.filter((_, i) => lines[i].some((l) => engine.positions({ plain: l, years: engine.yearFold(l) }, phrase).length));
      /** @type {string[]} */
      const got = [];
      for (let offset = 0, more = 1; more; offset = more) {
        const found = await searcher.search({ q: `"${text}"`, offset, sort: oneOf(["relevance", "date"]) === "date" ? "relevance" : undefined });
        got.push(...found.results.map((r) => r.index));
        more = found.more;
      }
      assert.deepEqual(got.sort(), want.map((d) => d.index).sort(), JSON.stringify({ round, text }));
    }
  }
});

test("decoders refuse damaged files, and end", () => {
  const file = encodeFile([["交通", encodePosting(300, { ids: [0, 3, 77, 299], titles: [1, 2], classes: [3, 15], metas: [0] })], ["a", encodePosting(300, { ids: [...Array(299).keys()], titles: [], classes: [], metas: [] })]]);
  const seconds = Number(process.env.FUZZ ?? 0); // .ci/fuzz gives it; else a few thousand rounds
  const until = Date.now() + (seconds || 20) * 1000;
  let n = 0;
  for (; (seconds || n < 4000) && Date.now() < until; n++) {
    const bytes = n % 2 ? Uint8Array.from({ length: random(60) }, () => oneOf([random(256), 255, 0, 128])) : file.slice(0, random(4) ? undefined : random(file.length));
    for (let flips = random(4); flips > 0 && bytes.length; flips--) bytes[random(bytes.length)] ^= 1 << random(8);
    for (const decode of [
      () => readAll(bytes, 300), () => engine.findPosting(bytes, 300, random(2 ** 32)), () => engine.decodeSet(bytes, random(1 << 20), random(1 << 20)),
      () => engine.decodeAddresses(bytes, random(100_000)), () => decodeDays(bytes, random(100_000), engine.tools),
    ]) {
      try {
        decode();
      } catch (err) {
        assert.ok(err instanceof Error);
      }
    }
    const page = Array.from({ length: random(40) }, () => oneOf(["<", ">", "</", "article", "<article>", "meta ", "name=\"", "'", "&#", "&amp;", "<!--", "-->", "<script", "=", " ", "\n", "字", "\ud800"])).join("");
    assert.equal(typeof engine.readPage(page).body, "string");
    engine.parseQuery(page, folding);
  }
  assert.ok(seconds || Date.now() < until, "decoding takes too long");
  if (seconds) console.log(`execs: ${n}`);
});

test("decoders refuse what a short file would unfold to", () => {
  const long = varint(60_000);
  const table = Uint8Array.from([...varint(4001), 0, ...long, ...Array(60_000).fill(97), 0, 0, ...Array.from({ length: 4000 }, () => [...long, 0, 0, 0]).flat(), 0, 0, 1]);
  assert.throws(() => engine.decodeAddresses(table, 1), { code: "broken" });
  const docs = 16_000_000;
  const bits = [...(docs + 1).toString(2)].slice(1).map(Number);
  const all = [...bits.map(() => 1), 0, ...bits, 0, 0]; // all documents, no titles, no numbers
  assert.throws(() => engine.findPosting(engine.checkFile(encodeFile([["甲", all], ["乙", all]])), docs, 2 ** 32), { code: "broken" });
});

test("figures: the most frequent of terms in 100,000 documents", async (t) => {
  const docs = 100_000;
  const ids = Array.from({ length: docs }, (_, i) => i).filter((i) => i % 7 || i % 3);
  const titles = ids.map((_, i) => i).filter((i) => i % 5 === 0);
  const site = new Map(/** @type {[string, Uint8Array | string][]} */ ([
    ["data/search/old/0/0-aaaaaa.bin", encodeFile(["交", "交通", "通运"].map((term) => [term, encodePosting(docs, { ids, titles, classes: titles.map((i) => i % 16), metas: [] })]))],
    ["data/search.json", JSON.stringify(manifest("old", docs, 1, {
      addresses: base64([1, 0, 2, 97, 47, 5, 0, 0, ...zigzag(-docs), ...varint(docs)]), dead: base64([0]),
      days: Array.from({ length: 7 }, (_, i) => `search/old/days-${i}.bin`),
    }))],
  ]));
  const page = build([{ title: "交通运输管理", index: "1", number: "", summary: "", body: "交通", state: "in-force", day: 20000 }]).get("doc/1.html");
  const { searcher } = open((name) => (name.includes("/doc/") ? page : site.get(name.slice("site/".length))));
  await searcher.warm();
  for (const [what, work] of /** @type {[string, () => Promise<unknown>][]} */ ([
    ["交", () => searcher.search({ q: "交" })], ["交通运", () => searcher.search({ q: "交通运" })], ["suggestions", () => searcher.suggest("交通")], ["exclusion", () => searcher.search({ q: "交通 -交" })],
    ["next page", () => searcher.search({ q: "交", offset: 10 })],
  ])) {
    const start = performance.now();
    await work();
    t.diagnostic(`${what}: ${(performance.now() - start).toFixed(1)} ms`);
  }
  assert.equal((await searcher.search({ q: "交" })).total, ids.length);
});

// --- Beside a worker ------------------------------------------------------------------

/** A worker that does what a function says with each message. */
function fakeWorker(/** @type {(message: any, worker: any) => void} */ react) {
  return class {
    /** @type {any} */
    onmessage;
    /** @type {any} */
    onerror;
    postMessage(/** @type {any} */ message) {
      react(message, this);
    }
    terminate() {}
  };
}

/** Runs with a worker class and a fetch of the test site in place of the real ones. */
async function beside(/** @type {any} */ worker, /** @type {(searcher: any) => Promise<void>} */ run) {
  const { Worker, fetch } = globalThis;
  Object.assign(globalThis, { Worker: worker, fetch: open(files).searcher.store.fetch });
  try {
    await run(engine.connect("", [{ url: "https://x.example/site/data/search.json", name: "" }]));
  } finally {
    Object.assign(globalThis, { Worker, fetch });
  }
}

test("without workers the page searches itself", () => beside(undefined, async (searcher) => {
  assert.ok((await searcher.search({ q })).results.length > 0);
  await assert.rejects(searcher.search({ q }, AbortSignal.abort()), { code: "aborted" });
}));

test("a worker that dies hands its calls back", () => beside(fakeWorker((message, worker) => message.method === "search" && setTimeout(() => worker.onerror())), async (searcher) => {
  assert.ok((await searcher.search({ q })).results.length > 0);
  assert.ok((await searcher.suggest("管理办")).length > 0);
}));

test("a worker is asked and cancelled by messages", async () => {
  /** @type {any[]} */
  const messages = [];
  await beside(fakeWorker((message, worker) => {
    messages.push(message);
    if (message.method === "warm") queueMicrotask(() => worker.onmessage({ data: { id: message.id, result: { facets: [] } } }));
    if (message.method === "facets") queueMicrotask(() => worker.onmessage({ data: { id: message.id, error: "version" } }));
  }), async (searcher) => {
    assert.deepEqual(await searcher.warm(), { facets: [] });
    await assert.rejects(searcher.facets({ q }), { code: "version" });
    const control = new AbortController();
    const search = searcher.search({ q }, control.signal);
    await Promise.resolve(); // what is asked waits for the entry file
    control.abort();
    await assert.rejects(search, { code: "aborted" });
    const { id } = messages.find((m) => m.method === "search");
    assert.deepEqual(messages.find((m) => m.method === "search").args, [{ q }]);
    assert.ok(messages.some((m) => m.cancel === id));
  });
});
