/** Finds documents by their metadata. Knows no page and no network, so that it
 * runs in tests as it runs in a browser. */

/** A document as the data files hold it.
 * @typedef {object} Doc
 * @property {string} url site-relative
 * @property {string} title
 * @property {string} index 索引号
 * @property {string} [number] 发文字号
 * @property {string} [issuer]
 * @property {string} [written] 2024-03-05
 * @property {string} [published] 2024-03-05
 * @property {string} [state] 有效
 * @property {string} [stateClass] in-force
 * @property {string} [category]
 * @property {string[]} [keywords]
 * @property {string} [summary]
 */

/** A document with its folded texts.
 * @typedef {{doc: Doc, title: string, numbers: string[], all: string}} Entry */

/** The form in which texts are compared: width, case, brackets, punctuation and
 * spaces make no difference (济交办〔2023〕1号 is 济交办[2023] 1 号).
 * @param {string} text @returns {string} */
export function fold(text) {
  return text.normalize("NFKC").toLowerCase().replace(/[\p{P}\p{Z}\p{C}]/gu, "");
}

/** The words of a query, folded; all of them must be found.
 * @param {string} query @returns {string[]} */
export function words(query) {
  return query.split(/\s+/u).map(fold).filter(Boolean);
}

/** @param {Doc} doc @returns {Entry} */
export function entry(doc) {
  const title = fold(doc.title);
  const numbers = [fold(doc.index), fold(doc.number ?? "")];
  const rest = [doc.issuer, doc.category, doc.summary, ...(doc.keywords ?? [])];
  // A line break parts the fields, so that no word is found across two of them.
  return { doc, title, numbers, all: [title, ...numbers, ...rest.map((s) => fold(s ?? ""))].join("\n") };
}

/** How well an entry answers: 3 the query is its number, 2 its title has all the
 * words, 1 they are found in it somewhere, 0 not found.
 * @param {Entry} e @param {string[]} terms @returns {number} */
function rank(e, terms) {
  if (e.numbers.includes(terms.join(""))) return 3;
  if (terms.every((t) => e.title.includes(t))) return 2;
  return terms.every((t) => e.all.includes(t)) ? 1 : 0;
}

/** The documents that answer a query, best first, and among equals in the order
 * given (newest first).
 * @param {Entry[]} entries @param {string} query @returns {Doc[]} */
export function find(entries, query) {
  const terms = words(query);
  if (terms.length === 0) return [];
  /** @type {Doc[][]} */
  const found = [[], [], [], []];
  for (const e of entries) found[rank(e, terms)].push(e.doc);
  return [...found[3], ...found[2], ...found[1]];
}

/** Where the words of a query stand in a text, for marking: pieces of the text,
 * each with whether it was found. Joined, they are the text.
 * @param {string} text @param {string} query @returns {{text: string, found: boolean}[]} */
export function pieces(text, query) {
  const chars = Array.from(text);
  let folded = "";
  /** @type {number[]} */
  const from = []; // folded position → character
  chars.forEach((c, i) => {
    for (const f of fold(c)) {
      folded += f;
      for (let n = 0; n < f.length; n++) from.push(i);
    }
  });
  const hit = new Array(chars.length).fill(false);
  for (const term of words(query)) {
    for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) {
      hit.fill(true, from[at], from[at + term.length - 1] + 1);
    }
  }
  /** @type {{text: string, found: boolean}[]} */
  const out = [];
  chars.forEach((c, i) => {
    const last = out[out.length - 1];
    if (last && last.found === hit[i]) last.text += c;
    else out.push({ text: c, found: hit[i] });
  });
  return out;
}
