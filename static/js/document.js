/** What only a script can do for a text: a button that copies the link
 * to an article or a heading, and one that copies the citation with the day on which it was
 * read. page-tools.js loads it on pages with a text. */

import { texts } from "./texts.js";

/** Says what happened to those who do not see it. */
const status = document.createElement("p");
status.className = "copy-status";
status.setAttribute("role", "status");
status.lang = document.documentElement.lang; // it stands in a text that may be of another

/** Puts text on the clipboard. A page that is no secure context may not; false then.
 * @param {string} text @returns {Promise<boolean>} */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} message shown for a while beside what was pressed, and read aloud
 * @param {Element} after */
function say(message, after) {
  status.textContent = "";
  after.after(status);
  // A region that is new on the page is not heard; one that changes is.
  requestAnimationFrame(() => { status.textContent = message; });
}

/** @param {string} name the words of the button @returns {HTMLButtonElement} */
function newButton(name) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-quiet";
  button.textContent = name;
  return button;
}

// Links to places

const body = /** @type {HTMLElement} */ (document.querySelector(".doc-body")); // page-tools.js has seen it
/** The articles and headings, in their order.
 * @type {HTMLElement[]} */
const places = Array.from(body.querySelectorAll(":is(h2, h3, h4, h5, h6, p)[id]"));

/** One button for all places: it comes where the pointer or a touch is, and the arrow keys
 * move it, so that it is one stop of the keyboard and not hundreds. Its words are drawn by
 * the style sheet: they are no part of the text that a reader selects. */
const linkButton = newButton("");
linkButton.classList.add("copy-link");
linkButton.dataset.label = texts.tools.link_copy;
linkButton.title = texts.tools.link_keys;
linkButton.lang = status.lang;

/** @param {HTMLElement} place */
function moveTo(place) {
  const before = linkButton.parentElement;
  if (before === place) return;
  const focused = document.activeElement === linkButton;
  before?.removeAttribute("aria-label");
  const words = (place.textContent ?? "").trim();
  const name = place.matches("p") ? words.split(/[\s\u3000\uff1a:\u3010]/, 1)[0] : words;
  linkButton.setAttribute("aria-label", texts.tools.link_copy_of(name));
  // A heading is named by all that is in it: the button is no part of its name.
  if (!place.matches("p")) place.setAttribute("aria-label", words);
  place.append(linkButton);
  if (focused) linkButton.focus();
}

/** @param {Event} event */
function placeOf(event) {
  const at = /** @type {Element} */ (event.target).closest("[id]");
  return at && places.includes(/** @type {HTMLElement} */ (at)) ? /** @type {HTMLElement} */ (at) : null;
}

async function copyLink() {
  const place = /** @type {HTMLElement} */ (linkButton.parentElement);
  const address = new URL(location.href);
  address.hash = place.id;
  if (await copy(address.href)) return say(texts.tools.link_copied, place);
  history.replaceState(null, "", address);
  say(texts.tools.link_shown, place);
}

/** @param {KeyboardEvent} event */
function walk(event) {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const next = step && places[places.indexOf(/** @type {HTMLElement} */ (linkButton.parentElement)) + step];
  if (!next) return;
  event.preventDefault();
  moveTo(next);
  next.scrollIntoView({ block: "nearest" });
}

/** The place that the address names, so that the button is the next stop from it. */
function toTarget() {
  let id = "";
  try {
    id = decodeURIComponent(location.hash.slice(1));
  } catch {} // a link that was cut off in the middle of a character names no place
  const target = places.find((p) => p.id === id);
  if (target) moveTo(target);
}

if (places.length > 0) {
  moveTo(places[0]);
  for (const kind of ["pointerover", "click"]) {
    body.addEventListener(kind, (event) => {
      const place = placeOf(event);
      if (place) moveTo(place);
    });
  }
  // It may lie over the text below: Escape sends it away (WCAG 1.4.13).
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.activeElement !== linkButton) moveTo(places[0]);
  });
  linkButton.addEventListener("click", copyLink);
  linkButton.addEventListener("keydown", walk);
  addEventListener("hashchange", toTarget);
  toTarget();
}

// The citation

const cite = document.getElementById("m-cite");

/** Today where the reader is, as 2026-11-22. */
function today() {
  const now = new Date();
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

if (cite) {
  const words = cite.textContent ?? "";
  const button = newButton(texts.tools.cite_copy);
  button.addEventListener("click", async () => {
    // 引用日期 stands behind the day of publication (GB/T 7714—2015 8.5).
    const whole = words.replace(/(\(\d{4}-\d\d-\d\d\))(\. \S*)$/, `$1[${today()}]$2`);
    if (await copy(whole)) return say(texts.tools.cite_copied, button);
    cite.textContent = whole;
    getSelection()?.selectAllChildren(cite);
    say(texts.tools.copy_failed, button);
  });
  /** @type {Element} */ (cite.closest("dl")).after(button);
}
