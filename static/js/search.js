/** What the reader sees of search: on any page suggestions below the search box, and
 * on the search page results, filters and what went wrong. What is found is found by
 * search-engine.js; this module, and search-suggest, search-values and search-more,
 * which it loads when they are needed, alone touch the page, and write text only. It is
 * loaded when the reader turns to search, so that it starts at once. */

import { texts } from "./texts.js";

/** @typedef {import("./search-engine.js").Response} Response */
/** @typedef {import("./search-engine.js").Result} Result */
/** @typedef {import("./search-engine.js").Piece} Piece */
/** A value's row in the panel. @typedef {{label: string, count: number, row: HTMLElement, box: HTMLInputElement, number: HTMLElement}} Option */

const STEP = 10; // results asked for at a time
const MOST = 50; // results shown again at once after going back
const LENGTH = 300; // of a query, in characters; the engine says so when it cuts it
const PAUSE = 150; // ms without typing before suggestions are asked for
const PATIENCE = 300; // ms before a wait is shown

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const form = /** @type {HTMLFormElement} */ (document.querySelector(".search"));
const input = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
const [main, place, status, results, best, partly, chips, order] =
  ["m-main", "m-found", "m-status", "m-results", "m-best", "m-partly", "m-chips", "m-order"].map(byId);
const sort = /** @type {HTMLSelectElement} */ (byId("m-sort"));
const dates = /** @type {HTMLFormElement} */ (byId("m-dates"));

/** An element with a class and children; strings become text.
 * @param {string} tag @param {string} [name] @param {...(Node|string)} children */
function make(tag, name, ...children) {
  const e = document.createElement(tag);
  if (name) e.className = name;
  e.append(...children);
  return e;
}

/** @template {Element} E @param {E} e @param {Record<string, string|boolean>} attributes @returns {E} */
function set(e, attributes) {
  for (const [name, value] of Object.entries(attributes)) e.setAttribute(name, /** @type {string} */ (value)); // which makes text of it
  return e;
}

/** @param {EventTarget} target @param {Record<string, (event: any) => void>} handlers by event */
function on(target, handlers) {
  for (const [name, handler] of Object.entries(handlers)) target.addEventListener(name, handler);
}

/** @param {string} name @param {string} text @param {() => void} click */
function button(name, text, click) {
  const b = /** @type {HTMLButtonElement} */ (make("button", `button button-quiet ${name}`, text));
  b.type = "button";
  on(b, { click });
  return b;
}

/** @param {Piece[]} pieces */
const marked = (pieces) => pieces.map((p) => (p.mark ? make("mark", "", p.text) : p.text));
/** @param {string} text a reader's own words, that change no direction around them; those in Chinese are asked of documents, in their language */
const quoted = (text, words = make("bdi", "", text.replace(/^(.{40}).+/u, "$1…"))) => (/\p{sc=Han}/u.test(text) ? texts.content(words) : words);
/** @param {string[]} words */
const listed = (words) => words.flatMap((w, i) => [i ? texts.search.quote_next : texts.search.quote_open, quoted(w)]).concat(texts.search.quote_close);

// --- The engine ------------------------------------------------------------

/** Addresses where searching begins; other pages than the search page know the site's own. */
const sources = Array.from(document.querySelectorAll("#m-sites data"), (e) => ({
  url: new URL(/** @type {HTMLDataElement} */ (e).value, document.baseURI).href,
  name: e.textContent ?? "",
}));
if (sources.length === 0) sources.push({ url: new URL("data/search.json", form.action).href, name: "" });

/** @type {Promise<any> | undefined} */
let connected;

/** The engine, asked for once, and again after a failure. */
function engine() {
  connected ??= import("./search-engine.js").then((m) => m.connect("", sources, window.searchEntry)).catch((err) => {
    connected = undefined;
    throw err;
  });
  return connected;
}

// --- Suggestions: search-suggest.js makes them when the reader pauses --------------

const told = make("p", "visually-hidden"); // here before it speaks, or it is not heard
/** @type {ReturnType<typeof setTimeout>} */
let pause;
let turn = 0; // a suggestion that comes after its turn is not shown

function stopWaiting() {
  clearTimeout(pause);
  turn++;
}

/** Who asks with Enter is told what fails; one who still types is not disturbed. */
function suggest() {
  const mine = turn;
  import("./search-suggest.js").then((m) => mine === turn && m.suggest(suggestTools), () => {});
}

/** @param {{isComposing?: boolean}} event */
function typed({ isComposing }) {
  stopWaiting();
  if (!isComposing) pause = setTimeout(suggest, PAUSE);
}

function startSuggestions() {
  form.append(set(told, { role: "status" }));
  on(input, {
    input: typed,
    compositionstart: stopWaiting,
    compositionend: () => typed({}),
    blur: stopWaiting,
    // The list itself minds the keys, once it is there.
    keydown: ({ key, isComposing }) => key === "ArrowDown" && !isComposing && !input.hasAttribute("aria-controls") && suggest(),
  });
  on(form, { submit: stopWaiting });
  if (document.activeElement === input && input.value !== question.q) typed({}); // before this script came
  engine().then((e) => e.warm(new AbortController().signal)).then(showGroups, () => {}); // ahead; a question reports failures
}

// --- The question ----------------------------------------------------------

/** The filters with a list of values, in the order of the panel. */
const groups = Array.from(/** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("[data-facet]")), (box) => ({
  box,
  name: /** @type {string} */ (box.dataset.facet),
  label: box.firstElementChild?.textContent ?? "",
  /** @type {Map<string, Option>} */
  options: new Map(),
  /** @type {HTMLElement | undefined} */
  tools: undefined,
  all: false, // the reader asked for all values
  text: "", // the reader looks for values with this text
}));
/** @typedef {typeof groups[number]} Group */

const DAY = /^\d{4}-\d\d-\d\d$/;

/** @param {string} q without what nobody can mean */
const words = (q) => Array.from(q.trim()).slice(0, LENGTH).join("");

/** The question that the page's address holds; what makes no sense is left out. */
function fromAddress() {
  const p = new URLSearchParams(location.search);
  /** @param {string} name */
  const day = (name) => DAY.exec(p.get(name) ?? "")?.[0] ?? "";
  return {
    q: words(p.get("q") ?? ""),
    filters: {
      ...Object.fromEntries(groups.map((g) => [g.name, [...new Set(p.getAll(g.name).filter(Boolean))].slice(0, MOST)])),
      from: day("from"),
      to: day("to"),
    },
    sort: p.get("sort") === "date" ? "date" : "relevance",
  };
}
/** @typedef {ReturnType<typeof fromAddress>} Question */

let question = fromAddress();
/** @param {string} name @returns {string[]} the values that the reader has chosen */
const chosen = (name) => question.filters[/** @type {"from"} */ (name)] ?? [];
const filtered = () => Boolean(question.filters.from || question.filters.to || groups.some((g) => chosen(g.name).length));

/** Asks what the page's controls now say, under an address of its own: the back
 * button leads to the question before. */
function ask() {
  question.q = words(input.value);
  const p = new URLSearchParams();
  if (question.q) p.set("q", question.q);
  for (const g of groups) for (const key of chosen(g.name)) p.append(g.name, key);
  for (const name of /** @type {const} */ (["from", "to"])) if (question.filters[name]) p.set(name, question.filters[name]);
  if (question.sort === "date") p.set("sort", "date");
  const address = `?${p}`.replace(/\?$/, "");
  if (address !== location.search) history.pushState(null, "", address || location.pathname);
  answer();
}

/** @param {string} name @param {string} key @param {boolean} on */
function filter(name, key, on) {
  const rest = chosen(name).filter((k) => k !== key);
  Object.assign(question.filters, { [name]: on ? [...rest, key] : rest });
  ask();
}

// --- Answers ---------------------------------------------------------------

/** @type {AbortController | undefined} */
let current; // of the newest question; older ones keep silent
let shownFor = ""; // the address whose answer is shown

const title = document.title;

/** Shows one of the page's states: idle, waiting, found, none, failed. What had the
 * focus and goes away gives it to the place where the answer begins.
 * @param {string} state @param {(Node|string)[]} [said] @param {Node[]} [parts] */
function show(state, said = [], parts = []) {
  const lost = results.contains(document.activeElement);
  main.dataset.state = state;
  status.replaceChildren(...said);
  best.replaceChildren(...parts);
  results.replaceChildren(best, partly); // without the room for more
  showPartly({});
  order.hidden = !question.q || !/waiting|found/.test(state);
  if (lost) place.focus();
}

const skeletons = () => Array.from({ length: 5 }, () => make("div", "skeleton"));

/** Asks the engine and shows what it answers. */
async function answer() {
  current?.abort();
  const mine = (current = new AbortController());
  shownFor = location.search;
  showQuestion();
  if (!question.q && !filtered()) return show("idle");
  status.textContent = ""; // what is said again is a change, and is read out again
  if (best.childElementCount === 0) show("waiting"); // its room is taken before it comes
  const timer = setTimeout(() => mine === current && show("waiting", [texts.search.waiting], skeletons()), PATIENCE);
  const limit = Math.min(history.state?.n ?? 0, MOST);
  try {
    const found = await (await engine()).search({ ...question, offset: 0, limit, quick: !limit }, mine.signal);
    if (mine === current) showAnswer(found, mine.signal);
  } catch (err) {
    if (mine === current) fail(/** @type {{code?: string}} */ (err).code ?? (navigator.onLine ? "missing" : "offline"));
  } finally {
    clearTimeout(timer);
  }
}

/** Puts the question into the page's controls. */
function showQuestion() {
  sort.value = question.sort;
  for (const name of /** @type {const} */ (["from", "to"])) {
    /** @type {HTMLInputElement} */ (dates.elements.namedItem(name)).value = question.filters[name];
  }
  for (const g of groups) for (const [key, o] of g.options) o.box.checked = chosen(g.name).includes(key);
  showChips();
  document.title = question.q ? `${question.q} - ${title}` : title;
}

/** @param {Response} found @param {AbortSignal} signal */
function showAnswer(found, signal) {
  const first = [...failures(found), ...notices(found)];
  const asked = filtered() || found.words.length || !found.ignored.length; // signs alone ask for nothing
  if (!asked || found.results.length + found.partial.length === 0) show("none", nothing(), [...first, ...nearest(found)]);
  else {
    const list = make("ol", "results", ...found.results.map(item));
    show("found", counted(found), [make("h2", "visually-hidden", texts.search.results), ...first, list]);
    showPartly(found);
    if (found.more) offerMore(found, list, signal);
    comeBack();
  }
  count(signal);
}

/** Offers further results below the first; of a brief answer they come by themselves,
 * when the reader has begun to read and comes near: they have their room before.
 * @param {Response} found @param {HTMLElement} list @param {AbortSignal} signal */
function offerMore({ whole, limit, results: { length } }, list, signal) {
  const more = button("more", whole ? texts.search.more_whole : texts.search.more, () => act("showMore"));
  const room = make("div", "room", more);
  const ask = async (/** @type {object} */ part) => (await engine()).search({ ...question, ...part }, signal);
  const parts = { list, results, room, more, ask, signal, step: STEP };
  const act = (/** @type {"showMore" | "expect"} */ what) => import("./search-more.js").then((m) => m[what](parts, tools), () => {
    if (what === "showMore") status.textContent = pageText("reason", "missing");
  });
  results.append(room);
  if (whole || limit >= STEP || (length && length < limit)) return;
  const shown = length ? list : partly;
  room.style.minHeight = `${2 * shown.offsetHeight}px`;
  let top = scrollY; // up from here, to the box, nobody reads on
  for (const [target, begun] of /** @type {[EventTarget, string][]} */ ([[window, "scroll"], [shown, "focusin"]])) {
    target.addEventListener(begun, () => {
      if (target === window && scrollY <= top) return;
      top = Infinity;
      act("expect");
    }, { once: target !== window, signal });
  }
}

/** Returns to where the reader left the results. */
function comeBack() {
  if (!history.state?.y) return;
  scrollTo(0, history.state.y);
  history.replaceState({ n: history.state.n }, "");
}

const nothing = () => (question.q ? texts.search.nothing(...listed([question.q])) : [texts.search.nothing_filtered]);

/** @param {Response} found how many there are, said once */
function counted(found) {
  const about = question.q ? texts.search.about(...listed([question.q])) : [];
  if (found.results.length === 0) return [...about, found.exact ? texts.search.found_partly : texts.search.found_partly_yet];
  if (found.whole) return [...about, texts.search.found_whole(found.total)];
  return [...about, found.exact ? texts.search.found(found.total) : texts.search.found_about(found.total)];
}

/** Adds results that hold only the parts of the words, behind all that hold them; of
 * nothing found empties the list.
 * @param {Partial<Response>} found */
function showPartly({ limit = 0, results = [], partial = [], more }) {
  const list = /** @type {HTMLElement} */ (partly.lastElementChild);
  if (!limit) list.replaceChildren();
  const known = new Set(Array.from(list.querySelectorAll("a"), (a) => a.href));
  if (!more || results.length < limit) list.append(...partial.filter((r) => !known.has(safe(r.url))).map(item));
  partly.hidden = list.childElementCount === 0;
}

// --- Parts of an answer ------------------------------------------------------

/** @param {string} url @returns {string} an address that runs no script */
function safe(url) {
  const u = new URL(url, document.baseURI);
  return /^https?:$/.test(u.protocol) ? u.href : "#";
}

/** @param {string} label @param {...(Node|string)} said */
const fact = (label, ...said) => make("span", "", `${label} `, ...said);

/** The badge, the number or the issuer, and the days come first. @param {Result} r */
function facts(r) {
  const all = r.state?.label ? [make("span", `state state-${r.state.slug}`, r.state.label)] : [];
  if (r.number.length) all.push(texts.content(make("span", "", ...marked(r.number))));
  all.push(texts.content(make("span", "", r.issuer)));
  const days = make("span", "result-facts", // together
    fact(texts.search.fact_written, make("time", "", r.written)), fact(texts.search.fact_published, make("time", "", r.published)));
  const code = r.index.indexOf("/") + 1; // a line may end behind it
  all.push(days, fact(texts.search.fact_index, r.index.slice(0, code), make("wbr"), r.index.slice(code)));
  if (sources.length > 1) all.push(fact(texts.search.fact_site, r.site));
  return all;
}

/** @param {Result} r */
function item(r) {
  const link = /** @type {HTMLAnchorElement} */ (texts.content(make("a", "", ...marked(r.title))));
  link.href = safe(r.url);
  const li = make("li", "result", make("h3", "result-title", link), make("p", "result-facts", ...facts(r)));
  if (r.snippet.length) {
    const where = r.attachment ? [make("span", "result-attachment", texts.search.in_attachment), " "] : [];
    li.append(texts.content(make("p", "result-snippet", ...where, ...marked(r.snippet))));
  }
  return li;
}

/** What was done to the query, in plain words. @param {Response} found */
function notices(found) {
  const said = [];
  if (found.ignored.length) said.push(texts.search.ignored(...listed(found.ignored)));
  if (found.dropped.length) said.push(texts.search.dropped(...listed(found.dropped)));
  for (const { code, text } of new Map(found.notes.map((n) => [n.code, n])).values()) {
    const words = pageText("note", code);
    if (words) said.push(words.endsWith(texts.sign.colon) ? texts.search.noted(words, ...listed([text])) : [words]);
  }
  return said.map((words) => make("p", "notice", ...words));
}

/** The page's words for a code of the engine. @param {string} kind reason or note @param {string} code */
const pageText = (kind, code) => document.querySelector(`[data-${kind}="${CSS.escape(code)}"]`)?.textContent ?? "";

/** The sites that did not answer, when others did. @param {Response} found */
const failures = (found) => found.sites.filter((s) => s.error).map((s) =>
  make("p", "notice", texts.search.site_failed(s.name)));

/** @param {Response} found */
const nearest = (found) => (found.nearest.length ? [make("h2", "", texts.search.nearest), make("ol", "results", ...found.nearest.map(item))] : []);

/** Says what went wrong, with a way on. @param {string} code */
function fail(code) {
  const again = code === "version" ? button("", texts.search.reload, () => location.reload()) : button("", texts.search.again, answer);
  show("failed", [pageText("reason", code) || pageText("reason", "")], [make("p", "", again)]);
}

// --- Filters ---------------------------------------------------------------

/** Leaves out the filters that the catalogue has no values for; states it always has.
 * @param {{facets?: string[]}} [site] */
function showGroups(site) {
  for (const g of groups) g.box.hidden = g.name !== "state" && site?.facets?.includes(g.name) === false;
}

/** Values and numbers of the filters that are open or in use; the others load nothing.
 * @param {AbortSignal} signal */
function count(signal) {
  const wanted = groups.filter((g) => g.box.open || chosen(g.name).length);
  if (!wanted.length) return;
  /** @param {string} text */
  const sayAll = (text) => wanted.forEach((g) => g.options.size || signal.aborted || say(g, text));
  sayAll(texts.search.loading);
  import("./search-values.js").then((m) => m.count(wanted, question, signal, tools)).catch(() => sayAll(texts.search.values_failed));
}

/** @param {Group} g @param {string} text in place of values */
function say(g, text) {
  g.box.querySelector(".note")?.remove();
  if (text) g.box.append(make("p", "note", text));
}

/** The chosen filters, each a button that takes it away; their room comes first. */
function showChips() {
  /** @type {HTMLElement} */ (chips.parentElement).hidden = !filtered();
  if (filtered() || chips.childElementCount) import("./search-values.js").then((m) => m.showChips(question.filters, tools), () => {});
}

/** @param {Event} event */
async function onDates(event) {
  event.preventDefault();
  const { datesOf } = await import("./search-values.js");
  if (!datesOf(dates, question.filters, tools)) ask();
}

/** For the modules that are loaded when they are needed. */
const suggestTools = { form, input, told, engine, stopWaiting, make, set, on, marked, facts, safe };
const tools = { engine, showChips, make, set, on, button, item, say, skeletons, showPartly, filter, chosen, ask, groups, chips, status, place };

// --- Start -----------------------------------------------------------------

/** The reader went back or forward. */
function goTo() {
  if (location.search === shownFor) return; // a jump within the page asks nothing new
  question = fromAddress();
  input.value = question.q;
  answer();
}

/** @param {Event} event */
function submit(event) {
  event.preventDefault();
  ask();
  if (matchMedia("(pointer: coarse)").matches) place.focus({ preventScroll: true }); // the keyboard on the screen goes
  // On a large screen the box stays in sight with the first results.
  if (place.getBoundingClientRect().top > innerHeight * (innerWidth < 640 ? 0.5 : 0.6)) place.scrollIntoView();
}

/** Notes the place on the page, for the way back. @param {Event} event */
function leave(event) {
  if (/** @type {Element} */ (event.target).closest("a")) history.replaceState({ ...history.state, y: scrollY }, "");
}

function startPage() {
  byId("m-unready").hidden = true;
  input.value ||= question.q; // the reader may have typed before this script came
  on(form, { submit });
  on(sort, { change: () => { question.sort = sort.value; ask(); } });
  on(dates, { submit: onDates });
  on(results, { click: leave });
  for (const g of groups) on(g.box, { toggle: () => g.box.open && count(/** @type {AbortController} */ (current).signal) });
  on(window, { popstate: goTo, online: () => main.dataset.state === "failed" && answer() });
  answer();
  count(/** @type {AbortController} */ (current).signal); // groups opened before this script came
}

startSuggestions();
if (results) startPage();
