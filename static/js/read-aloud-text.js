/** What is read aloud of a page, and in which portions: no page and no voice is needed
 * here, only nodes with the few properties that are named below. */

/** @typedef {{text: string, node?: Text}} Piece text that is spoken, and the node that it stands in where it is just that
 * @typedef {{element: Element, lang: string, text: string, pieces: Piece[]}} Block a paragraph, heading, item or row
 * @typedef {{note: (mark: string) => string, colon: string, comma: string}} Words what is said beside the page's own words */

const outside = new Set(["NAV", "BUTTON", "FORM", "DIALOG", "SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "SELECT", "INPUT", "TEXTAREA", "SVG", "AUDIO", "VIDEO"]);
const inline = new Set(["A", "ABBR", "B", "BDI", "BDO", "BR", "CITE", "CODE", "DEL", "DFN", "EM", "I", "INS", "KBD", "MARK", "Q", "RUBY", "S", "SAMP", "SMALL", "SPAN", "STRONG", "SUB", "SUP", "TIME", "U", "VAR", "WBR"]);

/** The blocks below some elements, in reading order.
 * @param {Iterable<Element>} roots @param {Words} words
 * @param {(e: Element) => boolean} skip parts that are not to be read
 * @returns {Block[]} */
export function blocksOf(roots, words, skip) {
  /** @type {Block[]} */
  const blocks = [];

  /** @param {Element} element @param {string} lang @param {Piece} piece */
  function add(element, lang, piece) {
    let block = blocks[blocks.length - 1];
    if (block?.element !== element) blocks.push((block = { element, lang, text: "", pieces: [] }));
    block.text += piece.text;
    block.pieces.push(piece);
  }

  /** @param {Node} node @param {Element} block @param {string} lang */
  function walk(node, block, lang) {
    if (node.nodeType === 3) return add(block, lang, { text: node.nodeValue ?? "", node: /** @type {Text} */ (node) });
    if (node.nodeType !== 1) return;
    const e = /** @type {Element} */ (node);
    const name = e.nodeName.toUpperCase();
    if (outside.has(name) || e.getAttribute("aria-hidden") === "true" || skip(e)) return;
    const own = e.getAttribute("lang") ?? lang;
    const role = e.getAttribute("role");
    if (role === "doc-backlink") return;
    if (role === "doc-noteref") return add(block, own, { text: words.note((e.textContent ?? "").trim()) });
    if (name === "IMG") return add(block, own, { text: e.getAttribute("alt") ?? "" });
    if (name === "TABLE") return table(e, own);
    const into = inline.has(name) ? block : e;
    for (const child of e.childNodes) walk(child, into, own);
  }

  /** A row is said as its cells, each behind the heads of its column.
   * @param {Element} e @param {string} lang */
  function table(e, lang) {
    const { caption, heads, rows } = gridOf(e, skip);
    if (caption) walk(caption, caption, lang);
    for (const { row, cells } of rows) {
      cells.filter(({ cell }) => says(cell)).forEach(({ cell, column }, i) => {
        if (i > 0) add(row, lang, { text: words.comma });
        const head = cell.nodeName.toUpperCase() === "TH" ? "" : heads[column] ?? "";
        if (head) add(row, lang, { text: head + words.colon });
        for (const child of cell.childNodes) inCell(child, row, lang);
      });
    }
  }

  /** Paragraphs of a cell are parts of its row.
   * @param {Node} node @param {Element} row @param {string} lang */
  function inCell(node, row, lang) {
    const name = node.nodeName.toUpperCase();
    const flat = node.nodeType !== 1 || name === "IMG" || inline.has(name);
    if (flat) return walk(node, row, lang);
    for (const child of node.childNodes) inCell(child, row, lang);
  }

  for (const root of roots) walk(root, root, languageOf(root));
  return blocks.filter((b) => /[\p{L}\p{N}]/u.test(b.text));
}

/** An empty cell is not said with the head of its column.
 * @param {Node} node @returns {boolean} */
function says(node) {
  if (node.nodeType === 3) return (node.nodeValue ?? "").trim() !== "";
  if (node.nodeName.toUpperCase() === "IMG") return true;
  return Array.from(node.childNodes ?? []).some(says);
}

/** @param {Element | null} e */
function languageOf(e) {
  for (; e; e = e.parentElement) {
    const lang = e.getAttribute("lang");
    if (lang) return lang;
  }
  return "";
}

/** The places of a table's cells: heads are the words above each column, rows those that
 * are not heads.
 * @param {Element} e @param {(e: Element) => boolean} skip */
function gridOf(e, skip) {
  /** @type {string[]} */
  const heads = [];
  /** @type {{row: Element, cells: {cell: Element, column: number}[]}[]} */
  const rows = [];
  /** @type {Element | undefined} */
  let caption;
  /** @type {number[]} how many more rows a cell above takes of a column */
  const taken = [];

  /** @param {Element} row @param {boolean} inHead */
  function place(row, inHead) {
    let column = 0;
    const cells = [];
    for (const cell of row.children) {
      while (taken[column] > 0) taken[column++]--;
      const span = Number(cell.getAttribute("colspan") ?? 1);
      const text = (cell.textContent ?? "").trim();
      cells.push({ cell, column });
      for (let i = 0; i < span; i++, column++) {
        taken[column] = Number(cell.getAttribute("rowspan") ?? 1) - 1;
        if (inHead) heads[column] = (heads[column] ?? "") + text;
      }
    }
    for (; column < taken.length; column++) if (taken[column] > 0) taken[column]--;
    if (!inHead && !skip(row)) rows.push({ row, cells });
  }

  for (const part of e.children) {
    const name = part.nodeName.toUpperCase();
    if (name === "CAPTION") caption = part;
    else if (name === "TR") place(part, false);
    else for (const row of part.children) place(row, name === "THEAD");
  }
  return { caption, heads, rows };
}

/** Where the portion that begins at start ends: behind as many whole sentences as fit into
 * limit characters, else behind a clause, else before a word that no longer fits.
 * Synthesis stops by itself in long portions: in Chrome after some 15 seconds.
 * @param {string} text @param {number} start @param {number} limit */
export function portionEnd(text, start, limit) {
  if (text.length - start <= limit) return text.length;
  const part = text.slice(start, start + limit);
  for (const ends of [/[。！？；!?;\n]["”’）)》」』]*|\.(?=\s)/g, /[，、：,:\s]/g, /[^A-Za-z0-9.](?=[A-Za-z0-9])/g]) {
    let end = 0;
    for (const m of part.matchAll(ends)) end = m.index + m[0].length;
    if (end > 0) return start + end;
  }
  const last = part.charCodeAt(limit - 1);
  return start + limit - (last >= 0xd800 && last < 0xdc00 ? 1 : 0); // no half of a character
}

/** The pieces of a block with a part of its text: nodes and offsets in them.
 * @param {Piece[]} pieces @param {number} start @param {number} end
 * @returns {{node: Text, from: number, to: number}[]} */
export function placesOf(pieces, start, end) {
  const places = [];
  let at = 0;
  for (const { text, node } of pieces) {
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, text.length);
    if (node && from < to) places.push({ node, from, to });
    at += text.length;
  }
  return places;
}

/** The voice for a language: of just this kind of it before another, of the device before
 * one of the network.
 * @template {{lang: string, localService: boolean}} V
 * @param {V[]} voices @param {string} lang @returns {V | undefined} */
export function voiceFor(voices, lang) {
  const plain = (/** @type {string} */ s) => s.replace("_", "-").toLowerCase(); // Android writes zh_CN
  const wanted = plain(lang);
  const rank = (/** @type {V} */ v) => (plain(v.lang) === wanted ? 2 : 0) + (v.localService ? 1 : 0);
  const able = voices.filter((v) => plain(v.lang).split("-")[0] === wanted.split("-")[0]);
  return able.sort((a, b) => rank(b) - rank(a))[0];
}
