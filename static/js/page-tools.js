/** The buttons of a page: at its head the simple view and the reader's settings, at a
 * document printing and reading aloud; and the ways out of the menu. What they open is loaded
 * when a reader asks for it; what a text has (links to its articles, folds, contents that
 * follow the reading, a way to an article by number) where there is one. */

import { texts } from "./texts.js";

/** @param {Element} place @param {string} text @param {(button: HTMLButtonElement) => void} act */
function addButton(place, text, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-quiet";
  button.textContent = text;
  button.addEventListener("click", () => act(button));
  place.append(button);
  return button;
}

/** Where screen readers are told what happened: there from the start, because a region
 * that comes with its first words is often not read. */
const status = document.createElement("p");
status.className = "visually-hidden";
status.setAttribute("role", "status");

/** @param {string} text */
function say(text) {
  status.textContent = text;
}

/** Tells everyone. @param {string} text */
function show(text) {
  status.className = "";
  say(text);
}

/** A module did not come. */
const unloaded = () => show(texts.reading.unloaded);

/** The way to the simple view stands before all else, for those who need it see little.
 * The button's name says what it does next; aria-pressed beside that would say "leave,
 * pressed" of a view that is on.
 * @param {Element} tools the empty place at the page's head */
function addReadingTools(tools) {
  const { dataset } = document.documentElement;
  const simple = addButton(tools, "", () => {
    const on = !dataset.view;
    const kept = window.reading.set({ view: on ? "simple" : undefined });
    const done = on ? texts.reading.entered : texts.reading.left;
    if (kept) say(done);
    else show(`${done}${texts.sign.semicolon}${texts.reading.unkept}`);
  });
  const settings = addButton(tools, texts.reading.settings, () => {
    import("./reading-panel.js").then((m) => m.toggle(settings, say)).catch(unloaded);
  });
  settings.setAttribute("aria-expanded", "false");
  tools.append(status);
  let ruled = false;
  const update = () => {
    simple.textContent = dataset.view ? texts.reading.leave : texts.reading.simple;
    ruled ||= "ruler" in dataset;
    if (ruled) import("./reading-ruler.js").then((m) => m.update()).catch(unloaded);
  };
  addEventListener("reading", update);
  update();
}

/** @param {Element} tools the empty place for a document's buttons */
function addDocumentTools(tools) {
  addButton(tools, texts.tools.print, () => window.print());
  if (!("speechSynthesis" in window)) return;
  addButton(tools, texts.aloud.start, (button) => {
    import("./read-aloud.js").then((m) => m.start(button, say)).catch(unloaded);
  });
}

/** The menu of a narrow window lies over the page: it closes by Escape, and when the reader
 * goes on, so that what has the focus is never behind it.
 * @param {HTMLDetailsElement} menu */
function addWaysOut(menu) {
  menu.addEventListener("keydown", (e) => {
    if (e.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
  menu.addEventListener("focusout", (e) => {
    if (e.relatedTarget && !menu.contains(/** @type {Node} */ (e.relatedTarget))) menu.open = false;
  });
}

/** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll(".site-menu")).forEach(addWaysOut);
if ("reading" in window) document.querySelectorAll(".reading-tools").forEach(addReadingTools);
document.querySelectorAll(".doc-tools").forEach(addDocumentTools);

// Links and folds all the same without these.
const has = (/** @type {string} */ part) => document.querySelector(part) !== null;
if (has(".doc-body")) import("./document.js").catch(() => {});
if (has(".contents, .doc-header")) import("./unfold.js").catch(() => {});
if (has(".contents")) import("./contents.js").catch(() => {});
if (has(".jump") && has("#art-10")) import("./jump.js").catch(() => {});
