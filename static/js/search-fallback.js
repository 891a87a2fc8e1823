/** What search does when no document holds all words of a query as they are: noise
 * is taken away, a word is read as a short name or as pinyin, words that are nowhere
 * are left out, and at last most of the words are enough. Loaded then, and given the
 * engine's tools. It is the twin of the fallbacks of package query. */

/** @typedef {{text: string, phrase: string, quoted: boolean, exclude: boolean}} Word of a query; its phrase is folded */
/** @typedef {Record<string, any>} Tools of the engine */

/** Answers a query that found nothing: the first way with a result wins.
 * @param {any} session @param {any} first what the words as they stand gave @param {Tools} tools */
export async function answer(session, first, tools) {
  const { merge } = tools;
  const [words, noise] = session.plainer;
  const plainer = noise.length ? await session.plain(words) : first;
  let a = plainer.whole.length ? plainer : undefined;
  for (const way of [abbreviation, withoutAbsent, pinyin, soft]) {
    a ??= await way(session, words, tools);
    if (a && !a.whole.length && !a.partial.length && !a.nearest.length) a = undefined;
  }
  if (!a) return first;
  const unread = a.unread || first.unread; // then a document may hold the words after all
  if (a.soft && !unread) session.note("soft", "");
  const partial = merge(a.whole, merge(first.partial, a.partial)).slice(a.whole.length);
  return { ...a, partial, unread, left: a.left || first.unread, ignored: noise };
}

/** Titles that have the characters of the only word in their order, the shortest first.
 * @param {any} session @param {Word[]} words @param {Tools} tools */
async function abbreviation(session, [word, ...others], tools) {
  const { BATCH, STEP, TIER, answerOf, fresher, special, wordOf } = tools;
  if (others.length || word.quoted || !/^\p{Script=Han}{2,6}$/u.test(word.phrase)) return undefined;
  const letters = session.reading([...word.phrase].map(wordOf));
  const titles = await (await special()).titles(letters, 2 * (session.wanted < BATCH ? STEP : BATCH), true, session.signal, tools);
  const { words } = session.reading([word]);
  const pages = await read(session, titles, TIER.spread, words);
  const whole = pages.map((j) => {
    const { folded, at } = j.doc.folder.map(j.doc.page.title);
    /** @type {number[]} */
    const inOrder = [];
    at.forEach((/** @type {number} */ place, /** @type {number} */ i) => folded[i] === word.phrase[inOrder.length] && inOrder.push(place));
    return { ...j, inOrder, score: j.score - 15 };
  }).filter((j) => j.inOrder.length === word.phrase.length);
  whole.sort((a, b) => a.doc.title.plain.length - b.doc.title.plain.length || fresher(a, b));
  if (whole.length) session.note("abbreviation", word.phrase);
  return answerOf({ words, whole, count: whole.length, read: whole.length });
}

/** The query without the words of which a term occurs nowhere. 
 * @param {any} session @param {Word[]} all */
async function withoutAbsent(session, all) {
  const reading = session.reading(all);
  const absent = all.map((_, i) => reading.terms.some((/** @type {any} */ t) => t.word === reading.words[i] && t.docs && !t.df));
  const [words, dropped] = [false, true].map((is) => all.filter((_, i) => absent[i] === is));
  if (session.quoted || !words.length || !dropped.length) return undefined;
  return { ...(await session.try(words)), dropped: dropped.map((w) => w.text) };
}

/** Latin letters as the pinyin of phrases in titles and issuers: whole syllables,
 * initials, or both. @param {any} session @param {Word[]} words @param {Tools} tools */
async function pinyin(session, words, tools) {
  const { answerOf, merge, wordOf } = tools;
  const letters = words.map((w) => w.phrase).join("");
  const all = answerOf({});
  for (const phrase of /^[a-z]{2,40}$/.test(letters) ? await spelled(session, letters, tools) : []) {
    if (all.whole.length >= session.wanted) break;
    const a = await session.try([wordOf(phrase)]);
    all.words.push(...a.words);
    all.whole = merge(all.whole, a.whole);
    all.count += a.count;
    all.read += a.read;
    all.behind += a.behind;
    all.left ||= a.left;
    all.unread ||= a.unread;
  }
  if (all.whole.length) session.note("pinyin", all.words.map((/** @type {Word} */ w) => w.phrase).join("、"));
  return all;
}

/** Documents that have most of the words, title first; when there is none, the nearest
 * titles. @param {any} session @param {Word[]} all @param {Tools} tools */
async function soft(session, all, tools) {
  const { TIER, answerOf } = tools;
  if (session.quoted) return undefined;
  const reading = session.reading(all);
  const [near, titles] = await softly(reading, session.signal, tools);
  const { words } = reading;
  const few = (/** @type {any[]} */ list) => read(session, list.slice(0, session.wanted), TIER.parts, words);
  const partial = await few(near);
  const found = partial.length > 0;
  const further = (found ? near : titles).length > session.wanted;
  return answerOf({ words, partial, soft: found, further, nearest: found ? [] : await few(titles) });
}

/** Reads pages that answer in a way that only the index knows.
 * @param {any} session @param {any[]} list @param {number} tier @param {Word[]} words @returns {Promise<any[]>} */
async function read(session, list, tier, words) {
  /** @type {string[]} */
  const gone = [];
  const pages = await session.engine.pages(list, words, gone, session.signal);
  for (const url of gone) session.note("page", url);
  if (session.without.length) await Promise.all(pages.map((/** @type {any} */ p) => session.engine.files(p.doc, session.signal)));
  return pages.filter((/** @type {any} */ p) => !session.without.some((/** @type {Word} */ w) => p.doc.has(w.phrase))).map((p) => ({ ...p, tier }));
}

const SOFT_TERMS = 8;

/** The best documents that have most of some terms, by weight, and those that have
 * them in the title. @param {any} reading @param {AbortSignal | undefined} signal @param {Tools} tools */
async function softly(reading, signal, tools) {
  const { BATCH, IN_TITLE, idf, keep, pass, range, special, sum, unique } = tools;
  const terms = (await special()).inTurn(reading, () => true).slice(0, SOFT_TERMS);
  const lists = await Promise.all(reading.segments.map(async (g) => {
    const whole = terms.map((/** @type {string} */ t) => (g.isRanged(t) ? "" : t)); // ranged ones say next to nothing
    await reading.load(g.own, unique(whole).filter(Boolean), signal);
    return whole.map((t) => (t ? reading.posting(g.own, t) : undefined));
  }));
  const idfs = terms.map((_, i) => {
    const df = sum(lists.map((/** @type {any} */ l) => l[i]?.df ?? 0));
    return df && idf(sum(reading.segments.map((g, n) => (lists[n][i] ? g.docs : 0))), df);
  });
  const all = await Promise.all(reading.segments.map(async (g, n) => {
    const [share, title] = [new Float64Array(g.docs), new Float64Array(g.docs)];
    lists[n].forEach((posting, i) => posting?.ids.forEach((id, k) => {
      share[id] += idfs[i];
      title[id] += posting.how[k] & IN_TITLE ? idfs[i] : 0;
    }));
    const masks = await g.masks(reading.filters, "", signal);
    const found = await reading.admit(g.own, pass(range(0, g.docs), [...masks, share]), signal);
    found.scores = new Float64Array(found.ids).map((id) => share[id] + 3 * title[id]);
    return { ...found, share, title };
  }));
  const near = all.map((f) => keep(f, (i) => f.share[f.ids[i]] * 100 >= sum(idfs) * 60));
  const titles = all.map((f) => keep(f, (i) => f.title[f.ids[i]], new Float64Array(f.ids).map((id) => f.title[id])));
  return [near, titles].map((list) => reading.candidates(reading.byScore(list, BATCH), all));
}

/** The phrases that letters are the pinyin of.
 * @param {any} session @param {string} letters @param {Tools} tools @returns {Promise<string[]>} */
async function spelled({ engine, signal }, letters, tools) {
  const sites = engine.sites.filter((/** @type {any} */ s) => s.raw.pinyin);
  const lists = await Promise.all(sites.map(async (/** @type {any} */ s) => spell(await s.read(s.raw.pinyin, tools.json, signal), letters, tools)));
  return tools.unique(lists.flat().sort(cheaper(tools.compare)).map((s) => s.phrase)).slice(0, 3);
}

/** The beginning of a phrase that fits the beginning of the letters.
 * @typedef {{phrase: string, at: number, cost: number, rank: number}} Spelling */

const BEAM = 2000;

/** The phrases of chained pairs that letters spell, best first.
 * @param {{readings: Record<string, string>, pairs: string[]}} table @param {string} letters
 * @param {Tools} tools @returns {Spelling[]} */
export function spell({ readings, pairs }, letters, { compare, split }) {
  /** @type {Map<string, string[]>} */
  const syllables = new Map();
  for (const syllable of Object.keys(readings).sort()) {
    for (const c of readings[syllable]) syllables.set(c, [...(syllables.get(c) ?? []), syllable]);
  }
  /** @type {Map<string, [string, number][]>} what follows a character */
  const after = new Map();
  const chain = pairs.flatMap((joined, rank) => split(joined, 2).map((/** @type {string} */ pair) => ({ pair: [...pair], rank })));
  for (const { pair: [a, b], rank } of chain) after.set(a, [...(after.get(a) ?? []), [b, rank]]);
  /** @param {Spelling} s @param {string} c @param {number} rank */
  const extend = (s, c, rank) => waysOf(syllables.get(c) ?? [], letters.slice(s.at)).map(([n, cost]) => (
    { phrase: s.phrase + c, at: s.at + n, cost: s.cost + cost, rank: s.rank + rank }));
  const empty = { phrase: "", at: 0, cost: 0, rank: 0 };
  const whole = [];
  let beam = chain.flatMap(({ pair: [a, b], rank }) => extend(empty, a, 0).flatMap((s) => extend(s, b, rank)));
  while (beam.length) {
    beam.sort((a, b) => a.rank - b.rank || a.cost - b.cost || compare(a.phrase, b.phrase) || a.at - b.at);
    const kept = beam.slice(0, BEAM);
    whole.push(...kept.filter((s) => s.at === letters.length));
    beam = kept.flatMap((s) => (s.at < letters.length ? after.get([...s.phrase].pop() ?? "") ?? [] : []).flatMap(([c, rank]) => extend(s, c, rank)));
  }
  return whole.sort(cheaper(compare));
}

/** @param {Tools["compare"]} compare @returns {(a: Spelling, b: Spelling) => number} */
const cheaper = (compare) => (a, b) => a.cost - b.cost || a.rank - b.rank || compare(a.phrase, b.phrase);

/** In which ways letters begin with a character: how many it takes, and what that costs.
 * @param {string[]} syllables @param {string} rest @returns {[number, number][]} */
function waysOf(syllables, rest) {
  /** @type {[number, number][]} */
  const out = [];
  /** @param {unknown} fits @param {number} n @param {number} cost */
  const add = (fits, n, cost) => fits && !out.some(([m, c]) => m === n && c <= cost) && out.push([n, cost]);
  for (const syllable of rest ? syllables : []) {
    const whole = rest.startsWith(syllable);
    add(whole, syllable.length, 0);
    add(!whole && rest.length > 1 && syllable.startsWith(rest), rest.length, 1);
    add(/^[zcs]h/.test(syllable) && rest.startsWith(syllable.slice(0, 2)), 2, 2);
    add(rest[0] === syllable[0], 1, 2);
  }
  return out;
}
