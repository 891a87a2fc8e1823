/** What the tests ask of a page: functions that run inside it. */

/** Marks every element that Tab should reach, in order, and counts them. A link or
 * control is one unless it is disabled, hidden or taken out by tabindex="-1". */
export function expectedStops() {
  const all = document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]');
  const stops = Array.from(all).filter((e) => !e.matches(":disabled, [tabindex='-1']") && e.checkVisibility());
  document.querySelectorAll("[data-stop]").forEach((e) => e.removeAttribute("data-stop"));
  stops.forEach((e, i) => e.setAttribute("data-stop", String(i)));
  return stops.length;
}

/** Runs in a page after focusState was put there: notes where the focus is after each key,
 * in window.walked. */
export function noteFocus() {
  window.walked = [];
  addEventListener("keyup", () => {
    const state = window.focusState();
    // The day, the month and the year of a date are stops of the browser's own.
    if (window.walked.at(-1)?.stop !== state.stop) window.walked.push(state);
  }, true);
}

/** Runs in a page after focusState was put there: what each stop looks like that has the
 * focus as by keyboard. @returns {ReturnType<typeof focusState>[]} */
export function focusEach() {
  return Array.from(document.querySelectorAll("[data-stop]"), (e) => {
    /** @type {HTMLElement} */ (e).focus(/** @type {FocusOptions} */ ({ focusVisible: true }));
    return window.focusState();
  });
}

/** The element that has the focus: its number among the stops, the width of its
 * outline and the contrast of that with what is behind it, and whether the middle of
 * it can be seen (WCAG 2.2 2.4.7, 2.4.11, 1.4.11). */
export function focusState() {
  const rgb = (/** @type {string} */ c) => (c.match(/[\d.]+/g) ?? []).map(Number);
  /** The colour behind an element. @param {Element | null} of @returns {number[]} */
  const behind = (of) => {
    if (!of) return rgb(getComputedStyle(document.documentElement).colorScheme.includes("dark") && matchMedia("(prefers-color-scheme: dark)").matches ? "0 0 0" : "255 255 255");
    const style = getComputedStyle(of);
    const c = rgb(style.backgroundColor);
    // An element that is only its contents has no box to paint.
    return (c.length === 4 && c[3] === 0) || style.display === "contents" ? behind(of.parentElement) : c;
  };
  const luminance = (/** @type {number[]} */ c) => c.slice(0, 3).map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (/** @type {number[]} */ a, /** @type {number[]} */ b) => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  const e = document.activeElement ?? document.body;
  const style = getComputedStyle(e);
  const boxes = Array.from(e.getClientRects());
  const seen = boxes.some((box) => {
    const x = box.x + box.width / 2;
    // A region higher than the screen is seen where the screen cuts it.
    const top = Math.max(box.top, 0);
    const bottom = Math.min(box.bottom, innerHeight);
    const there = bottom > top ? document.elementFromPoint(x, (top + bottom) / 2) : null;
    return there !== null && (e.contains(there) || there.contains(e));
  });
  return {
    stop: Number(e.getAttribute("data-stop") ?? -1),
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    contrast: contrast(rgb(style.outlineColor), behind(parseFloat(style.outlineOffset) < 0 ? e : e.parentElement)),
    inSight: seen,
    html: e.outerHTML.slice(0, 200),
  };
}

/** Controls smaller than a finger: 44 px (WCAG 2.2 2.5.5). A box to tick is as large as
 * its label. Links in running text and in lists are not controls; axe-core looks after
 * their 24 px. */
export function smallTargets() {
  return Array.from(document.querySelectorAll("button, input, select, textarea, summary, .button")).flatMap((e) => {
    if (!e.checkVisibility({ visibilityProperty: true }) || e.matches("[type=hidden]")) return [];
    const target = e.matches("[type=checkbox], [type=radio]") ? (e.closest("label") ?? e) : e;
    const { width, height } = target.getBoundingClientRect();
    return width >= 43.9 && height >= 43.9 ? [] : [`${width.toFixed(0)} × ${height.toFixed(0)}: ${e.outerHTML.slice(0, 120)}`];
  });
}

/** The text of the main part, without what a script adds, the buttons of a document and
 * the way to an article, and the message to readers without script. */
export function inMain() {
  const main = /** @type {HTMLElement} */ (document.querySelector("main")?.cloneNode(true));
  main.querySelectorAll(".doc-tools, .jump, .cite .button, .copy-link, .copy-status, noscript").forEach((e) => e.remove());
  return (main.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** The documents of a list page. */
export function rowFacts() {
  return Array.from(document.querySelectorAll(".rows tbody tr"), (tr) => {
    const link = /** @type {HTMLAnchorElement} */ (tr.querySelector(".rows-name a"));
    return {
      title: link.textContent ?? "",
      url: link.href,
      number: tr.querySelector(".rows-number")?.textContent ?? "",
    };
  });
}

/** What makes the page wider than the window: the innermost elements that reach out. */
export function wideParts() {
  const root = document.documentElement;
  if (root.scrollWidth <= innerWidth) return [];
  const out = Array.from(document.querySelectorAll("body *")).filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5 && e.checkVisibility());
  const innermost = out.filter((e) => !out.some((o) => o !== e && e.contains(o)));
  return [`page ${root.scrollWidth} px`, ...innermost.slice(0, 5).map((e) => e.outerHTML.slice(0, 120))];
}

export const clippedText = {
  /** Sets the text spacing of WCAG 2.2 1.4.12 as a reader's own style would. */
  spacing() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
      p { margin-bottom: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
  },
  /** Takes the spacing away. */
  unspaced() {
    document.adoptedStyleSheets = [];
  },
  /** Elements that hide a part of their text: it is cut at their edge, and no scrolling
   * shows it. What is hidden on purpose is a box of one pixel. */
  find() {
    const cuts = (/** @type {string} */ v) => v === "hidden" || v === "clip";
    return Array.from(document.querySelectorAll("body *")).filter((e) => {
      if (e.clientWidth <= 1 || e.closest(".visually-hidden") || !e.textContent?.trim()) return false;
      const style = getComputedStyle(e);
      return (cuts(style.overflowX) && e.scrollWidth > e.clientWidth) || (cuts(style.overflowY) && e.scrollHeight > e.clientHeight);
    }).map((e) => e.outerHTML.slice(0, 120));
  },
  /** Pairs of texts that lie one over the other. */
  overlaps() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    /** @type {{text: string, box: DOMRect}[]} */
    const all = [];
    /** For ears alone, or waiting for the focus. @param {Element | null} e @returns {boolean} */
    const unseen = (e) => e !== null && (getComputedStyle(e).clipPath !== "none" || e.matches(".skip-link, sup, rt") || unseen(e.parentElement));
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!node.nodeValue?.trim() || !parent?.checkVisibility({ visibilityProperty: true }) || unseen(parent)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) if (box.width > 1) all.push({ text: node.nodeValue.trim().slice(0, 30), box });
    }
    all.sort((a, b) => a.box.top - b.box.top);
    const found = [];
    for (const [i, { text, box }] of all.entries()) {
      for (let j = i + 1; j < all.length && all[j].box.top < box.bottom; j++) {
        const other = all[j].box;
        const high = Math.min(box.bottom, other.bottom) - other.top;
        const broad = Math.min(box.right, other.right) - Math.max(box.left, other.left);
        // Boxes of lines are higher than their letters and touch at small line heights.
        if (high > other.height / 2 && broad > 2) found.push(`${text} / ${all[j].text}`);
      }
    }
    return found;
  },
};

/** The links whose words stand in columns beside one another, as those of a flexible box do
 * when a mark is among them. @returns {string[]} */
export function tornLinks() {
  return Array.from(document.querySelectorAll("main a"))
    .filter((a) => /flex|grid/.test(getComputedStyle(a).display) && a.children.length > 0
      && Array.from(a.childNodes).some((n) => n.nodeType === Node.TEXT_NODE && n.nodeValue?.trim()))
    .map((a) => a.outerHTML.slice(0, 200));
}

/** The headings that end in a line with a single character, though the browser shares out
 * as many lines as they have: up to six. A word of letters that is longer than a line may.
 * @returns {string[]} */
export function loneCharacters() {
  return Array.from(document.querySelectorAll("h1, h2, h3, h4, h5, h6")).filter((h) => {
    /** Characters of each line, by where it stands. @type {Map<number, number>} */
    const lines = new Map();
    const walker = document.createTreeWalker(h, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement?.matches(".h1-page, .count, .visually-hidden")) continue;
      const range = document.createRange();
      for (let i = 0; i < (node.nodeValue ?? "").length; i++) {
        range.setStart(node, i);
        range.setEnd(node, i + 1);
        const box = range.getBoundingClientRect();
        if (box.width > 0) lines.set(Math.round(box.bottom), (lines.get(Math.round(box.bottom)) ?? 0) + 1);
      }
    }
    const counts = Array.from(lines.values());
    return counts.length > 1 && counts.length <= 6 && counts.at(-1) === 1 && !/[a-z]\s*$/i.test(h.innerText);
  }).map((h) => h.outerHTML.slice(0, 120));
}

/** What is cramped on a page: parts wider than the window, texts cut off, texts torn apart
 * and headings with a character alone on the last line.
 * An expression, for one question costs less than three. */
export const cramped = `({ wide: (${wideParts})(), cut: ({ ${clippedText.find} }).find(), torn: (${tornLinks})(), alone: (${loneCharacters})() })`;

/** The same with a reader's own text spacing, and texts one over another; changed is whether
 * the spacing changes what the page says. */
export const crampedBySpacing = `(() => {
  const probe = { ${Object.values(clippedText).join(",")} };
  const said = (${inMain})();
  probe.spacing();
  const found = { ...${cramped}, over: probe.overlaps(), changed: (${inMain})() !== said };
  probe.unspaced();
  return found;
})()`;
