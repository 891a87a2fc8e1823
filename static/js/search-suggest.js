/** Suggestions below the search box: the combobox pattern of ARIA. Loaded when the
 * reader pauses while typing, and given the tools of search.js. */

import { texts } from "./texts.js";

/** @typedef {import("./search-engine.js").Result} Result */
/** The form, its box, who is told how many there are, what asks and what makes elements.
 * @typedef {{form: HTMLFormElement, input: HTMLInputElement, told: HTMLElement, engine: () => Promise<any>} & Record<string, any>} Tools */

/** @type {Suggestions | undefined} */
let box;

/** Suggests titles for what was typed so far. @param {Tools} tools */
export function suggest(tools) {
  box ??= new Suggestions(tools);
  return box.suggest();
}

class Suggestions {
  /** @param {Tools} tools */
  constructor(tools) {
    const { form, input, make, set, on } = tools;
    this.tools = tools;
    this.active = -1; // the suggestion that Enter opens
    /** @type {AbortController | undefined} */
    this.asking = undefined;
    /** @type {HTMLElement} */
    this.list = set(make("ul", "suggestions"), { id: "m-suggestions", role: "listbox", "aria-label": texts.search.nearest });
    this.list.hidden = true;
    form.append(this.list);
    const stop = () => this.#stop();
    on(set(input, { "aria-controls": this.list.id }), { compositionstart: stop, keydown: (/** @type {KeyboardEvent} */ e) => this.#onKey(e), blur: stop });
    on(form, { submit: stop });
    on(this.list, { mousedown: (/** @type {Event} */ event) => event.preventDefault() }); // the box keeps the focus
  }

  async suggest() {
    const { input, engine } = this.tools;
    this.asking?.abort();
    const text = input.value.trim();
    const mine = (this.asking = new AbortController());
    if (text.length < 2) return this.#unfold(false);
    try {
      const found = await (await engine()).suggest(text, mine.signal);
      if (mine.signal.aborted || document.activeElement !== input) return;
      this.list.replaceChildren(...found.map((/** @type {Result} */ result, /** @type {number} */ i) => this.#option(result, i)));
      this.#unfold(found.length > 0);
    } catch {
      // A reader who asks with Enter is told; one who still types is not disturbed.
    }
  }

  /** Documents of one name are told apart by what stands below it.
   * @param {Result} found @param {number} i */
  #option(found, i) {
    const { make, set, on, marked, facts, safe } = this.tools;
    const e = make("li", "suggestion", ...marked(found.title), " ", make("p", "result-facts", ...facts(found).slice(0, 3)));
    on(e, { click: () => location.assign(safe(found.url)) });
    return set(texts.content(e), { id: `m-suggestion-${i}`, role: "option" });
  }

  /** @param {number} n a suggestion; -1 is none */
  #choose(n) {
    const { input, set } = this.tools;
    this.active = n;
    input.removeAttribute("aria-activedescendant");
    Array.from(this.list.children, (e, i) => {
      set(e, { "aria-selected": i === n });
      if (i !== n) return;
      set(input, { "aria-activedescendant": e.id });
      e.scrollIntoView({ block: "nearest" });
    });
  }

  /** @param {boolean} open */
  #unfold(open) {
    const { input, told, set } = this.tools;
    this.#choose(-1);
    this.list.hidden = !open;
    set(input, { "aria-expanded": open });
    told.textContent = open ? texts.search.suggested(this.list.children.length) : "";
  }

  #stop() {
    this.tools.stopWaiting();
    this.asking?.abort();
    this.#unfold(false);
  }

  /** What the keys do in an open list: a number moves the choice, -1 is no choice.
   * @param {string} key @returns {number | undefined} */
  #move(key) {
    const last = this.list.children.length - 1;
    if (key === "ArrowDown") return this.active < last ? this.active + 1 : 0;
    if (key === "ArrowUp") return this.active > 0 ? this.active - 1 : last;
    if (this.active >= 0 && key === "Home") return 0;
    if (this.active >= 0 && key === "End") return last;
    if (key === "ArrowLeft" || key === "ArrowRight") return -1;
    return undefined;
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.isComposing || event.keyCode === 229 || event.shiftKey) return; // the key is the input method's, or selects text
    if (this.list.hidden) {
      if (event.key === "ArrowDown") this.suggest();
      return;
    }
    const to = this.#move(event.key);
    if (to !== undefined) this.#choose(to);
    else if (event.key === "Escape") this.#stop();
    else if (event.key === "Enter" && this.active >= 0) /** @type {HTMLElement} */ (this.list.children[this.active]).click();
    else return;
    if (to !== -1) event.preventDefault();
  }
}
