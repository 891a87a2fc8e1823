/** Latin letters as the pinyin of phrases in titles and issuers: whole syllables,
 * initials, or both. Loaded when a query of such letters finds nothing, and given the
 * engine's tools. It is the twin of pinyin.go of package query. */

/** @typedef {Record<string, any>} Tools of the engine */

/** Answers by the phrases that the letters spell.
 * @param {any} session @param {string} letters @param {Tools} tools */
export async function answer(session, letters, tools) {
  const { answerOf, merge, wordOf } = tools;
  const all = answerOf({});
  for (const phrase of await spelled(session, letters, tools)) {
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
  if (all.whole.length) session.note("pinyin", all.words.map((/** @type {{phrase: string}} */ w) => w.phrase).join("\u3001"));
  return all;
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

/** Cuts terms of n characters each apart. @param {string} joined @param {number} n */
function split(joined, n) {
  const c = [...joined];
  return Array.from({ length: Math.floor(c.length / n) }, (_, i) => c.slice(i * n, i * n + n).join(""));
}

/** The phrases of chained pairs that letters spell, best first.
 * @param {{readings: Record<string, string>, pairs: string[]}} table @param {string} letters
 * @param {Tools} tools @returns {Spelling[]} */
export function spell({ readings, pairs }, letters, { compare }) {
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
