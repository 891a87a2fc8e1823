/** The panel of the reader's settings, loaded when it is first opened. It is a dialog that
 * is not modal and leaves half of the window to the page, so that readers see what each
 * setting does to what they read. */

import { texts } from "./texts.js";

/** @typedef {{name: string, legend: string, options: [string, string][]}} Choice
 * A setting as in reading.js; options are values with their names, "" is the default. */

/** @returns {Choice[]} */
function choices() {
  const { values } = window.reading;
  const off = /** @type {[string, string]} */ (["", texts.reading.standard]);
  return [
    { name: "text", legend: texts.reading.text, options: [["", "100%"], ...values.text.map((v) => [v, `${v}%`])] },
    { name: "space", legend: texts.reading.space, options: [off, ["wide", texts.reading.wide]] },
    { name: "contrast", legend: texts.reading.contrast, options: [off, ["high", texts.reading.high]] },
    { name: "scheme", legend: texts.reading.scheme, options: [["", texts.reading.system], ["light", texts.reading.light], ["dark", texts.reading.dark]] },
    { name: "view", legend: texts.reading.view, options: [off, ["simple", texts.reading.simple]] },
    { name: "ruler", legend: texts.reading.ruler, options: [["", texts.reading.off], ["on", texts.reading.on]] },
  ];
}

/** @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {object} properties @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]} */
function make(tag, properties, ...children) {
  const e = Object.assign(document.createElement(tag), properties);
  e.append(...children);
  return e;
}

/** @param {string} text @param {() => void} act */
function button(text, act) {
  const b = make("button", { type: "button", className: "button button-quiet" }, text);
  b.addEventListener("click", act);
  return b;
}

/** The panel and what it needs of the page: one of a page.
 * @param {HTMLButtonElement} opener its button, behind which it stands
 * @param {(text: string) => void} say tells screen readers */
function makePanel(opener, say) {
  const groups = choices().map((choice) => fieldset(choice, (text) => changed(text)));
  const note = make("p", { className: "note" }, texts.reading.note);
  const unkept = make("p", { className: "note", hidden: true }, texts.reading.unkept);
  const panel = make("dialog", { className: "reading-panel", id: "m-reading" },
    make("div", { className: "reading-head" },
      make("h2", { id: "m-reading-title" }, texts.reading.settings), button(texts.reading.close, close)),
    make("form", {}, ...groups), make("div", { className: "reading-foot" }, ...aloud(), button(texts.reading.reset, reset), note, unkept));
  panel.setAttribute("aria-labelledby", "m-reading-title");

  /** @param {string} text */
  function changed(text) {
    const data = new FormData(/** @type {HTMLFormElement} */ (panel.querySelector("form")));
    keep(Object.fromEntries(Array.from(data, ([name, value]) => [name, String(value)])));
    say(text);
  }
  function reset() {
    keep(Object.fromEntries(Object.keys(window.reading.values).map((name) => [name, undefined])));
    say(texts.reading.done);
  }
  /** @param {Record<string, string | undefined>} settings */
  function keep(settings) {
    unkept.hidden = window.reading.set(settings);
  }
  /** Another tab or the button of the simple view may have changed them. */
  function show() {
    for (const input of panel.querySelectorAll("input")) {
      input.checked = (document.documentElement.dataset[input.name] ?? "") === input.value;
    }
  }
  /** @returns {(Node | string)[]} nothing where the browser cannot speak */
  function aloud() {
    if (!("speechSynthesis" in window)) return [];
    return [button(texts.aloud.start, () => {
      close();
      import("./read-aloud.js").then((m) => m.start(opener, say));
    })];
  }
  function close() {
    panel.close();
  }

  // Also from the page beside it, but not from a field, which may have a use for the key.
  addEventListener("keydown", (e) => {
    const at = /** @type {Element} */ (e.target);
    if (e.key === "Escape" && (panel.contains(at) || !at.matches("input, select, textarea"))) close();
  });
  panel.addEventListener("close", () => {
    opener.setAttribute("aria-expanded", "false");
    delete document.documentElement.dataset.panel;
    // Who has gone on to the page stays there.
    const at = document.activeElement;
    if (!at || at === document.body || panel.contains(at)) opener.focus();
  });
  addEventListener("reading", show);
  show();
  opener.after(panel);
  return panel;
}

/** @param {Choice} choice @param {(text: string) => void} changed is told what was chosen */
function fieldset({ name, legend, options }, changed) {
  const labels = options.map(([value, text]) => {
    const input = make("input", { type: "radio", name, value });
    input.addEventListener("change", () => changed(texts.reading.said(legend, text)));
    return make("label", { className: "reading-option" }, input, text);
  });
  return make("fieldset", {}, make("legend", {}, legend), ...labels);
}

/** @type {HTMLDialogElement | undefined} */
let panel;

/** Opens the panel, or closes it.
 * @param {HTMLButtonElement} opener @param {(text: string) => void} say */
export function toggle(opener, say) {
  panel ??= makePanel(opener, say);
  if (panel.open) return panel.close();
  opener.setAttribute("aria-expanded", "true");
  document.documentElement.dataset.panel = ""; // the page's end stays in sight
  panel.show(); // which moves the focus in
}
