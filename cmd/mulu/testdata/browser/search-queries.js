/** Questions as readers put them, made by rule from the list of documents that a
 * generated site comes with. The same list and seed give the same questions. */

/** @typedef {{title: string, index: string, number?: string, tail: string}} Truth */
/** @typedef {{class: string, text: string, want?: string}} Query want: the index number of the document asked for */

/** Questions on which other engines were measured. @type {Query[]} */
const fixed = [
  ["two characters", "交通"],
  ["four characters", "政府信息"],
  ["title part", "道路运输条例"],
  ["rare phrase", "细胞和基因产业"],
  ["body 19", "食盐定点批发企业应当从食盐定点生产企业"],
  ["Traditional", "交通運輸"],
  ["one character", "盐"],
  ["absent", "WTO"],
  ["four characters", "人民政府"],
  ["one character", "的"],
].map(([name, text]) => ({ class: name, text }));

/** A source of numbers from 0 to 1, of its seed alone. @param {number} seed */
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const marks = /[《》〈〉（）()“”、，。；：！？\s]/u;
const fullWidth = (/** @type {string} */ s) => s.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));

/** A run of n characters without marks, from a place that next chooses; "" when
 * there is none. @param {string} text @param {number} n @param {() => number} next */
function part(text, n, next) {
  const runs = text.split(marks).map((run) => Array.from(run)).filter((run) => run.length >= n);
  if (runs.length === 0) return "";
  const run = runs[Math.floor(next() * runs.length)];
  const at = Math.floor(next() * (run.length - n + 1));
  return run.slice(at, at + n).join("");
}

/** Each makes a question of a document, or "" when it does not suit.
 * @type {Record<string, (d: Truth, next: () => number, traditional: (s: string) => string) => string>} */
const rules = {
  "exact title": (d) => d.title,
  "title 4 to 8": (d, next) => part(d.title, 4 + Math.floor(next() * 5), next),
  "two words": (d, next) => {
    const words = [part(d.title, 3, next), part(d.tail, 4, next)];
    return words.includes("") ? "" : words.join(" ");
  },
  "body 8": (d, next) => part(d.tail, 8, next),
  "body 12": (d, next) => part(d.tail, 12, next),
  "number": (d, next) => {
    const forms = ["[]", "【】", "（）", "  "];
    const [open, close] = forms[Math.floor(next() * forms.length)];
    return (d.number ?? "").replace("〔", open).replace("〕", close).trim();
  },
  "index number": (d, next) => (next() < 0.5 ? d.index : d.index.replace("/", "").toLowerCase()),
  "Traditional": (d, next, traditional) => {
    const text = part(d.title, 6, next);
    return traditional(text) === text ? "" : traditional(text);
  },
  "mixed width": (d, next) => {
    const text = part(d.tail, 10, next);
    return fullWidth(text) === text ? "" : fullWidth(text);
  },
  "title and 全文": (d, next) => `${d.title}${["全文", " 下载", "最新版", " pdf"][Math.floor(next() * 4)]}`,
};

/** @param {Truth[]} docs @param {number} seed @param {[string, string]} pairs characters and what they fold to
 * @param {number} [each] questions of each rule @returns {Query[]} */
export function makeQueries(docs, seed, pairs, each = 5) {
  const next = random(seed);
  const table = oneToOne(pairs);
  const traditional = (/** @type {string} */ s) => Array.from(s, (c) => table.get(c) ?? c).join("");
  const queries = [...fixed];
  for (const [name, rule] of Object.entries(rules)) {
    let made = 0;
    for (let tries = 0; made < each && tries < 5000; tries++) {
      const doc = docs[Math.floor(next() * docs.length)];
      const text = rule(doc, next, traditional);
      if (!text) continue;
      made++;
      queries.push({ class: name, text, want: doc.index });
    }
  }
  return queries;
}

/** The fold table backwards, where only one character folds to the other.
 * @param {[string, string]} pairs */
function oneToOne([from, to]) {
  /** @type {Map<string, string | undefined>} */
  const table = new Map();
  const targets = Array.from(to);
  Array.from(from).forEach((c, i) => table.set(targets[i], table.has(targets[i]) ? undefined : c));
  return table;
}
