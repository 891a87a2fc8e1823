/** Further results of the search page: loaded when the reader begins to read, or asks
 * for them, and given the tools of search.js. */

import { texts } from "./texts.js";

/** @typedef {import("./search-engine.js").Response} Response */
/** The list of results that hold the words, all results, the room below them with its
 * button, and who is asked for more; watch and busy are this module's own.
 * @typedef {{list: HTMLElement, results: HTMLElement, room: HTMLElement, more: HTMLButtonElement, step: number, signal: AbortSignal,
 *   ask: (part: {offset: number, limit: number}) => Promise<Response>, watch?: IntersectionObserver, busy?: boolean}} Parts */
/** What makes elements and shows them. @typedef {Record<string, any>} Tools */

/** Loads the next results when the reader comes near their room.
 * @param {Parts} parts @param {Tools} tools */
export function expect(parts, tools) {
  if (parts.watch || parts.busy) return;
  parts.watch = new IntersectionObserver(([seen]) => {
    if (seen.isIntersecting) showMore(parts, tools, true);
  }, { rootMargin: "200px" });
  parts.watch.observe(parts.room);
}

/** Adds the next results to the end of their lists. Asked for, they are said and get the focus; those
 * that come because the reader is near come in silence, unless the button has it.
 * @param {Parts} parts @param {Tools} tools @param {boolean} [near] */
export async function showMore(parts, tools, near = false) {
  if (parts.busy) return;
  parts.busy = true;
  parts.watch?.disconnect();
  const { list, room, more, step, signal } = parts;
  const silent = near && document.activeElement !== more;
  const before = list.childElementCount;
  const limit = near ? step - before : step;
  const label = more.textContent;
  more.textContent = texts.search.loading;
  // What waits is not moved but goes, and the room comes again below: nothing jumps.
  const waiting = tools.make("div", "room", ...tools.skeletons());
  waiting.style.minHeight = room.style.minHeight;
  if (silent) room.replaceWith(waiting);
  let said = texts.search.more_failed;
  try {
    const found = await parts.ask({ offset: before, limit });
    if (signal.aborted) return;
    const added = take(parts, found, tools);
    said = added ? texts.search.more_shown(parts.results.querySelectorAll(".result").length) : texts.search.more_none;
    more.textContent = texts.search.more;
    more.hidden = !found.more || !found.results.length; // without results there is nothing to go on from
    if (!silent) (added?.querySelector("a") ?? tools.place).focus();
  } catch {
    if (signal.aborted) return;
    more.textContent = label; // for another try
  }
  if (silent) waiting.replaceWith(room);
  room.style.minHeight = "";
  parts.busy = false;
  if (!silent) tools.status.textContent = said;
}

/** Shows what was found, and notes for the way back how many are shown.
 * @param {Parts} parts @param {Response} found @param {Tools} tools
 * @returns {Element | undefined} the first that was not there before */
function take({ list, results }, found, { item, showPartly }) {
  const old = new Set(results.querySelectorAll(".result"));
  list.append(...found.results.map(item));
  showPartly(found);
  history.replaceState({ n: list.childElementCount }, "");
  return Array.from(results.querySelectorAll(".result")).find((e) => !old.has(e));
}
