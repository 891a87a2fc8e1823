/** Filters of search: which documents they let through, and how many each of their
 * values has. Loaded with the first filter, and given the engine's tools. */

/** @typedef {Record<string, any>} Tools of the engine */
/** @typedef {Record<string, any>} Filters from, to: days; the others: lists of keys */
/** @typedef {{key: string, label: string, parent: string, ids: Uint32Array}} Value */
/** A value of a facet as it is shown. @typedef {{key: string, label: string, parent: string, count: number, selected: boolean}} FacetCount */

const DAYS_PER_FILE = 16384;
const MOST_DAYS = 3_000_000; // the year 9999, with room

/** The days of a run of documents, since 1970-01-01; package codec has the format.
 * @param {Uint8Array} bytes @param {number} docs @param {Tools} tools @returns {Int32Array} */
export function decodeDays(bytes, docs, { Reader }) {
  const r = new Reader(bytes);
  let day = 0;
  const days = Int32Array.from({ length: Math.min(docs, bytes.length + 1) }, () => {
    day += r.signed();
    if (Math.abs(day) > MOST_DAYS) throw new Error("a day is out of range");
    return day;
  });
  r.end();
  return days;
}

/** The days of the documents of a segment's file.
 * @param {any} segment @param {number} i @param {AbortSignal | undefined} signal @param {Tools} tools */
function daysOf({ site, raw, docs }, i, signal, tools) {
  const count = Math.min(DAYS_PER_FILE, docs - i * DAYS_PER_FILE);
  return site.read(raw.days[i], (/** @type {Uint8Array} */ bytes) => decodeDays(bytes, count, tools), signal);
}

/** What filters let through: a mask of a segment's documents for each.
 * @param {any} segment @param {Filters} filters @param {string} but a facet whose filter does not count
 * @param {AbortSignal | undefined} signal @param {Tools} tools @returns {Promise<Uint8Array[]>} */
export function masks(segment, filters, but, signal, tools) {
  const { FACETS } = tools;
  const { from, to, ...chosen } = filters;
  const days = [dayOf(from, -MOST_DAYS), dayOf(to, MOST_DAYS)];
  const facets = [...FACETS, "state"].filter((f) => f !== but && chosen[f]?.length);
  const all = facets.map(async (/** @type {string} */ facet) => {
    const list = await values(segment, facet, segment.parts, signal, tools);
    const wanted = new Set(chosen[facet]);
    for (let size = -1; size !== wanted.size; ) { // the values below, level by level
      size = wanted.size;
      for (const { key, parent } of list) if (wanted.has(parent)) wanted.add(key);
    }
    return segment.mask(list.filter((/** @type {Value} */ v) => wanted.has(v.key)));
  });
  if (days[0] > -MOST_DAYS || days[1] < MOST_DAYS) all.push(between(segment, days, signal, tools));
  return Promise.all(all);
}

/** The documents between two days. Files are in the order of periods: of those between
 * two that were read none is read when all or none of their documents are meant.
 * @param {any} segment @param {number[]} days @param {AbortSignal | undefined} signal @param {Tools} tools */
async function between(segment, [from, to], signal, tools) {
  const mask = new Uint8Array(segment.docs);
  for (let a = 0, b = segment.raw.days.length - 1; a <= b; a++, b--) {
    const [first, last] = await Promise.all([a, b].map(async (file) => {
      const days = await daysOf(segment, file, signal, tools);
      days.forEach((/** @type {number} */ day, /** @type {number} */ i) => (mask[file * DAYS_PER_FILE + i] = Number(day >= from && day <= to)));
      return days;
    }));
    const newest = period(segment, first[first.length - 1])[1];
    const oldest = period(segment, last[0])[0];
    if (newest < from || oldest > to) break;
    if (newest > to || oldest < from) continue;
    mask.fill(1, (a + 1) * DAYS_PER_FILE, b * DAYS_PER_FILE);
    break;
  }
  return mask;
}

/** @param {string | undefined} text 2024-03-05 @param {number} other when it is no day */
function dayOf(text, other) {
  const date = new Date(/^\d{4}-\d\d-\d\d$/.test(text ?? "") ? `${text}T00:00Z` : NaN);
  return date.toJSON()?.startsWith(text) ? date.getTime() / 864e5 : other;
}

/** The first and last day of the period of a segment's order in which a day is.
 * @param {any} segment @param {number} day @returns {[number, number]} */
function period({ raw }, day) {
  const date = new Date(day * 864e5);
  const months = { day: 0, month: 1, quarter: 3 }[/** @type {string} */ (raw.period)] ?? 12;
  const year = date.getUTCFullYear();
  const month = Math.floor(date.getUTCMonth() / months) * months;
  return months ? [Date.UTC(year, month) / 864e5, Date.UTC(year, month + months) / 864e5 - 1] : [day, day];
}

/** Puts at least the first so many candidates in the order of their days; those behind
 * stay in the order of ordinals. @param {any} reading @param {number} want
 * @param {AbortSignal | undefined} signal @param {Tools} tools */
export async function byDay(reading, want, signal, tools) {
  if (reading.sorted >= Math.min(want, reading.count)) return;
  const most = want + 3 * tools.BATCH;
  const lists = await Promise.all(reading.sites.map(async (/** @type {any} */ site) => {
    /** @type {number[]} */
    const keys = [];
    /** @type {number[]} */
    const seen = [];
    let enough = false;
    for (const { segment, ids } of reading.found.filter((/** @type {any} */ f) => f.segment.site === site)) {
      for (let i = 0; i < ids.length; ) {
        const file = Math.floor(ids[i] / DAYS_PER_FILE);
        const days = enough ? undefined : await daysOf(segment, file, signal, tools);
        for (; Math.floor(ids[i] / DAYS_PER_FILE) === file; i++) {
          const day = days?.[ids[i] % DAYS_PER_FILE] ?? -MOST_DAYS;
          if (days) seen.push(day);
          keys.push(reading.key(day + MOST_DAYS, reading.code(segment, ids[i])));
        }
        // No document behind is as new as the last one wanted.
        if (days && seen.length >= most) {
          const last = seen.sort((a, b) => b - a)[most - 1];
          enough = i === ids.length || period(segment, days[days.length - 1])[0] < period(segment, last)[0];
        }
      }
    }
    return keys;
  }));
  reading.order = new Float64Array(lists.flat()).sort().reverse();
  reading.sorted = Math.min(most, reading.count);
}

/** The values of a facet. @param {any} segment @param {string} facet @param {any[]} parts of which states are read
 * @param {AbortSignal | undefined} signal @param {Tools} tools @returns {Promise<Value[]>} */
async function values(segment, facet, parts, signal, tools) {
  const { decodeSet, json, unpack } = tools;
  if (facet === "state") return states(segment, parts, signal, tools);
  const file = segment.raw.facets[facet];
  /** @type {any[]} */
  const list = file ? (await segment.site.read(file, json, signal))[facet] ?? [] : [];
  return list.map(([key, label, parent, count, set]) => ({ key, label, parent, ids: decodeSet(unpack(set), segment.docs, count) }));
}

/** The states of some parts of a segment with their documents; the most frequent state
 * is that of all documents in no list. @param {any} segment @param {any[]} parts
 * @param {AbortSignal | undefined} signal @param {Tools} tools @returns {Promise<Value[]>} */
export async function states(segment, parts, signal, { decodeSet, json, range, unpack }) {
  const lists = await Promise.all(parts.map(async ({ start, docs, states }) => {
    const rest = new Uint8Array(docs).fill(1);
    /** @type {any[]} */
    const list = states ? await segment.site.read(states, json, signal) : [];
    const sets = list.map(([, , count, set]) => set === null || decodeSet(unpack(set), docs, count));
    for (const set of sets) if (set !== true) for (const id of set) rest[id] = 0;
    return list.map(([key, label], i) => {
      const set = sets[i] === true ? range(0, docs).filter((/** @type {number} */ id) => rest[id]) : /** @type {Uint32Array} */ (sets[i]);
      return { key, label, parent: "", ids: set.map((/** @type {number} */ id) => id + start) };
    });
  }));
  return lists.flat();
}

/** The values of facets, all or those asked for, with their numbers.
 * @param {any} engine @param {any} session @param {{facets?: string[], filters?: Filters}} request
 * @param {AbortSignal | undefined} signal @param {Tools} tools */
export async function facets(engine, session, request, signal, tools) {
  const found = await counted(engine, session, signal, tools);
  const names = ["state", ...tools.FACETS].filter((f) => request.facets?.includes(f) ?? true);
  const lists = await Promise.all(names.map(async (f) => [f, await count(f, found, request.filters ?? {}, signal, tools)]));
  return Object.fromEntries(lists);
}

/** What the first reading finds that has any candidates, before filters.
 * @param {any} engine @param {any} session @param {AbortSignal | undefined} signal @param {Tools} tools */
async function counted(engine, session, signal, { Reading, wordOf }) {
  /** @type {any} */
  let reading;
  for (const words of [session.number ? [wordOf(session.number)] : session.words, session.words, undefined]) {
    if (reading?.count) break;
    const meant = words ?? session.plainer[0];
    reading = new Reading(engine, [...meant, ...session.without], {}, true, false);
    await reading.collect(Infinity, signal);
  }
  return reading?.found ?? [];
}

/** Categories stand as a tree, each counted with all below it; years newest first;
 * others by number. @param {string} facet @param {any[]} found @param {Filters} filters
 * @param {AbortSignal | undefined} signal @param {Tools} tools @returns {Promise<FacetCount[]>} */
async function count(facet, found, filters, signal, tools) {
  const { compare, sum } = tools;
  /** @type {FacetCount[]} */
  const list = [];
  for (const { segment, part, ids } of found) {
    const masks = await segment.masks(filters, facet, signal);
    const passes = segment.mask([{ ids: ids.filter((/** @type {number} */ id) => masks.every((/** @type {Uint8Array} */ m) => m[id])) }]);
    const known = await values(segment, facet, part === segment.own ? segment.parts : [part], signal, tools);
    let at = 0; // a value that others do not have goes behind the one before it
    for (const { key, label, parent, ids } of known) {
      const i = list.findIndex((v) => v.key === key);
      const chosen = filters[facet];
      if (i < 0) list.splice(at, 0, { key, label, parent, count: 0, selected: chosen?.includes(key) ?? false });
      at = i < 0 ? at : i;
      const count = sum(Array.from(ids, (id) => passes[id]));
      for (let depth = 0, value = list[at++]; value && depth < 99; depth++) {
        value.count += count;
        const { parent } = value;
        value = /** @type {FacetCount} */ (list.find((v) => parent && v.key === parent));
      }
    }
  }
  if (facet !== "category") list.sort((a, b) => (facet === "year" ? compare(b.key, a.key) : b.count - a.count));
  return list.filter((v) => v.count || v.selected);
}
