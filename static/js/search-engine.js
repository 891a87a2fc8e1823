/** Searches the catalogue's index: everything of search but what the reader sees.
 * One file, because every module is one more request; what only some queries need is in
 * search-words, search-fallback and search-filter. It runs in a module worker; where
 * there is none, the page runs it. It is the twin of package query: the vectors in
 * testdata/search bind both, to the same scores.
 *
 * A query takes two rounds: all posting files at once, then the pages of the best
 * candidates at once, as many as results are asked for, ten at most; titles, snippets
 * and the check of a phrase come from them. Where these hold only parts of the words,
 * further rounds follow. A whole title or number takes the files of its key and its
 * page. A damaged file may cost results, which the answer says, or be an error with a code;
 * no file makes a decoder hang. Whatever is missing or of the wrong type in JSON is
 * found where it is used, as an error, too. */

/** @typedef {{text: string, mark: boolean}} Piece */
/** @typedef {{url: string, name: string}} Source the address of a site's manifest */
/** @typedef {{category: string[], issuer: string[], year: string[], state: string[], theme: string[], genre: string[], five: string[], from: string, to: string}} Filters */
/** @typedef {{q?: string, filters?: Partial<Filters>, sort?: string, offset?: number, limit?: number, quick?: boolean}} Request
 * offset is the number of results, partial ones apart, that the asker has already. quick
 * is for a first look, which is a brief one when there are many documents: of fewer
 * results, and when a document's whole title or number is the query, of these documents
 * alone. The next request, without it, goes on behind them. */
/** @typedef {{url: string, site: string, title: Piece[], snippet: Piece[], number: Piece[], index: string, issuer: string, written: string, published: string, state: {slug: string, label: string}, tier: number, score: number, parts: boolean, attachment: boolean}} Result */
/** What was done to the query; text is what it was done with. The page has the words.
 * @typedef {{code: string, text: string}} Note */
/** limit is how many were to come; more is the offset to ask for next, 0 when there is no more; partial are all that
 * were read, results those that were asked for; more is 1 where only partial or nearest
 * ones can be more. whole: see quick.
 * @typedef {{total: number, exact: boolean, limit: number, results: Result[], partial: Result[], more: number, whole: boolean, ignored: string[], dropped: string[], notes: Note[], nearest: Result[], sites: {name: string, error: string}[], words: string[]}} Response */

/** A failure with a code: offline, missing, broken, version or aborted. */
class SearchError extends Error {
  /** @param {string} code */
  constructor(code) {
    super(code);
    this.code = code;
  }
}
const broken = () => new SearchError("broken");
/** @param {any} err @returns {SearchError} */
const asError = (err) => (err instanceof SearchError ? err : broken());

/** @param {number[]} list */
const sum = (list) => list.reduce((a, b) => a + b, 0);
/** @template T @param {T[]} list */
const unique = (list) => [...new Set(list)];
/** @param {string} a @param {string} b */
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
/** @param {number} from @param {number} to */
const range = (from, to) => {
  const ids = new Uint32Array(to - from);
  for (let i = 0; i < ids.length; i++) ids[i] = from + i;
  return ids;
};
/** The first place of ascending ids where one is not under id. @param {ArrayLike<number>} ids @param {number} id */
function place(ids, id) {
  let [low, high] = [0, ids.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ids[middle] < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

// --- Folding: the form in which texts are compared; package han has the rules -----

// Han outside the basic plane is kept whatever the browser's version of Unicode.
const IGNORED = /[^\p{L}\p{N}\u{20000}-\u{3FFFF}]/gu;
const DIGITS = "〇一二三四五六七八九";

/** Folds characters: width, case, script and brackets make no difference. */
export class Folder {
  constructor() {
    /** @type {Map<string, string>} one character to its simplified one */
    this.table = new Map();
    /** @type {Map<string, string>} what was folded before */
    this.known = new Map();
    this.version = 0;
  }

  /** Adds pairs of characters; the first target of a character stays.
   * @param {string} from @param {string} to */
  add(from, to) {
    const targets = [...to];
    [...from].forEach((c, i) => this.table.has(c) || this.table.set(c, targets[i] ?? c));
    this.known.clear();
    this.version++;
  }

  /** @param {string} c one code point @returns {string} none or more characters */
  char(c) {
    let f = this.known.get(c);
    if (f === undefined) {
      f = c === "\n" ? c : "";
      for (const d of c.normalize("NFKD").replaceAll("○", "〇").replace(IGNORED, "")) {
        const lower = d.toLowerCase();
        f += this.table.get(lower) ?? lower;
      }
      f = f.replaceAll("零", "〇");
      this.known.set(c, f);
    }
    return f;
  }

  /** @param {string} text lines @returns {string} the lines folded */
  fold(text) {
    let out = "";
    for (const c of text) out += this.char(c);
    return out;
  }

  /** Folds what is looked for: one line, years in Arabic digits. @param {string} text */
  phrase(text) {
    return yearFold(this.fold(text.replaceAll("\n", "")));
  }

  /** Folds lines and tells where each unit of the result begins and ends in the text.
   * @param {string} text @returns {{folded: string, at: number[], end: number[]}} */
  map(text) {
    let [folded, place] = ["", 0];
    /** @type {number[]} */
    const at = [];
    /** @type {number[]} */
    const end = [];
    for (const c of text) {
      const units = this.char(c);
      folded += units;
      for (let i = 0; i < units.length; i++) {
        at.push(place);
        end.push(place + c.length);
      }
      place += c.length;
    }
    return { folded, at, end };
  }
}

/** @param {string} text @returns {string} Chinese digits as Arabic ones */
const arabic = (text) => text.replace(/[〇一二三四五六七八九]/g, (c) => String(DIGITS.indexOf(c)));
/** Turns years in Chinese digits (二〇二三年) into Arabic ones, of the same length.
 * @param {string} folded */
export const yearFold = (folded) => folded.replace(/[〇一二三四五六七八九]{4}年/g, arabic);

/** A document's own name in its folded title: without what issues it, and without what
 * it says at its end of its version. @param {string} title */
const ownName = (title) => title.replace(/^.*?关于(?:印发|[发公颁]布)(.{4,})的(?:通知|公告)$/u, "$1").replace(/^(.{2,}?)(?:19|20)\d\d年?(?:第?.次)?修[正订改](?:版本?|文?本)?$/u, "$1");

/** A folded text, and the same with its years folded. @typedef {{plain: string, years: string}} Folded */
/** @param {string} plain @returns {Folded} */
const asFolded = (plain) => ({ plain, years: yearFold(plain) });

/** The first place from which on a text holds a phrase; each year in it may stand as
 * it is or folded. @param {Folded} text @param {string} phrase @param {number} [from] */
function indexIn({ plain, years }, phrase, from = 0) {
  if (!phrase || phrase.includes("\n")) return -1;
  if (plain === years) return plain.indexOf(phrase, from);
  for (let i = from; i + phrase.length <= plain.length; i++) {
    let [asIs, asYear, j] = [true, true, 0];
    for (; (asIs || asYear) && j < phrase.length; j++) {
      asIs &&= phrase[j] === plain[i + j];
      asYear &&= phrase[j] === years[i + j];
      if (plain[i + j] === years[i + j]) asIs = asYear ||= asIs; // outside a year both ways are open
    }
    if (asIs || asYear) return i;
  }
  return -1;
}

/** @param {Folded} text @param {string} phrase */
const holds = (text, phrase) => indexIn(text, phrase) >= 0;

/** All places of a phrase that do not overlap. @param {Folded} text @param {string} phrase */
export function positions(text, phrase) {
  const out = [];
  for (let i = indexIn(text, phrase); i >= 0; i = indexIn(text, phrase, i + phrase.length)) out.push(i);
  return out;
}

// --- Terms ----------------------------------------------------------------------

/** The terms that stand for a folded phrase, with their places in it, each once: itself,
 * when it has one character or two; else its pairs, and instead of those within three of
 * which the middle one and one beside it are letters or digits these three.
 * @param {string} phrase @returns {{term: string, at: number}[]} */
export function phraseTerms(phrase) {
  const c = [...phrase];
  /** @param {number} i */
  const three = (i) => /^(?:[0-9a-z]{2}.|.[0-9a-z]{2})$/u.test(c.slice(i, i + 3).join("")) && i >= 0;
  /** @type {Map<string, number>} */
  const terms = new Map();
  for (let i = 0; i < Math.max(1, c.length - 1); i++) {
    const term = c.slice(i, i + (three(i) ? 3 : 2)).join("");
    if (term && !terms.has(term) && (three(i) || !three(i - 1))) terms.set(term, i);
  }
  return Array.from(terms, ([term, at]) => ({ term, at }));
}
/** Whether a phrase is one term, so that a posting says all. @param {string} phrase */
const isTerm = (phrase) => phraseTerms(phrase)[0]?.term === phrase;

/** @param {string} term @returns {number} 0 to 2^32 − 1 */
export function hash32(term) {
  let h = 0x811c9dc5;
  for (const c of term) {
    h = Math.imul(h ^ /** @type {number} */ (c.codePointAt(0)), 0x01000193);
    h ^= h >>> 13;
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

// --- Decoding; package codec has the format --------------------------------------
// Loops over long lists are in functions of their own: a compiler that begins with a
// loop stumbles over what is behind it. Where no processor can guess whether one number
// is under another, (a - b) >>> 31 says it without a branch: 1 when a < b, else 0.

const MOST_IDS = 1 << 24; // documents of a segment, and ids in a posting file
const MOST_FORMS = 1 << 14; // of addresses in a table, which has at most 16 KB

/** Reads bytes and bits from the front, the highest bit of a byte first. */
class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = new Uint8Array(bytes.length + 4); // so that four can be looked at from the end
    this.bytes.set(bytes);
    this.view = new DataView(this.bytes.buffer);
    this.at = 0; // in bits
    this.size = bytes.length * 8;
  }

  /** The next 25 bits at least, from the top of 32; zeros after the end. */
  #peek() {
    return this.view.getUint32(this.at >> 3) << (this.at & 7);
  }

  /** @param {number} n */
  #skip(n) {
    this.at += n;
    if (this.at > this.size) throw broken();
  }

  /** @param {number} n up to 32 @returns {number} */
  bits(n) {
    if (n > 25) return this.bits(n - 16) * 65536 + this.bits(16);
    const v = n && this.#peek() >>> (32 - n);
    this.#skip(n);
    return v;
  }

  /** The number of ones before a zero, and the zero. @param {number} most */
  #ones(most) {
    for (let n = 0; ; ) {
      const more = Math.clz32(~this.#peek());
      n += Math.min(more, 25);
      if (n > most) throw broken();
      this.#skip(more < 25 ? more + 1 : 25);
      if (more < 25) return n;
    }
  }

  /** @param {number} [most] */
  varint(most = 2 ** 42) {
    let n = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.bits(8);
      n += (byte & 127) * scale;
      if (n > most || scale > 2 ** 42) throw broken();
      if (byte < 128) return n;
    }
  }

  signed() {
    const n = this.varint();
    return n % 2 ? -(n + 1) / 2 : n / 2;
  }

  /** @param {number} n bytes */
  take(n) {
    this.#skip(n * 8);
    return this.bytes.subarray(this.at / 8 - n, this.at / 8);
  }

  /** A number as ones for each 2^k of it, a zero, and the rest in k bits.
   * @param {number} k @param {number} most */
  rice(k, most) {
    const n = this.#ones(most / 2 ** k) * 2 ** k + this.bits(k);
    if (n > most) throw broken();
    return n;
  }

  /** A number as a one for each of its further bits, a zero, and these.
   * @param {number} most */
  #count(most) {
    const further = this.rice(0, 32);
    const n = 2 ** further + this.bits(further) - 1;
    if (n > most) throw broken();
    return n;
  }

  /** A term's documents, ascending, and how they have it: bit 0 in the numbers, issuer,
   * keywords; bit 1 in the title, whose class of length is in bits 2 to 5.
   * @param {number} docs @returns {Posting} */
  posting(docs) {
    const df = this.#count(docs);
    const [titles, metas] = [this.#count(df), this.#count(df)];
    const ids = this.set(docs, df);
    const how = new Uint8Array(df);
    flip(how, this.#coded(df, titles), IN_TITLE, 2 * titles > df);
    this.#classes(how, titles > 2048 ? 2 : 4); // long lists have coarse classes
    flip(how, this.#coded(df, metas), IN_META, 2 * metas > df);
    return { ids, how, df };
  }

  /** Reads the classes of lengths of titles. @param {Uint8Array} how @param {number} width in bits */
  #classes(how, width) {
    for (let i = 0; i < how.length; i++) {
      if (!how[i]) continue;
      const length = this.bits(width);
      how[i] |= (width === 2 ? [2, 5, 8, 12][length] : length) << 2;
    }
  }

  /** A set of count numbers below universe, ascending.
   * @param {number} universe @param {number} count @returns {Uint32Array} */
  set(universe, count) {
    const coded = this.#coded(universe, count);
    return 2 * count > universe ? others(coded, universe) : coded;
  }

  /** What is written of a set: those that are not in it, when it has more than half.
   * @param {number} universe @param {number} wanted @returns {Uint32Array} ascending */
  #coded(universe, wanted) {
    const count = Math.min(wanted, universe - wanted);
    if (count < 0 || count > this.size - this.at) throw broken();
    const out = new Uint32Array(count);
    if (!count) return out;
    // Golomb's code: gaps as ones for each m, a zero, and the rest, the shorter ones in a bit less.
    const m = Math.max(1, Math.floor((11 * universe + 8 * count) / (16 * count)));
    const width = 32 - Math.clz32(m - 1);
    const short = 2 ** width - m;
    const { view, size } = this;
    let { at } = this;
    for (let i = 0, next = 0; i < count; i++) {
      let word = view.getUint32(at >> 3) << (at & 7);
      let ones = Math.clz32(~word);
      if (ones + width < 25) word <<= ones + 1;
      else { // more than one look tells
        this.at = at;
        ones = this.#ones((universe - 1 - next) / m);
        word = this.#peek();
        at = this.at - ones - 1;
      }
      const long = width && word >>> (32 - width);
      const less = ((long >> 1) - short) >>> 31;
      const id = next + m * ones + (long >> less) - short * (1 - less);
      at += ones + 1 + width - less;
      if (id >= universe || at > size) throw broken();
      out[i] = id;
      next = id + 1;
    }
    this.at = at;
    return out;
  }

  /** Only the padding of the last byte may be left. */
  end() {
    const left = this.size - this.at;
    if (left > 7 || this.bits(left)) throw broken();
  }
}

/** The numbers below universe that are not in a list. @param {Uint32Array} list @param {number} universe */
function others(list, universe) {
  const out = new Uint32Array(universe - list.length);
  for (let id = 0, at = 0, n = 0; n < out.length; id++) {
    if (id === list[at]) at++;
    else out[n++] = id;
  }
  return out;
}

/** Sets a bit of how at places, or, when others are meant, elsewhere.
 * @param {Uint8Array} how @param {Uint32Array} places @param {number} bit @param {boolean} elsewhere */
function flip(how, places, bit, elsewhere) {
  for (let i = 0; elsewhere && i < how.length; i++) how[i] |= bit;
  for (let i = 0; i < places.length; i++) how[places[i]] ^= bit;
}

const decoder = new TextDecoder();
/** @param {Uint8Array} bytes */
const utf8 = (bytes) => decoder.decode(bytes);
/** @param {Uint8Array} bytes */
const json = (bytes) => JSON.parse(utf8(bytes));
/** @param {string} base64 */
const unpack = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

/** @param {Uint8Array} bytes @param {number} universe @param {number} count -1: it is before the set */
export function decodeSet(bytes, universe, count) {
  const r = new Reader(bytes);
  const set = r.set(universe, count < 0 ? r.varint(universe) : count);
  r.end();
  return set;
}

/** A set with its number before it. @param {Uint8Array} bytes @param {number} universe */
export const decodeCounted = (bytes, universe) => decodeSet(bytes, universe, -1);

/** @typedef {{ids: Uint32Array, how: Uint8Array, df: number}} Posting */
const IN_META = 1;
const IN_TITLE = 2;

/** @param {Uint8Array} bytes */
function fnv1a(bytes) {
  let h = 0x811c9dc5;
  for (const b of bytes) h = Math.imul(h ^ b, 0x01000193);
  return h >>> 0;
}

/** The records of a posting file that is whole. @param {Uint8Array} bytes */
export function checkFile(bytes) {
  const [magic, version] = bytes;
  if (bytes.length < 7 || magic !== 0x4d) throw broken();
  if (version !== 4) throw new SearchError("version");
  const [a, b, c, d] = bytes.subarray(-4);
  if ((a | (b << 8) | (c << 16) | (d << 24)) >>> 0 !== fnv1a(bytes.subarray(0, -4))) throw broken();
  return bytes.subarray(2, -4);
}

/** The posting of a term's hash among the records of a file. Two terms of one hash give
 * the documents of both: the text decides anyway.
 * @param {Uint8Array} records @param {number} docs of the part @param {number} hash @returns {Posting | undefined} */
export function findPosting(records, docs, hash) {
  const r = new Reader(records);
  /** @type {Map<number, number>} */
  const found = new Map();
  const count = r.varint(records.length * 8);
  let at = count && r.bits(32);
  const k = count && r.bits(5);
  let left = MOST_IDS;
  let last;
  for (let n = 0; n < count; n++) {
    at += r.rice(k, 2 ** 32 - 1 - at);
    if (at > hash) break;
    const posting = r.posting(docs);
    if ((left -= posting.df) < 0) throw broken();
    if (at < hash) continue;
    if (last) for (const p of [last, posting]) p.ids.forEach((id, i) => found.set(id, (found.get(id) ?? 0) | p.how[i]));
    last = posting;
  }
  if (at <= hash) r.end();
  if (!found.size) return last;
  const ids = Uint32Array.from(found.keys()).sort();
  return { ids, how: Uint8Array.from(ids, (id) => found.get(id) ?? 0), df: ids.length };
}

/** The number of the file, of so many, that has a hash. @param {number} hash @param {number} files */
const fileOf = (hash, files) => Math.floor((hash * files) / 2 ** 32);

/** The addresses of a run of documents, of their pages without doc/ and .html, by the
 * document's place in it.
 * @param {Uint8Array} bytes @param {number} docs @returns {(i: number) => string} */
export function decodeAddresses(bytes, docs) {
  const r = new Reader(bytes);
  let last = new Uint8Array(0);
  const forms = Array.from({ length: r.varint(MOST_FORMS) }, () => {
    const shared = last.subarray(0, r.varint(last.length));
    last = Uint8Array.from([...shared, ...r.take(r.varint(1024 - shared.length))]);
    const width = r.varint(255);
    if (width > 9 && width < 255) throw broken();
    return { prefix: utf8(last), width, suffix: utf8(r.take(r.varint())), next: 0 };
  });
  /** @type {{to: number, form: typeof forms[0], sum: number}[]} sum: of a document's place and serial */
  const runs = [];
  for (let [f, from] = [0, 0]; from < docs; ) {
    const form = forms[(f += r.signed())];
    const serial = form.next - r.signed();
    const count = r.varint(docs - from);
    form.next = serial - count;
    if (!count || serial > 999_999_999 || form.next < -1) throw broken();
    runs.push({ to: from + count, form, sum: from + serial });
    from += count;
  }
  r.end();
  return (i) => {
    const { form: { prefix, width, suffix }, sum } = /** @type {typeof runs[0]} */ (runs.find((r) => i < r.to));
    return width === 255 ? prefix : prefix + String(sum - i).padStart(width, "0") + suffix;
  };
}

// --- Pages: a small tokenizer, as package pagetext has it -------------------------

/** What a published page says of its document.
 * @typedef {{title: string, index: string, number: string, issuer: string, written: string, published: string, state: {slug: string, label: string}, keywords: string[], summary: string, attachments: string[], textFile: string, body: string}} Page */

const SPACE = /[\s\x85]/;
const BLOCK = new RegExp("^(?:a(?:ddress|rticle|side)|blockquote|c(?:aption|enter|olgroup)|d(?:d|etails|ialog|iv|l|t)|" +
  "f(?:ieldset|igcaption|igure|ooter|orm)|h(?:[1-6]|eader|r)|l(?:egend|i)|main|nav|ol|p|pre|s(?:ection|ummary)|t(?:able|body|foot|head|r)|ul)$");
const TAG = /<(\/?)([^][^ \t\n\f\r/>]*)?/y;
const ATTRIBUTE = /[ \t\n\f\r/]*([^ \t\n\f\r/>][^ \t\n\f\r/>=]*)(?:[ \t\n\f\r]*=[ \t\n\f\r]*(?:"([^"]*)"?|'([^']*)'?|([^ \t\n\f\r>"'][^ \t\n\f\r>]*))?)?/y;
/** @type {Record<string, string>} */
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

const FIELDS = new Map([["ArticleTitle", "title"], ["description", "summary"], ["mulu-text", "textFile"],
  ...["index", "number", "issuer", "written"].map((f) => /** @type {[string, string]} */ ([`mulu-${f}`, f]))]);

/** @param {string} s */
const decodeEntities = (s) => s.replace(/&(?:#(\d{1,9})|#[xX]([\da-fA-F]{1,8})|([a-z]{2,4}));/g, (all, dec, hex, name) => {
  const n = dec ? +dec : parseInt(hex, 16);
  return name ? ENTITIES[name] ?? all : n === 0 || n > 0x10ffff || (n >= 0xd800 && n < 0xe000) ? "\ufffd" : String.fromCodePoint(n);
});

/** @param {string} s */
function trim(s) {
  let [from, to] = [0, s.length];
  while (from < to && SPACE.test(s[from])) from++;
  while (to > from && SPACE.test(s[to - 1])) to--;
  return s.slice(from, to);
}

/** @param {string} s */
const lower = (s) => s.replace(/[A-Z]+/g, (c) => c.toLowerCase());

/** Reads a page up to the end of its first article.
 * @param {string} html @returns {Page} */
export function readPage(html) {
  /** @type {Page} */
  const page = { title: "", index: "", number: "", issuer: "", written: "", published: "", state: { slug: "", label: "" }, keywords: [], summary: "", attachments: [], textFile: "", body: "" };
  let [at, depth, pre, heading] = [0, 0, 0, ""];
  let [space, fresh] = [false, false]; // a space, a line break waits for the next character

  /** @param {string} text of the article */
  const add = (text) => {
    for (const part of depth ? text.split(/([\s\x85]+)/) : []) {
      if (part && !SPACE.test(part)) {
        page.body += (page.body && (fresh ? "\n" : space ? " " : "")) + part;
        fresh = space = false;
      } else {
        space ||= part !== "";
        fresh ||= pre > 0 && part.includes("\n");
      }
    }
  };
  /** Moves behind the next mark, to the end when there is none. @param {string} mark */
  const skipPast = (mark) => {
    const i = html.indexOf(mark, at);
    at = i < 0 ? html.length : i + mark.length;
  };
  /** Reads the tag that begins here. @returns {{name: string, end: boolean, attributes: Map<string, string>}} */
  const tag = () => {
    TAG.lastIndex = at;
    const [all, end, name = ""] = /** @type {string[]} */ (/** @type {unknown} */ (TAG.exec(html)));
    at += all.length;
    const attributes = new Map();
    for (let m; (ATTRIBUTE.lastIndex = at), (m = ATTRIBUTE.exec(html)); at += m[0].length) {
      const key = lower(m[1]);
      if (!attributes.has(key)) attributes.set(key, m[2] ?? m[3] ?? m[4] ?? "");
    }
    skipPast(">");
    return { name: lower(name), end: end !== "", attributes };
  };
  /** Moves behind the end tag of an element. @param {string} name */
  const skip = (name) => {
    do {
      skipPast("</");
      at -= at < html.length ? 2 : 0;
    } while (at < html.length && tag().name !== name);
  };
  /** @param {string} name @param {string} content */
  const meta = (name, content) => {
    const field = FIELDS.get(name);
    if (field) /** @type {any} */ (page)[field] = content;
    else if (name === "PubDate") page.published = /^\d{4}-\d\d-\d\d/.exec(content)?.[0] ?? "";
    else if (name === "Keywords" && content) page.keywords.push(content);
    else if (name === "mulu-attachments") page.attachments.push(...content.split("\n").map(trim).filter(Boolean));
    else if (name === "mulu-state") page.state = { slug: content.split(" ", 1)[0], label: content.replace(/^[^ ]* ?/, "") };
  };
  /** Acts on a tag and says whether the article is over. */
  const element = () => {
    const { name, end, attributes } = tag();
    const [from, blocks] = [at, BLOCK.test(name)];
    if (depth && blocks) fresh = true;
    // The number of a footnote, and the way back from it, are no part of a sentence.
    const note = (name === "sup" && attributes.get("id")?.startsWith("fnref-")) || (name === "a" && attributes.get("role") === "doc-backlink");
    if (!end && (/^(?:script|style|template)$/.test(name) || (depth && note))) skip(name);
    else if (name === "title" && !end && !depth && !heading) {
      skip(name);
      heading = trim(decodeEntities(html.slice(from, at).split("<", 1)[0]));
    } else if (name === "meta" && !depth) meta(attributes.get("name") ?? "", trim(decodeEntities(attributes.get("content") ?? "")));
    else if (name === "article") {
      fresh = true;
      if (end && depth === 1) return true;
      depth = Math.max(0, depth + (end ? -1 : 1));
    } else if (name === "pre" && depth) pre = Math.max(0, pre + (end ? -1 : 1));
    else if (/^(?:td|th|br)$/.test(name)) add(" ");
    return false;
  };

  for (let over = false; !over && at < html.length; ) {
    const next = html.indexOf("<", at);
    if (depth) add(decodeEntities(html.slice(at, next < 0 ? html.length : next)));
    at = next < 0 ? html.length : next;
    if (html.startsWith("<!--", at)) skipPast("-->");
    else if (/^<[!?]/.test(html.slice(at, at + 2))) skipPast(">");
    else if (/^<\/?[a-zA-Z]/.test(html.slice(at, at + 3))) over = element();
    else if (at < html.length) add(html[at++]);
  }
  page.title ||= heading;
  return page;
}

// --- Queries ------------------------------------------------------------------------

/** A word of a query; its phrase is folded.
 * @typedef {{text: string, phrase: string, quoted: boolean, exclude: boolean}} Word */
/** A word with its terms, best first, of which count are looked up. rank: 0 for terms
 * of half of the documents, 5 for those of few.
 * @typedef {Word & {chosen: {term: string, at: number, rank: number}[], count: number, digits?: boolean}} Chosen */

/** @type {Record<string, string>} */
const CLOSERS = { '"': '"', "＂": "＂", "“": "”", "”": "“”", "「": "」", "『": "』" };
const LONGEST = 200;

/** @param {string} q @param {Folder} folder
 * @returns {{words: Word[], ignored: string[], cut: boolean}} */
export function parseQuery(q, folder) {
  const all = [...q];
  const chars = all.slice(0, LONGEST);
  /** @type {Map<string, Word>} */
  const words = new Map();
  const ignored = [];
  /** @param {number} j */
  const isEnd = (j) => SPACE.test(chars[j] ?? " ");
  for (let i = 0; i < chars.length; i++) {
    if (isEnd(i)) continue;
    const start = i;
    const exclude = "-－−".includes(chars[i]) && !isEnd(i + 1);
    if (exclude) i++;
    const closers = CLOSERS[chars[i]];
    const close = closers ? chars.findIndex((c, j) => j > i && closers.includes(c)) : -1;
    // A mark that does not end the word is part of a title that was pasted.
    const quoted = close > i + 1 && isEnd(close + 1);
    const from = quoted ? i + 1 : i;
    if (quoted) i = close + 1;
    else while (!isEnd(i)) i++;
    const text = chars.slice(from, quoted ? close : i).join("");
    const phrase = folder.phrase(text);
    const key = exclude + phrase;
    const known = words.get(key);
    if (!phrase) ignored.push(chars.slice(start, i).join(""));
    else if (known) known.quoted ||= quoted;
    else words.set(key, { text, phrase, quoted, exclude });
  }
  return { words: [...words.values()], ignored, cut: all.length > LONGEST };
}

const MOST_TERMS = 6; // of a query that are looked up: each is a file to fetch

/** Whether any site may keep a term by several ranges. @param {string} term @param {Site[]} sites */
const isCut = (term, sites) => sites.some((s) => s.segments.some((g) => g.isRanged(term)));

/** The terms of a phrase as they are worth looking up: rare ones first, then far from
 * the others, so that a few cover the phrase. Terms that are kept by ranges are left
 * out when there are others; or, when cut, these others.
 * @param {string} phrase @param {Site[]} sites @param {boolean} [cut] */
function order(phrase, sites, cut) {
  const all = phraseTerms(phrase).map(({ term, at }) => {
    const usual = [...term].length === 1 ? 2 : /^\d{3}$/.test(term) ? 3 : 5;
    return { term, at, rank: Math.min(usual, ...sites.map((s) => s.frequent(term)?.rank ?? usual)) };
  });
  const some = all.filter((t) => !isCut(t.term, sites) !== !!cut);
  const rest = (some.length ? some : all).map((t) => ({ ...t, far: Infinity })); // from those that are out
  const out = [];
  while (rest.length) {
    const best = rest.reduce((a, b) => (b.rank - a.rank || b.far - a.far) > 0 ? b : a);
    out.push(best);
    rest.splice(rest.indexOf(best), 1);
    for (const t of rest) t.far = Math.min(t.far, Math.abs(t.at - best.at));
  }
  return out;
}

/** Puts what tells amounts apart before the other terms of a word that has one: two digits
 * at its edges with what stands there, then threes of digits. Threes that are listed as
 * frequent, as those of years, stay where they are.
 * @param {Chosen} word @param {Site[]} sites */
function digitsFirst(word, sites) {
  const { phrase, chosen } = word;
  const threes = [/^(?:\d\d\D|\D\d\d)$/u, /^\d{3}$/].flatMap((kind) => chosen.filter(({ term }) => kind.test(term) && !sites.some((s) => s.frequent(term))));
  word.digits = threes.length > 0 && /[^0-9a-z]/.test(phrase);
  if (word.digits) word.chosen = unique([...threes, ...chosen]);
}

/** Gives each word the number of its terms to look up, in turn: few, and of those that are
 * in many documents, whose lists are long, one. @param {Chosen[]} words @param {boolean} number */
function share(words, number) {
  /** @param {Chosen} w */
  const most = (w) => Math.min(w.digits ? 3 : number ? 5 : w.chosen[1]?.rank > 1 ? 2 : 1, w.chosen.length);
  let left = MOST_TERMS;
  for (let round = 1; round <= MOST_TERMS; round++) {
    for (const w of words) {
      if (left && round <= most(w)) {
        w.count++;
        left--;
      }
    }
  }
}

// --- Files: fetched once, kept, and read again past the cache when damaged ------------

class Store {
  /** @param {typeof fetch} fetch */
  constructor(fetch) {
    this.fetch = fetch;
    /** @type {Map<string, {value: any, size: number}>} the longest unused first */
    this.kept = new Map();
    this.size = 0;
    /** @type {Map<string, {promise: Promise<any>, control: AbortController, waiting: number}>} */
    this.running = new Map();
  }

  /** A file, decoded. A fetch that nobody waits for any more is aborted.
   * @template T @param {string} url @param {(bytes: Uint8Array) => T} decode
   * @param {AbortSignal} [signal] @returns {Promise<T>} */
  async get(url, decode, signal) {
    const kept = this.kept.get(url);
    if (kept) {
      this.kept.delete(url);
      this.kept.set(url, kept);
      return kept.value;
    }
    let job = this.running.get(url);
    if (!job) {
      const control = new AbortController();
      const promise = this.#load(url, decode, control.signal).finally(() => this.running.delete(url));
      this.running.set(url, (job = { promise, control, waiting: 0 }));
    }
    const { promise, control } = job;
    job.waiting++;
    try {
      return await new Promise((resolve, reject) => {
        const stop = () => reject(new SearchError("aborted"));
        if (signal?.aborted) stop();
        signal?.addEventListener("abort", stop); // after the answer it changes nothing
        promise.then(resolve, reject);
      });
    } finally {
      if (--job.waiting === 0) control.abort();
    }
  }

  /** @template T @param {string} url @param {(bytes: Uint8Array) => T} decode @param {AbortSignal} signal */
  async #load(url, decode, signal) {
    let bytes = await this.read(url, "default", signal);
    let value;
    try {
      value = decode(bytes);
    } catch {
      bytes = await this.read(url, "reload", signal); // what the cache holds may be damaged
      value = decode(bytes);
    }
    this.keep(url, value, bytes.length);
    return value;
  }

  /** Keeps a file, or a posting that was decoded; 12 MB of both.
   * @param {string} key @param {any} value @param {number} size in bytes */
  keep(key, value, size) {
    this.kept.set(key, { value, size });
    this.size += size;
    for (const [key, { size }] of this.kept) {
      if (this.size <= 12 << 20) break;
      this.kept.delete(key);
      this.size -= size;
    }
  }

  /** @param {string} url @param {RequestCache} cache @param {AbortSignal} [signal] @returns {Promise<Uint8Array>} */
  async read(url, cache, signal) {
    let status = 0;
    try {
      const response = await this.fetch(url, { cache, signal });
      ({ status } = response);
      if (response.ok) return new Uint8Array(await response.arrayBuffer());
    } catch {
      throw new SearchError(signal?.aborted ? "aborted" : "offline");
    }
    throw new SearchError(status < 500 ? "missing" : "broken");
  }
}

// --- Sites, their segments, and the parts of these that have posting files -------------

const FACETS = ["category", "issuer", "year", "theme", "genre", "five"];
/** @param {string} state */
const isAlive = (state) => state !== "repealed" && state !== "expired";

/** Documents that have posting files of their own: a segment's, or those of a range.
 * @typedef {{segment: Segment, name: string, start: number, docs: number, files: number, group: number, hashes: string, states?: string}} Part
 * states is the name of their file. */
/** A value of a facet with its documents.
 * @typedef {{key: string, label: string, parent: string, ids: Uint32Array}} Value */

/** A part of a site's documents with files of its own. */
class Segment {
  /** @param {Site} site @param {any} raw @param {number} base ordinal of its first document */
  constructor(site, raw, base) {
    if (!(raw.docs > 0 && raw.docs < MOST_IDS)) throw broken();
    Object.assign(this, { site, base, raw, docs: raw.docs, biggest: false });
    let start = 0;
    /** @type {Part} */
    this.own = { ...raw, segment: this, start, states: raw.facets.state };
    /** @type {Part[]} where each of the most frequent terms has a file of its own */
    this.slices = (raw.ranges ?? []).map((/** @type {any} */ r, /** @type {number} */ i) => {
      start += r.docs;
      return { ...r, segment: this, name: `${raw.name}-${i}`, start: start - r.docs };
    });
    /** @type {Part[]} for the terms that are cut by documents */
    this.ranges = this.slices.length > 1 ? this.slices : [];
    this.parts = this.ranges.length ? this.ranges : [this.own];
    /** @type {Map<string, Uint8Array>} */
    this.known = new Map();
    if (start && start !== this.docs) throw broken();
  }

  /** The posting of a hash in file n of a part. @param {Omit<Part, "segment" | "start" | "states">} part
   * @param {number} n @param {number} hash @param {AbortSignal} [signal] */
  async posting({ name, docs, group, hashes }, n, hash, signal) {
    const g = 6 * Math.floor(n / group);
    const file = `search/${name}/${n >> 9}/${n}-${hashes.slice(g, g + 6)}.bin`;
    const { site } = this;
    const records = await site.read(file, checkFile, signal);
    const key = site.url + file + hash;
    /** @type {Posting | undefined} */
    let posting = site.store.kept.get(key)?.value; // the next key typed asks for most terms again
    if (!posting && (posting = findPosting(records, docs, hash))) site.store.keep(key, posting, 5 * posting.df);
    return posting;
  }

  /** The documents of which the title or a number as a whole has a hash.
   * @param {number} hash @param {AbortSignal} [signal] @returns {Promise<Uint32Array>} */
  async keyed(hash, signal) {
    const { name, keys } = this.raw;
    try {
      const posting = keys && (await this.posting({ ...keys, name: `${name}-keys` }, fileOf(hash, keys.files), hash, signal));
      if (posting) return posting.ids;
    } catch (err) {
      if (asError(err).code === "aborted") throw err; // else the words lead there, too
    }
    return range(0, 0);
  }

  /** Whether a term may be kept by several ranges. @param {string} term */
  isRanged(term) {
    return this.ranges.length > 0 && this.site.frequent(term) !== undefined;
  }

  /** The posting of a term that is cut, in a range or in the segment of one range. None:
   * it is no such term, and in the segment's own files.
   * @param {Part} part @param {string} term @param {AbortSignal} [signal] */
  async cutPosting(part, term, signal) {
    const slice = part === this.own ? this.slices[0] : part;
    const file = slice && this.site.frequent(term)?.file;
    return file === undefined ? undefined : this.posting(slice, file, hash32(term), signal);
  }

  /** The address of a document's page. @param {number} id @param {AbortSignal} [signal] */
  async url(id, signal) {
    const { site, raw, docs } = this;
    const { from = [0], hashes } = raw.addresses;
    const block = from.filter((/** @type {number} */ first) => first <= id).length - 1;
    const count = (from[block + 1] ?? docs) - from[block];
    const name = `search/${raw.name}/addresses-${block}-${hashes?.slice(6 * block, 6 * block + 6)}.bin`;
    const table = hashes
      ? await site.read(name, (bytes) => decodeAddresses(bytes, count), signal)
      : (this.table ??= decodeAddresses(unpack(raw.addresses), docs));
    return new URL(`doc/${encodeURI(table(id - from[block])).replace(/[?#]/g, encodeURIComponent)}.html`, site.root).href;
  }

  /** What filters let through: a mask of the documents for each.
   * @param {Partial<Filters>} filters @param {string} but a facet whose filter does not count
   * @param {AbortSignal} [signal] @returns {Promise<Uint8Array[]>} */
  async masks(filters, but, signal) {
    const none = Object.values(filters).every((value) => !value?.length);
    return none ? [] : (await filter()).masks(this, filters, but, signal, tools);
  }

  /** A mask of the documents in force; those outside the parts are taken for that.
   * @param {Part[]} parts @param {AbortSignal} [signal] */
  async alive(parts, signal) {
    const key = parts.map((p) => p.start).join();
    const known = this.known.get(key);
    if (known) return known;
    const dead = this.ranges.length ? (await (await filter()).states(this, parts, signal, tools)).filter((v) => !isAlive(v.key)) : this.listed("dead");
    const mask = this.mask(dead, 0);
    this.known.set(key, mask);
    return mask;
  }

  /** The documents of one of the manifest's sets; none when it lacks the set. @param {string} set */
  listed(set) {
    return [{ ids: decodeCounted(unpack(this.raw[set] ?? "AA=="), this.docs) }];
  }

  /** A mask with a bit for the documents of values, and the other for the rest.
   * @param {{ids: Uint32Array}[]} values */
  mask(values, bit = 1) {
    const mask = new Uint8Array(this.docs).fill(1 - bit);
    for (const { ids } of values) for (let i = 0; i < ids.length; i++) mask[ids[i]] = bit;
    return mask;
  }
}

/** A site whose index is searched. open gives it docs, segments, and the most frequent
 * terms of its biggest segment: keys, the first bits of their hashes, and ranks of 2 bits. */
class Site {
  /** @param {Store} store @param {Source} source */
  constructor(store, { url, name }) {
    Object.assign(this, { store, url, name, error: "" }); // stale: files are gone that the manifest names
  }

  /** The place of a term among the most frequent ones, and its rank, when its hash begins
   * as that of one: so do one of a hundred others.
   * @param {string} term @returns {{file: number, rank: number} | undefined} */
  frequent(term) {
    const key = hash32(term) >>> (32 - this.bits);
    const file = place(this.keys, key);
    return this.keys[file] === key ? { file, rank: (this.ranks[file >> 2] >> (6 - 2 * (file & 3))) & 3 } : undefined;
  }

  /** A file of the index. @template T @param {string} name from the folder of its files
   * @param {(bytes: Uint8Array) => T} decode @param {AbortSignal} [signal] */
  async read(name, decode, signal) {
    if (!/^search\/[\w./~-]+$/.test(name) || name.includes("..")) throw broken();
    try {
      return await this.store.get(new URL(name, this.base).href, decode, signal);
    } catch (err) {
      this.stale ||= asError(err).code === "missing";
      throw err;
    }
  }

  /** @param {Uint8Array} bytes of the manifest @returns {boolean} whether it was another before */
  open(bytes) {
    const raw = json(bytes);
    if (raw.format !== 4) throw new SearchError(raw.format ? "version" : "broken");
    const [root, base] = [raw.root, raw.files ?? ""].map((at) => new URL(at, this.url));
    if ([root, base].some((at) => at.origin !== new URL(this.url).origin)) throw broken();
    let docs = 0;
    const segments = raw.segments.map((/** @type {any} */ s) => {
      docs += s.docs;
      return new Segment(this, s, docs - s.docs);
    });
    const biggest = segments.reduce((/** @type {Segment} */ a, /** @type {Segment} */ b) => (b.docs > a.docs ? b : a), segments[0]);
    const { bits, set, classes } = biggest?.raw.frequent ?? { bits: 1, set: "AA==", classes: "" };
    if (!(bits > 0 && bits <= 20)) throw broken();
    if (biggest) biggest.biggest = true;
    const before = this.digest;
    Object.assign(this, { bits, keys: decodeCounted(unpack(set), 2 ** bits), ranks: unpack(classes), raw, docs, segments, root: root.href, base: base.href, error: "", name: this.name || raw.title, digest: fnv1a(bytes) });
    return before !== undefined && before !== this.digest;
  }
}

// --- One reading of a query: which documents have its terms, best first ----------------

const BATCH = 10;
const STEP = 3; // pages, at a first look
const LARGE = 5000; // documents; a first look at more is a brief one, as each page takes more files
const MORE_PAGES = 90; // while none is a result; at a first look 3 times STEP
const KEY = /.{7}|^(?=.*\d).{4}/u; // what may be a whole title or number
const NUMBER_BONUS = 1e9;
const LESS = 99e7; // of the bonus in a key, which must be an exact integer; 1e7 is more than other scores
const SORTED = 500; // candidates that are put in order at first

/** A candidate, with its ordinal and site as one number.
 * @typedef {{segment: Segment, id: number, code: number, dead: boolean, score: number}} Candidate */
/** A candidate of which the page was read.
 * @typedef {Candidate & {doc: Doc, words: Chosen[], tier: number, density: number, attachment: boolean, inOrder?: number[]}} Judged */
/** Candidates of a part, ascending; alive has a 1 for each document of the segment in
 * force; titles are 1 and the class of the title's length where it has all terms, else 0.
 * late: 1 for each long document, which is read after others of its score, when none of
 * these has the terms in its title, so that pages must tell: long ones mostly have them in
 * different places.
 * @typedef {{segment: Segment, part: Part, ids: Uint32Array, alive: Uint8Array, scores: Float64Array, titles: Uint8Array, late?: Uint8Array}} Found */

/** The part of a posting from an id on and under another, ids moved by so many.
 * @param {Posting} posting @param {number} from @param {number} to @param {number} by @returns {Posting} */
function slice({ ids, how }, from, to, by) {
  const [a, b] = [from, to].map((id) => place(ids, id));
  return { ids: ids.subarray(a, b).map((id) => id + by), how: how.subarray(a, b), df: b - a };
}

/** Those of ids that all masks let through.
 * @template {Uint32Array | undefined} T @param {T} ids @param {ArrayLike<number>[]} masks @returns {T} */
const pass = (ids, masks) => (masks.length ? /** @type {T} */ (ids?.filter((id) => masks.every((m) => m[id]))) : ids);

/** @param {number} docs @param {number} df of them have a term @returns {number} thousandths */
const idf = (docs, df) => Math.max(1, Math.round(1000 * Math.log(1 + (docs - df + 0.5) / (df + 0.5))));

/** What a query that finds nothing needs, what filters need, and what some words need:
 * loaded with the first of them. They are given the tools below, for modules that load
 * each other could not be named by what they hold. */
const fallback = () => import("./search-fallback.js").catch(unloaded);
const filter = () => import("./search-filter.js").catch(unloaded);
const special = () => import("./search-words.js").catch(unloaded);
/** What needs that: what may be a number, or noise. */
const SPECIAL = /^[^0-9a-z]+(?:19|20|一九|二〇)..年?第?\d+号?$|^[0-9a-z]{8,}$|[a-z]{3}|全文|下载|阅读|版|什么|怎么|如何办|最新|[原正]文|文本|官网|查询/;
/** @returns {never} */
const unloaded = () => {
  throw new SearchError("missing");
};

class Reading {
  /** @param {Engine} engine @param {Word[]} words @param {Partial<Filters>} filters @param {boolean} byDate
   * @param {boolean} number whether the word is a number */
  constructor(engine, words, filters, byDate, number) {
    const { sites } = engine;
    Object.assign(this, { engine, sites, filters, byDate, number });
    /** @type {Chosen[]} */
    this.words = words.filter((w) => !w.exclude).map((w) => ({ ...w, chosen: order(w.phrase, sites), count: 0 }));
    for (const w of this.words) {
      if (number) w.chosen = engine.special.tailFirst(w, tools);
      else digitsFirst(w, sites);
    }
    share(this.words, number);
    this.without = words.filter((w) => w.exclude);
    /** Excluded phrases that the index alone tells. */
    this.single = this.without.map((w) => w.phrase).filter((p) => isTerm(p) && !isCut(p, sites));
    /** Whether the index alone tells which documents hold the words. */
    this.sure = this.words.every((w) => w.count === 1 && isTerm(w.phrase)) && this.single.length === this.without.length;
    /** All terms that are looked up; df of docs have it. */
    this.terms = this.words.flatMap((word) => word.chosen.slice(0, word.count).map(({ term }, nth) => ({ term, word, nth, idf: 0, docs: 0, df: 0 })));
    this.segments = sites.flatMap((s) => s.segments);
    this.codes = sites.length * Math.max(...sites.map((s) => s.docs), 1);
    // The postings of each part by their terms; gone: addresses of pages that could not be
    // read; order: the keys of candidates, best first, of which some are sorted; use: what is
    // used of a term's posting; keyed: the candidates were found by a key.
    Object.assign(this, {
      postings: new Map(), errors: [], gone: [], order: new Float64Array(0), sorted: 0, use: (/** @type {Posting} */ posting) => posting, keyed: false,
    });
    this.#begin(0);
  }

  /** Forgets what was found. left: ranges were left alone, behind: about so many candidates
   * are in these; read: of order; narrowed, the pages that were read before further terms
   * were looked up, and further, how often these were; whole: pages that hold all words,
   * partial: only their terms.
   * @param {number} need candidates to collect */
  #begin(need) {
    Object.assign(this, { need, left: false, behind: 0, narrowed: 0, further: 0, found: [], whole: [], partial: [], read: 0 });
  }

  get count() {
    return sum(this.found.map((f) => f.ids.length));
  }

  get unread() {
    return this.left || this.read < this.count;
  }

  /** The terms that are looked up in a segment. @param {Segment} segment */
  #terms(segment) {
    return this.terms.filter((t) => t.nth < (segment.biggest ? t.word.count : Math.min(t.word.count, 2)));
  }

  /** The parts by which a segment is searched, one after another. @param {Segment} segment */
  #parts(segment) {
    return this.#terms(segment).some((t) => segment.isRanged(t.term)) ? segment.ranges : [segment.own];
  }

  /** Where the posting of a term is. @param {Part} part @param {string} term */
  #holder(part, term) {
    return part.segment.isRanged(term) ? part : part.segment.own;
  }

  /** Looks terms up; those that cannot be are left to the text.
   * @param {Part} part @param {string[]} terms @param {AbortSignal} [signal] */
  load(part, terms, signal) {
    return Promise.all(terms.map(async (term) => {
      const holder = this.#holder(part, term);
      const known = this.postings.get(holder) ?? new Map();
      this.postings.set(holder, known);
      if (known.has(term)) return;
      const { segment, start, docs } = holder;
      try {
        let posting = await segment.cutPosting(holder, term, signal);
        if (!posting) {
          const hash = hash32(term);
          posting = await segment.posting(segment.own, fileOf(hash, segment.own.files), hash, signal);
          if (holder !== segment.own && posting) posting = slice(posting, start, start + docs, -start);
        }
        posting ??= { ids: range(0, 0), how: new Uint8Array(0), df: 0 };
        known.set(term, this.use(posting, term));
      } catch (err) {
        const error = asError(err);
        if (error.code === "aborted") throw error;
        this.errors.push(error);
      }
    }));
  }

  /** The documents of a part that have a term, by their ids in the segment.
   * @param {Part} part @param {string} term @returns {Posting | undefined} */
  posting(part, term) {
    const { segment, start, docs } = part;
    const posting = this.postings.get(this.#holder(part, term))?.get(term);
    if (!posting || part === segment.own) return posting;
    if (segment.isRanged(term)) return { ...posting, ids: posting.ids.map((id) => id + start) };
    return { ...slice(posting, start, start + docs, 0), df: posting.df };
  }

  /** @param {Part} part */
  #lists(part) {
    return this.#terms(part.segment).flatMap((t) => {
      const posting = this.posting(part, t.term);
      return posting ? [{ t, posting }] : [];
    });
  }

  /** Finds candidates anew, in further ranges while there are fewer than needed.
   * @param {number} need @param {AbortSignal} [signal] */
  async collect(need, signal) {
    /** @param {Part} part */
    const load = (part) => this.load(part, [...this.#terms(part.segment).map((t) => t.term), ...this.single], signal);
    const [masks] = await Promise.all([
      Promise.all(this.segments.map((g) => g.masks(this.filters, "", signal))),
      Promise.all(this.segments.map((g) => load(this.#parts(g)[0]))),
    ]);
    /** @type {Part[]} */
    const searched = [];
    let failed = 0;
    this.#begin(need);
    for (const [i, segment] of this.segments.entries()) {
      const before = this.count;
      for (const part of this.#parts(segment)) {
        if (part.start && this.count >= need) {
          this.left = true;
          this.behind += Math.floor(((this.count - before) * (segment.docs - part.start)) / part.start);
          break;
        }
        if (part.start) await load(part);
        searched.push(part);
        const ids = pass(this.#match(part), masks[i]);
        if (ids) this.found.push(await this.admit(part, ids, signal));
        else failed++;
      }
    }
    if (failed && failed === searched.length) throw this.errors[0];
    this.#weigh(searched);
    for (const f of this.found) this.#score(f);
    if (!this.left) this.postings.clear(); // most of the memory
    this.arrange();
  }

  /** The documents of a part that have all terms and no excluded one; none when no term
   * could be read. @param {Part} part */
  #match(part) {
    const lists = this.#lists(part).map((l) => l.posting.ids);
    if (!lists.length && this.terms.length) return undefined;
    lists.sort((a, b) => a.length - b.length);
    const ids = lists.length ? lists.reduce((a, b) => select(a, b, true)) : range(part.start, part.start + part.docs);
    return this.single.reduce((ids, term) => select(ids, this.posting(part, term)?.ids ?? [], false), ids);
  }

  /** @param {Part} part @param {Uint32Array} ids @param {AbortSignal} [signal] @returns {Promise<Found>} */
  async admit(part, ids, signal) {
    const { segment } = part;
    // Validity only parts equals, and pages tell it, too: many ranges are not worth it.
    const parts = (part === segment.own ? segment.parts : [part]).filter((p) => ids[place(ids, p.start)] < p.start + p.docs);
    const alive = await segment.alive(parts.slice(0, 3), signal);
    return { segment, part, ids, alive, scores: new Float64Array(ids.length), titles: new Uint8Array(ids.length) };
  }

  /** Finds how much each term tells, over all parts that were searched. @param {Part[]} parts */
  #weigh(parts) {
    for (const t of this.terms) {
      t.docs = t.df = 0;
      const asked = parts.filter((p) => this.#terms(p.segment).includes(t));
      for (const holder of unique(asked.map((p) => this.#holder(p, t.term)))) {
        const posting = this.postings.get(holder)?.get(t.term);
        t.docs += posting ? holder.docs : 0;
        t.df += posting?.df ?? 0;
      }
      t.idf = idf(t.docs, t.df);
    }
  }

  /** @param {Found} found */
  #score(found) {
    const { title, meta, body, coverage } = this.sites[0].raw.weights;
    const lists = this.#lists(found.part);
    const looked = sum(lists.map((l) => l.t.idf));
    const all = sum(this.terms.map((t) => t.idf));
    const length = sum(this.words.map((w) => [...w.phrase].length));
    const { segment, scores, titles } = found;
    const known = new Uint8Array(scores.length).fill(IN_META | IN_TITLE); // in all titles; in all titles or numbers
    for (const { t, posting } of lists) add(found, posting, [body, meta, title, title].map((weight) => t.idf * weight), known);
    const bonus = this.number ? NUMBER_BONUS : 0;
    for (let i = 0; i < scores.length && lists.length; i++) {
      if (!(known[i] & IN_TITLE)) titles[i] = 0;
      else scores[i] += coverage * looked * Math.min(1, length / (3 * titles[i] - 1.5));
      scores[i] = Math.round((scores[i] * all) / looked) + (known[i] && bonus);
    }
    if (!this.sure && !titles.some(Boolean)) found.late = segment.mask(segment.listed("long"));
  }

  /** Puts the best candidates in order. @param {number} count */
  arrange(count = SORTED) {
    this.sorted = this.byDate ? 0 : count;
    if (!this.byDate) this.order = this.byScore(this.found, count);
  }

  /** @param {Segment} segment @param {number} id */
  code(segment, id) {
    return (segment.base + id) * this.sites.length + this.sites.indexOf(segment.site);
  }

  /** @param {Float64Array} keys @param {Found[]} lists @returns {Candidate[]} */
  candidates(keys, lists) {
    return this.decode(keys).flatMap((code) => lists.flatMap(({ segment, ids, scores, alive }) => {
      const id = Math.floor(code / this.sites.length) - segment.base;
      const i = place(ids, id);
      return ids[i] === id && this.code(segment, id) === code ? [{ segment, id, code, dead: !alive[id], score: scores[i] }] : [];
    }));
  }

  /** The best keys by score, in force, late, ordinal, site: one number each, which sorts a
   * hundred times faster than comparing. Of equal scores the first are the best, so that
   * most keys are no better than those at hand, and are not kept.
   * @param {Found[]} lists @param {number} count of them, in order; others may be behind */
  byScore(lists, count) {
    return Float64Array.from(lists.flatMap((f) => [...this.#keys(f, count)])).sort().reverse();
  }

  /** The keys of the best so many, and of some others. @param {Found} found @param {number} count */
  #keys({ segment, ids, scores, alive, late }, count) {
    const keys = new Float64Array(Math.min(count + SORTED, ids.length));
    const [first, step] = [this.code(segment, 0), this.sites.length];
    let [n, least] = [0, 0];
    for (let i = 0; i < ids.length; i++) {
      const key = this.key((scores[i] - (scores[i] < NUMBER_BONUS ? 0 : LESS)) * 4 + 2 * alive[ids[i]] + (late?.[ids[i]] ? 0 : 1), first + ids[i] * step);
      if (key < least) continue;
      if (n === keys.length) least = keys.sort().reverse()[(n = count) - 1];
      keys[n++] = key;
    }
    return keys.subarray(0, n);
  }

  /** @param {number} rank @param {number} code */
  key(rank, code) {
    return (rank + 1) * this.codes - 1 - code;
  }

  /** @param {ArrayLike<number>} keys @returns {Candidate["code"][]} */
  decode(keys) {
    return Array.from(keys, (key) => this.codes - 1 - (key % this.codes));
  }

  /** Reads pages in batches, as many as are wanted, and some more while there is nothing
   * to show.
   * @param {number} offset @param {number} wanted @param {AbortSignal} [signal] */
  async advance(offset, wanted, signal) {
    const few = wanted < BATCH;
    const least = few ? wanted : Math.ceil(wanted / BATCH) * BATCH;
    const known = Math.max(least, this.read); // each request goes on from what was read, else some could not be reached
    const enough = () => this.read >= least && (this.whole.length > (few ? offset : wanted - 1)
      || this.read >= known + (this.whole.length > offset ? 0 : !few ? MORE_PAGES : this.partial.length ? 0 : 3 * STEP));
    if (!this.need || (this.left && this.need < least)) await this.collect(Math.max(least, BATCH), signal);
    for (;;) {
      if (this.found.every((f) => f.late)) special().catch(() => {}); // the first pages may not hold the words
      while (this.read < this.count && !enough()) {
        if (this.narrowed < this.read && !this.sure) {
          this.narrowed = this.read;
          await (await special()).narrow(this, signal, tools);
        }
        else await this.#readBatch(!few ? BATCH - (this.read % BATCH) : this.read || wanted, signal);
      }
      if (!this.left || this.whole.length > offset) return;
      await this.collect(8 * Math.max(this.need, this.count), signal);
    }
  }

  /** Reads those of which the title or the number is the words together, in batches that
   * do not depend on how many are wanted.
   * @param {number} wanted @param {AbortSignal} [signal] */
  async advanceKeyed(wanted, signal) {
    const text = this.words.map((w) => w.phrase).join("");
    if (!this.keyed && KEY.test(text)) {
      this.terms = [];
      this.found = await Promise.all(this.segments.map(async (g) => {
        const [masks, ids] = await Promise.all([g.masks(this.filters, "", signal), g.keyed(hash32(text), signal)]);
        return this.admit(g.own, pass(ids, masks), signal);
      }));
      this.keyed = true;
      this.arrange();
    }
    while (this.read < this.count && this.whole.length < wanted) await this.#readBatch(STEP, signal);
  }

  /** Asks for the files that the words are looked up in. @param {AbortSignal} [signal] */
  prefetch(signal) {
    const loads = this.need ? [] : this.segments.map((g) => this.load(this.#parts(g)[0], this.#terms(g).map((t) => t.term), signal));
    Promise.all(loads).catch(() => {}); // who waits for them is told
  }

  /** @param {number} size @param {AbortSignal} [signal] */
  async #readBatch(size, signal) {
    if (this.byDate) await (await filter()).byDay(this, this.read + size, signal, tools);
    else if (this.read + size > this.sorted) this.arrange(this.count);
    const batch = this.candidates(this.order.subarray(this.read, this.read + size), this.found);
    const pages = await this.engine.pages(batch, this.words, this.gone, signal);
    await Promise.all(pages.map(async (p) => Object.assign(p, await judge(p.doc, this, () => this.engine.files(p.doc, signal)))));
    if (!batch.length) throw broken(); // numbers of the manifest that cannot be: there is no end
    this.read += batch.length;
    for (const p of this.byDate ? pages : ranked(pages)) {
      if (p.tier >= (this.keyed ? TIER.equal : TIER.whole)) this.whole.push(p);
      else if (p.tier) this.partial.push(p);
    }
  }
}

/** Adds to scores what a term gains, by how documents have it.
 * @param {Found} found @param {Posting} posting @param {number[]} gains @param {Uint8Array} known */
function add({ ids, scores, titles }, { ids: from, how }, gains, known) {
  for (let i = 0, at = 0; i < ids.length; i++) {
    while (from[at] < ids[i]) at++;
    const h = how[at];
    scores[i] += gains[h & 3];
    known[i] &= h & 3 ? h | IN_META : 0;
    titles[i] = (h >> 2) + 1;
  }
}

/** Those of ascending ids that are in a list, or are not.
 * @param {Uint32Array} ids @param {ArrayLike<number>} list ascending @param {boolean} wanted */
function select(ids, list, wanted) {
  const out = new Uint32Array(ids.length);
  let [i, n] = [0, 0];
  for (const id of ids) {
    while (list[i] < id) i++;
    if ((list[i] === id) === wanted) out[n++] = id;
  }
  return out.subarray(0, n);
}

/** Puts later publications first. @param {Judged} a @param {Judged} b */
const newer = (a, b) => compare(b.doc.page.published, a.doc.page.published) || a.code - b.code;
/** Puts those in force first, newer ones before older. @param {Judged} a @param {Judged} b */
const fresher = (a, b) => Number(a.dead) - Number(b.dead) || newer(a, b);

/** Pages in their final order. @param {Judged[]} list @returns {Judged[]} */
function ranked(list) {
  list.sort((a, b) => b.tier - a.tier || b.score - a.score || Number(a.dead) - Number(b.dead) || b.density - a.density || newer(a, b));
  // Pages of the same title are mostly versions of a document: these stand in order
  // among their own places. Their scores differ when they lie in segments in which
  // other terms were looked up.
  /** @param {Judged} j */
  const key = (j) => `${j.tier} ${ownName(j.doc.title.years)}`;
  /** @type {Map<string, Judged[]>} */
  const versions = new Map();
  for (const j of list) versions.set(key(j), [...(versions.get(key(j)) ?? []), j]);
  for (const same of versions.values()) same.sort(fresher);
  return list.map((j) => /** @type {Judged} */ (versions.get(key(j))?.shift()));
}

// --- Judging: how well a page answers, and what is shown of it -----------------------

const SNIPPET = 90; // characters, of which before the first word
const BEFORE = 20;
const REACH = 70; // within which words count as near to each other
/** From whole on every word is there as a phrase. */
const TIER = { parts: 1, whole: 2, facts: 3, spread: 4, title: 5, equal: 6, number: 7 };

/** A document of which the page was read, with its folded texts. */
class Doc {
  /** @param {Page} page @param {Folder} folder @param {string} url */
  constructor(page, folder, url) {
    /** @param {string} s */
    const fold = (s) => asFolded(folder.fold(s));
    const lines = [page.index, page.number, page.issuer, ...page.keywords, ...page.attachments];
    const meta = fold(lines.map((line) => line.replaceAll("\n", " ")).join("\n"));
    const [title, summary, body] = [page.title, page.summary, page.body].map(fold);
    // filesText and files: of the attachments, when these were read.
    Object.assign(this, { page, folder, url, version: folder.version, title, meta, summary, body, filesText: "", files: asFolded("") });
  }
}

/** @param {Word[]} words @param {...Folded} fields that hold each word, one or another */
const hold = (words, ...fields) => words.every((w) => fields.some((f) => holds(f, w.phrase)));
/** The terms of a word. @param {Word} word */
const partsOf = ({ phrase }) => phraseTerms(phrase).map((t) => t.term);
/** @param {Word[]} words @param {...Folded} fields each word's terms are in one of them */
const holdParts = (words, ...fields) => words.every((w) => fields.some((f) => partsOf(w).every((t) => holds(f, t))));

/** How well a document answers. @param {Doc} doc @param {Reading} reading
 * @param {() => Promise<void>} readFiles @returns {Promise<Partial<Judged>>} */
async function judge(doc, reading, readFiles) {
  const { words, without, terms, engine } = reading;
  const fields = [doc.title, doc.meta, doc.summary, doc.body];
  const onPage = hold(words, ...fields);
  if (!onPage || without.length) await readFiles();
  const whole = onPage || hold(words, ...fields, doc.files);
  const hidden = without.some((w) => hold([w], ...fields, doc.files));
  const apart = !whole && !words.some((w) => w.quoted) && holdParts(words, ...fields, doc.files);
  const tier = hidden ? 0 : whole ? wholeTier(doc, words, engine.special) : +apart;
  // BM25 with k1 = 1.2, b = 0.75: how much of the body the words are, in thousandths.
  const norm = 1.2 * (0.25 + (0.75 * doc.body.plain.replace(/[\udc00-\udfff]/g, "").length) / 1500);
  const density = words.map((word) => {
    const tf = positions(doc.body, word.phrase).length;
    return (sum(terms.filter((t) => t.word === word).map((t) => t.idf)) * tf) / (tf + norm);
  });
  return { tier, density: Math.round(sum(density)), attachment: whole && !onPage };
}

/** @param {Doc} doc @param {Word[]} words all of which the document holds
 * @param {any} special when the words may be a number */
function wholeTier({ page, folder, title, meta, summary }, words, special) {
  if (!words.length) return TIER.facts;
  const all = words.map((w) => w.phrase).join("");
  const numbers = [folder.phrase(page.index), folder.phrase(page.number), special?.saidNumber(page.number, folder, tools)];
  if (words.length === 1 && numbers.some((n) => n === all || n === `${all}号`)) return TIER.number;
  if ([title.years, ownName(title.years)].includes(all)) return TIER.equal;
  if (hold(words, title)) return TIER.title;
  if (holdParts(words, title)) return TIER.spread;
  return hold(words, title, meta) || hold(words, summary) ? TIER.facts : TIER.whole;
}

/** A place in a text, of which word. @typedef {{start: number, end: number, word: number}} Hit */

/** Where words are in a text; when there is none at all, where their terms are.
 * @param {string} text @param {Folder} folder @param {Word[]} words @returns {Hit[]} */
function hitsIn(text, folder, words) {
  const { folded, at, end } = folder.map(text);
  const whole = asFolded(folded);
  /** @param {string[]} phrases @returns {Hit[]} */
  const find = (phrases) => phrases.flatMap((phrase, word) =>
    positions(whole, phrase).map((i) => ({ start: at[i], end: end[i + phrase.length - 1], word })));
  const hits = find(words.map((w) => w.phrase));
  return (hits.length ? hits : find(words.flatMap(partsOf))).sort((a, b) => a.start - b.start || a.end - b.end || a.word - b.word);
}

/** The characters from start to end, cut by hits.
 * @param {string} text @param {Hit[]} hits @param {number} [start] @param {number} [end] @returns {Piece[]} */
function pieces(text, hits, start = 0, end = text.length) {
  text = text.replaceAll("\n", " ");
  /** @type {Piece[]} */
  const out = [];
  /** @param {string} text @param {boolean} mark */
  const push = (text, mark) => {
    const last = out[out.length - 1];
    if (last?.mark === mark) last.text += text;
    else if (text) out.push({ text, mark });
  };
  push(start > 0 ? "…" : "", false);
  for (const hit of hits) {
    const [from, to] = [Math.max(hit.start, start), Math.min(hit.end, end)];
    if (from >= to) continue;
    push(text.slice(start, from), false);
    push(text.slice(from, to), true);
    start = to;
  }
  push(text.slice(start, end), false);
  push(end < text.length ? "…" : "", false);
  return out;
}

/** The piece of a text where most different words are near to each other.
 * @param {string} text @param {Hit[]} hits in order @returns {Piece[]} */
function snippet(text, hits) {
  let [anchor, most] = [0, 0];
  hits.forEach(({ start }, i) => {
    const near = new Set();
    for (let j = i; hits[j]?.start < start + REACH; j++) near.add(hits[j].word);
    if (near.size > most) [anchor, most] = [start, near.size];
  });
  const line = text.lastIndexOf("\n", anchor - 1) + 1;
  const before = [...text.slice(Math.max(0, anchor - 2 * BEFORE), anchor)].slice(-BEFORE).join("");
  const start = anchor && Math.max(line, anchor - before.length);
  return pieces(text, hits, start, start + [...text.slice(start, start + 2 * SNIPPET)].slice(0, SNIPPET).join("").length);
}

/** What the reader sees of a page. @param {Judged} judged @returns {Result} */
function resultOf({ doc, segment, words, score, tier, attachment, inOrder }) {
  const { page, folder, url, filesText } = doc;
  const { index, issuer, written, published, state, title, number } = page;
  const titleHits = inOrder?.map((start) => ({ start, end: start + 1, word: 0 })) ?? hitsIn(title, folder, words);
  const byNumber = tier === TIER.number && folder.phrase(index) !== words[0].phrase;
  /** @type {Hit[]} */
  let hits = [];
  const text = [page.body, page.summary, filesText].find((t) => (hits = hitsIn(t, folder, words)).length) ?? (page.summary || page.body);
  return {
    url, site: segment.site.name, index, issuer, written, published, state, tier, score, attachment,
    title: pieces(title, titleHits),
    number: pieces(number, byNumber ? [{ start: 0, end: number.length, word: 0 }] : hitsIn(number, folder, words)),
    snippet: snippet(text, hits),
    parts: tier < TIER.whole && words.length > 0,
  };
}

// --- Sessions: one way of reading the query after another -----------------------------

/** What one reading of the query, or several together, gave; ahead of whole were found
 * by a key before their turn.
 * @typedef {{words: Chosen[], whole: Judged[], partial: Judged[], nearest: Judged[], count: number, read: number, behind: number, ahead: number, keyed: boolean, sure?: boolean, soft?: boolean, further?: boolean, left?: boolean, unread?: boolean, ignored: string[], dropped: string[]}} Answer */

/** @param {Partial<Answer>} parts @returns {Answer} */
const answerOf = (parts) => ({ words: [], whole: [], partial: [], nearest: [], count: 0, read: 0, behind: 0, ahead: 0, keyed: false, ignored: [], dropped: [], ...parts });
/** A word that was not typed. @param {string} phrase @returns {Word} */
const wordOf = (phrase) => ({ text: phrase, phrase, quoted: false, exclude: false });

/** A query with its filters and order, read one way after another until a document
 * holds all its words. What was read is kept for the next page of results. */
class Session {
  /** @param {Engine} engine @param {Request} request */
  constructor(engine, { q = "", filters = {}, sort }) {
    const { words, ignored, cut } = parseQuery(q, engine.folder);
    // given: results that the asker has; readings: by their words.
    Object.assign(this, { engine, q, filters, ignored, cut, byDate: sort === "date", readings: new Map(), given: [] });
    this.words = words.filter((w) => !w.exclude);
    this.without = words.filter((w) => w.exclude);
    this.quoted = this.words.some((w) => w.quoted);
    const { folder, special } = engine;
    this.number = !special || this.quoted || this.without.length ? "" : special.saidNumber(q, folder, tools) || special.indexNumber(q, folder);
    /** The words without noise, and what is noise. @type {[Word[], string[]]} */
    this.plainer = special?.dropNoise(this.words) ?? [this.words, []];
    /** @type {Promise<any>} requests wait for each other */
    this.last = Promise.resolve();
  }

  /** @param {Request} request @param {AbortSignal} [signal] @returns {Promise<Response>} */
  answer(request, signal) {
    const mine = this.last.then(() => this.#answer(request, signal));
    this.last = mine.catch(() => {});
    return mine;
  }

  /** @param {Request} request @param {AbortSignal} [signal] @returns {Promise<Response>} */
  async #answer({ offset = 0, limit, quick }, signal) {
    if (!limit) {
      quick &&= sum(this.engine.sites.map((s) => s.docs)) > LARGE;
      limit = quick ? STEP : BATCH;
    }
    Object.assign(this, { offset, wanted: offset + limit, signal, notes: [] });
    if (this.cut) this.note("cut", "");
    const a = await this.#read(quick);
    // What was given already stays in front, though further ranges may hold better ones.
    const whole = merge(this.given.slice(0, offset), a.whole);
    this.given = whole.slice(0, this.wanted);
    const [results, partial, nearest] = [this.given.slice(offset), a.partial, a.nearest].map((list) => list.map(resultOf));
    return {
      total: a.behind + (a.sure ? a.count : Math.max(a.whole.length, a.count - a.read + a.whole.length - a.ahead)), exact: !a.left && (a.sure || a.read === a.count),
      limit, results, partial, nearest, more: whole.length > this.wanted || a.unread || a.further ? offset + results.length || +!!a.further : 0, whole: a.keyed,
      ignored: [...this.ignored, ...a.ignored], dropped: a.dropped, notes: this.notes, words: a.words.map((w) => w.phrase),
      sites: this.engine.all.map(({ name, error }) => ({ name, error })),
    };
  }

  /** @param {string} code @param {string} text */
  note(code, text) {
    if (!this.notes.some((n) => n.code === code && n.text === text)) this.notes.push({ code, text });
  }

  /** The documents of which the title or number is the query come first, and are enough
   * for a first look. @param {boolean} [quick] @returns {Promise<Answer>} */
  async #read(quick) {
    const first = this.byDate || !this.words.length || this.quoted || this.without.length ? undefined : await this.#keyed();
    if (quick && first && first.whole.length > this.offset) return first;
    const a = await this.#usual();
    if (!first) return a;
    const whole = merge(first.whole, a.whole);
    const [partial, nearest] = [a.partial, a.nearest].map((list) => merge(whole, list).slice(whole.length));
    return { ...a, whole, partial, nearest, ahead: whole.length - a.whole.length, ignored: a.ignored.length ? a.ignored : first.ignored };
  }

  /** What is found by the query as a whole, or by what noise leaves of it.
   * @returns {Promise<Answer | undefined>} */
  async #keyed() {
    const [rest, noise] = this.plainer;
    const ways = this.number ? [[wordOf(this.number)]] : noise.length ? [this.words, rest] : [this.words];
    // In the same round: the words are looked up, without noise as few documents hold it, and
    // what reads them so is loaded.
    // A title mostly needs none of that.
    if (!this.number && !/.{9}[通意公][知见告]$/.test(rest[0].phrase)) this.reading(rest).prefetch(this.signal);
    if (ways[1]) fallback().catch(() => {});
    const readings = ways.map((words) => this.reading(words, false, true));
    await Promise.all(readings.map((r) => r.advanceKeyed(this.wanted, this.signal)));
    const i = readings.findIndex((r) => r.whole.length);
    if (i < 0) return undefined;
    if (this.number) this.note("number", this.number);
    const { words, whole, count, gone } = readings[i];
    for (const url of gone) this.note("page", url);
    return answerOf({ words, whole, count, keyed: true, sure: true, left: true, unread: true, ignored: i ? noise : [] });
  }

  /** @returns {Promise<Answer>} */
  async #usual() {
    const a = this.number && (await this.engine.special.asNumber(this, this.number, tools));
    if (a) return a;
    const first = await this.plain(this.words);
    const best = first.whole[0];
    first.further = !best && this.wanted < BATCH && first.unread && first.partial.length > 0; // what comes next may hold them
    // What may be the short name of a law is read as one even if documents mention it.
    if (best || first.further ? best?.tier > 3 || !/^.{1,7}[法例定释则].?$/.test(this.words[0]?.phrase) : !this.words.length) return first;
    return (await fallback()).answer(this, first, tools);
  }

  /** Answers by one reading of the query. @param {Word[]} words @param {boolean} [number] @returns {Promise<Answer>} */
  async try(words, number) {
    const reading = this.reading(words, number);
    await reading.advance(this.offset, this.wanted, this.signal);
    for (const url of reading.gone) this.note("page", url);
    for (const { code } of reading.errors) this.note("file", code);
    const { whole, partial, count, read, behind, left, unread, sure, errors } = reading;
    return answerOf({ words: reading.words, whole, partial, count, read, behind, left, unread, sure: sure && !errors.length });
  }

  /** @param {Word[]} words @param {boolean} [number] @param {boolean} [whole] to be found by a key */
  reading(words, number = false, whole = false) {
    const key = JSON.stringify([number, whole, words.map((w) => w.phrase)]);
    const reading = this.readings.get(key)
      ?? new Reading(this.engine, [...words, ...this.without], this.filters, this.byDate || !words.length, number);
    this.readings.set(key, reading);
    return reading;
  }

  /** The words as they stand, and with short names in full. @param {Word[]} words */
  async plain(words) {
    const a = await this.try(words);
    return (await this.engine.special?.withAlias(this, words, a, tools)) ?? a;
  }
}

/** Joins lists of pages, each document once. @param {Judged[]} a @param {Judged[]} b */
function merge(a, b) {
  const seen = new Set(a.map((j) => j.code));
  return [...a, ...b.filter((j) => !seen.has(j.code))];
}

/** For the modules that are loaded when they are needed. */
export const tools = {
  BATCH, FACETS, IN_TITLE, Reader, Reading, SPACE, STEP, TIER, answerOf, arabic, asFolded, compare, decodeSet, fresher, hold, idf, json, merge, newer, order, parseQuery, pass, place, range, ranked, resultOf, special, sum, unique, unpack, utf8, ownName, wordOf,
};

// --- The engine ------------------------------------------------------------------------

/** A value of a facet as it is shown. @typedef {{key: string, label: string, parent: string, count: number, selected: boolean}} FacetCount */

let common = ""; // characters: those of GB 2312

/** Searches one site, or several as one. All methods reject with a SearchError. */
export class Engine {
  /** @param {Source[]} manifests the site's own first
   * @param {{fetch?: typeof fetch, first?: ArrayBuffer}} [options] first: what was read of the first manifest */
  constructor(manifests, { fetch = (url, how) => globalThis.fetch(url, how), first } = {}) {
    this.first = first;
    this.store = new Store(fetch);
    this.folder = new Folder();
    /** @type {Set<number>} blocks of the whole table of characters that were read */
    this.blocks = new Set();
    // warming: a promise, while manifests are read; special: the module of words, when it is loaded
    this.all = manifests.map((source) => new Site(this.store, source));
    /** @type {Map<string, Session>} */
    this.sessions = new Map();
    /** @type {WeakMap<Page, Doc>} */
    this.docs = new WeakMap();
  }

  /** The sites whose index could be read. */
  get sites() {
    return this.all.filter((s) => s.raw);
  }

  /** Reads the manifests. @param {AbortSignal} [signal] @returns {Promise<{facets: string[]}>} the facets there are */
  async warm(signal) {
    // Who comes while manifests are read waits for these, and no abort stops them.
    this.warming ??= this.#open(this.all.filter((s) => !s.raw), "no-cache").finally(() => delete this.warming);
    await this.warming;
    if (signal?.aborted) throw new SearchError("aborted");
    if (!this.sites.length) throw new SearchError(this.all[0].error);
    return { facets: FACETS.filter((f) => this.sites.some((s) => s.segments.some((g) => g.raw.facets[f]))) };
  }

  /** @param {Site[]} sites @param {RequestCache} cache @param {AbortSignal} [signal] @returns {Promise<boolean>} whether any is another than before */
  async #open(sites, cache, signal) {
    const changed = await Promise.all(sites.map(async (site) => {
      try {
        const bytes = this.first ? new Uint8Array(this.first) : await this.store.read(site.url, cache, signal);
        this.first = undefined;
        const another = site.open(bytes);
        this.folder.add(...site.raw.fold);
        return another;
      } catch (err) {
        site.error = asError(err).code;
        if (site.error === "aborted") throw err;
      }
    }));
    if (changed.some(Boolean)) this.sessions.clear();
    return changed.some(Boolean);
  }

  /** Runs a task, and again with new manifests when files are gone that the old ones name.
   * @template T @param {string | undefined} q @param {AbortSignal | undefined} signal
   * @param {() => Promise<T>} task @returns {Promise<T>} */
  async #run(q = "", signal, task) {
    const isSpecial = () => SPECIAL.test(this.folder.phrase(q));
    if (isSpecial()) special().catch(() => {}); // while manifests come
    await this.warm(signal);
    const prepared = async () => {
      await this.#completeTable(q, signal);
      const shorts = Object.keys(this.sites[0].raw.aliases ?? {});
      if (isSpecial() || shorts.some((s) => this.folder.phrase(q).includes(s))) this.special = await special();
      return task();
    };
    /** @type {{result?: T, err?: SearchError}} */
    const outcome = await prepared().then((result) => ({ result }), (err) => ({ err: asError(err) }));
    const stale = this.all.filter((s) => s.stale);
    for (const site of stale) site.stale = false;
    if (stale.length && (await this.#open(stale, "reload", signal))) return prepared();
    if (outcome.err) {
      this.sessions.clear(); // what was read in part is read anew when asked again
      throw outcome.err;
    }
    return /** @type {T} */ (outcome.result);
  }

  /** Reads what a query needs of the whole table of characters, in blocks of 1,024: the
   * manifests' tables have the site's characters and those of GB 2312.
   * @param {string} q @param {AbortSignal} [signal] */
  async #completeTable(q, signal) {
    const [site] = this.sites;
    const rare = (q.normalize("NFKD").match(/\p{Script=Han}/gu) ?? []).filter((c) => c > "\u33ff" && !this.folder.table.has(c));
    if (!rare.length || !site.raw.foldHash) return;
    common ||= new TextDecoder("gbk").decode(Uint8Array.from({ length: 72 * 94 * 2 }, (_, i) => (i % 2 ? 0xa1 + ((i >> 1) % 94) : 0xb0 + Math.floor(i / 188))));
    const blocks = unique(rare.filter((c) => !common.includes(c)).map((c) => Math.min(40, /** @type {number} */ (c.codePointAt(0)) >> 10)));
    if (blocks.length) await (await special()).readTable(this, blocks, signal, tools);
  }

  /** @param {Request} request */
  #session({ q, filters, sort }) {
    const key = JSON.stringify([q, filters, sort, this.folder.version]);
    const session = this.sessions.get(key) ?? new Session(this, { q, filters, sort });
    this.sessions.delete(key); // the last used stands last, and three are kept
    this.sessions.set(key, session);
    for (const old of [...this.sessions.keys()].slice(0, -3)) this.sessions.delete(old);
    return session;
  }

  /** @param {Request} request @param {AbortSignal} [signal] @returns {Promise<Response>} */
  search(request, signal) {
    return this.#run(request.q, signal, () => this.#session(request).answer(request, signal));
  }

  /** The best titles that hold what was typed so far.
   * @param {string} text @param {AbortSignal} [signal] @returns {Promise<Result[]>} */
  suggest(text, signal) {
    return this.#run(text, signal, async () => (await special()).suggest(this, text, signal, tools));
  }

  /** The values of facets, all or those asked for, with the numbers of documents that
   * choosing them would give. @param {Request & {facets?: string[]}} request @param {AbortSignal} [signal]
   * @returns {Promise<Record<string, FacetCount[]>>} */
  facets(request, signal) {
    return this.#run(request.q, signal, async () => {
      return (await filter()).facets(this, this.#session(request), request, signal, tools);
    });
  }

  /** The pages of candidates; gone are the addresses of those that are left out.
   * @param {Candidate[]} list @param {Chosen[]} words @param {string[]} gone @param {AbortSignal} [signal] @returns {Promise<Judged[]>} */
  async pages(list, words, gone, signal) {
    /** @type {SearchError[]} */
    const errors = [];
    const pages = await Promise.all(list.map(async (c) => {
      let url = "";
      try {
        url = await c.segment.url(c.id, signal);
        const page = await this.store.get(url, (bytes) => readPage(utf8(bytes)), signal);
        let doc = this.docs.get(page);
        if (doc?.version !== this.folder.version) this.docs.set(page, (doc = new Doc(page, this.folder, url)));
        return [{ ...c, words, doc, dead: !isAlive(page.state.slug), tier: 0, density: 0, attachment: false }];
      } catch (err) {
        errors.push(asError(err));
        gone.push(url);
        return [];
      }
    }));
    const grave = errors.find((e) => e.code === "aborted") ?? (errors.length === list.length && errors.find((e) => e.code !== "missing"));
    if (grave) throw grave;
    return pages.flat();
  }

  /** Reads the text of a document's attachments, if there is any.
   * @param {Doc} doc @param {AbortSignal} [signal] */
  async files(doc, signal) {
    if (doc.page.textFile && !doc.filesText) await (await special()).readFiles(this, doc, signal, tools);
  }
}

// --- In a worker, and beside one --------------------------------------------------------

/** Answers a page's calls: {id, method, args} by {id, result} or {id, error}; a call is
 * given up by {cancel: id}. @param {any} scope */
function serve(scope) {
  /** @type {any} */
  let engine;
  /** @type {Map<number, AbortController>} */
  const running = new Map();
  scope.onmessage = async (/** @type {MessageEvent} */ { data: { id, method, args, cancel } }) => {
    running.get(cancel)?.abort();
    if (!id) return;
    const control = new AbortController();
    running.set(id, control);
    try {
      if (method === "open") engine = new Engine(args[0], { first: args[1] });
      scope.postMessage({ id, result: await engine?.[method]?.(...args, control.signal) });
    } catch (err) {
      scope.postMessage({ id, error: asError(err).code });
    }
    running.delete(id);
  };
}

if (globalThis.DedicatedWorkerGlobalScope && self instanceof DedicatedWorkerGlobalScope) serve(self);

/** @type {any} */
let policy;

/** An address as a script address, as Trusted Types want it. @param {string} url */
function scriptURL(url) {
  policy ??= /** @type {any} */ (globalThis).trustedTypes?.createPolicy("mulu-search", { createScriptURL: String });
  return policy?.createScriptURL(url) ?? url;
}

const PATIENCE = 10_000; // with a worker that says nothing, in milliseconds

/** The engine in a worker of its own, or here when there can be none or it dies.
 * @param {string} url of this file; "" when it is where it was loaded from
 * @param {Source[]} manifests @param {Promise<any>} [entry] what was read of the first manifest; it never fails
 * @returns {Pick<Engine, "warm" | "search" | "suggest" | "facets">} */
export function connect(url, manifests, entry = Promise.resolve()) {
  /** @type {Worker | undefined} */
  let worker;
  /** @type {any} */
  let local;
  /** @type {Map<number, (answer?: {result?: any, error?: any}) => void>} what waits; no answer: the worker is gone */
  const waiting = new Map();
  let last = 0;
  const fall = () => {
    worker?.terminate();
    local ??= new Engine(manifests);
    for (const answer of waiting.values()) answer();
    waiting.clear();
  };
  /** @param {string} method @param {any[]} args @param {AbortSignal} [signal] @returns {Promise<any>} */
  const call = (method, args, signal) => new Promise((resolve, reject) => {
    const here = () => resolve(local[method]?.(...args, signal));
    const id = ++last;
    const stop = () => {
      waiting.delete(id);
      worker?.postMessage({ cancel: id });
      reject(new SearchError("aborted"));
    };
    if (signal?.aborted) return stop();
    if (local) return here();
    signal?.addEventListener("abort", stop);
    waiting.set(id, (answer) => {
      if (!answer) here();
      else if (answer.error) reject(new SearchError(answer.error));
      else resolve(answer.result);
    });
    entry.then(() => waiting.has(id) && worker?.postMessage({ id, method, args }));
  });
  /** Calls, and asks after the worker when it is silent for long.
   * @param {string} method @param {any[]} args @param {AbortSignal} [signal] */
  const watched = (method, args, signal) => {
    const watch = setInterval(() => {
      const dead = setTimeout(fall, PATIENCE);
      call("ping", []).finally(() => clearTimeout(dead));
    }, 2 * PATIENCE);
    return call(method, args, signal).finally(() => clearInterval(watch));
  };
  try {
    worker = new Worker(scriptURL(url || import.meta.url), { type: "module" });
    worker.onmessage = ({ data: { id, ...answer } }) => {
      waiting.get(id)?.(answer);
      waiting.delete(id);
    };
    worker.onerror = worker.onmessageerror = fall;
    entry.then((first) => worker?.postMessage({ id: ++last, method: "open", args: [manifests, first] }));
  } catch {
    fall();
  }
  const ask = (/** @type {string} */ method) => (/** @type {any} */ about, /** @type {AbortSignal | undefined} */ signal) => watched(method, [about], signal);
  return { warm: (signal) => watched("warm", [], signal), search: ask("search"), suggest: ask("suggest"), facets: ask("facets") };
}
