/** What search does when no document holds all words of a query as they are: noise
 * is taken away, what is said otherwise than written is written so, a word is read as a
 * short name, as pinyin or in the pieces that a near page holds, words that are nowhere
 * are left out, and at last most of the words are enough. Loaded then, and given the
 * engine's tools. It is the twin of the fallbacks of package query. */

/** @typedef {{text: string, phrase: string, quoted: boolean, exclude: boolean}} Word of a query; its phrase is folded */
/** @typedef {Record<string, any>} Tools of the engine */

// Words that readers put around the name of a document, as they would ask a person or
// the web. Documents have them, too: they are taken away only when nothing holds the
// query with them. Longer ones before those they end or begin with.
const ASKED = ("现行有效版 全文阅读 全文及解读 下载地址 在线查询 条文释义 修正文本 百度百科 word文档 " +
  "什么时候实施 什么时候施行 什么时候生效 什么时候公布 有哪些规定 怎么规定的 如何规定的 规定是什么 哪年颁布 哪年公布 " +
  "最新修订 最新修正 最新修改 最新的 修正版 修订本 修正本 正式版 网页版 打印版 英文版 主要内容 现行有效 实施时间 施行时间 " +
  "百度云 多少条 有哪些 在哪里 发文字号 文件编号 索引号 我想找 我要找 查一下 找一下 什么是 " +
  "查找 搜索 请问 解读 释义 内容 条文 法条 图片 新版 摘录 节选 草案 附件 文号 文件 文档 通知 公布 颁布 根据 按照 关于 html md 的 " +
  "最高人民法院 最高人民检察院 最高法院 最高检察院 最高法 最高院 最高检 两高").split(" ");
// What is said of a version behind and before a title: 2018修正, 2023年最新版, 2018-10-26.
const EDITIONS = [
  /^()(.*?)((?:19|20)[0-9]{2}年?版?(?:第?[一二三四五六七八九]次)?(?:最新)?(?:修正|修订|修改|新)?(?:版本|文本|版|本)?|(?:19|20)[0-9]{6}|(?:第[一二三四五六七八九]次)?(?:修正|修订|修改))$/,
  /^((?:19|20)[0-9]{2}年?[度版]?(?:最新版|最新|新版)?)([^0-9年].*)()$/,
];

/** Takes away what is asked for around the names of documents.
 * @param {Word[]} words @param {string[]} noise @returns {[Word[], string[]]} */
export function dropAsked(words, noise) {
  /** @type {string[]} */
  const dropped = [];
  const left = words.map((w) => (w.quoted ? w : { ...w, phrase: trimAsked(w.phrase, [...noise, ...ASKED], dropped) })).filter((w) => w.phrase);
  return left.length ? [left, dropped] : [words, []];
}

/** Takes such words from the ends of one, or all of it, but leaves no single character.
 * @param {string} phrase @param {string[]} list @param {string[]} taken gets them */
function trimAsked(phrase, list, taken) {
  /** @param {string} rest @param {string} n */
  const take = (rest, n) => {
    if (!n || [...rest].length === 1) return false;
    phrase = rest;
    taken.push(n);
    return true;
  };
  for (let again = true; again && phrase;) {
    again = list.some((n) => (phrase.endsWith(n) ? take(phrase.slice(0, -n.length), n) : phrase.startsWith(n) && take(phrase.slice(n.length), n)))
      || EDITIONS.some((edition) => {
        const [, before, rest, after] = edition.exec(phrase) ?? [];
        return take(rest ?? "", (before ?? "") + (after ?? ""));
      });
  }
  return phrase;
}

const DIGITS = " 一二三四五六七八九";
/** A number from 1 to 999 as laws write it; a zero is 〇, as folding has it. @param {number} n */
function chinese(n) {
  const [hundreds, tens, ones] = [Math.floor(n / 100), Math.floor(n / 10) % 10, n % 10].map((d) => DIGITS[d].trim());
  const ten = tens ? (tens !== "一" || hundreds ? tens : "") + "十" : hundreds && ones && "〇";
  return (hundreds && hundreds + "百") + ten + ones;
}
/** A Chinese number under 1,000 in Arabic digits; all else stays. @param {string} s */
const arabicOf = (s) => String((Array.from({ length: 999 }, (_, i) => chinese(i + 1)).indexOf(s) + 1) || s);

// Those whose short name is no part of the long one, behind it.
const PROVINCES = ("沪上海 渝重庆 冀河北 豫河南 湘湖南 皖安徽 鲁山东 赣江西 鄂湖北 晋山西 闽福建 粤广东 桂广西 琼海南").split(" ");

/** A phrase as documents write it: 第42条 as 第四十二条, 国务院588号令 as 国务院令第588号,
 * 2023年第1号 as the end of a document number, 公司法司法解释3 as 公司法解释三.
 * @param {string} phrase */
export function reword(phrase) {
  const [, issuer, order] = /^(\p{Script=Han}{2,20}?)令?第?([0-9]{1,5}|[〇一二三四五六七八九十百]{1,7})号?令?$/u.exec(phrase) ?? [];
  if (issuer && phrase.includes("令")) return `${issuer}令第${arabicOf(order)}号`;
  return phrase
    .replace(/(第?)([1-9][0-9]*)(条|款|项|章|节|编|个|倍|日内|日以|年以)/g, (as, nth, n, unit) => (n.length > 3 ? as : (unit === "条" ? "第" : nth) + chinese(+n) + unit))
    .replace(/^((?:19|20)[0-9]{2})年第?0*([1-9][0-9]{0,4}号)$/, "$1$2")
    .replace(/^([沪渝冀豫湘皖鲁赣鄂晋闽粤桂琼])(\p{Script=Han}{3})/u, (_, c, rest) => PROVINCES.find((p) => p.startsWith(c))?.slice(1) + rest)
    .replace(/^(.*公司法|.+?)罪?(?:司法)?解释([1-9一二三四五六七八九]?)$/, (_, name, n) => `${name}解释${+n ? chinese(+n) : n}`);
}

const TAG = /<\/?[a-zA-Z][^<>]*>|&(?:[a-zA-Z]{2,8}|#[0-9]{1,7});/g;

/** The words without tags, as text copied from a page's source has them.
 * @param {any} session @param {Tools} tools @returns {[Word[], string[]]} */
function withoutTags({ q, words, engine }, { parseQuery }) {
  const plain = parseQuery(q.replace(TAG, " "), engine.folder).words.filter((/** @type {Word} */ w) => !w.exclude);
  const tags = q.match(TAG);
  return tags && plain.length ? [plain, tags] : [words, []];
}

/** What is left of the words when they are read more simply step by step, until a
 * document holds them. @param {any} session @param {Tools} tools
 * @returns {Promise<{words: Word[], noise: string[], a?: any}>} */
async function simpler(session, tools) {
  const { special } = session.engine;
  let [words, noise] = withoutTags(session, tools);
  let last = { words: session.words, noise: /** @type {string[]} */ ([]) };
  /** @param {Word[]} all @returns {[Word[], string[]]} */
  const reworded = (all) => [all.map((w) => (w.quoted ? w : { ...w, phrase: reword(w.phrase) })), []];
  /** @type {((all: Word[]) => [Word[], string[]])[]} */
  const steps = [(all) => [all, []], special.dropNoise, reworded, (all) => dropAsked(all, special.NOISE), reworded];
  for (const step of steps) {
    const [left, dropped] = step(words);
    [words, noise] = [left, [...noise, ...dropped]];
    if (words.length === last.words.length && words.every((w, i) => w.phrase === last.words[i].phrase)) continue;
    last = { words, noise };
    const a = await bare(session, words, tools);
    if (a.whole.length) return { ...last, a };
  }
  return last;
}

/** Reads what is left without noise, as a number if it is one.
 * @param {any} session @param {Word[]} words @param {Tools} tools */
async function bare(session, words, tools) {
  const { folder, special } = session.engine;
  const { phrase, quoted } = words[0];
  const number = words.length > 1 || quoted || session.without.length ? "" : special.saidNumber(phrase, folder, tools) || special.indexNumber(phrase, folder);
  const numbered = number && (await special.asNumber(session, number, tools));
  if (numbered) return numbered;
  const a = await session.plain(words);
  return a.whole.length ? named(session, words, a, tools) : a;
}

/** Answers a query that found nothing: the first way with a result wins. One that found
 * something may be the name of a law.
 * @param {any} session @param {any} first what the words as they stand gave @param {Tools} tools */
export async function answer(session, first, tools) {
  const { merge, special } = tools;
  session.engine.special ??= await special();
  if (first.whole.length || first.further) return named(session, session.words, first, tools);
  const { words, noise, a: plainer } = await simpler(session, tools);
  let a = plainer;
  for (const way of [abbreviation, pinyin, inPieces, withoutAbsent, soft]) {
    a ??= await way(session, words, tools);
    if (a && !a.whole.length && !a.partial.length && !a.nearest.length) a = undefined;
  }
  if (!a) return first;
  const unread = a.unread || first.unread; // then a document may hold the words after all
  if (a.soft && !unread) session.note("soft", "");
  const partial = merge(a.whole, merge(first.partial, a.partial)).slice(a.whole.length);
  return { ...a, partial, unread, left: a.left || first.unread, ignored: [...noise, ...a.ignored] };
}

// --- Abbreviations: titles that can be shortened to the query -------------------------

const MOST_LETTERS = 6; // that are looked up; one less of what is no name
const PAGES = [20, 10, 5]; // that are read: of all, at a first look, there of what is no name or of another kind
const MOST_GAPS = 1; // in a title that a name is surely short for
const MOST_NAMED = 8; // characters of such a name
const LEAST_TURNED = 2; // characters that stand before others in one and behind them in the other
const NTH = "([一二三四五六七八九]?)";
// Readers take one of these for another.
const KINDS = "(解释|规定|条例|办法|细则|规则|决定)";
const KIND_AT_END = new RegExp(`^(.*?)${KINDS}${NTH}$`);
const KIND_OF = new RegExp(`${KINDS}${NTH}(?:试行|暂行)?$`);
const COUNTRY = /中华人民共和国/g;
const AROUND = /印发|通知/g; // the name of a document that another brings
// What titles hold for form's sake, so that who shortens them leaves it out.
const IDLE = /中华人民共和国|最高人民法院|最高人民检察院|国务院|关于|审理|办理|具体|应?用法律|适用|若干|问题|案件|人民法院|实施|暂行|试行|管理|[的和与及省市]/g;
const ARTICLE = /^(.{2,}?)(第[〇一二三四五六七八九十百]+条)$/u;

/** A phrase as people shorten a title: what it is about, its kind, which of several it is.
 * @typedef {{about: string, kind: string, nth: string}} Said */
/** A query as the abbreviation of a title: words are that and what else is asked for; of
 * these pages may lack an article.
 * @typedef {Said & {words: Word[], article: boolean}} Short */

/** Reads a phrase, without what is idle in it, too, unless next to nothing is left.
 * @param {string} phrase @returns {Said} */
function saidOf(phrase) {
  const [, about, kind, nth] = KIND_AT_END.exec(phrase) ?? ["", phrase, "", ""];
  const rest = about.replace(IDLE, "");
  return { about: [...rest].length > 1 ? rest : about, kind, nth };
}

/** Whether a word ends as names of laws do, and is no longer than a short one.
 * @param {Word} word */
function isName({ phrase }) {
  const { about, kind } = saidOf(phrase);
  return [...phrase].length <= MOST_NAMED && about !== "" && (kind !== "" || about.endsWith("法"));
}

/** Reads a query as one name, as a law with an article, or as a name among other words.
 * @param {Word[]} all @param {Tools} tools @returns {Short | undefined} */
function shortOf(all, { unique, wordOf }) {
  const joined = all.map((w) => w.phrase).join("");
  const cited = all.length < 3 ? ARTICLE.exec(joined) : null;
  const name = cited ? wordOf(cited[1]) : all.length > 1 ? all.find(isName) : wordOf(joined);
  if (!name) return undefined;
  const words = cited ? [name, wordOf(cited[2])] : all.length > 1 ? unique([name, ...all]) : [name];
  const said = saidOf(name.phrase);
  if (!said.about || all.some((w) => w.quoted) || !/^\p{Script=Han}{2,16}$/u.test(name.phrase)) return undefined;
  return { ...said, words, article: cited !== null };
}

/** Titles that can be shortened to the query: found by their characters when these are
 * few, else by their pairs.
 * @param {any} session @param {Word[]} all @param {Tools} tools */
async function abbreviation(session, all, tools) {
  const f = shortOf(all, tools);
  if (!f) return undefined;
  const { unique } = tools;
  const a = (await byLetters(session, f, tools))
    ?? (lettersOf(f, f.kind, unique).length > mostLetters(f) ? await byPairs(session, f, all, tools) : undefined);
  if (a) session.note("abbreviation", f.words[0].phrase);
  return a;
}

/** The terms that a title must have: single characters, and the kind as a pair.
 * @param {Short} f @param {string} kind @param {Tools["unique"]} unique @returns {string[]} */
const lettersOf = ({ about, nth }, kind, unique) => unique([...about + nth, kind]).filter(Boolean);

/** @param {Short} f */
const mostLetters = ({ words }) => MOST_LETTERS - Number(!isName(words[0]));

/** Looks for titles by their characters: first by all and the kind, then, unless that is
 * surely meant or, but for a first look, has no gap at all, of another kind: what people
 * call an interpretation may be a provision.
 * @param {any} session @param {Short} f @param {Tools} tools */
async function byLetters(session, f, tools) {
  const { BATCH, merge, special, unique, wordOf } = tools;
  const { kind } = f;
  const few = session.wanted < BATCH;
  let best;
  for (const k of unique([kind, kind === "解释" ? "规定" : ""])) {
    const letters = lettersOf(f, k, unique);
    if (letters.length > mostLetters(f)) continue;
    const pages = PAGES[few ? k === kind && isName(f.words[0]) ? 1 : 2 : 0];
    const list = await (await special()).titles(session.reading(letters.map(wordOf)), pages, true, session.signal, tools);
    const a = await shortened(session, f, list, tools);
    if (a && a.whole[0].score >= (few ? -MOST_GAPS : 0)) return a;
    best = best && a ? inOrderOf(a.words, merge(best.whole, a.whole), tools) : best ?? a;
  }
  return best;
}

/** Looks among the titles that have much of the weight of the words' pairs.
 * @param {any} session @param {Short} f @param {Word[]} all @param {Tools} tools */
async function byPairs(session, f, all, tools) {
  const [, , likely] = await softly(session.reading(all), session.signal, tools);
  return shortened(session, f, likely.slice(0, session.wanted), tools);
}

/** Puts titles that the query is surely short for before documents that only mention it,
 * as those with 治安法规 do 治安法, and before those that hold parts of it.
 * @param {any} session @param {Word[]} all @param {any} a the answer @param {Tools} tools */
async function named(session, all, a, tools) {
  const { BATCH, TIER, merge } = tools;
  const f = shortOf(all, tools);
  if (!f || f.words.length > 1 || !isName(f.words[0]) || session.byDate
    || (a.whole.length && (a.whole[0].tier >= TIER.spread || a.count > BATCH))) return a;
  const b = await byLetters(session, f, tools);
  const sure = b?.whole.filter((/** @type {any} */ j) => !a.whole.length || j.score >= -MOST_GAPS) ?? [];
  if (!b || !sure.length) return a;
  session.note("abbreviation", f.words[0].phrase);
  const whole = merge(sure, a.whole);
  const more = whole.length - a.whole.length;
  return {
    ...a, whole, partial: merge(sure, a.partial).slice(sure.length), words: a.whole.length ? a.words : b.words,
    count: a.count + more, read: a.read + more, sure: false,
  };
}

/** Answers by those of candidates whose titles can be shortened to what was said, the
 * nearest and shortest first.
 * @param {any} session @param {Short} f @param {any[]} list @param {Tools} tools */
async function shortened(session, f, list, tools) {
  const { TIER, hold } = tools;
  const { words } = session.reading(f.words);
  const pages = await read(session, list, TIER.spread, words, tools);
  const whole = pages.flatMap((j) => {
    const { folder, page, title, meta, summary, body } = j.doc;
    const shown = folder.map(page.title);
    const chars = [...shown.folded];
    const way = fit(f, chars);
    const lacks = !hold(words.slice(1), title, meta, summary, body);
    if (!way || (lacks && !f.article)) return [];
    let unit = 0;
    const starts = chars.map((c) => shown.at[(unit += c.length) - c.length]);
    return [{ ...j, inOrder: way.places.map((i) => starts[i]), score: 0 - way.gaps, lacks }];
  });
  return whole.length ? inOrderOf(words, whole, tools) : undefined;
}

/** An answer by titles that can be shortened to the words: those whose pages have all that
 * is asked for, then with fewer gaps, then shorter ones first.
 * @param {any[]} words @param {any[]} whole @param {Tools} tools */
function inOrderOf(words, whole, { answerOf, fresher, ownName }) {
  whole.sort((a, b) => Number(a.lacks) - Number(b.lacks) || b.score - a.score
    || ownName(a.doc.title.years).length - ownName(b.doc.title.years).length || fresher(a, b));
  return answerOf({ words, whole, count: whole.length, read: whole.length });
}

/** How well a folded title can be shortened to what was said, a number of gaps, and the
 * places of its characters; none when it cannot. Another kind counts one gap, what it
 * is about the other way round two.
 * @param {Short} f @param {string[]} title @returns {{gaps: number, places: number[]} | undefined} */
function fit({ about, kind: said, nth }, title) {
  const kind = said && (KIND_OF.exec(title.join(""))?.[1] ?? said);
  const chars = [...about];
  const other = Number(kind !== said);
  for (let at = 0; !at || at <= chars.length - LEAST_TURNED; at = Math.max(at + 1, LEAST_TURNED)) {
    const way = inOrder(title, [...chars.slice(at), ...chars.slice(0, at), ...kind + nth]);
    if (way) return { gaps: way.gaps + other + (at && 2), places: way.places };
  }
  return undefined;
}

/** Finds the characters of a phrase in a title in their order with as few gaps as can
 * be, each a run of characters that are not all idle; those of the country's name cost
 * as much each: 民促法 has its first from 民办. Of equal ways it is the one with the
 * first places. @param {string[]} title @param {string[]} phrase @returns {{gaps: number, places: number[]} | undefined} */
function inOrder(title, phrase) {
  const notice = placesOf(AROUND, title);
  const silent = placesOf(IDLE, title).map((is, i) => is || notice[i]);
  const country = placesOf(COUNTRY, title);
  // least[i][open][j] is the number of further gaps from place j of the title and i of
  // the phrase on; open: within a gap.
  /** @type {number[][][]} */
  const least = [];
  for (let i = phrase.length; i >= 0; i--) {
    least[i] = [[], []];
    for (let j = title.length; j >= 0; j--) {
      for (const open of [0, 1]) {
        const end = i < phrase.length ? Infinity : 0;
        const skip = j === title.length ? end : silent[j] ? least[i][open][j + 1] : least[i][1][j + 1] + 1 - open;
        const take = phrase[i] && phrase[i] === title[j] ? least[i + 1][0][j + 1] + Number(country[j]) : Infinity;
        least[i][open][j] = Math.min(skip, take);
      }
    }
  }
  const gaps = least[0][0][0];
  if (gaps === Infinity) return undefined;
  /** @type {number[]} */
  const places = [];
  for (let i = 0, open = 0, j = 0; i < phrase.length; j++) {
    if (phrase[i] === title[j] && least[i + 1][0][j + 1] + Number(country[j]) === least[i][open][j]) {
      places.push(j);
      [i, open] = [i + 1, 0];
    } else if (!silent[j]) open = 1;
  }
  return { gaps, places };
}

/** Says of each character of a title whether it is in what a pattern finds.
 * @param {RegExp} pattern @param {string[]} title */
function placesOf(pattern, title) {
  const blank = [...title.join("").replace(pattern, (s) => " ".repeat([...s].length))];
  return title.map((_, i) => blank[i] === " ");
}

const LEAST_SPLIT = 4; // characters: no piece of fewer is good
const COVER_PAGES = 3; // that are read, of each list; the same whatever is asked for

/** Words that were typed without a space, or with something between, as the pieces of
 * them that a near page holds: 劳动法第四十二条 as 劳动法 and 第四十二条.
 * @param {any} session @param {Word[]} words @param {Tools} tools */
async function inPieces(session, words, tools) {
  const { TIER, wordOf } = tools;
  if (session.quoted || [...words.map((w) => w.phrase).join("")].length < LEAST_SPLIT) return undefined;
  const reading = session.reading(words);
  /** @type {Cover | undefined} */
  let best;
  for (const list of await softly(reading, session.signal, tools)) {
    for (const p of await read(session, list.slice(0, COVER_PAGES), TIER.parts, reading.words, tools)) {
      const c = cover(p.doc, words, tools);
      if (isGood(c) && !(best && best.cost <= c.cost)) best = c;
    }
    if (best && 2 * best.titled >= best.length) break; // no title is nearer
  }
  const a = best && (await session.try(best.pieces.map(wordOf)));
  if (!best || !a.whole.length) return undefined;
  session.note("split", best.pieces.join(" "));
  return { ...a, ignored: best.skipped };
}

/** A way to read words as pieces that a page holds: what is left out, how many
 * characters but 的 that is, how many of the pieces the title holds, how many there are.
 * @typedef {{pieces: string[], skipped: string[], left: number, titled: number, length: number, cost: number}} Cover */

/** Whether so much is in pieces that are long enough that the page is what the reader
 * means. Where more than a little is left out it must be the title that says so. @param {Cover} c */
const isGood = (c) => c.pieces.length && 2 * (c.length - c.left) >= 5 * c.pieces.length
  && (c.left * 8 <= c.length || (c.left * 3 <= c.length && 2 * c.titled >= c.length));

/** Reads words as the cheapest pieces, long ones rather than short ones. A piece that
 * the title holds costs 2, one that stands elsewhere 4, a character left out 3, 的 1.
 * @param {any} doc @param {Word[]} words @param {Tools} tools @returns {Cover} */
function cover({ title, meta, summary, body }, words, { hold }) {
  /** @type {Cover} */
  const c = { pieces: [], skipped: [], left: 0, titled: 0, length: 0, cost: 0 };
  for (const { phrase } of words) {
    const chars = [...phrase];
    const inTitle = longestRuns(chars, (part) => hold([{ phrase: part }], title));
    const anywhere = longestRuns(chars, (part) => hold([{ phrase: part }], title, meta, summary, body));
    const [cost, step] = [[...chars, 0].map(() => 0), chars.map(() => 0)]; // from each place on; 0 leaves out
    /** @param {number} i whether it parts digits or Latin letters that stand together */
    const inRun = (i) => i < chars.length && /[0-9a-z]{2}/.test((chars[i - 1] ?? "") + chars[i]);
    for (let i = chars.length - 1; i >= 0; i--) {
      cost[i] = cost[i + 1] + (chars[i] === "的" ? 1 : 3);
      for (let n = anywhere[i]; n >= Math.min(2, chars.length) && !inRun(i); n--) {
        const price = cost[i + n] + (n <= inTitle[i] ? 2 : 4);
        if (price < cost[i] && !inRun(i + n)) [cost[i], step[i]] = [price, n];
      }
    }
    c.cost += cost[0];
    c.length += chars.length;
    for (let i = 0, from = 0; i < chars.length; from = i) {
      while (i < chars.length && !step[i]) i++;
      if (i > from) {
        const part = chars.slice(from, i);
        c.skipped.push(part.join(""));
        c.left += part.filter((p) => p !== "的").length;
        continue;
      }
      if (step[i] <= inTitle[i]) c.titled += step[i];
      i += step[i];
      const piece = chars.slice(from, i).join("");
      if (!c.pieces.includes(piece)) c.pieces.push(piece);
    }
  }
  return c;
}

/** Of every place, the length of the longest part from there on that is held. One place
 * on it is shorter by at most one. @param {string[]} chars @param {(part: string) => boolean} held */
function longestRuns(chars, held) {
  let n = 0;
  return chars.map((_, i) => {
    n = Math.max(0, n - 1);
    while (i + n < chars.length && held(chars.slice(i, i + n + 1).join(""))) n++;
    return n;
  });
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

/** Latin letters as pinyin. @param {any} session @param {Word[]} words @param {Tools} tools */
async function pinyin(session, words, tools) {
  const letters = words.map((w) => w.phrase).join("");
  return /^[a-z]{2,40}$/.test(letters) ? (await import("./search-pinyin.js")).answer(session, letters, tools) : undefined;
}

/** Documents that have most of the words, title first; when there is none, the nearest
 * titles. @param {any} session @param {Word[]} all @param {Tools} tools */
async function soft(session, all, tools) {
  const { TIER, answerOf } = tools;
  if (session.quoted) return undefined;
  const reading = session.reading(all);
  const [near, titles] = await softly(reading, session.signal, tools);
  const { words } = reading;
  const few = (/** @type {any[]} */ list) => read(session, list.slice(0, session.wanted), TIER.parts, words, tools);
  const partial = await few(near);
  const found = partial.length > 0;
  const further = (found ? near : titles).length > session.wanted;
  return answerOf({ words, partial, soft: found, further, nearest: found ? [] : await few(titles) });
}

/** Reads pages that answer in a way that only the index knows.
 * @param {any} session @param {any[]} list @param {number} tier @param {Word[]} words @param {Tools} tools @returns {Promise<any[]>} */
async function read(session, list, tier, words, { hold }) {
  /** @type {string[]} */
  const gone = [];
  const pages = await session.engine.pages(list, words, gone, session.signal);
  for (const url of gone) session.note("page", url);
  if (session.without.length) await Promise.all(pages.map((/** @type {any} */ p) => session.engine.files(p.doc, session.signal)));
  return pages.filter((/** @type {any} */ p) => !session.without.some((/** @type {Word} */ w) => hold([w], p.doc.title, p.doc.meta, p.doc.summary, p.doc.body, p.doc.files))).map((p) => ({ ...p, tier }));
}

const SOFT_TERMS = 8;
const SOFT_USUAL = 2; // of them that are the most usual ones, which titles may have, too

const LIKELY = 40; // of a hundred: what a title must have of the weight to be looked at as a whole

/** The best documents that have most of some terms, by weight, those that have any in the
 * title, and of these those that have much there. @param {any} reading @param {AbortSignal | undefined} signal @param {Tools} tools */
async function softly(reading, signal, tools) {
  const { BATCH, IN_TITLE, idf, pass, range, special, sum, unique } = tools;
  const { inTurn, keep } = await special();
  const turns = inTurn(reading, () => true);
  const terms = turns.filter((/** @type {string} */ _, /** @type {number} */ i) => i < SOFT_TERMS - SOFT_USUAL || i >= turns.length - SOFT_USUAL);
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
    const [share, title, length] = [0, 0, 0].map(() => new Float64Array(g.docs));
    lists[n].forEach((posting, i) => posting?.ids.forEach((id, k) => {
      share[id] += idfs[i];
      if (!(posting.how[k] & IN_TITLE)) return;
      title[id] += idfs[i];
      length[id] = posting.how[k] >> 2;
    }));
    const masks = await g.masks(reading.filters, "", signal);
    const found = await reading.admit(g.own, pass(range(0, g.docs), [...masks, share]), signal);
    found.scores = new Float64Array(found.ids).map((id) => share[id] + 3 * title[id]);
    return { ...found, share, title, length };
  }));
  const near = all.map((f) => keep(f, (/** @type {number} */ i) => f.share[f.ids[i]] * 100 >= sum(idfs) * 60, range));
  const [titles, likely] = [0, sum(idfs) * LIKELY].map((least) => all.map((f) => (
    keep(f, (/** @type {number} */ i) => f.title[f.ids[i]] && f.title[f.ids[i]] * 100 >= least, range, new Float64Array(f.ids).map((id) => f.title[id] * 16 + 15 - f.length[id])))));
  return [near, titles, likely].map((list) => reading.candidates(reading.byScore(list, BATCH).subarray(0, BATCH), all));
}
