/** Searches the catalogue's index: everything of search but what the reader sees.
 * One file, because every module is one more request. It runs in a module worker;
 * where there is none, the page runs it. It has a Go twin, package query: both
 * obey the vectors in testdata/search, and give the same scores.
 *
 * A query takes two rounds: all posting files at once, then the pages of the best
 * candidates at once; titles, snippets and the check of a phrase come from them. */

/** @typedef {{text: string, mark: boolean}} Piece */
/** @typedef {{url: string, name: string}} Source the address of a site's manifest */
/** @typedef {{category: string[], issuer: string[], year: string[], state: string[], theme: string[], genre: string[], five: string[], from: string, to: string}} Filters */
/** @typedef {{q: string, filters?: Partial<Filters>, sort?: "relevance"|"date", offset?: number, limit?: number}} Request
 * offset is the number of results, partial ones apart, that the asker has already. */
/** @typedef {{url: string, site: string, title: Piece[], snippet: Piece[], number: Piece[], index: string, issuer: string, written: string, published: string, state: {slug: string, label: string}, tier: number, score: number, parts: boolean, attachment: boolean}} Result */
/** @typedef {{code: string, text: string}} Note */
/** @typedef {{total: number, exact: boolean, results: Result[], partial: Result[], more: boolean, ignored: string[], dropped: string[], notes: Note[], nearest: Result[], sites: {name: string, error: string}[], words: string[]}} Response */

/** A failure with a code: offline, missing, broken, version or aborted. */
export class SearchError extends Error {
  /** @param {string} code @param {string} [message] */
  constructor(code, message = code) {
    super(message);
    this.code = code;
  }
}
const broken = () => new SearchError("broken");

// --- Folding: the form in which texts are compared -------------------------

// Han outside the basic plane is kept whatever the browser's version of Unicode.
const IGNORED = /[^\p{L}\p{N}\u{20000}-\u{3FFFF}]/gu;
const CHINESE_YEAR = /[〇一二三四五六七八九]{4}年/g;
const CHINESE_DIGITS = "〇一二三四五六七八九";

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
      f = "";
      for (const d of c.normalize("NFKD").replaceAll("○", "〇").replace(IGNORED, "")) {
        const lower = d.toLowerCase();
        const s = this.table.get(lower) ?? lower;
        f += s === "零" ? "〇" : s;
      }
      this.known.set(c, f);
    }
    return f;
  }

  /** @param {string} text lines @returns {string} the lines folded */
  fold(text) {
    let out = "";
    for (const c of text) out += c === "\n" ? c : this.char(c);
    return out;
  }

  /** Folds lines and tells where each unit of the result comes from.
   * @param {string} text @returns {{folded: string, at: number[], end: number[]}} places in text */
  map(text) {
    let folded = "";
    /** @type {number[]} */
    const at = [];
    /** @type {number[]} */
    const end = [];
    let place = 0;
    for (const c of text) {
      const f = c === "\n" ? c : this.char(c);
      for (let i = 0; i < f.length; i++) at.push(place), end.push(place + c.length);
      folded += f;
      place += c.length;
    }
    return { folded, at, end };
  }
}

/** @param {string} text @returns {string} Chinese digits as Arabic ones */
const arabic = (text) => text.replace(/[〇一二三四五六七八九]/g, (c) => String(CHINESE_DIGITS.indexOf(c)));

/** Turns years in Chinese digits (二〇二三年) into Arabic ones, of the same length.
 * @param {string} folded */
export const yearFold = (folded) => folded.replace(CHINESE_YEAR, arabic);

/** A folded text, and the same with its years folded. @typedef {{plain: string, years: string}} Folded */
/** @param {string} plain @returns {Folded} */
const asFolded = (plain) => ({ plain, years: yearFold(plain) });

/** The first place from which on a text holds a phrase; each year in it may stand
 * as it is or folded. @param {Folded} text @param {string} phrase @param {number} [from] */
function indexIn({ plain, years }, phrase, from = 0) {
  if (!phrase || phrase.includes("\n")) return -1;
  const at = plain.indexOf(phrase, from);
  if (plain === years) return at;
  const folded = years.indexOf(phrase, from);
  if (/[0-9].*[〇一二三四五六七八九]|[〇一二三四五六七八九].*[0-9]/.test(phrase)) return mixedIndex(plain, years, phrase, from);
  return at < 0 || (folded >= 0 && folded < at) ? folded : at;
}

/** @param {string} plain @param {string} years @param {string} phrase @param {number} from */
function mixedIndex(plain, years, phrase, from) {
  for (let i = from; i + phrase.length <= plain.length; i++) {
    let asIs = true;
    let asYear = true;
    for (let j = 0; (asIs || asYear) && j < phrase.length; j++) {
      asIs &&= phrase[j] === plain[i + j];
      asYear &&= phrase[j] === years[i + j];
      if (plain[i + j] === years[i + j] && asIs !== asYear) asIs = asYear = true;
    }
    if (asIs || asYear) return i;
  }
  return -1;
}

/** @param {Folded} text @param {string} phrase */
const holds = (text, phrase) => indexIn(text, phrase) >= 0;
/** @param {string} text folded lines @param {string} phrase */
export const contains = (text, phrase) => holds(asFolded(text), phrase);

/** All places of a phrase that do not overlap. @param {Folded} text @param {string} phrase */
export function positions(text, phrase) {
  /** @type {number[]} */
  const out = [];
  for (let i = indexIn(text, phrase); i >= 0; i = indexIn(text, phrase, i + phrase.length)) out.push(i);
  return out;
}

// --- Terms ----------------------------------------------------------------

const LATIN = /^[0-9a-z]$/;
const LATIN_END = /^[0-9a-z号]$/;
/** @param {string[]} c @param {number} i whether three characters from i are a term */
const isTriple = (c, i) => i + 2 < c.length && LATIN.test(c[i]) && LATIN.test(c[i + 1]) && LATIN_END.test(c[i + 2]);

/** All terms of a folded line: single characters, pairs, threes of letters and digits.
 * @param {string} line @returns {string[]} each once */
export function terms(line) {
  /** @type {Set<string>} */
  const out = new Set();
  for (const form of [line, yearFold(line)]) {
    const c = [...form];
    for (let i = 0; i < c.length; i++) {
      out.add(c[i]);
      if (i + 1 < c.length) out.add(c[i] + c[i + 1]);
      if (isTriple(c, i)) out.add(c[i] + c[i + 1] + c[i + 2]);
    }
  }
  return [...out];
}

/** The terms that stand for a phrase, with their places in it, each once.
 * @param {string} phrase folded @returns {{term: string, at: number}[]} */
export function phraseTerms(phrase) {
  const c = [...phrase];
  if (c.length < 3) return phrase ? [{ term: phrase, at: 0 }] : [];
  /** @type {{term: string, at: number}[]} */
  const out = [];
  for (let i = 0; i + 1 < c.length; i++) {
    if (isTriple(c, i)) out.push({ term: c[i] + c[i + 1] + c[i + 2], at: i });
    else if (!(i > 0 && isTriple(c, i - 1))) out.push({ term: c[i] + c[i + 1], at: i });
  }
  return out.filter((t, i) => out.findIndex((u) => u.term === t.term) === i);
}

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

// --- Decoding; whatever is wrong with a file is an error, never a hang ------

/** Reads bytes from the front. */
class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  byte() {
    if (this.at >= this.bytes.length) throw broken();
    return this.bytes[this.at++];
  }

  /** @returns {number} at most 2^49 */
  varint() {
    let n = 0;
    for (let scale = 1; scale < 2 ** 49; scale *= 128) {
      const b = this.byte();
      n += (b & 127) * scale;
      if (b < 128) return n;
    }
    throw broken();
  }

  signed() {
    const n = this.varint();
    return n % 2 ? -(n + 1) / 2 : n / 2;
  }

  /** @param {number} n */
  take(n) {
    if (n > this.bytes.length - this.at) throw broken();
    this.at += n;
    return this.bytes.subarray(this.at - n, this.at);
  }

  text(n = this.varint()) {
    return utf8(this.take(n));
  }
}

const decoder = new TextDecoder();
/** @param {Uint8Array} bytes */
const utf8 = (bytes) => decoder.decode(bytes);

/** Reads bits, the highest of a byte first. */
class Bits {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0; // in bits
  }

  /** @param {number} n up to 28 */
  bits(n) {
    if (this.at + n > this.bytes.length * 8) throw broken();
    let v = 0;
    while (n > 0) {
      const left = 8 - (this.at & 7);
      const take = Math.min(left, n);
      v = (v << take) | ((this.bytes[this.at >> 3] >> (left - take)) & ((1 << take) - 1));
      this.at += take;
      n -= take;
    }
    return v;
  }

  /** The number of ones before the next zero. @param {number} most */
  ones(most) {
    for (let n = 0; n <= most; ) {
      const byte = this.at >> 3;
      if (byte >= this.bytes.length) break;
      const used = this.at & 7;
      const run = Math.min(Math.clz32(~(this.bytes[byte] << (24 + used))), 8 - used);
      n += run;
      this.at += run;
      if (used + run < 8) {
        this.at++;
        if (n <= most) return n;
      }
    }
    throw broken();
  }

  /** Only the padding of the last byte may be left. */
  end() {
    const left = this.bytes.length * 8 - this.at;
    if (left > 7 || this.bits(left)) throw broken();
  }

  /** A set of count numbers below universe, ascending.
   * @param {number} universe @param {number} count @returns {Uint32Array} */
  set(universe, count) {
    const inverse = 2 * count > universe; // then the others are coded
    const coded = inverse ? universe - count : count;
    if (count > universe || coded > this.bytes.length * 8 - this.at) throw broken();
    const out = new Uint32Array(count);
    const m = Math.floor((universe * 45) / (coded * 64));
    const k = m > 1 && coded ? 31 - Math.clz32(m) : 0;
    let next = 0;
    let n = 0;
    for (let i = 0; i < coded; i++) {
      const id = next + this.ones(universe >>> k) * 2 ** k + this.bits(k);
      if (id >= universe) throw broken();
      if (inverse) while (next < id) out[n++] = next++;
      else out[n++] = id;
      next = id + 1;
    }
    while (n < count) out[n++] = next++; // the rest of an inverse set
    return out;
  }
}

/** @param {Uint8Array} bytes @param {number} universe @param {number} count */
export function decodeSet(bytes, universe, count) {
  const bits = new Bits(bytes);
  const set = bits.set(universe, count);
  bits.end();
  return set;
}

/** @param {string} text base64 */
export function base64(text) {
  try {
    return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  } catch {
    throw broken();
  }
}

/** A term's postings: the documents that have it, ascending, and how: bit 0 in the
 * numbers, issuer, keywords; bit 1 in the title, whose class of length is in bits 2 to 5.
 * @typedef {{df: number, ids: Uint32Array, how: Uint8Array}} Posting */

const IN_META = 1;
const IN_TITLE = 2;

/** @param {Uint8Array} body @param {number} docs of the segment @returns {Posting} */
export function decodePosting(body, docs) {
  const r = new Reader(body);
  const [a, t, k] = [r.varint(), r.varint(), r.varint()];
  if (a > docs || t > a || k > a) throw broken();
  const bits = new Bits(body.subarray(r.at));
  const ids = bits.set(docs, a);
  const how = new Uint8Array(a);
  for (const i of bits.set(a, t)) how[i] = IN_TITLE;
  if (t) for (let i = 0; i < a; i++) if (how[i]) how[i] |= bits.bits(4) << 2;
  for (const i of bits.set(a, k)) how[i] |= IN_META;
  bits.end();
  return { df: a, ids, how };
}

/** @param {Uint8Array} bytes @param {number} end */
function fnv1a(bytes, end) {
  let h = 0x811c9dc5;
  for (let i = 0; i < end; i++) h = Math.imul(h ^ bytes[i], 0x01000193);
  return h >>> 0;
}

/** The records of a posting file: term to body.
 * @param {Uint8Array} bytes @returns {Map<string, Uint8Array>} */
export function decodeFile(bytes) {
  const end = bytes.length - 4;
  if (end < 3 || bytes[0] !== 0x4d) throw broken();
  if (bytes[1] !== 2) throw new SearchError("version");
  if (new DataView(bytes.buffer, bytes.byteOffset + end, 4).getUint32(0, true) !== fnv1a(bytes, end)) throw broken();
  const r = new Reader(bytes.subarray(0, end));
  r.at = 2;
  const count = r.varint();
  if (count > end) throw broken();
  /** @type {[string, number][]} */
  const list = [];
  for (let i = 0; i < count; i++) list.push([r.text(), r.varint()]);
  const records = new Map(list.map(([term, n]) => [term, r.take(n)]));
  if (r.at !== end || records.size !== count) throw broken();
  return records;
}

/** A table of addresses, of pages without doc/ and .html. */
export class Addresses {
  /** @param {Uint8Array} bytes @param {number} docs */
  constructor(bytes, docs) {
    const r = new Reader(bytes);
    this.forms = this.#readForms(r);
    /** @type {{from: number, form: number, serial: number}[]} */
    this.runs = [];
    const expected = this.forms.map(() => 0);
    for (let from = 0, form = 0; from < docs; ) {
      form += r.signed();
      const serial = expected[form] - r.signed();
      const n = r.varint();
      if (!this.forms[form] || n < 1 || n > docs - from || serial > 999_999_999 || serial - n < -1) throw broken();
      this.runs.push({ from, form, serial });
      expected[form] = serial - n;
      from += n;
    }
    if (r.at < bytes.length) throw broken();
  }

  /** @param {Reader} r */
  #readForms(r) {
    const forms = [];
    let last = new Uint8Array(0);
    for (let n = r.varint(); n > 0; n--) {
      const shared = r.varint();
      const rest = r.take(r.varint());
      if (shared > last.length) throw broken();
      last = Uint8Array.from([...last.subarray(0, shared), ...rest]);
      const width = r.varint();
      if (width > 9 && width !== 255) throw broken();
      forms.push({ prefix: utf8(last), width, suffix: r.text() });
    }
    return forms;
  }

  /** @param {number} i a document, counted from the table's first */
  at(i) {
    const run = this.runs[lowerBound(this.runs, (r) => r.from > i) - 1];
    const { prefix, width, suffix } = this.forms[run.form];
    return width === 255 ? prefix : prefix + String(run.serial - (i - run.from)).padStart(width, "0") + suffix;
  }
}

/** The first place from which on a test holds.
 * @template T @param {ArrayLike<T>} list sorted by the test @param {(item: T) => boolean} test */
function lowerBound(list, test) {
  let [low, high] = [0, list.length];
  while (low < high) {
    const mid = (low + high) >>> 1;
    if (test(list[mid])) high = mid;
    else low = mid + 1;
  }
  return low;
}

const MOST_DAYS = 3_000_000; // the year 9999, with room

/** The days of a run of documents, since 1970-01-01.
 * @param {Uint8Array} bytes @param {number} docs @returns {Int32Array} */
export function decodeDays(bytes, docs) {
  if (docs > bytes.length) throw broken();
  const r = new Reader(bytes);
  const out = new Int32Array(docs);
  for (let i = 0, day = 0; i < docs; i++) {
    day += r.signed();
    if (Math.abs(day) > MOST_DAYS) throw broken();
    out[i] = day;
  }
  if (r.at < bytes.length) throw broken();
  return out;
}

// --- Pages: a small tokenizer, as package pagetext has it --------------------

/** What a published page says of its document.
 * @typedef {{title: string, index: string, number: string, issuer: string, written: string, published: string, state: {slug: string, label: string}, keywords: string[], summary: string, attachments: string[], textFile: string, body: string}} Page */

const SPACE = /[\s\x85]/;
const BLOCKS = new Set(("address article aside blockquote caption center colgroup dd details dialog div dl dt fieldset " +
  "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p section summary table " +
  "tbody tfoot thead tr ul").split(" "));
/** @type {Record<string, string>} */
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

/** @param {string} s */
const decodeEntities = (s) => s.replace(/&(?:#(\d{1,9})|#[xX]([\da-fA-F]{1,8})|(amp|lt|gt|quot|apos|nbsp));/g, (_, dec, hex, name) => {
  if (name) return ENTITIES[name];
  const n = dec ? Number(dec) : parseInt(hex, 16);
  return n === 0 || n > 0x10ffff || (n >= 0xd800 && n < 0xe000) ? "\ufffd" : String.fromCodePoint(n);
});

/** @param {string} s */
function trim(s) {
  let [from, to] = [0, s.length];
  while (from < to && SPACE.test(s[from])) from++;
  while (to > from && SPACE.test(s[to - 1])) to--;
  return s.slice(from, to);
}

const CAPITALS = /[A-Z]+/g;
/** @param {string} s */
const lower = (s) => s.toLowerCase();

/** Text in the making: runs of white space are one space, empty lines are none. */
class Lines {
  text = "";
  space = false;
  fresh = false;

  /** @param {string} s @param {boolean} pre whether a line feed breaks the line */
  add(s, pre) {
    for (const part of s.split(/([\s\x85]+)/)) {
      if (!part) continue;
      if (SPACE.test(part[0])) {
        this.space = true;
        this.fresh ||= pre && part.includes("\n");
        continue;
      }
      if (this.text) this.text += this.fresh ? "\n" : this.space ? " " : "";
      this.text += part;
      this.fresh = this.space = false;
    }
  }
}

/** Reads tags and text of a page, up to the end of the first article. */
class PageReader {
  /** @param {string} html */
  constructor(html) {
    this.html = html;
    this.at = 0;
    this.depth = 0; // of article
    this.pre = 0;
    this.heading = "";
    this.body = new Lines();
    /** @type {Page} */
    this.page = { title: "", index: "", number: "", issuer: "", written: "", published: "", state: { slug: "", label: "" }, keywords: [], summary: "", attachments: [], textFile: "", body: "" };
  }

  read() {
    const { html } = this;
    for (let over = false; !over && this.at < html.length; ) {
      const next = this.#find("<");
      this.#text(html.slice(this.at, next));
      this.at = next;
      over = next < html.length && this.#markup();
    }
    this.page.title ||= this.heading;
    this.page.body = this.body.text;
    return this.page;
  }

  /** Where a mark is, the end when nowhere. @param {string} mark */
  #find(mark) {
    const i = this.html.indexOf(mark, this.at);
    return i < 0 ? this.html.length : i;
  }

  /** @param {string} mark */
  #skipPast(mark) {
    this.at = Math.min(this.#find(mark) + mark.length, this.html.length);
  }

  /** @param {string} s */
  #text(s) {
    if (this.depth > 0) this.body.add(decodeEntities(s), this.pre > 0);
  }

  /** @returns {boolean} whether the article is over */
  #markup() {
    const { html, at } = this;
    if (html.startsWith("<!--", at)) this.#skipPast("-->");
    else if (/[!?]/.test(html[at + 1] ?? "")) this.#skipPast(">");
    else if (/^<\/?[a-zA-Z]/.test(html.slice(at, at + 3))) return this.#element(this.#tag());
    else {
      this.#text("<");
      this.at++;
    }
    return false;
  }

  /** Reads the tag that begins here; quotes hide a >. */
  #tag() {
    const { html } = this;
    const end = html[++this.at] === "/";
    if (end) this.at++;
    const name = this.#word(/[ \t\n\f\r/>]/g).replace(CAPITALS, lower);
    /** @type {Record<string, string>} */
    const attributes = Object.create(null);
    while (this.at < html.length) {
      const c = html[this.at];
      if (c === ">") {
        this.at++;
        break;
      }
      if (/[ \t\n\f\r/]/.test(c)) {
        this.at++;
        continue;
      }
      const key = this.#word(/[ \t\n\f\r/>=]/g).replace(CAPITALS, lower);
      const value = this.#value();
      attributes[key] ??= value;
    }
    return { name, end, attributes };
  }

  /** Passes at least one character, up to a stop. @param {RegExp} stop */
  #word(stop) {
    const start = this.at;
    stop.lastIndex = start + 1;
    this.at = stop.exec(this.html)?.index ?? this.html.length;
    return this.html.slice(start, this.at);
  }

  #value() {
    const blanks = () => {
      while (/[ \t\n\f\r]/.test(this.html[this.at] ?? "")) this.at++;
    };
    blanks();
    if (this.html[this.at] !== "=") return "";
    this.at++;
    blanks();
    const c = this.html[this.at] ?? ">";
    if (c === ">") return "";
    if (c !== '"' && c !== "'") return this.#word(/[ \t\n\f\r>]/g);
    const start = ++this.at;
    const stop = this.#find(c);
    this.#skipPast(c);
    return this.html.slice(start, stop);
  }

  /** @param {{name: string, end: boolean, attributes: Record<string, string>}} tag */
  #element({ name, end, attributes }) {
    if (/^(?:script|style|template)$/.test(name) && !end) this.#skipElement(name);
    else if (name === "title" && !end && !this.depth && !this.heading) {
      const start = this.at;
      this.#skipElement(name);
      this.heading = trim(decodeEntities(this.html.slice(start, this.at).split("<", 1)[0]));
    } else if (name === "meta" && !this.depth) this.#meta(attributes.name, trim(decodeEntities(attributes.content ?? "")));
    else if (name === "article") {
      this.body.fresh = true;
      if (!end) this.depth++;
      else if (this.depth && !--this.depth) return true;
    } else if (this.depth) this.#inArticle(name, end, attributes);
    return false;
  }

  /** @param {string} name @param {boolean} end @param {Record<string, string>} attributes */
  #inArticle(name, end, attributes) {
    // The number of a footnote, and the way back from it, are no part of a sentence.
    if (!end && (name === "sup" ? attributes.id?.startsWith("fnref-") : name === "a" && attributes.role === "doc-backlink")) this.#skipElement(name);
    else if (name === "pre") {
      this.body.fresh = true;
      this.pre = Math.max(0, this.pre + (end ? -1 : 1));
    } else if (BLOCKS.has(name)) this.body.fresh = true;
    else if (/^(?:td|th|br)$/.test(name)) this.body.add(" ", false);
  }

  /** @param {string} name */
  #skipElement(name) {
    do this.at = this.#find("</");
    while (this.at < this.html.length && this.#tag().name !== name);
  }

  /** @param {string} name @param {string} content */
  #meta(name, content) {
    const { page } = this;
    if (name === "ArticleTitle") page.title = content;
    else if (name === "PubDate") page.published = /^\d{4}-\d\d-\d\d/.exec(content)?.[0] ?? "";
    else if (name === "Keywords") content && page.keywords.push(content);
    else if (name === "description") page.summary = content;
    else if (name === "mulu-index") page.index = content;
    else if (name === "mulu-number") page.number = content;
    else if (name === "mulu-issuer") page.issuer = content;
    else if (name === "mulu-written") page.written = content;
    else if (name === "mulu-text") page.textFile = content;
    else if (name === "mulu-attachments") page.attachments.push(...content.split("\n").map(trim).filter(Boolean));
    else if (name === "mulu-state") {
      const [slug, ...label] = content.split(" ");
      page.state = { slug, label: label.join(" ") };
    }
  }
}

/** @param {string} html @returns {Page} */
export const readPage = (html) => new PageReader(html).read();

// --- Queries ----------------------------------------------------------------

/** A word of a query: its phrase is folded. @typedef {{text: string, phrase: string, quoted: boolean, exclude: boolean}} Word */

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
  const isEnd = (j) => j >= chars.length || SPACE.test(chars[j]);
  for (let i = 0; i < chars.length; ) {
    if (isEnd(i)) {
      i++;
      continue;
    }
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
    const phrase = yearFold(folder.fold(text.replaceAll("\n", "")));
    const key = (exclude ? "-" : "") + phrase;
    const known = words.get(key);
    if (!phrase) ignored.push(chars.slice(start, i).join(""));
    else if (known) known.quoted ||= quoted;
    else words.set(key, { text, phrase, quoted, exclude });
  }
  return { words: [...words.values()], ignored, cut: all.length > LONGEST };
}

const NUMBER_FORM = new RegExp("^[ .(]?(\\p{Script=Han}(?:[.(]?\\p{Script=Han})*?)([ .(]?)" +
  "((?:19|20)[0-9]{2}|(?:一九|二〇)[〇一二三四五六七八九]{2})([ .(]?)(第?)[ .(]?(0*)([1-9][0-9]{0,5})[ .(]?(号?)[ .(]?$", "u");

/** What a query is looked up by when it reads as a document number as a whole, as
 * 济交办[2023]1 does: prefix, year, serial, 号. Package han has the rules.
 * @param {string} query @param {Folder} folder @returns {string} "" when it does not */
export function docNumber(query, folder) {
  const m = NUMBER_FORM.exec(outline(query, folder));
  if (!m) return "";
  const [, prefix, before, year, after, ordinal, zeros, serial, end] = m;
  const marked = (before + after).includes("(") || ordinal || end;
  if (!marked && (zeros + serial).length > 3) return "";
  return prefix.replace(/[ .(]/g, "") + arabic(year) + serial + "号";
}

/** The folded query, where ( stands for dropped signs with a bracket among them, a
 * full stop for other signs, a blank for white space.
 * @param {string} query @param {Folder} folder */
function outline(query, folder) {
  let out = "";
  let gap = -1;
  for (const c of query) {
    const folded = folder.char(c);
    if (/[\p{Ps}\p{Pe}<>＜＞]/u.test(c)) gap = 2;
    else if (SPACE.test(c) && c !== "\ufeff") gap = Math.max(gap, 0);
    else if (!folded && !/[\p{Cf}\p{M}]/u.test(c)) gap = Math.max(gap, 1);
    if (!folded) continue;
    out += (" .("[gap] ?? "") + folded;
    gap = -1;
  }
  return out + (" .("[gap] ?? "");
}

/** What a query is looked up by when it may be an index number as a whole, else "".
 * @param {string} query @param {Folder} folder */
export function indexNumber(query, folder) {
  const folded = folder.fold(query).replaceAll("\n", "");
  return /^[0-9a-z]{8,}$/.test(folded) && folded.replace(/[a-z]/g, "").length >= 6 ? folded : "";
}

/** A term of a word, and how frequent it is: 0 in half of the documents, 5 in few.
 * @typedef {{term: string, at: number, rank: number}} Lookup */
/** A word with its terms, best first, of which count are looked up.
 * @typedef {Word & {chosen: Lookup[], count: number}} Chosen */

const RARE = 5;
const MOST_TOGETHER = 6;
const SOFT_TERMS = 8; // also of those that narrow candidates down

/** @param {string} term @param {Map<string, number>[]} heavy ranks that sites list */
function rank(term, heavy) {
  const n = [...term].length;
  const rank = n === 1 ? 2 : /^[0-9]{3}$/.test(term) ? 3 : RARE;
  return Math.min(rank, ...heavy.map((h) => h.get(term) ?? rank));
}

/** The terms of a phrase as they are worth looking up: rare ones first, then far from
 * the others, so that a few cover the phrase. Terms that are so frequent that they are
 * kept by ranges are left out when there are others.
 * @param {string} phrase @param {Map<string, number>[]} heavy @param {(term: string) => boolean} isCut
 * @returns {Lookup[]} */
export function order(phrase, heavy, isCut) {
  const all = phraseTerms(phrase).map((t) => ({ ...t, rank: rank(t.term, heavy) }));
  const short = all.filter((t) => !isCut(t.term));
  const rest = short.length ? short : all;
  /** @type {Lookup[]} */
  const out = [];
  /** @param {Lookup} t */
  const distance = (t) => Math.min(...out.map((u) => Math.abs(t.at - u.at)));
  while (rest.length && out.length < SOFT_TERMS) { // no more are ever looked up
    const best = rest.reduce((a, b) => (b.rank > a.rank || (b.rank === a.rank && distance(b) > distance(a)) ? b : a));
    out.push(best);
    rest.splice(rest.indexOf(best), 1);
  }
  return [...out, ...rest];
}

/** The terms of an index number, those first that tell it from others best: the end of
 * the serial, the end of the issuer's code, the year, the serial, more of the code.
 * @param {string} phrase @param {Lookup[]} list */
function tailFirst(phrase, list) {
  if (/[^0-9a-z]/.test(phrase)) return list;
  const first = [3, 11, 8, 5, 14, 17].flatMap((back) => list.find((t) => phrase.length >= back && t.term === phrase.slice(-back).slice(0, 3)) ?? []);
  return unique([...first, ...list]);
}

/** Gives each word the number of its terms to look up: each is a file to fetch.
 * @param {Chosen[]} words @param {boolean} number */
export function share(words, number) {
  /** @param {Chosen} w */
  const most = (w) => Math.min(4 + ([...w.phrase].length >= 9 ? 1 : 0) + (number ? 1 : 0), w.chosen.length);
  /** @param {Chosen} w */
  const rarest = (w) => Math.max(0, ...w.chosen.map((t) => t.rank));
  const turns = words.length > MOST_TOGETHER ? [...words].sort((a, b) => rarest(b) - rarest(a)) : words;
  for (const w of words) w.count = 0;
  let left = MOST_TOGETHER;
  for (let round = 0, given = 1; left && given; round++) {
    given = 0;
    for (const w of turns) {
      if (w.count !== round || w.count >= most(w) || !left) continue;
      w.count++;
      given++;
      left--;
    }
  }
}

// --- Files: fetched once, kept, and read again past the cache when broken ------

const KEPT_BYTES = 8 << 20;

/** A promise that fails when the signal aborts. @template T
 * @param {Promise<T>} promise @param {AbortSignal} [signal] @returns {Promise<T>} */
function abortable(promise, signal) {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const stop = () => reject(new SearchError("aborted"));
    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

class Store {
  /** @param {typeof fetch} fetch */
  constructor(fetch) {
    this.fetch = fetch;
    /** @type {Map<string, {value: any, size: number}>} the longest unused first */
    this.kept = new Map();
    this.size = 0;
    /** @type {Map<string, {promise: Promise<any>, waiting: number}>} */
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
    const control = new AbortController();
    if (!job) {
      const promise = this.#load(url, decode, control.signal).finally(() => this.running.delete(url));
      promise.catch(() => {});
      job = { promise, waiting: 0, stop: () => control.abort() };
      this.running.set(url, job);
    }
    job.waiting++;
    try {
      return await abortable(job.promise, signal);
    } finally {
      if (--job.waiting === 0) job.stop();
    }
  }

  /** @template T @param {string} url @param {(bytes: Uint8Array) => T} decode @param {AbortSignal} signal */
  async #load(url, decode, signal) {
    let bytes = await this.read(url, {}, signal);
    let value;
    try {
      value = decode(bytes);
    } catch {
      bytes = await this.read(url, { cache: "reload" }, signal); // what the cache holds may be damaged
      value = decode(bytes);
    }
    this.kept.set(url, { value, size: bytes.length });
    this.size += bytes.length;
    for (const [key, { size }] of this.kept) {
      if (this.size <= KEPT_BYTES) break;
      this.kept.delete(key);
      this.size -= size;
    }
    return value;
  }

  /** @param {string} url @param {RequestInit} how @param {AbortSignal} [signal] @returns {Promise<Uint8Array>} */
  async read(url, how, signal) {
    let response;
    try {
      response = await this.fetch(url, { ...how, signal });
      if (response.ok) return new Uint8Array(await response.arrayBuffer());
    } catch {
      throw new SearchError(signal?.aborted ? "aborted" : "offline", url);
    }
    throw new SearchError(response.status < 500 ? "missing" : "broken", `${url}: ${response.status}`);
  }
}

/** @param {Uint8Array} bytes */
function decodeJSON(bytes) {
  try {
    return JSON.parse(utf8(bytes));
  } catch {
    throw broken();
  }
}

// --- Sites, their segments, and the parts of these that have posting files -----

const MOST_DOCS = 1 << 24;
const DAYS_PER_FILE = 16384;
const FACETS = ["category", "issuer", "year", "theme", "genre", "five"];
/** @param {string} state */
const isAlive = (state) => state !== "repealed" && state !== "expired";

/** @param {any} name of a file of the index @returns {string} */
function fileName(name) {
  if (typeof name !== "string" || !/^search\/[^\\:?#%]+$/.test(name) || name.includes("..")) throw broken();
  return name;
}

/** @param {any} n @param {number} least @param {number} most */
function checkInt(n, least, most) {
  if (!Number.isInteger(n) || n < least || n > most) throw broken();
}

/** @param {any} hashes @param {number} n */
function checkHashes(hashes, n) {
  if (typeof hashes !== "string" || hashes.length !== n * 6 || /[^a-z2-7]/.test(hashes)) throw broken();
}

/** Documents of a segment that have posting files of their own: all, or a range. */
class Part {
  /** @param {Segment} segment @param {string} name @param {number} start @param {any} raw */
  constructor(segment, name, start, raw) {
    checkInt(raw.docs, 1, MOST_DOCS);
    checkInt(raw.files, 1, MOST_DOCS);
    checkInt(raw.group, 1, raw.files);
    checkHashes(raw.hashes, Math.ceil(raw.files / raw.group));
    Object.assign(this, { segment, name, start });
    /** @type {{docs: number, files: number, group: number, hashes: string, states: any}} */
    this.raw = raw;
    /** @type {any[] | undefined} */
    this.states = undefined;
  }

  /** @param {string} term */
  file(term) {
    const { files, group, hashes } = this.raw;
    const n = Math.floor((hash32(term) * files) / 2 ** 32);
    const g = Math.floor(n / group) * 6;
    return this.segment.site.address(`search/${this.name}/${n >> 9}/${n}-${hashes.slice(g, g + 6)}.bin`);
  }
}

/** A part of a site's documents with files of its own. */
class Segment {
  /** @param {Site} site @param {any} raw @param {number} base ordinal of its first document */
  constructor(site, raw, base) {
    if (!/^[a-z]+$/.test(raw.name)) throw broken();
    this.site = site;
    this.base = base;
    this.raw = raw;
    /** @type {number} */
    this.docs = raw.docs;
    this.biggest = false;
    this.own = new Part(this, raw.name, 0, raw);
    let start = 0;
    /** @type {Part[]} for the terms that are cut by documents */
    this.ranges = (raw.ranges ?? []).map((/** @type {any} */ range, /** @type {number} */ i) => {
      const part = new Part(this, `${raw.name}-${i}`, start, range);
      start += range.docs;
      return part;
    });
    if (start && start !== this.docs) throw broken();
    this.parts = start ? this.ranges : [this.own];
    if (raw.days.length !== Math.ceil(this.docs / DAYS_PER_FILE)) throw broken();
    if (typeof raw.addresses === "string") this.table = new Addresses(base64(raw.addresses), this.docs);
    else checkHashes(raw.addresses.hashes, raw.addresses.from.length);
  }

  /** How many of so many lookups are worth their files here. @param {number} count */
  lookups(count) {
    return this.biggest ? count : Math.min(count, this.raw.name === "mid" ? 3 : 2);
  }

  /** The address of a document's page. @param {number} id @param {AbortSignal} [signal] */
  async url(id, signal) {
    const { site, raw, docs } = this;
    let [table, from] = [this.table, 0];
    if (!table) {
      const starts = raw.addresses.from;
      const i = lowerBound(starts, (start) => start > id) - 1;
      if (i < 0) throw broken();
      from = starts[i];
      const count = (starts[i + 1] ?? docs) - from;
      const name = `search/${raw.name}/addresses-${i}-${raw.addresses.hashes.slice(6 * i, 6 * i + 6)}.bin`;
      table = await site.store.get(site.address(name), (bytes) => new Addresses(bytes, count), signal);
    }
    return new URL(`doc/${encodeURI(table.at(id - from)).replace(/[?#]/g, encodeURIComponent)}.html`, site.root).href;
  }

  /** The days of the documents of a file. @param {number} i @param {AbortSignal} [signal] */
  days(i, signal) {
    const count = Math.min(DAYS_PER_FILE, this.docs - i * DAYS_PER_FILE);
    return this.site.store.get(this.site.address(fileName(this.raw.days[i])), (bytes) => decodeDays(bytes, count), signal);
  }

  /** The values of a facet with their documents, those of states in some parts.
   * @param {string} facet @param {Part[]} parts @param {AbortSignal} [signal]
   * @returns {Promise<{key: string, label: string, parent: string, ids: Uint32Array}[]>} */
  async values(facet, parts, signal) {
    if (facet === "state") return (await Promise.all(parts.map((p) => this.#states(p, signal)))).flat();
    const file = this.raw.facets[facet];
    if (!file) return [];
    /** @type {any[]} */
    const values = (await this.site.store.get(this.site.address(fileName(file)), decodeJSON, signal))[facet] ?? [];
    return values.map(([key, label, parent, count, set]) => ({ key, label, parent, ids: decodeSet(base64(set), this.docs, count) }));
  }

  /** The states of a part's documents; the most frequent is that of all in no list.
   * @param {Part} part @param {AbortSignal} [signal] */
  async #states(part, signal) {
    const { start, raw } = part;
    /** @type {any[]} */
    const states = part === this.own ? raw.states ?? [] : await this.site.store.get(this.site.address(fileName(raw.states)), decodeJSON, signal);
    const rest = new Uint8Array(this.docs).fill(1, start, start + raw.docs);
    const lists = states.map(([key, label, count, set]) => {
      const ids = set === null ? undefined : decodeSet(base64(set), raw.docs, count).map((id) => id + start);
      ids?.forEach((id) => (rest[id] = 0));
      return { key, label, parent: "", ids };
    });
    return lists.map((l) => ({ ...l, ids: l.ids ?? range(start, start + raw.docs).filter((id) => rest[id]) }));
  }

  /** Which documents are in a state that passes a test: 1 in the mask.
   * @param {(slug: string) => boolean} test @param {Part[]} parts the others pass
   * @param {AbortSignal} [signal] */
  async stateMask(test, parts, signal) {
    const mask = new Uint8Array(this.docs).fill(1);
    for (const { key, ids } of await this.values("state", parts, signal)) if (!test(key)) for (const id of ids) mask[id] = 0;
    return mask;
  }
}

/** A site whose index is searched. */
class Site {
  /** @param {Store} store @param {Source} source */
  constructor(store, { url, name }) {
    Object.assign(this, { store, url, name });
    this.error = "";
    /** @type {number | undefined} */
    this.digest = undefined;
    this.stale = false; // files are gone that the manifest names
    this.docs = 0;
    /** @type {Segment[]} */
    this.segments = [];
    /** @type {Map<string, number>} ranks of frequent terms */
    this.heavy = new Map();
    /** @type {Set<string>} terms that are kept by ranges */
    this.cut = new Set();
  }

  /** @param {string} name from the manifest's folder */
  address(name) {
    return new URL(name, this.url).href;
  }

  /** @param {Uint8Array} bytes of the manifest @returns {boolean} whether it was another before */
  open(bytes) {
    const digest = fnv1a(bytes, bytes.length);
    const before = this.digest;
    const raw = decodeJSON(bytes);
    if (raw?.format !== 2) throw new SearchError(raw?.format ? "version" : "broken");
    try {
      this.#read(raw);
    } catch {
      throw broken(); // something is missing or of another type
    }
    this.digest = digest;
    this.error = "";
    return before !== undefined && before !== digest;
  }

  /** @param {any} raw */
  #read(raw) {
    const root = new URL(raw.root, this.url);
    if (root.origin !== new URL(this.url).origin) throw broken();
    this.root = root.href;
    this.raw = raw;
    this.name ||= raw.title;
    let base = 0;
    this.segments = raw.segments.map((/** @type {any} */ s) => {
      const segment = new Segment(this, s, base);
      base += segment.docs;
      return segment;
    });
    this.docs = base;
    const biggest = this.segments.reduce((a, b) => (b.docs > a.docs ? b : a), this.segments[0]);
    if (!biggest) return;
    biggest.biggest = true;
    this.#readHeavy(biggest.raw, biggest.ranges.length > 0);
  }

  /** @param {any} raw @param {boolean} cut whether all frequent terms are */
  #readHeavy({ heavy, cut }, isCut) {
    this.heavy = new Map((heavy ?? []).flatMap((/** @type {string} */ s, /** @type {number} */ i) => split(s, 2).map((t) => [t, i])));
    this.cut = new Set([...(isCut ? this.heavy.keys() : []), ...(cut ?? []).flatMap((/** @type {string} */ s, /** @type {number} */ i) => split(s, i + 1))]);
  }
}

/** Cuts terms of n characters each apart. @param {string} joined @param {number} n */
function split(joined, n) {
  const c = [...joined];
  return Array.from({ length: Math.floor(c.length / n) }, (_, i) => c.slice(i * n, i * n + n).join(""));
}

// --- Matching: which documents have the terms, and how well ---------------------

/** The documents that have the terms of a query, found range by range. */
export class Match {
  /** @param {Site[]} sites @param {Word[]} words @param {boolean} number */
  constructor(sites, words, number) {
    const heavy = sites.map((s) => s.heavy);
    /** @param {string} term */
    const isCut = (term) => sites.some((s) => s.cut.has(term));
    /** @type {Chosen[]} */
    this.words = words.filter((w) => !w.exclude).map((w) => {
      const chosen = order(w.phrase, heavy, isCut);
      return { ...w, chosen: number ? tailFirst(w.phrase, chosen) : chosen, count: 0 };
    });
    this.without = words.filter((w) => w.exclude);
    this.number = number;
    share(this.words, number);
    /** All that are looked up; df of docs have it.
     * @type {{term: string, word: Chosen, nth: number, idf: number, docs: number, df: number}[]} */
    this.terms = this.words.flatMap((word) => word.chosen.slice(0, word.count).map(({ term }, nth) => ({ term, word, nth, idf: 0, docs: 0, df: 0 })));
    this.sites = sites;
    /** @type {Map<string, Posting>} by address and term */
    this.postings = new Map();
    /** @type {SearchError[]} */
    this.errors = [];
    /** Whether each candidate holds all words, text unseen. */
    this.single = unique(this.without.map((w) => w.phrase).filter((p) => isTerm(p) && !isCut(p)));
    this.exact = this.words.every((w) => w.count === 1 && isTerm(w.phrase)) && this.without.every((w) => this.single.includes(w.phrase));
  }

  /** The terms that are looked up in a segment. @param {Segment} segment */
  #terms(segment) {
    return this.terms.filter((t) => t.nth < segment.lookups(t.word.count));
  }

  /** The parts by which a segment is searched, one after another.
   * @param {Segment} segment */
  partsOf(segment) {
    return this.#terms(segment).some((t) => isRanged(segment, t.term)) ? segment.ranges : [segment.own];
  }

  /** Reads what a part needs. @param {Segment} segment @param {Part} part @param {AbortSignal} [signal] */
  load(segment, part, signal) {
    const terms = unique([...this.#terms(segment).map((t) => t.term), ...this.single]);
    return Promise.all(terms.map((term) => this.#fetch(segment, part, term, signal)));
  }

  /** The documents of a part that was loaded which have all terms and no excluded one;
   * none when no term could be read. @param {Segment} segment @param {Part} part */
  candidates(segment, part) {
    const lists = this.#lists(segment, part);
    if (!lists.length && this.terms.length) return undefined;
    let ids = lists.length ? intersect(lists.map((l) => l.posting.ids)) : range(part.start, part.start + part.raw.docs);
    for (const term of this.single) {
      const posting = this.#posting(segment, part, term);
      if (posting) ids = subtract(ids, posting.ids);
    }
    return ids;
  }

  /** @param {Segment} segment @param {Part} part */
  #lists(segment, part) {
    return this.#terms(segment).flatMap((t) => {
      const posting = this.#posting(segment, part, t.term);
      return posting ? [{ t, posting }] : [];
    });
  }

  /** @param {Segment} segment @param {Part} part @param {string} term @returns {[string, Part]} */
  #place(segment, part, term) {
    const from = isRanged(segment, term) ? part : segment.own;
    return [`${from.file(term)} ${term}`, from];
  }

  /** @param {Segment} segment @param {Part} part @param {string} term @param {AbortSignal} [signal] */
  async #fetch(segment, part, term, signal) {
    const [key, from] = this.#place(segment, part, term);
    if (this.postings.has(key)) return;
    try {
      const records = await segment.site.store.get(from.file(term), decodeFile, signal);
      const body = records.get(term);
      this.postings.set(key, body ? decodePosting(body, from.raw.docs) : NOWHERE);
    } catch (err) {
      const error = asError(err);
      if (error.code === "aborted") throw error;
      segment.site.stale ||= error.code === "missing";
      this.errors.push(error);
    }
  }

  /** The terms of the words, in turn and the best first, that were not looked up in a
   * segment. @param {Segment} segment */
  notLookedUp(segment) {
    return inTurn(this.words, (w, n) => n >= segment.lookups(w.count) && !isRanged(segment, w.chosen[n].term));
  }

  /** Where terms are in a segment, but those that are kept by ranges: they say next to
   * nothing. @param {Segment} segment @param {string[]} terms @param {AbortSignal} [signal] */
  lists(segment, terms, signal) {
    return Promise.all(terms.map(async (term) => {
      if (isRanged(segment, term)) return undefined;
      await this.#fetch(segment, segment.own, term, signal);
      return this.#posting(segment, segment.own, term);
    }));
  }

  /** The documents of a part that have a term, by their ids in the segment.
   * @param {Segment} segment @param {Part} part @param {string} term @returns {Posting | undefined} */
  #posting(segment, part, term) {
    const [key, from] = this.#place(segment, part, term);
    const posting = this.postings.get(key);
    if (!posting || part === segment.own) return posting;
    if (from === part) return { ...posting, ids: posting.ids.map((id) => id + part.start) };
    const a = lowerBound(posting.ids, (id) => id >= part.start);
    const b = lowerBound(posting.ids, (id) => id >= part.start + part.raw.docs);
    return { df: posting.df, ids: posting.ids.subarray(a, b), how: posting.how.subarray(a, b) };
  }

  /** Finds how much each term tells, in thousandths, over all parts that were searched.
   * @param {{segment: Segment, part: Part}[]} parts */
  weigh(parts) {
    for (const t of this.terms) {
      const seen = new Set();
      t.docs = t.df = 0;
      for (const { segment, part } of parts) {
        const [key, from] = this.#place(segment, part, t.term);
        const posting = this.postings.get(key);
        if (!posting || seen.has(key) || !this.#terms(segment).includes(t)) continue;
        seen.add(key);
        t.docs += from.raw.docs;
        t.df += posting.df;
      }
      t.idf = idf(t.docs, t.df);
    }
  }

  /** Scores candidates of a part. inTitle is 1 and the class of the title's length for
   * those of which the title has all terms, else 0.
   * @param {Segment} segment @param {Part} part @param {Uint32Array} ids */
  score(segment, part, ids) {
    const { title, meta, body, coverage } = /** @type {any} */ (this.sites[0].raw).weights;
    const lists = this.#lists(segment, part);
    const scores = new Float64Array(ids.length);
    const inTitle = new Uint8Array(ids.length);
    if (!lists.length) return { scores, inTitle };
    const looked = sum(lists.map((l) => l.t.idf));
    const all = sum(this.terms.map((t) => t.idf));
    const length = sum(this.words.map((w) => [...w.phrase].length));
    const at = lists.map(() => 0);
    for (let i = 0; i < ids.length; i++) {
      let score = 0;
      let everywhere = IN_TITLE | IN_META;
      let known = true; // all in title or numbers
      let size = 0;
      for (let l = 0; l < lists.length; l++) {
        const { t: { idf }, posting: { ids: list, how } } = lists[l];
        while (list[at[l]] < ids[i]) at[l]++;
        const h = how[at[l]];
        score += idf * (h & IN_TITLE ? title : h & IN_META ? meta : body);
        everywhere &= h;
        known &&= (h & 3) > 0;
        size = h >> 2;
      }
      if (everywhere & IN_TITLE) {
        inTitle[i] = size + 1;
        score += coverage * looked * Math.min(1, length / (3 * size + 1.5));
      }
      scores[i] = Math.floor((score * all) / looked + 0.5) + (this.number && known ? NUMBER_BONUS : 0);
    }
    return { scores, inTitle };
  }
}

/** @param {number} docs @param {number} df of them have a term */
const idf = (docs, df) => Math.max(1, Math.floor(1000 * Math.log(1 + (docs - df + 0.5) / (df + 0.5)) + 0.5));
/** @type {Posting} */
const NOWHERE = { df: 0, ids: new Uint32Array(0), how: new Uint8Array(0) };
const NUMBER_BONUS = 1e9;

/** Whether a segment keeps a term by ranges. @param {Segment} segment @param {string} term */
const isRanged = (segment, term) => segment.ranges.length > 0 && segment.site.cut.has(term);

/** Eight terms of words, the best of each in turn. @param {Chosen[]} words
 * @param {(word: Chosen, n: number) => boolean} test */
function inTurn(words, test) {
  /** @type {string[]} */
  const terms = [];
  const longest = Math.max(0, ...words.map((w) => w.chosen.length));
  for (let n = 0; n < longest; n++) {
    for (const w of words) if (w.chosen[n] && terms.length < SOFT_TERMS && test(w, n)) terms.push(w.chosen[n].term);
  }
  return terms;
}

/** Whether a phrase is one term, so that a posting says all. @param {string} phrase */
const isTerm = (phrase) => phraseTerms(phrase)[0]?.term === phrase;
/** @param {number[]} list */
const sum = (list) => list.reduce((a, b) => a + b, 0);
/** @template T @param {T[]} list */
const unique = (list) => [...new Set(list)];
/** @param {number} from @param {number} to */
const range = (from, to) => Uint32Array.from({ length: to - from }, (_, i) => from + i);
/** @param {any} err @returns {SearchError} */
const asError = (err) => (err instanceof SearchError ? err : new SearchError("broken", String(err?.message ?? err)));

/** @param {Uint32Array[]} lists ascending */
function intersect(lists) {
  const [first, ...others] = [...lists].sort((a, b) => a.length - b.length);
  let ids = first;
  for (const list of others) {
    const out = new Uint32Array(ids.length);
    let n = 0;
    for (let i = 0, j = 0; i < ids.length && j < list.length; ) {
      if (ids[i] === list[j]) out[n++] = ids[i++];
      else if (ids[i] < list[j]) i++;
      else j++;
    }
    ids = out.subarray(0, n);
  }
  return ids;
}

/** @param {Uint32Array} ids @param {Uint32Array} list */
function subtract(ids, list) {
  let j = 0;
  return ids.filter((id) => {
    while (list[j] < id) j++;
    return list[j] !== id;
  });
}

// --- Judging: how well a page answers, and what is shown of it -------------------

const BATCH = 10;
const MORE_BATCHES = 9;
const SNIPPET = { length: 90, before: 20, reach: 70 };
/** The tiers; from whole on every word is there as a phrase. */
const TIER = { none: 0, parts: 1, whole: 2, facts: 3, spread: 4, title: 5, equal: 6, number: 7 };

/** A document of which the page was read, with its folded texts. */
class Doc {
  /** @param {Page} page @param {Folder} folder @param {string} url */
  constructor(page, folder, url) {
    Object.assign(this, { page, folder, url, version: folder.version });
    /** @param {string} s */
    const fold = (s) => asFolded(folder.fold(s));
    const lines = [page.index, page.number, page.issuer, ...page.keywords, ...page.attachments];
    this.title = fold(page.title);
    this.meta = fold(lines.map((line) => line.replaceAll("\n", " ")).join("\n"));
    this.summary = fold(page.summary);
    this.body = fold(page.body);
    this.size = this.body.plain.replace(/[\udc00-\udfff]/g, "").length;
    /** @type {{text: string, folded: Folded} | undefined} of the attachments, when it was read */
    this.files = undefined;
  }

  /** @param {string} s */
  key(s) {
    return yearFold(this.folder.fold(s.replaceAll("\n", " ")));
  }
}

/** @param {Folded[]} fields @param {(field: Folded, word: Chosen) => boolean} test @param {Chosen[]} words */
const all = (fields, test, words) => words.every((w) => fields.some((f) => test(f, w)));
/** @param {Folded} field @param {Word} word */
const hasWord = (field, word) => holds(field, word.phrase);
/** @param {Folded} field @param {Chosen} word */
const hasParts = (field, word) => phraseTerms(word.phrase).every((t) => holds(field, t.term));

/** A page that was judged for a match. @typedef {Candidate & {doc: Doc, tier: number, density: number, attachment: boolean, words?: Chosen[], inOrder?: number[]}} Judged */

/** How well a document answers. @param {Doc} doc @param {Match} match
 * @param {() => Promise<void>} readFiles @returns {Promise<{tier: number, density: number, attachment: boolean}>} */
async function judge(doc, match, readFiles) {
  const { words, without } = match;
  const fields = [doc.title, doc.meta, doc.summary, doc.body];
  let whole = all(fields, hasWord, words);
  let parts = all(fields, hasParts, words);
  let attachment = false;
  if (!whole || without.length) {
    await readFiles();
    if (doc.files) fields.push(doc.files.folded);
    attachment = !whole && all(fields, hasWord, words);
    whole ||= attachment;
    parts ||= all(fields, hasParts, words);
  }
  const hidden = without.length && isHidden(doc, without);
  const apart = parts && !words.some((w) => w.quoted);
  const tier = hidden ? TIER.none : whole ? wholeTier(doc, words) : apart ? TIER.parts : TIER.none;
  return { tier, density: density(doc, match), attachment };
}

/** Whether a document holds an excluded word. @param {Doc} doc @param {Word[]} without */
const isHidden = ({ title, meta, summary, body, files }, without) =>
  without.some((w) => [title, meta, summary, body, files?.folded].some((f) => f && hasWord(f, w)));

/** @param {Doc} doc @param {Chosen[]} words all of which the document holds */
function wholeTier(doc, words) {
  if (!words.length) return TIER.facts;
  if (hasNumber(doc, words)) return TIER.number;
  if (doc.title.years === words.map((w) => w.phrase).join("")) return TIER.equal;
  if (all([doc.title], hasWord, words)) return TIER.title;
  if (all([doc.title], hasParts, words)) return TIER.spread;
  return all([doc.title, doc.meta], hasWord, words) || all([doc.summary], hasWord, words) ? TIER.facts : TIER.whole;
}

/** Whether the only word is the document's index number or number.
 * @param {Doc} doc @param {Chosen[]} words */
function hasNumber(doc, words) {
  if (words.length !== 1) return false;
  const { page, folder } = doc;
  const numbers = [doc.key(page.index), doc.key(page.number), docNumber(page.number, folder)];
  const [{ phrase }] = words;
  return numbers.some((n) => n && (n === phrase || n === `${phrase}号`));
}

/** How much of a body the words are, in thousandths: BM25 with k1 = 1.2, b = 0.75.
 * @param {Doc} doc @param {Match} match */
function density(doc, { words, terms }) {
  const norm = 1.2 * (0.25 + (0.75 * doc.size) / 1500);
  let total = 0;
  for (const word of words) {
    const tf = positions(doc.body, word.phrase).length;
    const idf = sum(terms.filter((t) => t.word === word).map((t) => t.idf));
    total += (idf * tf) / (tf + norm);
  }
  return Math.floor(total + 0.5);
}

/** A place in a text: of which word. @typedef {{start: number, end: number, word: number}} Hit */

/** Where words are in a text; when there is none at all, where their terms are.
 * @param {string} text @param {Folder} folder @param {Chosen[]} words @returns {Hit[]} */
function hitsIn(text, folder, words) {
  const { folded, at, end } = folder.map(text);
  const whole = asFolded(folded);
  /** @param {string[]} phrases @returns {Hit[]} */
  const find = (phrases) => phrases.flatMap((phrase, word) =>
    positions(whole, phrase).map((i) => ({ start: at[i], end: end[i + phrase.length - 1], word })));
  const hits = find(words.map((w) => w.phrase));
  const list = hits.length ? hits : find(words.flatMap((w) => phraseTerms(w.phrase).map((t) => t.term)));
  return list.sort((a, b) => a.start - b.start || a.end - b.end || a.word - b.word);
}

/** The characters from start to end, cut by hits.
 * @param {string} text @param {Hit[]} hits @param {number} [start] @param {number} [end] @returns {Piece[]} */
function pieces(text, hits, start = 0, end = text.length) {
  /** @type {Piece[]} */
  const out = [];
  let at = start;
  for (const hit of [...hits, { start: end, end, word: 0 }]) {
    const from = Math.max(Math.min(hit.start, end), at);
    const to = Math.min(hit.end, end);
    push(out, text.slice(at, from), false);
    push(out, text.slice(from, to), true);
    at = Math.max(at, from, to);
  }
  return out;
}

/** @param {Piece[]} out @param {string} text @param {boolean} mark */
function push(out, text, mark) {
  const last = out[out.length - 1];
  const line = text.replaceAll("\n", " ");
  if (last?.mark === mark) last.text += line;
  else if (line) out.push({ text: line, mark });
}

/** The piece of a text where most different words are near to each other.
 * @param {string} text @param {Hit[]} hits @returns {Piece[]} */
function snippet(text, hits) {
  const anchor = anchorOf(hits);
  const line = text.lastIndexOf("\n", anchor - 1) + 1;
  const start = anchor && Math.max(line, back(text, anchor, SNIPPET.before));
  const end = start + [...text.slice(start, start + 2 * SNIPPET.length)].slice(0, SNIPPET.length).join("").length;
  /** @type {Piece[]} */
  const out = [];
  push(out, start > 0 ? "…" : "", false);
  for (const p of pieces(text, hits, start, end)) push(out, p.text, p.mark);
  push(out, end < text.length ? "…" : "", false);
  return out;
}

/** The place so many characters before another. @param {string} text @param {number} at @param {number} count */
function back(text, at, count) {
  const before = [...text.slice(Math.max(0, at - 2 * count), at)];
  return at - before.slice(-count).join("").length;
}

/** @param {Hit[]} hits in order */
function anchorOf(hits) {
  let [best, most] = [0, 0];
  for (let i = 0; i < hits.length; i++) {
    const seen = new Set();
    for (let j = i; j < hits.length && hits[j].start < hits[i].start + SNIPPET.reach; j++) seen.add(hits[j].word);
    if (seen.size > most) [best, most] = [hits[i].start, seen.size];
  }
  return best;
}

/** What the reader sees of a page. @param {Judged} judged @param {Chosen[]} words @returns {Result} */
function resultOf({ doc, segment, score, tier, attachment, inOrder }, words) {
  const { page, folder, url } = doc;
  const { index, issuer, written, published, state } = page;
  const titleHits = inOrder?.map((at) => ({ start: at, end: at + 1, word: 0 })) ?? hitsIn(page.title, folder, words);
  const byNumber = tier === TIER.number && page.number && doc.key(index) !== words[0].phrase;
  return {
    url, site: segment.site.name, index, issuer, written, published, state, tier, score, attachment,
    title: pieces(page.title, titleHits),
    number: byNumber ? [{ text: page.number, mark: true }] : pieces(page.number, hitsIn(page.number, folder, words)),
    snippet: bestSnippet(doc, words),
    parts: tier <= TIER.parts && words.length > 0,
  };
}

/** @param {Doc} doc @param {Chosen[]} words */
function bestSnippet({ page, folder, files }, words) {
  for (const text of [page.body, page.summary, files?.text ?? ""]) {
    const hits = hitsIn(text, folder, words);
    if (hits.length) return snippet(text, hits);
  }
  return snippet(page.summary || page.body, []);
}

// --- Reading a query: candidates in order, their pages in batches ----------------

/** The filters that are facets, and the one by date. */
const FILTERS = [...FACETS, "state", "date"];
const NO_DAY = 1 << 30;

/** @param {string | undefined} text 2024-03-05 @param {number} other when it is no day */
function dayOf(text, other) {
  const ms = /^\d{4}-\d\d-\d\d$/.test(text ?? "") ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return Number.isNaN(ms) ? other : ms / 864e5;
}

/** The first and last day of the period of a segment's order in which a day is.
 * @param {number} day @param {string} period @returns {[number, number]} */
function periodOf(day, period) {
  const date = new Date(day * 864e5);
  const months = { day: 0, month: 1, quarter: 3 }[period] ?? 12;
  if (!months) return [day, day];
  const year = date.getUTCFullYear();
  const month = Math.floor(date.getUTCMonth() / months) * months;
  return [Date.UTC(year, month, 1) / 864e5, Date.UTC(year, month + months, 1) / 864e5 - 1];
}

/** What a request lets through, for each segment. */
class Gate {
  /** @param {Partial<Filters>} filters */
  constructor(filters) {
    this.filters = filters;
    /** @type {Map<string, Promise<Uint8Array | undefined>>} */
    this.masks = new Map();
    this.active = FILTERS.filter((f) => (f === "date" ? filters.from || filters.to : this.chosen(f).length));
  }

  /** @param {string} facet @returns {string[]} */
  chosen(facet) {
    return /** @type {any} */ (this.filters)[facet] ?? [];
  }

  /** The masks of the active filters. @param {Segment} segment @param {AbortSignal} [signal] */
  of(segment, signal) {
    return Promise.all(this.active.map((f) => this.#mask(segment, f, signal)));
  }

  /** @param {Segment} segment @param {string} filter @param {AbortSignal} [signal] */
  async #mask(segment, filter, signal) {
    const chosen = this.chosen(filter);
    const mask = new Uint8Array(segment.docs);
    if (filter === "date") {
      const days = [dayOf(this.filters.from, -NO_DAY), dayOf(this.filters.to, NO_DAY)];
      await this.#addDays(segment, mask, days, 0, segment.raw.days.length - 1, signal);
      return mask;
    }
    const values = await segment.values(filter, segment.parts, signal);
    const wanted = new Set(chosen);
    for (let size = -1; size !== wanted.size; ) { // the values below, level by level
      size = wanted.size;
      for (const { key, parent } of values) if (wanted.has(parent)) wanted.add(key);
    }
    for (const { key, ids } of values) if (wanted.has(key)) for (const id of ids) mask[id] = 1;
    return mask;
  }

  /** Adds the documents of files a to b between two days. Files are in the order of
   * periods: those between two that were read need no look when all or none are meant.
   * @param {Segment} segment @param {Uint8Array} mask @param {number[]} days
   * @param {number} a @param {number} b @param {AbortSignal} [signal] */
  async #addDays(segment, mask, [from, to], a, b, signal) {
    if (a > b) return;
    const [first, last] = await Promise.all([a, b].map(async (n) => {
      const days = await segment.days(n, signal);
      days.forEach((day, i) => day >= from && day <= to && (mask[n * DAYS_PER_FILE + i] = 1));
      return days;
    }));
    const newest = periodOf(first[first.length - 1], segment.raw.period)[1];
    const oldest = periodOf(last[0], segment.raw.period)[0];
    if (newest < from || oldest > to || b < a + 2) return;
    if (newest <= to && oldest >= from) mask.fill(1, (a + 1) * DAYS_PER_FILE, b * DAYS_PER_FILE);
    else await this.#addDays(segment, mask, [from, to], a + 1, b - 1, signal);
  }
}

/** A candidate, with its ordinal and site as one number.
 * @typedef {{segment: Segment, id: number, code: number, dead: boolean, score: number}} Candidate */

/** Makes tasks wait for each other. */
class Turn {
  /** @type {Promise<any>} */
  last = Promise.resolve();

  /** @template T @param {() => Promise<T>} task @returns {Promise<T>} */
  take(task) {
    const mine = this.last.then(task);
    this.last = mine.catch(() => {});
    return mine;
  }
}

/** Candidates of a part that pass the filters, ascending; alive has a 1 for every
 * document of the segment in force. @typedef {{segment: Segment, part: Part,
 * ids: Uint32Array, alive: Uint8Array, scores: Float64Array, inTitle: Uint8Array}} Admitted */

/** @param {Admitted} list @param {(i: number) => any} test @returns {Admitted} those for which the test holds */
function keep(list, test) {
  /** @param {any} _ @param {number} i */
  const is = (_, i) => test(i);
  return { ...list, ids: list.ids.filter(is), scores: list.scores.filter(is) };
}

/** One reading of a query: its candidates, best first, and what their pages gave. */
class Attempt {
  /** @param {Engine} engine @param {Match} match @param {Gate} gate @param {boolean} byDate */
  constructor(engine, match, gate, byDate) {
    Object.assign(this, { engine, match, gate, byDate });
    /** @type {Admitted[]} */
    this.admitted = [];
    this.behind = 0; // about so many more are in ranges that were left alone
    this.left = false; // there are such
    this.need = 0; // candidates to collect
    /** @type {number[]} candidates as codes, best first */
    this.order = [];
    this.sorted = 0; // of order, by date
    this.read = 0;
    /** @type {Judged[]} */
    this.found = [];
    /** @type {Judged[]} */
    this.partial = [];
    /** @type {Note[]} */
    this.notes = [];
    const { sites } = match;
    this.places = sites.length;
    this.codes = sites.length * Math.max(1, ...sites.map((s) => s.docs));
  }

  get count() {
    return sum(this.admitted.map((a) => a.ids.length));
  }

  get unread() {
    return this.left || this.read < this.count;
  }

  /** Reads pages in batches, as many as are wanted, and some more while there is
   * nothing to show. @param {number} offset @param {number} wanted @param {AbortSignal} [signal] */
  async advance(offset, wanted, signal) {
    const least = Math.ceil(wanted / BATCH) * BATCH;
    const enough = () => this.read >= least && (this.found.length > offset || this.read >= least + MORE_BATCHES * BATCH);
    if (!this.need || (this.left && this.need < least)) await this.collect(least, signal);
    for (;;) {
      while (this.read < this.count && !enough()) await this.#readBatch(signal);
      if (!this.left || this.found.length > offset) return;
      await this.collect(8 * Math.max(this.need, this.count), signal);
    }
  }

  /** Drops unread candidates that lack a term which was not looked up: a term is one
   * file, and leaves out many pages. @param {AbortSignal} [signal] */
  async #narrow(signal) {
    const seen = new Set(this.order.slice(0, this.read));
    /** @param {Admitted} a @param {number} i */
    const isRead = (a, i) => seen.has(this.#code(a.segment, a.ids[i]));
    this.admitted = await Promise.all(this.admitted.map(async (a) => {
      if (a.ids.every((_, i) => isRead(a, i))) return a;
      const lists = await this.match.lists(a.segment, this.match.notLookedUp(a.segment), signal);
      const ids = intersect([a.ids, ...lists.flatMap((l) => l?.ids ?? [])]);
      return keep(a, (i) => ids[lowerBound(ids, (id) => id >= a.ids[i])] === a.ids[i] || isRead(a, i));
    }));
    this.#arrange();
  }

  #arrange() {
    this.sorted = 0;
    if (!this.byDate) this.order = this.#sortByScore(this.admitted);
  }

  /** @param {AbortSignal} [signal] */
  async #readBatch(signal) {
    if (this.read === BATCH && 2 * this.found.length < BATCH) await this.#narrow(signal);
    if (this.byDate) await this.#sortByDate(this.read + BATCH, signal);
    const batch = this.order.slice(this.read, this.read + BATCH).map((code) => this.#candidate(code, this.admitted));
    const judged = await this.#judge(batch, signal);
    this.read += batch.length;
    this.found.push(...judged.filter((j) => j.tier >= TIER.whole));
    this.partial.push(...judged.filter((j) => j.tier === TIER.parts));
  }

  /** Finds candidates anew, in further ranges while there are fewer than needed.
   * @param {number} need @param {AbortSignal} [signal] */
  async collect(need, signal) {
    const { match } = this;
    const segments = match.sites.flatMap((s) => s.segments);
    await Promise.all(segments.map((g) => Promise.all([match.load(g, match.partsOf(g)[0], signal), this.gate.of(g, signal)])));
    /** @type {{segment: Segment, part: Part}[]} */
    const searched = [];
    let failed = 0;
    Object.assign(this, { admitted: [], found: [], partial: [], read: 0, sorted: 0, behind: 0, left: false });
    for (const segment of segments) {
      const before = this.count;
      for (const part of match.partsOf(segment)) {
        if (part.start && this.count >= need) {
          this.left = true;
          this.behind += Math.floor(((this.count - before) * (segment.docs - part.start)) / part.start);
          break;
        }
        if (part.start) await match.load(segment, part, signal);
        searched.push({ segment, part });
        const ids = match.candidates(segment, part);
        if (ids) this.admitted.push(await this.#admit(segment, part, ids, signal));
        else failed++;
      }
    }
    if (failed && failed === searched.length) throw match.errors[0];
    match.weigh(searched);
    for (const a of this.admitted) Object.assign(a, match.score(a.segment, a.part, a.ids));
    if (!this.left) match.postings.clear(); // most of the memory
    this.#arrange();
    this.need = need;
  }

  /** @param {Segment} segment @param {Part} part @param {Uint32Array} ids @param {AbortSignal} [signal] @returns {Promise<Admitted>} */
  async #admit(segment, part, ids, signal) {
    const masks = await this.gate.of(segment, signal);
    const passed = masks.length ? ids.filter((id) => masks.every((m) => m[id])) : ids;
    // Validity only parts equals, and pages tell it, too: many ranges are not worth it.
    const parts = (part === segment.own ? segment.parts : [part])
      .filter((p) => passed[lowerBound(passed, (id) => id >= p.start)] < p.start + p.raw.docs).slice(0, 3);
    const alive = await segment.stateMask(isAlive, parts, signal);
    return { segment, part, ids: passed, alive, scores: new Float64Array(0), inTitle: new Uint8Array(0) };
  }

  /** The best candidates of which the title has all terms; by the shortest title, or
   * by score. @param {number} count @param {boolean} shortest @param {AbortSignal} [signal] */
  async titles(count, shortest, signal) {
    await this.collect(Infinity, signal);
    return this.#best(count, this.admitted.map((a) =>
      keep(shortest ? { ...a, scores: Float64Array.from(a.inTitle, (t) => 16 - t) } : a, (i) => a.inTitle[i])));
  }

  /** @param {number} count @param {Admitted[]} lists @param {Admitted[]} all with the scores that are shown */
  #best(count, lists, all = lists) {
    return this.#sortByScore(lists, count).map((code) => this.#candidate(code, all));
  }

  /** The best documents that have most of eight terms, by weight; when there is none,
   * those with the nearest titles. @param {AbortSignal} [signal] */
  async soft(signal) {
    const { words, sites } = this.match;
    const terms = inTurn(words, () => true);
    const segments = sites.flatMap((s) => s.segments);
    const lists = await Promise.all(segments.map((segment) => this.match.lists(segment, terms, signal)));
    const idfs = terms.map((_, i) => {
      const df = sum(lists.map((l) => l[i]?.df ?? 0));
      return df ? idf(sum(segments.map((g, n) => (lists[n][i] ? g.docs : 0))), df) : 0;
    });
    const all = await Promise.all(segments.map((segment, n) => this.#weigh(segment, lists[n], idfs, signal)));
    const least = sum(idfs) * 60;
    const near = all.map((a) => keep(a, (i) => a.share[a.ids[i]] * 100 >= least));
    const titled = all.map((a) => ({ ...a, scores: Float64Array.from(a.ids, (id) => a.title[id]) }));
    const titles = titled.map((a) => keep(a, (i) => a.scores[i]));
    return { near: this.#best(BATCH, near, all), titles: this.#best(BATCH, titles, all) };
  }

  /** @param {Segment} segment @param {(Posting | undefined)[]} lists @param {number[]} idfs @param {AbortSignal} [signal] */
  async #weigh(segment, lists, idfs, signal) {
    const share = new Float64Array(segment.docs);
    const title = new Float64Array(segment.docs);
    lists.forEach((posting, i) => posting?.ids.forEach((id, n) => {
      share[id] += idfs[i];
      if (posting.how[n] & IN_TITLE) title[id] += idfs[i];
    }));
    const ids = range(0, segment.docs).filter((id) => share[id]);
    const admitted = await this.#admit(segment, segment.own, ids, signal);
    return { ...admitted, share, title, scores: Float64Array.from(admitted.ids, (id) => share[id] + 3 * title[id]) };
  }

  /** @param {Segment} segment @param {number} id */
  #code(segment, id) {
    return (segment.base + id) * this.places + this.match.sites.indexOf(segment.site);
  }

  /** @param {number} code @param {Admitted[]} lists @returns {Candidate} */
  #candidate(code, lists) {
    const site = this.match.sites[code % this.places];
    const ordinal = Math.floor(code / this.places);
    const segment = site.segments[lowerBound(site.segments, (s) => s.base > ordinal) - 1];
    const id = ordinal - segment.base;
    for (const { segment: of, ids, scores, alive } of lists) {
      const i = lowerBound(ids, (other) => other >= id);
      if (of === segment && ids[i] === id) return { segment, id, code, dead: !alive[id], score: scores[i] };
    }
    throw broken();
  }

  /** Score, in force, ordinal, site: as one number each, which sorts a hundred times
   * faster than comparing. @param {Admitted[]} lists @param {number} [count] @returns {number[]} codes */
  #sortByScore(lists, count) {
    const top = lists.reduce((most, l) => l.scores.reduce((a, b) => Math.max(a, b), most), 1);
    const scale = Math.max(1, 2 ** Math.ceil(Math.log2((2 * top + 2) * this.codes) - 53));
    const keys = new Float64Array(sum(lists.map((l) => l.ids.length)));
    let n = 0;
    for (const { segment, ids, scores, alive } of lists) {
      for (let i = 0; i < ids.length; i++) {
        const rank = Math.floor(scores[i] / scale) * 2 + alive[ids[i]];
        keys[n++] = (rank + 1) * this.codes - 1 - this.#code(segment, ids[i]);
      }
    }
    return this.#fromKeys(keys, count);
  }

  /** @param {Float64Array} keys @param {number} [count] */
  #fromKeys(keys, count) {
    return Array.from(keys.sort().reverse().subarray(0, count), (key) => this.codes - 1 - (key % this.codes));
  }

  /** Puts at least the first so many candidates in the order of their days; those
   * behind stay in the order of ordinals. @param {number} want @param {AbortSignal} [signal] */
  async #sortByDate(want, signal) {
    if (this.sorted >= Math.min(want, this.count)) return;
    const most = want + MORE_BATCHES * BATCH;
    const lists = await Promise.all(this.match.sites.map((site) => this.#newest(site, most, signal)));
    const head = Float64Array.from(lists.flatMap((l) => l.keys));
    this.order = this.#fromKeys(head).concat(lists.flatMap((l) => l.rest));
    this.sorted = Math.min(most, this.count);
  }

  /** @param {Site} site @param {number} want @param {AbortSignal} [signal] */
  async #newest(site, want, signal) {
    /** @type {number[]} */
    const keys = [];
    /** @type {number[]} */
    const rest = [];
    for (const { segment, ids } of this.admitted.filter((a) => a.segment.site === site)) {
      const known = rest.length || keys.length >= want ? [] : await this.#newestOf(segment, ids, want - keys.length, signal);
      keys.push(...known);
      for (const id of ids.subarray(known.length)) rest.push(this.#code(segment, id));
    }
    return { keys, rest };
  }

  /** File by file, until no document behind can be as new as the last one wanted.
   * @param {Segment} segment @param {Uint32Array} ids @param {number} want @param {AbortSignal} [signal] */
  async #newestOf(segment, ids, want, signal) {
    /** @type {number[]} */
    const keys = [];
    /** @type {number[]} */
    const seen = [];
    while (keys.length < ids.length) {
      const file = Math.floor(ids[keys.length] / DAYS_PER_FILE);
      const days = await segment.days(file, signal);
      for (let id; Math.floor((id = ids[keys.length]) / DAYS_PER_FILE) === file; ) {
        const day = days[id % DAYS_PER_FILE];
        seen.push(day);
        keys.push((day + MOST_DAYS) * this.codes + this.codes - 1 - this.#code(segment, id));
      }
      if (keys.length < want) continue;
      const last = seen.sort((a, b) => b - a)[want - 1];
      const { period } = segment.raw;
      if (periodOf(days[days.length - 1], period)[0] < periodOf(last, period)[0]) break;
    }
    return keys;
  }

  /** Reads and judges pages and puts them in order.
   * @param {Candidate[]} batch @param {AbortSignal} [signal] @returns {Promise<Judged[]>} */
  async #judge(batch, signal) {
    const pages = await this.engine.pages(batch, this.notes, signal);
    const judged = await Promise.all(pages.map(async (p) => ({
      ...p, ...(await judge(p.doc, this.match, () => this.engine.files(p.doc, signal))),
    })));
    return this.byDate ? judged : ranked(judged);
  }
}

/** Puts later publications first. @param {Judged} a @param {Judged} b */
const newer = (a, b) => compare(b.doc.page.published, a.doc.page.published) || a.code - b.code;
/** @param {string} a @param {string} b */
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** Pages in their final order. @param {Judged[]} list @returns {Judged[]} */
function ranked(list) {
  const sorted = [...list].sort((a, b) => b.tier - a.tier || b.score - a.score || Number(a.dead) - Number(b.dead) || b.density - a.density || newer(a, b));
  // Pages of the same title are mostly versions of a document: among their own places
  // those in force come first, then the newest.
  /** @param {Judged} j */
  const key = (j) => `${j.tier} ${j.score} ${j.doc.title.years}`;
  const versions = new Map(sorted.map((j) => [key(j), /** @type {Judged[]} */ ([])]));
  for (const j of sorted) versions.get(key(j))?.push(j);
  for (const list of versions.values()) list.sort((a, b) => Number(a.dead) - Number(b.dead) || newer(a, b));
  return sorted.map((j) => /** @type {Judged} */ (versions.get(key(j))?.shift()));
}

// --- Sessions: one way of reading the query after another -------------------------

// Words that say what the reader wants to do with a document and are in no document
// for it; longer ones before those they end or begin with.
const NOISE = ("最新修订版 全文下载 文件下载 免费下载 在线阅读 是什么意思 怎么办理 如何办理 最新版本 最新版 完整版 电子版 " +
  "修订版 官方版 pdf版 word版 是什么 怎么办 怎么查 全文 下载 最新 原文 正文 文本 官网 查询 " +
  "docx xlsx word pdf doc xls txt").split(" ");

/** Takes noise away: whole words, and the ends and beginnings of words.
 * @param {Word[]} words @returns {{words: Word[], noise: string[]}} */
export function dropNoise(words) {
  /** @type {string[]} */
  const noise = [];
  const left = words.flatMap((w) => {
    if (w.quoted) return [w];
    if (NOISE.includes(w.phrase)) {
      noise.push(w.text);
      return [];
    }
    let { phrase } = w;
    for (let n; (n = NOISE.find((n) => phrase.length - n.length > 1 && (phrase.endsWith(n) || phrase.startsWith(n)))); ) {
      phrase = phrase.endsWith(n) ? phrase.slice(0, -n.length) : phrase.slice(n.length);
      noise.push(n);
    }
    return [{ ...w, phrase }];
  });
  return left.length ? { words: left, noise } : { words, noise: [] };
}

/** What one reading of the query, or several together, gave.
 * @typedef {{words: Chosen[], found: Judged[], partial?: Judged[], nearest?: Judged[], count: number, read: number, behind?: number, exact?: boolean, left?: boolean, ignored?: string[], dropped?: string[]}} Answer */

/** A word that was not typed. @param {string} phrase @returns {Word} */
const wordOf = (phrase) => ({ text: phrase, phrase, quoted: false, exclude: false });

/** A query with its filters and order, read one way after another until a document
 * holds all its words. What was read is kept for the next page of results. */
class Session {
  /** @param {Engine} engine @param {Request} request */
  constructor(engine, { q = "", filters = {}, sort }) {
    const { words, ignored, cut } = parseQuery(String(q), engine.folder);
    const number = words.some((w) => w.quoted || w.exclude) ? "" : docNumber(String(q), engine.folder) || indexNumber(String(q), engine.folder);
    Object.assign(this, { engine, ignored, cut, number, sort });
    this.words = words.filter((w) => !w.exclude);
    this.without = words.filter((w) => w.exclude);
    this.quoted = words.some((w) => w.quoted && !w.exclude);
    this.gate = new Gate(filters);
    this.turn = new Turn();
    /** @type {Map<string, Attempt>} */
    this.attempts = new Map();
    /** @type {Note[]} */
    this.notes = [];
  }

  /** @param {Request} request @param {AbortSignal} [signal] @returns {Promise<Response>} */
  async answer({ offset = 0, limit }, signal) {
    limit ||= BATCH;
    Object.assign(this, { offset, wanted: offset + limit, signal });
    this.notes = this.cut ? [{ code: "cut", text: "" }] : [];
    const a = await this.#read();
    /** @param {Judged[]} [list] */
    const results = (list = []) => list.map((j) => resultOf(j, j.words ?? a.words));
    const found = results(a.found.slice(offset, offset + limit));
    const unread = a.left || a.read < a.count;
    const more = a.found.length > offset + limit || unread ? offset + found.length : 0;
    const total = (a.behind ?? 0) + (a.exact ? a.count : a.count - a.read + a.found.length);
    return {
      total, exact: !a.left && (a.exact || a.read === a.count), results: found, partial: results(a.partial), nearest: results(a.nearest), more,
      ignored: [...this.ignored, ...(a.ignored ?? [])], dropped: a.dropped ?? [], notes: this.notes,
      sites: this.engine.sites.map(({ name, error }) => ({ name, error })), words: a.words.map((w) => w.phrase),
    };
  }

  /** @param {string} code @param {string} text */
  #note(code, text) {
    if (!this.notes.some((n) => n.code === code && n.text === text)) this.notes.push({ code, text });
  }

  /** @returns {Promise<Answer>} */
  async #read() {
    if (this.number) {
      const a = await this.#try([wordOf(this.number)], true);
      if (a.found.length) {
        this.#note("number", this.number);
        return a;
      }
    }
    const first = await this.#plain(this.words);
    if (!this.words.length || first.found.length) return first;
    const { words, noise } = dropNoise(this.words);
    const reads = [noise.length ? this.#plain : undefined, this.#abbreviation, this.#withoutAbsent, this.#pinyin, this.#soft];
    for (const read of reads) {
      const a = await read?.call(this, words);
      if (!a || !(a.found.length || (read !== this.#plain && (a.partial?.length || a.nearest?.length)))) continue;
      const seen = new Set(a.found.map((j) => j.doc));
      const left = a.left || first.left || first.read < first.count; // a document may hold the words after all
      if (read === this.#soft && a.partial?.length && !left) this.#note("soft", "");
      return { ...a, left, ignored: noise, partial: merge(first.partial ?? [], a.partial ?? []).filter((j) => !seen.has(j.doc)) };
    }
    return first;
  }

  /** The words as they stand, and with short names in full. @param {Word[]} words */
  async #plain(words) {
    return this.#withAlias(words, await this.#try(words));
  }

  /** Answers by one reading of the query. @param {Word[]} words @param {boolean} [number] @returns {Promise<Answer>} */
  async #try(words, number = false) {
    const attempt = this.#attempt(words, number);
    await attempt.advance(this.offset, this.wanted, this.signal);
    const { match, found, partial, count, read, behind, left } = attempt;
    for (const { code, text } of attempt.notes) this.#note(code, text);
    if (match.errors.length) this.#note("file", match.errors[0].code);
    return { words: match.words, found, partial, count, read, behind, left, exact: match.exact && !match.errors.length };
  }

  /** @param {Word[]} words @param {boolean} [number] */
  #attempt(words, number = false) {
    const key = JSON.stringify([number, words.map((w) => [w.phrase, w.quoted])]);
    let attempt = this.attempts.get(key);
    if (!attempt) {
      const match = new Match(this.engine.sites, [...words, ...this.without], number);
      attempt = new Attempt(this.engine, match, this.gate, this.sort === "date" || !words.length);
      this.attempts.set(key, attempt);
    }
    return attempt;
  }

  /** Joins what the full names of short names in the query give, when the words
   * themselves are in few titles. @param {Word[]} words @param {Answer} a @returns {Promise<Answer>} */
  async #withAlias(words, a) {
    const { full, name } = this.#inFull(words);
    if (!name || a.found.filter((j) => j.tier >= TIER.spread).length >= 3) return a;
    const b = await this.#try(full);
    if (!b.found.length) return a;
    this.#note("alias", name);
    const found = merge(a.found, b.found, b.words);
    return {
      words: a.found.length ? a.words : b.words, found: this.sort === "date" ? found.sort(newer) : ranked(found), partial: a.partial,
      count: a.count + b.count, read: a.read + b.read, left: a.left || b.left,
    };
  }

  /** @param {Word[]} words */
  #inFull(words) {
    const { folder, sites } = this.engine;
    const aliases = Object.entries(/** @type {Record<string, string>} */ (sites[0].raw?.aliases ?? {}))
      .sort(([a], [b]) => b.length - a.length || compare(a, b))
      .map(([short, name]) => ({ name, from: yearFold(folder.fold(short)), to: yearFold(folder.fold(name)) }));
    let name = "";
    const full = words.map((w) => {
      const alias = aliases.find(({ from, to }) => from && to && !w.quoted && w.phrase.includes(from) && !w.phrase.includes(to));
      if (!alias) return w;
      name ||= alias.name;
      return { ...w, phrase: w.phrase.replace(alias.from, () => alias.to) };
    });
    return { full, name };
  }

  /** Titles that have the characters of the only word in their order, the shortest
   * first. @param {Word[]} words @returns {Promise<Answer | undefined>} */
  async #abbreviation([word, ...others]) {
    if (others.length || word.quoted || !/^\p{Script=Han}{2,6}$/u.test(word.phrase)) return undefined;
    const titles = (await this.#attempt([...word.phrase].map(wordOf)).titles(2 * BATCH, true, this.signal))
      .map((c) => ({ ...c, score: c.score - 15 }));
    const { words } = this.#attempt([word]).match;
    const pages = await this.#pages(titles, TIER.spread, words);
    const found = pages.map((j) => ({ ...j, inOrder: placesInOrder(j.doc, word.phrase) })).filter((j) => j.inOrder);
    if (!found.length) return undefined;
    this.#note("abbreviation", word.phrase);
    return { words, found, count: found.length, read: found.length };
  }

  /** The query without the words of which a term occurs nowhere.
   * @param {Word[]} all @returns {Promise<Answer | undefined>} */
  async #withoutAbsent(all) {
    const { match } = this.#attempt(all);
    if (this.quoted || !match.terms.length) return undefined;
    /** @param {Word} _ @param {number} i */
    const isAbsent = (_, i) => match.terms.some((t) => t.word === match.words[i] && t.docs && !t.df);
    const dropped = all.filter(isAbsent).map((w) => w.text);
    const words = all.filter((w, i) => !isAbsent(w, i));
    return dropped.length && words.length ? { ...(await this.#try(words)), dropped } : undefined;
  }

  /** Documents that have most of the words, title first; when there is none, the
   * nearest titles. @param {Word[]} words @returns {Promise<Answer | undefined>} */
  async #soft(words) {
    if (this.quoted) return undefined;
    const attempt = this.#attempt(words);
    const { near, titles } = await attempt.soft(this.signal);
    const partial = await this.#pages(near, TIER.parts, attempt.match.words);
    const nearest = partial.length ? [] : await this.#pages(titles, TIER.parts, attempt.match.words);
    return { words: attempt.match.words, found: [], partial, nearest, count: 0, read: 0 };
  }

  /** Latin letters as the pinyin of phrases in titles and issuers: whole syllables,
   * initials, or both. @param {Word[]} words @returns {Promise<Answer | undefined>} */
  async #pinyin(words) {
    const letters = words.map((w) => w.phrase).join("");
    if (!/^[a-z]{2,40}$/.test(letters)) return undefined;
    const phrases = await this.engine.spell(letters, this.signal);
    /** @type {Answer} */
    const all = { words: [], found: [], count: 0, read: 0 };
    for (const phrase of phrases) {
      if (all.found.length >= this.wanted) break;
      const a = await this.#try([wordOf(phrase)]);
      all.words.push(...a.words);
      all.found = merge(all.found, a.found, a.words);
      all.count += a.count;
      all.read += a.read;
      all.left ||= a.left;
    }
    if (all.found.length) this.#note("pinyin", all.words.map((w) => w.phrase).join("、"));
    return all;
  }

  /** Reads pages that answer in a way that only the index knows.
   * @param {Candidate[]} list @param {number} tier @param {Chosen[]} words @returns {Promise<Judged[]>} */
  async #pages(list, tier, words) {
    const pages = await this.engine.pages(list, this.notes, this.signal);
    if (this.without.length) await Promise.all(pages.map((p) => this.engine.files(p.doc, this.signal)));
    return pages.filter((p) => !isHidden(p.doc, this.without)).map((p) => ({ ...p, tier, words, density: 0, attachment: false }));
  }

  /** The candidates to be counted by facets: of the first reading that has any.
   * @param {AbortSignal} [signal] */
  async counted(signal) {
    /** @type {Admitted[]} */
    let admitted = [];
    for (const words of [this.number ? [wordOf(this.number)] : this.words, this.words, dropNoise(this.words).words]) {
      const attempt = new Attempt(this.engine, new Match(this.engine.sites, [...words, ...this.without], false), new Gate({}), true);
      await attempt.collect(Infinity, signal);
      admitted = attempt.admitted;
      if (attempt.count) break;
    }
    return admitted;
  }
}

/** The first places in a title of characters that stand in it in their order.
 * @param {Doc} doc @param {string} phrase */
function placesInOrder({ page, folder }, phrase) {
  const { folded, at } = folder.map(page.title);
  /** @type {number[]} */
  const places = [];
  for (let i = 0, n = 0; i < folded.length && n < phrase.length; i++) {
    if (folded[i] === phrase[n]) {
      places.push(at[i]);
      n++;
    }
  }
  return places.length === phrase.length ? places : undefined;
}

/** Joins lists of pages, each document once.
 * @param {Judged[]} a @param {Judged[]} b @param {Chosen[]} [words] by which those of b were found */
function merge(a, b, words) {
  const seen = new Set(a.map((j) => j.doc));
  return [...a, ...b.filter((j) => !seen.has(j.doc)).map((j) => ({ ...j, words: j.words ?? words }))];
}

// --- Pinyin ---------------------------------------------------------------------

/** The beginning of a phrase that fits the beginning of the letters.
 * @typedef {{phrase: string, at: number, cost: number, rank: number}} Spelling */

const BEAM = 2000;
const COST = { whole: 0, prefix: 1, initial: 2 };

/** The phrases of chained pairs that letters spell, best first.
 * @param {{readings: Record<string, string>, pairs: string[]}} table @param {string} letters @returns {Spelling[]} */
export function spell({ readings, pairs }, letters) {
  /** @type {Map<string, string[]>} */
  const syllables = new Map();
  for (const syllable of Object.keys(readings).sort()) {
    for (const c of readings[syllable]) syllables.set(c, [...(syllables.get(c) ?? []), syllable]);
  }
  const chain = pairs.flatMap((joined, rank) => split(joined, 2).map((p) => ({ c: [...p], rank })));
  /** @type {Map<string, typeof chain>} */
  const after = new Map();
  for (const p of chain) after.set(p.c[0], [...(after.get(p.c[0]) ?? []), p]);
  /** @param {Spelling} s @param {string} c @param {number} rank */
  const extend = (s, c, rank) => waysOf(syllables.get(c) ?? [], letters.slice(s.at)).map(([n, cost]) => (
    { phrase: s.phrase + c, at: s.at + n, cost: s.cost + cost, rank: s.rank + rank }));
  const empty = { phrase: "", at: 0, cost: 0, rank: 0 };
  const whole = [];
  let beam = chain.flatMap(({ c: [a, b], rank }) => extend(empty, a, 0).flatMap((s) => extend(s, b, rank)));
  while (beam.length) {
    beam.sort((a, b) => a.rank - b.rank || a.cost - b.cost || compare(a.phrase, b.phrase) || a.at - b.at);
    const kept = beam.slice(0, BEAM);
    whole.push(...kept.filter((s) => s.at === letters.length));
    beam = kept.filter((s) => s.at < letters.length).flatMap((s) =>
      (after.get(/** @type {string} */ ([...s.phrase].pop())) ?? []).flatMap((p) => extend(s, p.c[1], p.rank)));
  }
  return whole.sort((a, b) => a.cost - b.cost || a.rank - b.rank || compare(a.phrase, b.phrase));
}

/** In which ways letters begin with a character: how many it takes, and what it costs.
 * @param {string[]} syllables @param {string} rest @returns {[number, number][]} */
function waysOf(syllables, rest) {
  /** @type {[number, number][]} */
  const out = [];
  /** @param {number} n @param {number} cost */
  const add = (n, cost) => void (out.some(([m, c]) => m === n && c <= cost) || out.push([n, cost]));
  for (const syllable of syllables) {
    if (!rest) break;
    if (rest.startsWith(syllable)) add(syllable.length, COST.whole);
    else if (rest.length > 1 && syllable.startsWith(rest)) add(rest.length, COST.prefix);
    const initial = syllable.match(/^[zcs]h/)?.[0];
    if (initial && rest.startsWith(initial)) add(2, COST.initial);
    if (rest[0] === syllable[0]) add(1, COST.initial);
  }
  return out;
}

// --- The engine -------------------------------------------------------------------

const HAN = /\p{Script=Han}/gu;
const SUGGESTIONS = 5;

/** The characters of GB 2312, which every manifest's table covers. */
function gb2312() {
  const bytes = [];
  for (let row = 0xb0; row <= 0xf7; row++) for (let cell = 0xa1; cell <= 0xfe; cell++) bytes.push(row, cell);
  return new Set(new TextDecoder("gbk").decode(Uint8Array.from(bytes)));
}

/** Searches one site, or several as one. All methods reject with a SearchError. */
export class Engine {
  /** @param {Source[]} manifests the site's own first @param {{fetch?: typeof fetch}} [options] */
  constructor(manifests, { fetch = (url, how) => globalThis.fetch(url, how) } = {}) {
    this.store = new Store(fetch);
    this.folder = new Folder();
    this.wholeTable = false;
    this.all = manifests.map((source) => new Site(this.store, source));
    /** @type {Map<string, Session>} */
    this.sessions = new Map();
    /** @type {WeakMap<Page, Doc>} */
    this.docs = new WeakMap();
    this.turn = new Turn();
  }

  /** The sites whose index could be read. */
  get sites() {
    return this.all.filter((s) => s.raw);
  }

  /** Reads the manifests. @param {AbortSignal} [signal] @returns {Promise<{facets: string[]}>} */
  async warm(signal) {
    await this.turn.take(() => this.#open(this.all.filter((s) => !s.raw), "no-cache", signal));
    if (!this.sites.length) throw new SearchError(this.all[0]?.error ?? "missing");
    return { facets: FACETS.filter((f) => this.sites.some((s) => s.segments.some((g) => g.raw.facets[f]))) };
  }

  /** @param {Site[]} sites @param {RequestCache} cache @param {AbortSignal} [signal] */
  async #open(sites, cache, signal) {
    let changed = false;
    await Promise.all(sites.map(async (site) => {
      try {
        const bytes = await this.store.read(site.url, { cache }, signal);
        if (site.open(bytes)) changed = true;
        this.folder.add(site.raw.fold[0], site.raw.fold[1]);
      } catch (err) {
        site.error = asError(err).code;
        if (site.error === "aborted") throw err;
      }
    }));
    if (changed) this.sessions.clear();
    return changed;
  }

  /** @param {Request} request @param {AbortSignal} [signal] @returns {Promise<Response>} */
  search(request, signal) {
    return this.#fresh(signal, async () => {
      const session = await this.#session(request, signal);
      return session.turn.take(() => session.answer(request, signal));
    });
  }

  /** Runs a task, again with new manifests when files are gone that the old ones name.
   * @template T @param {AbortSignal | undefined} signal @param {() => Promise<T>} task @returns {Promise<T>} */
  async #fresh(signal, task) {
    await this.warm(signal);
    /** @type {SearchError | undefined} */
    let failure;
    const result = await task().catch((err) => void (failure = asError(err)));
    const stale = this.all.filter((s) => s.stale || failure?.code === "missing");
    for (const site of stale) site.stale = false;
    if (stale.length && (await this.turn.take(() => this.#open(stale, "reload", signal)))) return task();
    if (failure) throw failure;
    return /** @type {T} */ (result);
  }

  /** @param {Request} request @param {AbortSignal} [signal] */
  async #session({ q = "", filters, sort }, signal) {
    await this.#completeTable(q, signal);
    return remember(this.sessions, JSON.stringify([q, filters, sort]), 3, () => new Session(this, { q, filters, sort }));
  }

  /** Reads the whole table of characters when a query has one that may be in it.
   * @param {string} q @param {AbortSignal} [signal] */
  async #completeTable(q, signal) {
    const file = this.sites[0].raw.foldFile;
    if (this.wholeTable || !file) return;
    const rare = unique(q.match(HAN) ?? []).filter((c) => !this.folder.table.has(c));
    const common = rare.length ? gb2312() : new Set();
    if (rare.every((c) => common.has(c))) return;
    const { from, to } = await this.store.get(this.sites[0].address(fileName(file)), decodeJSON, signal);
    this.folder.add(from, to);
    this.wholeTable = true;
  }

  /** The pages of candidates; one that is gone is left out and noted.
   * @template {Candidate} C @param {C[]} list @param {Note[]} notes @param {AbortSignal} [signal]
   * @returns {Promise<(C & {doc: Doc})[]>} */
  async pages(list, notes, signal) {
    /** @type {SearchError[]} */
    const errors = [];
    const pages = await Promise.all(list.map(async (c) => {
      try {
        const url = await c.segment.url(c.id, signal);
        const page = await this.store.get(url, (bytes) => readPage(utf8(bytes)), signal);
        return [{ ...c, doc: this.#doc(page, url), dead: !isAlive(page.state.slug) }];
      } catch (err) {
        errors.push(asError(err));
        notes.push({ code: "page", text: asError(err).message });
        return [];
      }
    }));
    const grave = errors.find((e) => e.code === "aborted") ?? errors.find((e) => e.code !== "missing");
    if (grave && (grave.code === "aborted" || errors.length === list.length)) throw grave;
    return pages.flat();
  }

  /** @param {Page} page @param {string} url */
  #doc(page, url) {
    let doc = this.docs.get(page);
    if (doc?.version !== this.folder.version) this.docs.set(page, (doc = new Doc(page, this.folder, url)));
    return /** @type {Doc} */ (doc);
  }

  /** Reads the text of a document's attachments, if there is any.
   * @param {Doc} doc @param {AbortSignal} [signal] */
  async files(doc, signal) {
    if (doc.files || !doc.page.textFile) return;
    const url = new URL(doc.page.textFile, doc.url);
    if (url.origin !== new URL(doc.url).origin) return;
    try {
      const text = await this.store.get(url.href, utf8, signal);
      doc.files = { text, folded: asFolded(this.folder.fold(text)) };
    } catch (err) {
      if (asError(err).code === "aborted") throw err;
    }
  }

  /** The phrases that letters are the pinyin of. @param {string} letters @param {AbortSignal} [signal] */
  async spell(letters, signal) {
    const sites = this.sites.filter((s) => s.raw.pinyin);
    const lists = await Promise.all(sites.map(async (s) => spell(await this.store.get(s.address(fileName(s.raw.pinyin)), decodeJSON, signal), letters)));
    const all = lists.flat().sort((a, b) => a.cost - b.cost || a.rank - b.rank || compare(a.phrase, b.phrase));
    return unique(all.map((s) => s.phrase)).slice(0, 3);
  }

  /** The best titles that hold what was typed so far.
   * @param {string} text @param {AbortSignal} [signal] @returns {Promise<{title: Piece[], url: string}[]>} */
  suggest(text, signal) {
    return this.#fresh(signal, async () => {
      await this.#completeTable(text, signal);
      const { words } = parseQuery(text, this.folder);
      if (sum(words.map((w) => w.phrase.length)) < 2) return [];
      const match = new Match(this.sites, words, false);
      const attempt = new Attempt(this, match, new Gate({}), false);
      const titles = await attempt.titles(2 * SUGGESTIONS, false, signal);
      const pages = await this.pages(titles, [], signal);
      const fitting = pages.filter(({ doc }) => all([doc.title], hasWord, match.words) && !isHidden(doc, match.without));
      return fitting.slice(0, SUGGESTIONS).map(({ doc }) => ({ title: pieces(doc.page.title, hitsIn(doc.page.title, this.folder, match.words)), url: doc.url }));
    });
  }

  /** The values of facets with the numbers of documents that choosing them would give.
   * @param {Request & {facets?: string[]}} request @param {AbortSignal} [signal] */
  facets(request, signal) {
    return this.#fresh(signal, async () => {
      const session = await this.#session(request, signal);
      const found = await session.counted(signal);
      const names = ["state", ...FACETS].filter((f) => !request.facets || request.facets.includes(f));
      const lists = await Promise.all(names.map(async (name) => [name, await this.#count(name, found, session.gate, signal)]));
      return Object.fromEntries(lists);
    });
  }

  /** @param {string} facet @param {Admitted[]} found @param {Gate} gate @param {AbortSignal} [signal] */
  async #count(facet, found, gate, signal) {
    /** @type {FacetCount[]} */
    const list = [];
    for (const { segment, part, ids } of found) {
      const masks = (await gate.of(segment, signal)).filter((_, i) => gate.active[i] !== facet);
      const passes = new Uint8Array(segment.docs);
      for (const id of ids) passes[id] = masks.every((m) => m[id]) ? 1 : 0;
      let at = 0; // a value that others do not have goes behind the one before it
      for (const { key, label, parent, ids } of await segment.values(facet, part === segment.own ? segment.parts : [part], signal)) {
        let i = list.findIndex((v) => v.key === key);
        if (i < 0) list.splice((i = at), 0, { key, label, parent, count: 0, selected: gate.chosen(facet).includes(key) });
        list[i].count += ids.reduce((n, id) => n + passes[id], 0);
        at = i + 1;
      }
    }
    return shown(facet, list);
  }
}

/** @typedef {{key: string, label: string, parent: string, count: number, selected: boolean}} FacetCount */

/** What readers see of a facet: categories as a tree, each with all below it; years,
 * newest first; others by number. @param {string} facet @param {FacetCount[]} list */
function shown(facet, list) {
  if (facet === "category") {
    const own = list.map((v) => ({ parent: v.parent, count: v.count }));
    for (const { parent, count } of own) {
      for (let above = list.find((v) => v.key === parent), depth = 0; above && depth < 9; depth++) {
        above.count += count;
        const { parent } = above;
        above = list.find((v) => parent && v.key === parent);
      }
    }
  } else list.sort((a, b) => (facet === "year" ? compare(b.key, a.key) : b.count - a.count));
  return list.filter((v) => v.count || v.selected);
}

/** What is kept under a key, made when it is not there; the oldest is forgotten.
 * @template T @param {Map<string, T>} map @param {string} key @param {number} most @param {() => T} make @returns {T} */
function remember(map, key, most, make) {
  const value = map.get(key) ?? make();
  map.delete(key);
  map.set(key, value);
  if (map.size > most) map.delete(/** @type {string} */ (map.keys().next().value));
  return value;
}

// --- In a worker, and beside one ----------------------------------------------------

const METHODS = ["warm", "search", "suggest", "facets"];

/** Answers a page's calls: {id, method, args} by {id, result} or {id, error}; a call
 * is given up by {cancel: id}. @param {any} scope */
function serve(scope) {
  /** @type {Engine} */
  let engine;
  /** @type {Map<number, AbortController>} */
  const running = new Map();
  scope.onmessage = async (/** @type {MessageEvent} */ { data: { id, method, args, cancel } }) => {
    running.get(cancel)?.abort();
    if (!method) return;
    const control = new AbortController();
    running.set(id, control);
    try {
      if (method === "open") engine = new Engine(args[0]);
      const result = METHODS.includes(method) ? await /** @type {any} */ (engine)[method](...args, control.signal) : true;
      scope.postMessage({ id, result });
    } catch (err) {
      const { code, message } = asError(err);
      scope.postMessage({ id, error: { code, message } });
    }
    running.delete(id);
  };
}

if (typeof DedicatedWorkerGlobalScope !== "undefined" && self instanceof DedicatedWorkerGlobalScope) serve(self);

/** @type {any} */
let policy;

/** An address as a script address, as Trusted Types want it. @param {string} url */
function scriptURL(url) {
  const { trustedTypes } = /** @type {any} */ (globalThis);
  policy ??= trustedTypes?.createPolicy("mulu-search", { createScriptURL: (/** @type {string} */ s) => s });
  return policy?.createScriptURL(url) ?? url;
}

const PATIENCE = 10_000; // for a worker to say anything, in milliseconds

/** The engine in a worker of its own, or here when there can be none or it dies.
 * @param {string} url of this file; "" when it is where it was loaded from
 * @param {Source[]} manifests @returns {Pick<Engine, "warm" | "search" | "suggest" | "facets">} */
export function connect(url, manifests) {
  /** @type {Worker | undefined} */
  let worker;
  /** @type {Engine | undefined} */
  let local;
  /** @type {Map<number, (answer: {result?: any, error?: any} | undefined) => void>} none: the worker is gone */
  const waiting = new Map();
  let last = 0;
  const fail = () => {
    worker?.terminate();
    worker = undefined;
    local ??= new Engine(manifests);
    for (const answer of waiting.values()) answer(undefined);
    waiting.clear();
  };
  /** @param {string} method @param {any[]} args @param {AbortSignal} [signal] @returns {Promise<any>} */
  const call = (method, args, signal) => new Promise((resolve, reject) => {
    const id = ++last;
    const stop = () => {
      waiting.delete(id);
      worker?.postMessage({ cancel: id });
      reject(new SearchError("aborted"));
    };
    if (signal?.aborted) return stop();
    signal?.addEventListener("abort", stop, { once: true });
    waiting.set(id, (answer) => {
      signal?.removeEventListener("abort", stop);
      if (!answer) resolve(/** @type {any} */ (local)[method]?.(...args, signal));
      else if (answer.error) reject(new SearchError(answer.error.code, answer.error.message));
      else resolve(answer.result);
    });
    worker?.postMessage({ id, method, args });
  });
  /** Calls, and asks after the worker when it is silent for long.
   * @param {string} method @param {any[]} args @param {AbortSignal} [signal] */
  const ask = async (method, args, signal) => {
    if (local) return /** @type {any} */ (local)[method](...args, signal);
    const watch = setInterval(() => {
      const dead = setTimeout(fail, PATIENCE);
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
    worker.onerror = worker.onmessageerror = fail;
    call("open", [manifests]);
  } catch {
    fail();
  }
  return Object.fromEntries(METHODS.map((m) => [m, (/** @type {any[]} */ ...args) => {
    const signal = args[args.length - 1] instanceof AbortSignal ? args.pop() : undefined;
    return ask(m, m === "warm" ? [] : args.slice(0, 1), signal);
  }]));
}
