/** What only some queries need: document and index numbers, words that are noise, short
 * names, further lookups where pages turn out not to hold the words, texts of attachments,
 * and suggestions. Loaded then, and given the engine's tools. It is the twin of
 * parts of packages query and han. */

/** @typedef {{text: string, phrase: string, quoted: boolean, exclude: boolean}} Word of a query; its phrase is folded */
/** @typedef {Record<string, any>} Tools of the engine */

// Words that say what the reader wants to do with a document and are in no document
// for it; longer ones before those they end or begin with.
export const NOISE = ("最新修订版 全文下载 文件下载 免费下载 在线阅读 是什么意思 怎么办理 如何办理 最新版本 最新版 完整版 电子版 " +
  "修订版 官方版 pdf版 word版 是什么 怎么办 怎么查 全文 下载 最新 原文 正文 文本 官网 查询 docx xlsx word pdf doc xls txt").split(" ");

/** Takes noise away: whole words, and the ends and beginnings of words.
 * @param {Word[]} words @returns {[Word[], string[]]} */
export function dropNoise(words) {
  /** @type {string[]} */
  const noise = [];
  const left = words.flatMap((w) => {
    let { phrase } = w;
    if (w.quoted) return [w];
    if (NOISE.includes(phrase)) {
      noise.push(w.text);
      return [];
    }
    for (;;) {
      const n = NOISE.find((n) => [...phrase].length - n.length > 1 && (phrase.endsWith(n) || phrase.startsWith(n)));
      if (!n) return [{ ...w, phrase }];
      noise.push(n);
      phrase = phrase.endsWith(n) ? phrase.slice(0, -n.length) : phrase.slice(n.length);
    }
  });
  return left.length ? [left, noise] : [words, []];
}

const NUMBER = new RegExp("^[ .(]?(\\p{Script=Han}(?:[.(]?\\p{Script=Han})*?)([ .(]?)" +
  "((?:19|20)[0-9]{2}|(?:一九|二〇)[〇一二三四五六七八九]{2})([ .(]?)(第?)[ .(]?(0*)([1-9][0-9]{0,5})[ .(]?(号?)[ .(]?$", "u");

/** What a query is looked up by when it reads as a document number as a whole, as
 * 济交办[2023]1 does: prefix, year, serial, 号. Package han has the rules.
 * @param {string} query @param {any} folder @param {Tools} tools @returns {string} "" when it does not */
export function docNumber(query, folder, { SPACE, arabic }) {
  let outline = ""; // folded; ( stands for dropped signs with a bracket among them
  let gap = -1;
  for (const c of [...query, ""]) {
    const folded = c === "\n" ? "" : folder.char(c);
    if (folded || !c) {
      outline += (" .("[gap] ?? "") + folded;
      gap = -1;
    } else if (/[\p{Ps}\p{Pe}<>＜＞]/u.test(c)) gap = 2;
    else if (SPACE.test(c) && c !== "\ufeff") gap = Math.max(gap, 0);
    else if (!/[\p{Cf}\p{M}]/u.test(c)) gap = Math.max(gap, 1);
  }
  const [, prefix, before, year, after, ordinal, zeros, serial, end] = NUMBER.exec(outline) ?? [];
  if (!prefix || !((before + after).includes("(") || ordinal || end || (zeros + serial).length < 4)) return "";
  return prefix.replace(/[ .(]/g, "") + arabic(year) + serial + "号";
}

/** The same of 济交办2023年第1号, too, as it is said.
 * @param {string} text @param {any} folder @param {Tools} tools */
export const saidNumber = (text, folder, tools) => docNumber(text, folder, tools) || docNumber(text.replace(/年([^年]*)$/, "$1"), folder, tools);

/** What a query is looked up by when it may be an index number as a whole, else "".
 * @param {string} query @param {any} folder */
export function indexNumber(query, folder) {
  const folded = folder.fold(query.replaceAll("\n", ""));
  return /^[0-9a-z]{8,}$/.test(folded) && folded.replace(/[a-z]/g, "").length > 5 ? folded : "";
}

/** The terms of an index number, those first that tell it from others best: the end of
 * the serial, the end of the issuer's code, the year, the serial, more of the code.
 * @param {any} word @param {Tools} tools */
export function tailFirst({ phrase, chosen }, { unique }) {
  const threes = [3, 11, 8, 5, 14, 17].map((back) => (phrase.length < back ? "" : phrase.slice(-back).slice(0, 3)));
  const first = threes.flatMap((three) => chosen.find((/** @type {any} */ t) => t.term === three) ?? []);
  return unique(/[^0-9a-z]/.test(phrase) ? chosen : [...first, ...chosen]);
}

/** An answer joined by what the full names of short names among the words give, when few
 * titles have the words themselves; none when there is nothing to join.
 * @param {any} session @param {Word[]} words @param {any} a the answer @param {Tools} tools */
export async function withAlias(session, words, a, tools) {
  const { TIER, answerOf, merge, newer, ranked } = tools;
  const { full, name } = inFull(words, session.engine, tools);
  if (!name || a.whole.filter((/** @type {any} */ j) => j.tier >= TIER.spread).length > 2) return undefined;
  const b = await session.try(full);
  if (!b.whole.length) return undefined;
  session.note("alias", name);
  const whole = merge(a.whole, b.whole);
  return answerOf({
    words: a.whole.length ? a.words : b.words, whole: session.byDate ? whole.sort(newer) : ranked(whole), partial: a.partial,
    count: a.count + b.count, read: a.read + b.read, behind: a.behind + b.behind, left: a.left || b.left, unread: a.unread || b.unread,
  });
}

/** Words with the full names of short names, and the first of these.
 * @param {Word[]} words @param {any} engine @param {Tools} tools */
function inFull(words, { folder, sites }, { compare }) {
  const aliases = Object.entries(/** @type {Record<string, string>} */ (sites[0].raw.aliases ?? {}))
    .sort(([a], [b]) => b.length - a.length || compare(a, b))
    .map(([short, name]) => ({ name, from: folder.phrase(short), to: folder.phrase(name) }));
  let name = "";
  const full = words.map((w) => {
    const alias = aliases.find(({ from, to }) => from && to && !w.quoted && w.phrase.includes(from) && !w.phrase.includes(to));
    name ||= alias?.name ?? "";
    return alias ? { ...w, phrase: w.phrase.replace(alias.from, alias.to) } : w;
  });
  return { full, name };
}

/** Answers by a document or index number; none when no document has it.
 * @param {any} session @param {string} number @param {Tools} tools */
export async function asNumber(session, number, { wordOf }) {
  const a = await session.try([wordOf(number)], true);
  if (a.whole.length) session.note("number", number);
  return a.whole.length ? a : undefined;
}

const MORE_TERMS = 2; // looked up at a time to narrow candidates down: each is a file

/** When most pages that were read do not hold the words, and some not even their terms,
 * drops unread candidates of the biggest segments that lack one of the next terms which
 * were not looked up: each is a file, and they leave out many pages.
 * @param {any} reading @param {AbortSignal | undefined} signal @param {Tools} tools */
export async function narrow(reading, signal, { STEP, place, range, order }) {
  const { read, whole: { length }, partial, count } = reading;
  if (2 * length >= read || length + partial.length >= read || count - read <= STEP) return;
  const seen = new Set(reading.decode(reading.order.subarray(0, reading.read)));
  const words = reading.words.map((/** @type {any} */ w) => {
    const cut = order(w.phrase, reading.sites, true).filter((/** @type {any} */ t) => !w.chosen.some((/** @type {any} */ c) => c.term === t.term));
    return { ...w, chosen: [...w.chosen, ...cut] };
  });
  const turn = reading.further++;
  reading.found = await Promise.all(reading.found.map(async (/** @type {any} */ f) => {
    const { segment, part, ids } = f;
    if (!segment.biggest) return f;
    const unread = range(0, ids.length).filter((i) => !seen.has(reading.code(segment, ids[i])));
    const terms = next(words, segment, turn);
    const parts = terms.some((term) => segment.isRanged(term))
      ? segment.ranges.filter((/** @type {any} */ p) => [p, segment.own].includes(part) && unread.some((/** @type {number} */ i) => isIn(p, ids[i])))
      : [segment.own];
    await Promise.all(parts.map((/** @type {any} */ p) => reading.load(p, terms, signal)));
    const lists = parts.flatMap((/** @type {any} */ p) => terms.flatMap((term) => ({ p, list: reading.posting(p, term)?.ids })));
    const all = (/** @type {number} */ id) => lists.every(({ p, list }) => !list || !isIn(p, id) || list[place(list, id)] === id);
    return keep(f, (i) => seen.has(reading.code(segment, ids[i])) || all(ids[i]), range);
  }));
  reading.arrange();
}

const isIn = (/** @type {{start: number, docs: number}} */ { start, docs }, /** @type {number} */ id) => id >= start && id < start + docs;

/** The terms by which candidates of a segment are narrowed down next: those that it has as
 * a whole, then, one by one, those that it keeps by ranges, each a file for each range.
 * @param {any[]} words @param {any} segment @param {number} turn @returns {string[]} */
function next(words, segment, turn) {
  const [whole, cut] = [false, true].map((is) => inTurn({ words }, (w, n) => n >= w.count && segment.isRanged(w.chosen[n].term) === is));
  const from = turn - Math.ceil(whole.length / MORE_TERMS);
  return from < 0 ? whole.slice(MORE_TERMS * turn, MORE_TERMS * (turn + 1)) : cut.slice(from, from + 1);
}

/** Some terms of the words of a reading, the best of each in turn.
 * @param {any} reading @param {(word: any, n: number) => boolean} test @returns {string[]} */
export function inTurn({ words }, test) {
  const longest = Math.max(0, ...words.map((/** @type {any} */ w) => w.chosen.length));
  return Array.from({ length: longest }, (_, n) => words.flatMap((/** @type {any} */ w) => (w.chosen[n] && test(w, n) ? w.chosen[n].term : []))).flat();
}

/** Those of the candidates of a part for which a test holds.
 * @param {any} found @param {(i: number) => any} test @param {Tools["range"]} range
 * @param {ArrayLike<number>} [scores] */
export function keep(found, test, range, scores = found.scores) {
  const places = range(0, found.ids.length).filter(test);
  return { ...found, ids: places.map((/** @type {number} */ i) => found.ids[i]), scores: Float64Array.from(places, (i) => scores[i]) };
}

/** The documents that have a term in the title. @param {any} posting @param {Tools} tools */
function inTitles({ ids, how, df }, { IN_TITLE }) {
  const [some, their] = [new Uint32Array(ids.length), new Uint8Array(ids.length)];
  let n = 0;
  for (let i = 0; i < ids.length; i++) {
    some[n] = ids[i];
    their[n] = how[i];
    n += Number((how[i] & IN_TITLE) > 0);
  }
  return { ids: some.subarray(0, n), how: their, df };
}

/** The best candidates of which the title has all terms; by the shortest title, or by
 * score. @param {any} reading @param {number} count @param {boolean} shortest
 * @param {AbortSignal | undefined} signal @param {Tools} tools */
export async function titles(reading, count, shortest, signal, tools) {
  if (!reading.terms.length) return [];
  const { use } = reading;
  reading.postings.clear();
  reading.use = (/** @type {any} */ posting, /** @type {string} */ term) => (reading.single.includes(term) ? posting : inTitles(posting, tools));
  await reading.collect(Infinity, signal);
  Object.assign(reading, { use, need: 0 }); // who reads on collects all
  const lists = reading.found.map((/** @type {any} */ f) => (shortest ? { ...f, scores: Float64Array.from(f.titles, (t) => 16 - t) } : f));
  return reading.candidates(reading.byScore(lists, count).subarray(0, count), lists);
}

/** Reads blocks of the whole table of characters, each once.
 * @param {any} engine @param {number[]} blocks @param {AbortSignal | undefined} signal @param {Tools} tools */
export async function readTable({ blocks: known, folder, sites: [site] }, blocks, signal, { json }) {
  await Promise.all(blocks.filter((b) => !known.has(b)).map(async (b) => {
    const { from, to } = await site.read(`search/fold/${b}-${site.raw.foldHash}.json`, json, signal);
    folder.add(from, to);
    known.add(b);
  }));
}

/** Reads the text of a document's attachments.
 * @param {any} engine @param {any} doc @param {AbortSignal | undefined} signal @param {Tools} tools */
export async function readFiles({ folder, store }, doc, signal, { asFolded, utf8 }) {
  try {
    const url = new URL(doc.page.textFile, doc.url);
    if (url.origin !== new URL(doc.url).origin) return;
    doc.filesText = await store.get(url.href, utf8, signal);
    doc.files = asFolded(folder.fold(doc.filesText));
  } catch (err) {
    if (/** @type {any} */ (err).code === "aborted") throw err;
  }
}

const SUGGESTIONS = 5;

/** The best titles that hold what was typed so far.
 * @param {any} engine @param {string} text @param {AbortSignal | undefined} signal @param {Tools} tools */
export async function suggest(engine, text, signal, tools) {
  const { Reading, hold, parseQuery, resultOf } = tools;
  const { words } = parseQuery(text, engine.folder);
  if (words.map((/** @type {Word} */ w) => w.phrase).join("").length < 2) return [];
  const reading = new Reading(engine, words, {}, true, false); // only titles are put in order
  const best = await titles(reading, 2 * SUGGESTIONS, false, signal, tools);
  /** @type {any[]} */
  const fit = [];
  // Mostly the first pages are enough: others take as long to read.
  for (let i = 0; i < best.length && fit.length < SUGGESTIONS; i += SUGGESTIONS) {
    const pages = await engine.pages(best.slice(i, i + SUGGESTIONS), reading.words, [], signal).catch((/** @type {any} */ err) => {
      if (!fit.length || err.code === "aborted") throw err;
      return [];
    });
    fit.push(...pages.filter((/** @type {any} */ { doc }) => hold(reading.words, doc.title)));
  }
  return fit.slice(0, SUGGESTIONS).map(resultOf);
}
