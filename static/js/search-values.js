/** The search page's filters: the chosen ones, the rows, numbers and branches of their
 * values, and dates. Loaded with the first that is open or in use, and given the tools
 * of search.js. */

import { texts } from "./texts.js";

/** A value of a filter. @typedef {{key: string, label: string, parent: string, count: number, selected: boolean}} Value */
/** A group of values, see groups in search.js. @typedef {any} Group */
/** What makes elements and asks. @typedef {Record<string, any>} Tools */

/** @type {Record<string, string>} */
const STATES = texts.states;
const FEW = 12; // values of a filter shown before the reader asks for all

/** Counts what choosing each value of some filters would give, and shows it.
 * @param {Group[]} wanted @param {import("./search-engine.js").Request} question @param {AbortSignal} signal @param {Tools} tools */
export async function count(wanted, question, signal, tools) {
  const values = await (await tools.engine()).facets({ ...question, facets: wanted.map((g) => g.name) }, signal);
  if (signal.aborted) return;
  showValues(wanted, values, tools);
  tools.showChips();
}

/** Shows the values that groups have now, or says that there are none.
 * @param {Group[]} groups @param {Record<string, Value[]>} values by the group's name @param {Tools} tools */
function showValues(groups, values, tools) {
  for (const g of groups) {
    tools.say(g, values[g.name]?.length || g.options.size ? "" : texts.search.values_none);
    update(g, values[g.name] ?? [], tools);
  }
}

/** Brings a group's rows up to date; they keep their places, so that nothing moves
 * below the reader's finger. @param {Group} g @param {Value[]} values @param {Tools} tools */
function update(g, values, tools) {
  for (const o of g.options.values()) o.count = 0;
  for (const v of values) {
    const o = g.options.get(v.key) ?? addOption(g, v, tools);
    o.count = v.count;
  }
  trim(g, tools);
}

/** @param {Group} g @param {Value} v @param {Tools} tools */
function addOption(g, v, tools) {
  const { make, set, on, chosen, filter } = tools;
  const box = /** @type {HTMLInputElement} */ (set(make("input", ""), { type: "checkbox" }));
  box.checked = chosen(g.name).includes(v.key);
  on(box, { change: () => filter(g.name, v.key, box.checked) });
  const number = make("span", "count");
  const state = g.name === "state" && STATES[v.key]; // other names are documents' own words
  const label = state || v.label;
  const name = state ? make("span", "", label) : texts.content(make("span", "", label));
  const row = make("li", "", make("label", "option", box, name, " ", number));
  branch(g, v.parent, tools).append(row);
  const o = { label, count: 0, row, box, number };
  g.options.set(v.key, o);
  return o;
}

/** The list that a value stands in: the group's, or that below its parent.
 * @param {Group} g @param {string} parent @param {Tools} tools @returns {Element} */
function branch(g, parent, { make }) {
  const above = g.options.get(parent);
  const place = above ? above.row : g.box;
  const there = place.querySelector("ul");
  if (there) return there;
  const list = make("ul", "options");
  if (above) {
    const inside = make("details", "branch", make("summary", "", texts.content(make("span", "visually-hidden", above.label)), texts.search.branch), list);
    /** @type {HTMLDetailsElement} */ (inside).open = g.options.size < FEW;
    place.append(inside);
  } else place.append(list);
  return list;
}

/** Hides values that nothing has, and of a long list all but the first, the chosen
 * and those that the reader looks for. @param {Group} g @param {Tools} tools */
function trim(g, tools) {
  const { make } = tools;
  let shown = 0;
  let live = 0;
  const flat = !g.box.querySelector(".branch");
  for (const o of g.options.values()) {
    o.number.replaceChildren(String(o.count), make("span", "visually-hidden", texts.sign.items(o.count)));
    if (o.count) live++;
    const wanted = o.count > 0 && (!flat || (g.text ? o.label.includes(g.text) : g.all || shown < FEW));
    o.row.hidden = !wanted && !o.box.checked;
    if (wanted) shown++;
  }
  if (flat && live > FEW) g.tools ??= addTools(g, tools);
}

/** A box that finds values of a long list, and a button that shows all of them.
 * @param {Group} g @param {Tools} tools */
function addTools(g, tools) {
  const { make, set, on, button } = tools;
  const find = /** @type {HTMLInputElement} */ (set(make("input", "search-input"),
    { type: "search", placeholder: texts.search.values_find, "aria-label": texts.search.values_find_label(g.label) }));
  on(find, { input: () => { g.text = find.value.trim(); trim(g, tools); } });
  const all = button("", texts.search.values_all, () => { g.all = true; all.remove(); trim(g, tools); find.focus(); });
  const row = make("p", "filter-tools", find, all);
  g.box.querySelector("ul")?.before(row);
  return row;
}

/** Takes the dates of their form over into the filters, or says at the fields what is
 * wrong with them. @param {HTMLFormElement} form @param {{from: string, to: string}} filters
 * @param {Tools} tools @returns {string} what is wrong, "" when nothing is */
export function datesOf(form, filters, { set }) {
  const [from, to] = ["from", "to"].map((n) => /** @type {HTMLInputElement} */ (form.elements.namedItem(n)));
  const wrong = from.validity.badInput || to.validity.badInput ? texts.search.dates_wrong
    : from.value && to.value && from.value > to.value ? texts.search.dates_order : "";
  /** @type {HTMLElement} */ (form.querySelector("#m-dates-error")).textContent = wrong;
  for (const e of [from, to]) set(e, { "aria-invalid": wrong !== "" });
  if (wrong) from.focus();
  else Object.assign(filters, { from: from.value, to: to.value });
  return wrong;
}

/** A value's name; that of a coded value is known when the values have come.
 * @param {Group} g @param {string} key */
const nameOf = (g, key) => g.options.get(key)?.label ?? (g.box.dataset.coded === "" && !g.options.size ? texts.search.unnamed : key);

/** Shows the chosen filters; the focus stays in their row while there is one.
 * @param {Record<string, any>} filters @param {Tools} tools */
export function showChips(filters, tools) {
  const { make, button, filter, chosen, ask, groups, chips, place } = tools;
  const { from, to } = filters;
  const without = (/** @type {Group[]} */ gone) => () => {
    Object.assign(filters, { from: "", to: "" }, ...gone.map((g) => ({ [g.name]: [] })));
    ask();
  };
  const chip = (/** @type {string} */ text, /** @type {() => void} */ act) => {
    const b = button("chip", text, act);
    b.append(make("span", "visually-hidden", texts.search.chip_remove));
    return make("li", "", b);
  };
  const made = groups.flatMap((/** @type {Group} */ g) => chosen(g.name).map((/** @type {string} */ key) =>
    chip(texts.search.chip(g.label, nameOf(g, key)), () => filter(g.name, key, false))));
  if (from || to) made.push(chip(from && to ? texts.search.chip_dates(from, to) : from ? texts.search.chip_dates_from(from) : texts.search.chip_dates_to(to), without([])));
  if (made.length) made.push(make("li", "", button("chip-all", texts.search.chip_clear, without(groups))));
  const at = Array.from(chips.querySelectorAll("button")).indexOf(document.activeElement);
  chips.replaceChildren(...made);
  if (at >= 0) (made[Math.min(at, made.length - 1)]?.querySelector("button") ?? place).focus();
}
