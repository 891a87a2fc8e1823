/** The search page: loads the catalogue's data when the reader turns to the
 * search box, and shows what answers. */
import { entry, find, pieces } from "./search-core.js";

const PAGE = 20; // results shown at a time
const VERSION = 1; // of the data's form, as package search writes it

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const main = byId("m-main");
const input = /** @type {HTMLInputElement} */ (byId("m-q"));
const status = byId("m-status");
const results = byId("m-results");
const root = new URL(main.dataset.root || ".", document.baseURI);

/** @type {Promise<import("./search-core.js").Entry[]> | undefined} */
let loading;
let asked = 0; // number of the newest question; older ones keep silent
let question = "";

/** @param {URL} url */
async function getJSON(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
}

/** All documents, newest first; loaded once, again after a failure. */
function load() {
  loading ??= loadAll().catch((err) => {
    loading = undefined;
    throw err;
  });
  return loading;
}

async function loadAll() {
  const manifest = await getJSON(new URL(main.dataset.index ?? "", document.baseURI));
  if (manifest.version !== VERSION) throw new Error(`version ${manifest.version}`);
  const files = await Promise.all(
    manifest.shards.map((/** @type {{url: string}} */ shard) => getJSON(new URL(shard.url, root))),
  );
  return files.flatMap((file) => file.documents.map(entry));
}

/** An element with a class and children; strings become text.
 * @param {string} tag @param {string} name @param {...(Node|string)} children */
function make(tag, name, ...children) {
  const e = document.createElement(tag);
  if (name) e.className = name;
  e.append(...children);
  return e;
}

/** @param {string} text @param {string} query */
const marked = (text, query) =>
  pieces(text, query).map((p) => (p.found ? make("mark", "", p.text) : p.text));

/** @param {import("./search-core.js").Doc} doc @param {string} query */
function item(doc, query) {
  const link = make("a", "", ...marked(doc.title, query));
  link.setAttribute("href", new URL(doc.url, root).href);
  const facts = make("p", "result-facts");
  if (doc.state) facts.append(make("span", `state state-${doc.stateClass}`, doc.state));
  for (const fact of [doc.number, doc.issuer, doc.published, doc.index]) {
    if (fact) facts.append(make("span", "", ...marked(fact, query)));
  }
  const li = make("li", "result", make("h2", "result-title", link), facts);
  if (doc.summary) li.append(make("p", "result-summary", ...marked(doc.summary, query)));
  return li;
}

/** Shows the first results and a button for more.
 * @param {import("./search-core.js").Doc[]} docs @param {string} query */
function show(docs, query) {
  const list = make("ol", "results");
  const more = make("button", "button button-quiet", "显示更多");
  more.setAttribute("type", "button");
  const next = () => {
    const shown = list.children.length;
    list.append(...docs.slice(shown, shown + PAGE).map((d) => item(d, query)));
    more.hidden = list.children.length >= docs.length;
    return list.children[shown];
  };
  more.addEventListener("click", () => {
    next()?.querySelector("a")?.focus();
    status.textContent = `共 ${docs.length} 件，已显示 ${list.children.length} 件`;
  });
  next();
  results.replaceChildren(list, more);
  status.textContent = docs.length > PAGE
    ? `找到 ${docs.length} 件，先显示 ${PAGE} 件`
    : `找到 ${docs.length} 件`;
}

/** @param {string} query */
async function ask(query) {
  const mine = ++asked;
  question = query;
  results.replaceChildren();
  if (!query.trim()) {
    status.textContent = "";
    return;
  }
  status.textContent = "正在检索……";
  try {
    const docs = find(await load(), query);
    if (mine !== asked) return;
    if (docs.length) show(docs, query);
    else status.textContent = `没有找到“${query}”。请减少或更换词语，也可按下面的列表浏览。`;
  } catch {
    if (mine === asked) status.textContent = "检索数据没有载入，请检查网络后再按“检索”。也可按下面的列表浏览。";
  }
}

/** Takes the question from the page's address. */
function fromAddress() {
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  if (input.value !== question) ask(input.value); // a jump to #m-main asks nothing new
}

input.form?.addEventListener("submit", (event) => {
  event.preventDefault();
  const url = new URL(location.href);
  url.search = new URLSearchParams({ q: input.value }).toString();
  if (url.href !== location.href) history.pushState(null, "", url);
  ask(input.value);
});
input.addEventListener("focus", () => load().catch(() => {}), { once: true }); // load ahead; ask reports failures
addEventListener("popstate", fromAddress);
fromAddress();
