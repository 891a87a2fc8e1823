/** What criteria.test.js asks of a page: functions that run inside it, each for a success
 * criterion of WCAG 2.2 that neither axe-core nor the other tests look at. */

/** Targets smaller than a side (2.5.5: 44 px to a finger, 2.5.8: 24 px), but for links
 * within a sentence, whose size is that of the text, and boxes to tick, whose label counts.
 * @param {number} side in px @returns {string[]} */
export function targetsBelow(side) {
  const all = Array.from(document.querySelectorAll("a[href], button, input, select, textarea, summary, [role=option]"));
  return all.filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.matches(":disabled")).flatMap((e) => {
    const target = e.matches("[type=checkbox], [type=radio]") ? (e.closest("label") ?? e) : e;
    const { width, height, bottom } = target.getBoundingClientRect();
    if (width <= 1 || bottom + scrollY <= 0) return []; // waiting for the focus
    const block = target.closest("p, li, td, th, dd, h1, h2, h3, figcaption");
    const beside = Array.from(block?.childNodes ?? []).some((n) => n.nodeType === Node.TEXT_NODE && /[\p{L}\p{N}]/u.test(n.nodeValue ?? ""));
    if (getComputedStyle(target).display.startsWith("inline") && beside) return [];
    return width >= side - 0.1 && height >= side - 0.1 ? [] : [`${width.toFixed(0)} × ${height.toFixed(0)}: ${target.outerHTML.slice(0, 110)}`];
  });
}

/** Words in a language that is not marked as theirs (3.1.2): Chinese where it says English,
 * an English phrase where it says Chinese. Names of files and programs are nobody's words.
 * @returns {string[]} */
export function unmarkedWords() {
  const found = [];
  const look = (/** @type {Element} */ e, /** @type {string} */ text) => {
    const lang = e.closest("[lang]")?.getAttribute("lang") ?? "";
    const chinese = /[\u4e00-\u9fff]/.test(text);
    const english = (text.match(/\b(?:the|of|and|to|for|are|shall|with|by|from|this|must|may)\b/gi) ?? []).length > 0;
    if (!lang.startsWith("zh") && chinese) found.push(`${lang}: ${text.trim().slice(0, 80)}`);
    if (lang.startsWith("zh") && !chinese && english && text.trim().split(/\s+/).length > 2) found.push(`${lang}: ${text.trim().slice(0, 80)}`);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n = walker.nextNode(); n; n = walker.nextNode()) {
    if (n.parentElement?.checkVisibility() && !n.parentElement.closest("script, style, noscript")) look(n.parentElement, n.nodeValue ?? "");
  }
  for (const e of document.body.querySelectorAll("[title], [aria-label], [alt], [placeholder], [data-label]")) {
    for (const key of ["title", "aria-label", "alt", "placeholder", "data-label"]) {
      const text = e.getAttribute(key) ?? "";
      if (!/[a-z]{3,}.*[\u4e00-\u9fff]/.test(text)) look(e, text); // a part of an attribute cannot be marked
    }
  }
  return found;
}

/** Controls of which neither the edge nor the ground stands out by 3:1 from what is around
 * them (1.4.11): fields, boxes and buttons. Links and what looks like one are text, and so is
 * what is disabled. @returns {string[]} */
export function faintControls() {
  const rgb = (/** @type {string} */ c) => (c.match(/[\d.]+/g) ?? []).map(Number);
  const clear = (/** @type {number[]} */ c) => c.length === 4 && c[3] === 0;
  /** @param {Element | null} e @returns {number[]} */
  const ground = (e) => {
    if (!e) return rgb(getComputedStyle(document.documentElement).backgroundColor);
    const style = getComputedStyle(e); // what is only its contents has no ground
    const c = rgb(style.backgroundColor);
    return clear(c) || style.display === "contents" ? ground(e.parentElement) : c;
  };
  const luminance = (/** @type {number[]} */ c) => c.slice(0, 3).map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (/** @type {number[]} */ a, /** @type {number[]} */ b) => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  return Array.from(document.querySelectorAll("button, input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea, .reading-option, .pager a, .site-menu > summary")).flatMap((e) => {
    const style = getComputedStyle(e);
    if (!e.checkVisibility({ opacityProperty: true }) || e.matches(":disabled") || style.textDecorationLine.includes("underline")) return [];
    const around = ground(e.parentElement);
    const edge = parseFloat(style.borderTopWidth) > 0 && !clear(rgb(style.borderTopColor)) ? contrast(rgb(style.borderTopColor), around) : 1;
    const own = contrast(ground(e), around);
    return Math.max(edge, own) >= 3 ? [] : [`${Math.max(edge, own).toFixed(2)}: ${e.outerHTML.slice(0, 110)}`];
  });
}

/** Words that a style sheet writes (::before, ::after) with less contrast than asked for
 * (1.4.3, 1.4.6): axe-core does not see them. @param {number} least @returns {string[]} */
export function faintPseudo(least) {
  const rgb = (/** @type {string} */ c) => (c.match(/[\d.]+/g) ?? []).map(Number);
  /** @param {Element | null} e @returns {number[]} */
  const ground = (e) => {
    const style = getComputedStyle(e ?? document.documentElement);
    const c = rgb(style.backgroundColor);
    return ((c.length === 4 && c[3] === 0) || style.display === "contents") && e ? ground(e.parentElement) : c;
  };
  const luminance = (/** @type {number[]} */ c) => c.slice(0, 3).map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  return Array.from(document.querySelectorAll("body *")).flatMap((e) => ["::before", "::after"].flatMap((part) => {
    const style = getComputedStyle(e, part);
    if (style.content === "none" || style.content === "normal" || !/[\p{L}\p{N}▾▴✓✕●○◐◆■]/u.test(style.content) || !e.checkVisibility({ opacityProperty: true })) return [];
    const [low, high] = [luminance(rgb(style.color)), luminance(ground(e))].sort((x, y) => x - y);
    const contrast = (high + 0.05) / (low + 0.05);
    return contrast >= least ? [] : [`${contrast.toFixed(2)} ${style.content}: ${e.outerHTML.slice(0, 90)}`];
  }));
}

/** Blocks of text that a reader cannot keep the line of (1.4.8): lines of more than 40
 * Chinese characters, set flush on both sides, or closer than one and a half. @returns {string[]} */
export function hardBlocks() {
  return Array.from(document.querySelectorAll("main :is(p, li, dd)")).flatMap((e) => {
    const text = Array.from(e.childNodes).filter((n) => n.nodeType === Node.TEXT_NODE).map((n) => n.nodeValue).join("");
    if (!e.checkVisibility() || !/[\u4e00-\u9fff]/.test(text) || text.length < 41) return [];
    const style = getComputedStyle(e);
    const size = parseFloat(style.fontSize);
    const wide = e.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const faults = [wide / size > 40.5 && `${(wide / size).toFixed(1)} characters`, style.textAlign === "justify" && "justified", parseFloat(style.lineHeight) / size < 1.5 && "close lines"].filter(Boolean);
    return faults.length > 0 ? [`${faults.join(", ")}: ${e.outerHTML.slice(0, 90)}`] : [];
  });
}

/** What covers the element that has the focus: all of it (2.4.11), and where the window has
 * room for all of it also a corner or the middle (2.4.12). @returns {string} "" of nothing */
export function covered() {
  const e = document.activeElement;
  if (!e || e === document.body || e.matches("#m-main, .table-wrap, pre, .found")) return "";
  const over = Array.from(document.querySelectorAll(".reading-panel[open], .aloud")).filter((o) => !o.contains(e));
  const room = Math.min(innerHeight, ...over.map((o) => o.getBoundingClientRect().top));
  const boxes = Array.from(e.getClientRects()).filter((box) => box.width > 2);
  const high = Math.max(...boxes.map((b) => b.bottom)) - Math.min(...boxes.map((b) => b.top));
  const points = boxes.flatMap((b) => [[b.left + 3, b.top + 3], [b.right - 3, b.bottom - 3], [(b.left + b.right) / 2, (b.top + b.bottom) / 2]]);
  const seen = points.filter(([x, y]) => {
    const there = document.elementFromPoint(x, y);
    if (there === null) return false;
    const lid = there.closest(".reading-panel, .aloud, .suggestions, .contents, .site-menu ul, thead, .copy-link"); // what else lies over it lets it through
    return !lid || lid.contains(e) || e.contains(there);
  });
  if (seen.length === points.length || (high > room - 8 && seen.length > 0)) return "";
  return `${seen.length} of ${points.length} points, ${high.toFixed(0)} px in ${room.toFixed(0)}: ${e.outerHTML.slice(0, 90)}`;
}
