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

  /** Folds one line and tells where each unit of the result comes from.
   * @param {string} line @returns {{folded: string, at: number[], end: number[]}} places in line */
  map(line) {
    let folded = "";
    /** @type {number[]} */
    const at = [];
    /** @type {number[]} */
    const end = [];
    let place = 0;
    for (const c of line) {
      const f = this.char(c);
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
const holds = (text, phrase) => phrase !== "" && indexIn(text, phrase) >= 0;
/** @param {string} text folded lines @param {string} phrase */
export const contains = (text, phrase) => holds(asFolded(text), phrase);

/** All places of a phrase that do not overlap. @param {Folded} text @param {string} phrase */
export function positions(text, phrase) {
  /** @type {number[]} */
  const out = [];
  for (let i = indexIn(text, phrase); phrase && i >= 0; i = indexIn(text, phrase, i + phrase.length)) out.push(i);
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

/** The days of a run of documents, since 1970-01-01.
 * @param {Uint8Array} bytes @param {number} docs @returns {Int32Array} */
export function decodeDays(bytes, docs) {
  if (docs > bytes.length) throw broken();
  const r = new Reader(bytes);
  const out = new Int32Array(docs);
  for (let i = 0, day = 0; i < docs; i++) {
    day += r.signed();
    if (Math.abs(day) > 3_000_000) throw broken();
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
    const exclude = "-－−".includes(chars[i]);
    if (exclude) i++;
    const closers = CLOSERS[chars[i]];
    const close = closers ? chars.findIndex((c, j) => j > i && closers.includes(c)) : -1;
    const quoted = close > 0 && isEnd(close + 1);
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

/** @param {string} folded a whole query @returns {boolean} whether it may be an index number */
export const isIndexNumber = (folded) => /^[0-9a-z]{8,}$/.test(folded) && folded.replace(/[a-z]/g, "").length >= 6;
