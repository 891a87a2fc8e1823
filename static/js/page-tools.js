/** The buttons of a page: at its head the simple view and the reader's settings, at a
 * document printing and reading aloud. What they open is loaded when a reader asks for it. */

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

/** Tells everyone that a module did not come. */
function unloaded() {
  status.className = "";
  say(texts.reading.unloaded);
}

/** The way to the simple view stands before all else, for those who need it see little.
 * The button's name says what it does next; aria-pressed beside that would say "leave,
 * pressed" of a view that is on.
 * @param {Element} tools the empty place at the page's head */
function addReadingTools(tools) {
  const { dataset } = document.documentElement;
  const simple = addButton(tools, "", () => {
    const on = !dataset.view;
    window.reading.set({ view: on ? "simple" : undefined });
    say(on ? texts.reading.entered : texts.reading.left);
  });
  const settings = addButton(tools, texts.reading.settings, () => {
    import("./reading-panel.js").then((m) => m.toggle(settings, say)).catch(unloaded);
  });
  settings.setAttribute("aria-expanded", "false");
  tools.append(status);
  let ruled = false;
  const show = () => {
    simple.textContent = dataset.view ? texts.reading.leave : texts.reading.simple;
    ruled ||= "ruler" in dataset;
    if (ruled) import("./reading-ruler.js").then((m) => m.update()).catch(unloaded);
  };
  addEventListener("reading", show);
  show();
}

/** @param {Element} tools the empty place for a document's buttons */
function addDocumentTools(tools) {
  addButton(tools, texts.tools.print, () => window.print());
  if (!("speechSynthesis" in window)) return;
  addButton(tools, texts.aloud.start, (button) => {
    import("./read-aloud.js").then((m) => m.start(button, say)).catch(unloaded);
  });
}

if ("reading" in window) document.querySelectorAll(".reading-tools").forEach(addReadingTools);
document.querySelectorAll(".doc-tools").forEach(addDocumentTools);
