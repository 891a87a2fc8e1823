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
