/** A small builder of indexes for tests, after the format in package codec. */
import { Folder, hash32 } from "../../../../static/js/search-engine.js";
import { termsOf } from "./search-engine-site.js";

/** A document of a test. @typedef {{title: string, index: string, number: string, summary: string, body: string, state: string, day: number}} Doc */

/** @param {number} n @returns {number[]} */
export const varint = (n) => (n < 128 ? [n] : [(n % 128) + 128, ...varint(Math.floor(n / 128))]);
export const zigzag = (/** @type {number} */ n) => varint(n < 0 ? -2 * n - 1 : 2 * n);
const text = (/** @type {string} */ s) => [...new TextEncoder().encode(s)];
const counted = (/** @type {number[]} */ list) => [...varint(list.length), ...list];

/** Bits, the highest of a byte first. */
class Bits {
  /** @type {number[]} */
  list = [];

  put(/** @type {number} */ value, /** @type {number} */ n) {
    while (n-- > 0) this.list.push(Math.floor(value / 2 ** n) % 2);
  }

  /** @param {number} n @param {number} k */
  rice(n, k) {
    for (let q = Math.floor(n / 2 ** k); q > 0; q--) this.list.push(1);
    this.list.push(0);
    this.put(n % 2 ** k, k);
  }

  /** @param {number} n mostly small */
  count(n) {
    const below = Math.floor(Math.log2(n + 1));
    this.rice(below, 0);
    this.put(n + 1, below);
  }

  /** @param {number} universe @param {number[]} ids ascending */
  set(universe, ids) {
    const chosen = new Set(ids);
    const coded = 2 * ids.length > universe ? Array.from({ length: universe }, (_, i) => i).filter((i) => !chosen.has(i)) : ids;
    const m = Math.max(1, Math.floor((11 * universe + 8 * coded.length) / (16 * coded.length)));
    const width = Math.ceil(Math.log2(m));
    const short = 2 ** width - m;
    let next = 0;
    for (const id of coded) {
      this.rice(Math.floor((id - next) / m), 0);
      const rest = (id - next) % m;
      if (rest < short) this.put(rest, width - 1);
      else this.put(rest + short, width);
      next = id + 1;
    }
  }

  bytes() {
    const out = new Array(Math.ceil(this.list.length / 8)).fill(0);
    this.list.forEach((bit, i) => (out[i >> 3] |= bit << (7 - (i & 7))));
    return out;
  }
}

/** @param {number} universe @param {number[]} ids */
export function encodeSet(universe, ids) {
  const bits = new Bits();
  bits.set(universe, ids);
  return bits.bytes();
}

/** @param {number} universe @param {number[]} ids */
export const encodeCounted = (universe, ids) => [...varint(ids.length), ...encodeSet(universe, ids)];

/** The bits of a record. @param {number} docs @param {{ids: number[], titles: number[], classes: number[], metas: number[]}} posting titles and metas are places in ids */
export function encodePosting(docs, { ids, titles, classes, metas }) {
  const bits = new Bits();
  for (const list of [ids, titles, metas]) bits.count(list.length);
  bits.set(docs, ids);
  bits.set(ids.length, titles);
  for (const c of classes) {
    if (titles.length > 2048) bits.put([4, 7, 11, 16].findIndex((above) => c < above), 2);
    else bits.put(c, 4);
  }
  bits.set(ids.length, metas);
  return bits.list;
}

/** @param {[string, number[]][]} records terms with the bits of their records */
export function encodeFile(records) {
  const sorted = records.map(([term, list]) => ({ hash: hash32(term), list })).sort((a, b) => a.hash - b.hash);
  const bits = new Bits();
  if (sorted.length) {
    const [first, last] = [sorted[0].hash, sorted[sorted.length - 1].hash];
    const m = Math.floor(((last - first + 1) * 45) / (sorted.length * 64));
    const k = m > 1 ? Math.floor(Math.log2(m)) : 0;
    bits.put(first, 32);
    bits.put(k, 5);
    let before = first;
    for (const { hash, list } of sorted) {
      bits.rice(hash - before, k);
      for (const bit of list) bits.list.push(bit);
      before = hash;
    }
  }
  const bytes = [0x4d, 4, ...varint(records.length), ...bits.bytes()];
  let h = 0x811c9dc5;
  for (const b of bytes) h = Math.imul(h ^ b, 0x01000193);
  return Uint8Array.from([...bytes, ...[0, 8, 16, 24].map((n) => (h >>> n) & 255)]);
}

/** @param {number[]} days */
export const encodeDays = (days) => Uint8Array.from(days.flatMap((d, i) => zigzag(d - (i ? days[i - 1] : 0))));

/** @param {number[]} bytes */
export const base64 = (bytes) => btoa(String.fromCharCode(...bytes));
export const dayText = (/** @type {number} */ day) => new Date(day * 864e5).toJSON().slice(0, 10);
const escape = (/** @type {string} */ s) => s.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

/** @param {Doc} d */
const page = (d) => `<!doctype html><meta name=ArticleTitle content="${escape(d.title)}"><meta name=PubDate content=${dayText(d.day)}>` +
  `<meta name=mulu-index content="${d.index}"><meta name=mulu-number content="${d.number}"><meta name=mulu-state content="${d.state} x">` +
  `<meta name=description content="${escape(d.summary)}"><article>${d.body.split("\n").map((line) => `<p>${escape(line)}`).join("")}</article>`;

const KEY_BITS = 6; // so few that most terms have the key of a frequent one

/** The files of a site with these documents, newest first, as one segment; named from
 * the site's root. Terms that so many documents or more have are kept by one range.
 * @param {Doc[]} docs @param {number} [frequent] 0: no term is @returns {Map<string, Uint8Array | string>} */
export function build(docs, frequent = 0) {
  const folder = new Folder();
  const days = docs.map((d) => d.day);
  /** @type {Map<string, {ids: number[], titles: number[], classes: number[], metas: number[]}>} */
  const postings = new Map();
  /** @type {Map<string, Uint8Array | string>} */
  const files = new Map();
  docs.forEach((d, id) => {
    const title = folder.fold(d.title);
    const [inTitle, inMeta] = [title, folder.fold(`${d.index}\n${d.number}`)].map((t) => new Set(termsOf(t)));
    for (const term of new Set([...inTitle, ...inMeta, ...termsOf(folder.fold(`${d.summary}\n${d.body}`))])) {
      const p = postings.get(term) ?? { ids: [], titles: [], classes: [], metas: [] };
      postings.set(term, p);
      if (inTitle.has(term)) p.titles.push(p.ids.length), p.classes.push(Math.min(15, Math.floor([...title].length / 3)));
      if (inMeta.has(term)) p.metas.push(p.ids.length);
      p.ids.push(id);
    }
    files.set(`doc/${d.index}.html`, page(d));
  });
  const count = 3;
  const key = (/** @type {string} */ term) => hash32(term) >>> (32 - KEY_BITS);
  const many = [...postings].filter(([, { ids }]) => frequent > 0 && ids.length >= frequent).sort(([, a], [, b]) => b.ids.length - a.ids.length);
  const cut = new Map(many.filter(([term], i) => many.findIndex(([other]) => key(other) === key(term)) === i).sort(([a], [b]) => key(a) - key(b)));
  for (let n = 0; n < count; n++) {
    const mine = [...postings].filter(([term]) => !cut.has(term) && Math.floor((hash32(term) * count) / 2 ** 32) === n);
    files.set(`data/search/new/0/${n}-aaaaaa.bin`, encodeFile(mine.map(([term, p]) => [term, encodePosting(docs.length, p)])));
  }
  [...cut].forEach(([term, p], n) => {
    files.set(`data/search/new-0/0/${n}-aaaaaa.bin`, encodeFile([[term, encodePosting(docs.length, p)]]));
  });
  files.set("data/search/new/days.bin", encodeDays(days));
  const dead = docs.flatMap((d, id) => (d.state === "repealed" ? [id] : []));
  files.set("data/search/new/states.json", JSON.stringify([["in-force", "有效", docs.length - dead.length, null], ["repealed", "废止", dead.length, base64(encodeSet(docs.length, dead))]]));
  files.set("data/search.json", JSON.stringify(manifest("new", docs.length, count, {
    addresses: base64([...varint(docs.length), ...docs.flatMap((d) => [0, ...counted(text(d.index)), ...varint(255), 0]), ...docs.flatMap((_, i) => [...zigzag(i ? 1 : 0), 0, 1])]),
    dead: base64(encodeCounted(docs.length, dead)),
    facets: { state: "search/new/states.json" },
    days: ["search/new/days.bin"],
    ...(frequent && {
      frequent: {
        bits: KEY_BITS, set: base64(encodeCounted(2 ** KEY_BITS, [...cut.keys()].map(key))),
        classes: base64(Array(Math.ceil(cut.size / 4)).fill(0b10101010)),
      },
      ranges: [{ docs: docs.length, files: cut.size, group: 1, hashes: "aaaaaa".repeat(cut.size) }],
    }),
  })));
  return files;
}

/** @param {string} name @param {number} docs @param {number} files @param {object} more */
export const manifest = (name, docs, files, more) => ({
  format: 4, title: "测试", root: "../", docs, fold: ["", ""], foldHash: "", pinyin: "", aliases: {},
  weights: { title: 8, meta: 4, body: 1, coverage: 10 },
  segments: [{ name, docs, period: "day", files, group: 1, hashes: "aaaaaa".repeat(files), facets: {}, ...more }],
});
