/** Shows which documents were in force on a day that the reader chooses, from the states
 * by day that the build exports (data/states.json, see package export). The day stands in
 * the address, ?day=2021-05-03, so that the view can be kept and sent. Names of documents
 * are fetched only for what is shown: the bytes grow with the catalogue by about fifteen a
 * document for the states, not by its titles. */

import { texts } from "./texts.js";

/** @typedef {{ url: string, title: string, number?: string }} Cause the document that caused a state */
/** @typedef {[from: string, state: string, cause?: string, on?: string, by?: Cause | null, basis?: string | null, anew?: Cause]} Stay a state
 * from a day on; anew is the text as amended, which one goes by then */
/** @typedef {{ index: string, shard: string, stay: Stay, text?: string }} Found a document on the day; text is since when it is the wording of its work, where that had another before */

const root = new URL("../", document.location.href);
const size = 50; // documents shown at once

const groups = [
  { states: ["in-force", "amended", "partly"], title: texts.asof.in_force },
  { states: ["not-yet"], title: texts.asof.not_yet },
  { states: ["expired"], title: texts.asof.expired },
  { states: ["repealed"], title: texts.asof.repealed },
  { states: ["former"], title: texts.asof.former },
];

/** @param {Found} found @returns {string} what it is listed as: its state, but that of a text that was published anew */
const listedAs = ({ stay }) => (stay[6] ? "former" : stay[1]);

/** @param {string} text as the address and the date field have it @returns {boolean} whether there is such a day */
export function isDay(text) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}

/** @param {Stay[]} states in order @param {string} day @returns {Stay | undefined} none before the document is there */
export function stateOn(states, day) {
  return states.findLast(([from]) => from <= day);
}

/** @param {string} day */
function written(day) {
  const [year, month, date] = day.split("-").map(Number);
  return texts.date.day(year, texts.date.months.split(" ")[month - 1], date);
}

/** @type {Map<string, Promise<any>>} */
const files = new Map();

/** @param {string} path from the site's root @returns {Promise<any>} kept, unless it failed */
function file(path) {
  let data = files.get(path);
  if (!data) {
    data = fetch(new URL(path, root)).then((r) => (r.ok ? r.json() : Promise.reject(new Error(String(r.status)))));
    data.catch(() => files.delete(path));
    files.set(path, data);
  }
  return data;
}

/** @param {string} day @returns {Promise<Found[]>} the documents that were there, newest first */
async function documentsOn(day) {
  const { version, shards } = await file("data/states.json");
  if (version !== 1) throw new Error("version");
  const wanted = shards.filter((/** @type {any} */ s) => s.from <= day);
  const parts = await Promise.all(wanted.map((/** @type {any} */ s) => file(s.url)));
  return parts.flatMap(({ documents }, i) => documents.flatMap((/** @type {any} */ d) => {
    const stay = stateOn(d.states, day);
    return stay ? [{ index: d.index, shard: wanted[i].shard, stay, text: d.text }] : [];
  }));
}

/** @param {string} tag @param {string} className @param {(Node | string)[]} children */
function element(tag, className, ...children) {
  const e = document.createElement(tag);
  if (className) e.className = className;
  e.append(...children);
  return e;
}

/** @param {{ url: string, title: string, number?: string }} to */
function link(to) {
  const a = /** @type {HTMLAnchorElement} */ (texts.content(element("a", "", to.title)));
  a.href = new URL(to.url, root).href;
  return a;
}

/** @param {Stay} stay @returns {(Node | string)[]} why, and since or until when */
function because([, , cause, on, by, basis]) {
  if (!cause || !on) return [];
  const words = {
    effective: texts.asof.effective(written(on)), expiry: texts.asof.expiry(written(on)), sunset: texts.asof.sunset(written(on)),
    repeal: texts.asof.repeal(written(on)), replacement: texts.asof.replacement(written(on)), amendment: texts.asof.amendment(written(on)),
    "partial-repeal": texts.asof.partial(written(on)), statement: texts.asof.repeal(written(on)),
  }[cause] ?? "";
  const parts = [element("span", "", words)];
  if (basis) parts.push(texts.content(element("span", "", basis)));
  const number = by?.number ? texts.content(element("span", "", `${texts.sign.open}${by.number}${texts.sign.close}`)) : "";
  if (by) parts.push(element("span", "", texts.banner.by, link(by), number));
  return parts;
}

/** @param {Found} found @param {any} known what the metadata say of it */
function row({ index, stay, text }, known) {
  const [, state, , , , , anew] = stay;
  return element("li", "",
    known ? link(known) : index,
    element("span", "latest-facts",
      // Those that are simply in force stand below a heading that says so.
      state === "in-force" ? "" : element("span", `state state-${state}`, texts.states[state] ?? state),
      known?.number ? texts.content(element("span", "", known.number)) : "",
      ...because(stay),
      anew ? element("span", "", texts.asof.instead, link(anew)) : "",
      text && !anew && groups[0].states.includes(state) ? element("span", "", texts.asof.text(written(text))) : ""));
}

/** Adds the next rows of a group.
 * @param {Found[]} found @param {Element} list */
async function addRows(found, list) {
  const next = found.slice(list.childElementCount, list.childElementCount + size);
  const shards = new Map(await Promise.all([...new Set(next.map((f) => f.shard))].map(async (path) =>
    /** @type {const} */ ([path, new Map((await file(path)).documents.map((/** @type {any} */ d) => [d.index, d]))]))));
  list.append(...next.map((f) => row(f, shards.get(f.shard)?.get(f.index))));
}

const form = /** @type {HTMLFormElement} */ (document.getElementById("m-asof"));
const field = /** @type {HTMLInputElement} */ (document.getElementById("m-day"));
const fault = /** @type {HTMLElement} */ (document.getElementById("m-day-error"));
const status = /** @type {HTMLElement} */ (document.getElementById("m-asof-status"));
const results = /** @type {HTMLElement} */ (document.getElementById("m-asof-results"));
const title = document.title;
/** The day in the address that is shown. @type {string | undefined} */
let shownFor;
let asked = 0; // an answer that comes after a later question is thrown away

/** @param {string} message @param {() => void} again */
function failed(message, again) {
  status.textContent = navigator.onLine === false ? texts.asof.offline : message;
  const button = element("button", "button button-quiet", texts.search.again);
  button.addEventListener("click", again);
  results.replaceChildren(button);
}

/** @param {Found[]} found @param {string} name of the group */
function group(found, name) {
  const list = element("ul", "latest");
  const more = element("button", "button button-quiet", texts.search.more);
  const box = element("div", "asof-group", list, more);
  const add = async () => {
    const before = list.childElementCount;
    try {
      await addRows(found, list);
    } catch {
      status.textContent = texts.search.more_failed;
      return;
    }
    more.hidden = list.childElementCount >= found.length;
    if (before === 0) return;
    status.textContent = texts.asof.shown(name, list.childElementCount);
    list.children[before]?.querySelector("a")?.focus();
  };
  more.addEventListener("click", add);
  return { box, add };
}

/** @param {Found[]} all */
async function showGroups(all) {
  const parts = [];
  for (const { states, title } of groups) {
    const found = all.filter((f) => states.includes(listedAs(f)));
    if (found.length === 0) continue;
    const { box, add } = group(found, title);
    if (states[0] === "in-force") {
      await add();
      parts.push(element("h2", "asof-heading", title, " ", element("span", "count", String(found.length))), box);
      continue;
    }
    // What was not in force is opened by those who look for it, and fetched then.
    const details = element("details", "asof-more", element("summary", "", title, " ", element("span", "count", String(found.length))), box);
    details.addEventListener("toggle", () => add(), { once: true });
    parts.push(details);
  }
  results.replaceChildren(...parts);
}

const { dataset } = document.documentElement;
const printed = document.querySelector(".print-only");
const onPaper = { foot: dataset.foot ?? "", address: printed?.textContent ?? "" };

/** The address that stands on paper leads to the same day.
 * @param {string} day */
function print(day) {
  const query = day && `?day=${day}`;
  dataset.foot = onPaper.foot + query;
  if (printed) printed.textContent = onPaper.address + query;
}

/** @param {string} day */
async function show(day) {
  const mine = ++asked;
  shownFor = day;
  const wrong = day !== "" && !isDay(day);
  print(wrong ? "" : day);
  fault.textContent = wrong ? texts.asof.wrong(day) : "";
  field.setAttribute("aria-invalid", String(wrong));
  field.value = wrong ? "" : day;
  document.title = wrong || day === "" ? title : texts.asof.title_day(written(day)) + ` - ${title}`;
  results.replaceChildren();
  status.textContent = wrong || day === "" ? "" : texts.search.waiting;
  if (wrong || day === "") return;
  try {
    const all = (await documentsOn(day)).filter((f) => f.stay[1] !== "unstated");
    if (mine !== asked) return;
    await showGroups(all);
    if (mine !== asked) return;
    const [force, soon, expired, repealed] = groups.map(({ states }) => all.filter((f) => states.includes(listedAs(f))).length);
    status.textContent = all.length > 0 ? texts.asof.found(written(day), force, soon, expired, repealed) : texts.asof.none(written(day));
  } catch {
    if (mine === asked) failed(texts.asof.failed, () => show(day));
  }
}

const dayInAddress = () => new URL(document.location.href).searchParams.get("day") ?? "";

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (field.value === "") { // nothing chosen, or a day that the field itself refuses
    fault.textContent = texts.asof.missing;
    field.setAttribute("aria-invalid", "true");
    field.focus();
    return;
  }
  const to = new URL(document.location.href);
  to.searchParams.set("day", field.value);
  history.pushState(null, "", to);
  show(field.value);
});
addEventListener("popstate", () => {
  const day = dayInAddress();
  if (day !== shownFor) show(day); // a jump within the page asks nothing new
});
// Where the reader was, for the way back from a document: what is shown comes after the
// browser has gone there.
results.addEventListener("click", (event) => {
  if (/** @type {Element} */ (event.target).closest("a")) history.replaceState({ y: scrollY }, "");
});
show(dayInAddress()).then(() => {
  if (history.state?.y) scrollTo(0, history.state.y);
});
