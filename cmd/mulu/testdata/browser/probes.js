/** What the tests ask of a page: functions that run inside it. */

/** Marks every element that Tab should reach, in order, and counts them. A link or
 * control is one unless it is disabled, hidden or taken out by tabindex="-1". */
export function expectedStops() {
  const all = document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]');
  const stops = Array.from(all).filter((e) => !e.matches(":disabled, [tabindex='-1']") && e.checkVisibility());
  stops.forEach((e, i) => e.setAttribute("data-stop", String(i)));
  return stops.length;
}

/** The element that has the focus: its number among the stops, the width of its
 * outline, and whether the middle of it can be seen. */
export function focusState() {
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
    inSight: seen,
    html: e.outerHTML.slice(0, 200),
  };
}

/** The text of the main part, without what a script adds: the buttons of a
 * document, and the message to readers without script. */
export function inMain() {
  const main = /** @type {HTMLElement} */ (document.querySelector("main")?.cloneNode(true));
  main.querySelectorAll(".doc-tools, noscript").forEach((e) => e.remove());
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

export const clippedText = {
  /** Sets the text spacing of WCAG 2.2 1.4.12 as a reader's own style would. */
  spacing() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
      p { margin-bottom: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
  },
  /** Elements that hide a part of their text. */
  find() {
    return Array.from(document.querySelectorAll("body *"))
      .filter((e) => !e.closest(".visually-hidden") && e.clientWidth > 1 && getComputedStyle(e).overflow === "hidden")
      .filter((e) => e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight)
      .map((e) => e.outerHTML.slice(0, 120));
  },
};
