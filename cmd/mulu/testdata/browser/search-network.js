/** Counts what search costs a reader, in Chromium, with a cold cache for every first
 * question:
 *
 *   node search-network.js SITE [QUERIES] [--json FILE] [--latency MS] [--follow N]
 *                          [--each N] [--seed N] [--width PX]
 *
 * SITE is a built site. QUERIES is a list of questions (.json: [{class, text}]) or of
 * the documents that the site was generated from (.jsonl), from which questions are
 * made. Prints tables in Markdown; --json has every single measurement. --latency is
 * the delay of every answer, 60 ms when not said: rounds can be told apart only when
 * answers take longer than scripts. --follow is the number of questions that each
 * reader asks after the first, --each that of questions of each rule, --width the
 * window's, 1280 or a phone's 390. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { serveAsCDN } from "./cdn.js";
import { NetworkLog, sum } from "./network-log.js";
import { makeQueries } from "./search-queries.js";

const options = { json: "", latency: "60", follow: "5", each: "5", seed: "1", width: "1280" };
/** @type {string[]} */
const words = [];
for (let i = 2; i < process.argv.length; i++) {
  const name = process.argv[i].replace(/^--/, "");
  if (name !== process.argv[i]) options[/** @type {keyof typeof options} */ (name)] = process.argv[++i];
  else words.push(name);
}
const [site, list] = words;
if (!site) throw new Error("node search-network.js SITE [QUERIES] [--json FILE] …");
process.env.SITE = site;
const { basePath } = await import("./site.js");

const manifest = JSON.parse(readFileSync(join(site, "data/search.json"), "utf8"));
const queries = readQueries();
const cdn = await serveAsCDN(site, basePath());
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell", args: ["--no-sandbox"] });

function readQueries() {
  if (list?.endsWith(".json")) return JSON.parse(readFileSync(list, "utf8"));
  const docs = list ? readFileSync(list, "utf8").trim().split("\n").map((line) => JSON.parse(line)) : [];
  return makeQueries(docs, Number(options.seed), manifest.fold ?? ["", ""], docs.length ? Number(options.each) : 0);
}

/** Opens the search page with an empty cache. */
async function openPage() {
  const context = await browser.newContext({ viewport: { width: Number(options.width), height: 844 } });
  const page = await context.newPage();
  const log = new NetworkLog(await context.newCDPSession(page));
  await log.start();
  await page.goto(`${cdn.base}search.html`);
  await log.settle();
  return { context, page, log };
}

/** Types a question as an input method gives it, sends it and waits for what is shown.
 * @param {import("playwright-core").Page} page @param {string} text @returns {Promise<number>} ms */
async function ask(page, text) {
  const input = page.locator("#m-q");
  await input.fill("");
  await page.keyboard.insertText(text);
  const begun = performance.now();
  await page.keyboard.press("Enter");
  await page.waitForFunction((q) => {
    const asked = new URLSearchParams(location.search).get("q") === q;
    const state = document.getElementById("m-main")?.dataset.state ?? "";
    const status = document.getElementById("m-status")?.textContent ?? "";
    return asked && ["found", "none", "failed"].includes(state) && status !== "" && status !== "正在检索……";
  }, text.trim(), { polling: 10, timeout: 60_000 });
  return performance.now() - begun;
}

/** One reader: the page, the focus, a first question, further ones.
 * @param {number} at of the first question */
async function reader(at) {
  const served = cdn.requests;
  const { context, page, log } = await openPage();
  const before = sum(log.take());
  await page.locator("#m-q").click();
  await log.settle();
  const boot = log.take();
  const ms = await ask(page, queries[at].text);
  await log.settle();
  const first = log.take();
  const result = { ...queries[at], served: cdn.requests - served, page: before, boot: sum(boot), first: sum([...boot, ...first]), submit: sum(first), ms, shown: await shown(page), next: /** @type {any[]} */ ([]), heap: await log.heap() };
  for (let i = 1; i <= Number(options.follow); i++) {
    const query = queries[(at + i * 7) % queries.length];
    const time = await ask(page, query.text);
    await log.settle();
    result.next.push({ ...query, ...sum(log.take()), ms: time });
  }
  result.heap = await log.heap();
  await context.close();
  return result;
}

/** @param {import("playwright-core").Page} page */
const shown = (page) => page.evaluate(() => ({
  state: document.getElementById("m-main")?.dataset.state,
  status: document.getElementById("m-status")?.textContent ?? "",
  first: document.querySelector("#m-results .result")?.textContent ?? "",
}));

/** How long the engine itself takes when all files are at hand: to read, rank and
 * judge the answer to a question, and to suggest titles. It runs on the page's own
 * thread, which alone can be slowed down.
 * @param {number} slower @returns {Promise<{q: string, search: number, suggest: number}[]>} ms, the middle of five */
async function thinking(slower) {
  const { context, page } = await openPage();
  const session = await context.newCDPSession(page);
  const name = await engineName(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
  const times = await page.evaluate(async ([name, texts]) => {
    const { Engine } = await import(name);
    /** @type {Map<string, Promise<ArrayBuffer>>} */
    const files = new Map();
    const fetchOnce = async (/** @type {string} */ url) => {
      if (!files.has(url)) files.set(url, fetch(url).then((r) => r.arrayBuffer()));
      return new Response(await files.get(url));
    };
    const fresh = async () => {
      const engine = new Engine([{ url: new URL("data/search.json", document.baseURI).href, name: "" }], { fetch: fetchOnce });
      await engine.warm();
      return engine;
    };
    const timed = async (/** @type {(engine: any) => Promise<any>} */ task) => {
      await task(await fresh());
      const all = [];
      for (let i = 0; i < 5; i++) {
        const engine = await fresh();
        const begun = performance.now();
        await task(engine);
        all.push(performance.now() - begun);
      }
      return all.sort((a, b) => a - b)[2];
    };
    const out = [];
    for (const q of texts) out.push({ q, search: await timed((e) => e.search({ q })), suggest: await timed((e) => e.suggest(q)) });
    return out;
  }, /** @type {[string, string[]]} */ ([name, ["的", "20", "人民政府", "沂川市", "办法 管理"]]));
  await context.close();
  return times;
}

/** The address of the engine's module, which the page loads when search is turned to.
 * @param {import("playwright-core").Page} page */
async function engineName(page) {
  const loaded = page.waitForRequest(/search-engine[^/]*\.js$/);
  await page.locator("#m-q").click();
  return (await loaded).url();
}

/** @param {number[]} values @param {number} p */
function percentile(values, p) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * p) / 100) - 1)] ?? 0;
}

/** @param {number[]} values @param {(n: number) => string | number} show */
const spread = (values, show) => [50, 95, 100].map((p) => show(percentile(values, p))).join(" / ");
const kb = (/** @type {number} */ n) => (n / 1000).toFixed(1);
const whole = (/** @type {number} */ n) => Math.round(n);

/** @param {string} title @param {any[]} rows @param {(r: any) => {bytes: number, requests: number, rounds: number}} of */
function table(title, rows, of) {
  const classes = [...new Set(rows.map((r) => r.class)), "all"];
  console.log(`\n| ${title} | n | KB p50 / p95 / max | requests | rounds | ms |\n| --- | ---: | ---: | ---: | ---: | ---: |`);
  for (const name of classes) {
    const some = rows.filter((r) => name === "all" || r.class === name);
    const parts = some.map(of);
    console.log(`| ${name} | ${some.length} | ${spread(parts.map((p) => p.bytes), kb)} | ${spread(parts.map((p) => p.requests), whole)} | ${spread(parts.map((p) => p.rounds), whole)} | ${spread(some.map((r) => r.ms), whole)} |`);
  }
}

cdn.wait = Number(options.latency);
const slow = [];
for (let i = 0; i < queries.length; i++) slow.push(await reader(i));
cdn.wait = 0;
options.follow = "0";
const quick = [];
for (let i = 0; i < queries.length; i += 3) quick.push(await reader(i));

table("first question, from the focus on", slow, (r) => r.first);
table("first question, after it was sent", slow, (r) => r.submit);
table("first question, with the page", slow, (r) => ({ bytes: r.page.bytes + r.first.bytes, requests: r.page.requests + r.first.requests, rounds: r.page.rounds + r.first.rounds }));
table("following questions", slow.flatMap((r) => r.next), (r) => r);
console.log(`\n| all readers | p50 / p95 / max |\n| --- | ---: |
| the page itself, KB | ${spread(slow.map((r) => r.page.bytes), kb)} |
| at focus, KB | ${spread(slow.map((r) => r.boot.bytes), kb)} |
| at focus, requests | ${spread(slow.map((r) => r.boot.requests), whole)} |
| first question, ms to results, answers after ${options.latency} ms | ${spread(slow.map((r) => r.ms), whole)} |
| first question, ms to results, answers at once | ${spread(quick.map((r) => r.ms), whole)} |
| requests that the server had and the browser did not tell of | ${spread(slow.map((r) => r.served - r.page.requests - r.first.requests), whole)} |
| memory of the page's scripts, MB | ${spread(slow.map((r) => r.heap.page / 1e6), (n) => n.toFixed(1))} |
| memory of the worker's scripts, MB | ${spread(slow.map((r) => r.heap.workers / 1e6), (n) => n.toFixed(1))} |`);
/** @type {Record<number, any>} */
const times = {};
for (const slower of [1, 6]) times[slower] = await thinking(slower);
console.log(`\n| the engine, all files at hand | ms to answer | at 6× throttle | ms to suggest | at 6× |\n| --- | ---: | ---: | ---: | ---: |`);
times[1].forEach((/** @type {any} */ t, /** @type {number} */ i) => {
  console.log(`| ${t.q} | ${whole(t.search)} | ${whole(times[6][i].search)} | ${whole(t.suggest)} | ${whole(times[6][i].suggest)} |`);
});
if (options.json) writeFileSync(options.json, JSON.stringify({ site, docs: manifest.docs, latency: Number(options.latency), slow, quick, times }, undefined, 1));
await browser.close();
cdn.close();
