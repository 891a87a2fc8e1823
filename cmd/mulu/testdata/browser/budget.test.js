/** What a page costs its reader, over a server that compresses and lets browsers keep
 * what has a hash in its name: bytes, requests before the first paint, script, and
 * layout shift. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { after, before, describe, test } from "node:test";
import { launch, phone, visit, wide } from "./browser.js";
import { serveAsCDN } from "./cdn.js";
import { kinds, stay } from "./kinds.js";
import { watchShifts } from "./search-page.js";
import { basePath, folder, htmlFiles, samplePages } from "./site.js";

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serveAsCDN>>} */
let cdn;
before(async () => {
  cdn = await serveAsCDN(folder, basePath());
  cdn.wait = 40; // what is late shows itself
  browser = await launch();
});
after(async () => {
  await browser?.close();
  cdn?.close();
});

const pages = samplePages();

/** Loads a page as a first visit. @param {string} address @param {import("playwright-core").ViewportSize} viewport
 * @returns {Promise<{answers: {url: string, type: string, bytes: number, cache: string}[], blocking: string[], shift: number, shifted: string[]}>} */
async function load(address, viewport) {
  /** @type {Promise<{url: string, type: string, bytes: number, cache: string}>[]} */
  const answers = [];
  const { page, close } = await visit(browser, cdn, cdn.base + address, { viewport }, async (p) => {
    await stay(p);
    await watchShifts(p);
    p.on("response", (r) => answers.push(r.body().then((body) => ({
      url: r.url().replace(cdn.base, ""), type: r.request().resourceType(), bytes: gzipSync(body, { level: 6 }).length, cache: r.headers()["cache-control"] ?? "",
    }))));
  });
  try {
    await page.waitForLoadState("networkidle");
    const seen = await page.evaluate(() => ({
      blocking: performance.getEntriesByType("resource").filter((e) => /** @type {any} */ (e).renderBlockingStatus === "blocking").map((e) => e.name),
      shift: window.shift, shifted: window.shifted,
    }));
    return { answers: await Promise.all(answers), ...seen };
  } finally {
    await close();
  }
}

test("the median document is at most 30 KB of HTML and style, compressed", (t) => {
  const packed = (/** @type {string} */ name) => gzipSync(readFileSync(join(folder, name)), { level: 6 }).length;
  const documents = htmlFiles().filter((name) => name.startsWith("doc/"));
  const sizes = documents.map(packed).sort((a, b) => a - b);
  const html = readFileSync(join(folder, documents[0]), "utf8");
  const styles = Array.from(html.matchAll(/<link rel="?stylesheet"? href="?([^" >]+)/g), (m) => m[1].replace(/^(\.\.\/)+/, ""));
  assert.equal(styles.length, 1, "one style sheet");
  const [median, style] = [sizes[sizes.length >> 1], packed(styles[0])];
  t.diagnostic(`HTML ${median} bytes (largest ${sizes.at(-1)}), style ${style} bytes`);
  assert.ok(median + style <= 30 * 1024, `${median} + ${style} bytes`);
});

for (const name of ["home", "list with numbers", "document", "long document", "search", "notfound"]) {
  test(`${name}: one style sheet, two steps to the first paint, script at most 15 KB, all of it kept for ever`, async (t) => {
    const { answers, blocking } = await load(pages[name], wide);
    const of = (/** @type {string} */ type) => answers.filter((a) => a.type === type);
    const sum = (/** @type {typeof answers} */ some) => some.reduce((n, a) => n + a.bytes, 0);
    t.diagnostic(`HTML ${sum(of("document"))}, style ${sum(of("stylesheet"))}, script ${sum(of("script"))} bytes in ${of("script").length} files; ${answers.length} requests, ${blocking.length} blocking`);
    assert.equal(of("stylesheet").length, 1);
    assert.ok(sum(of("script")) <= 15 * 1024, `${sum(of("script"))} bytes of script`);
    // The page, then at once what it names: its style, and the settings of its reader,
    // which must be known before the first paint.
    const late = blocking.filter((url) => !/\/main\.\w+\.css$|\/reading\.\w+\.js$/.test(url));
    assert.deepEqual(late, [], "blocks the first paint");
    const html = readFileSync(join(folder, pages[name]), "utf8");
    for (const url of blocking) assert.ok(html.includes(url.split("/").at(-1) ?? "?"), `${url} is not named by the page itself`);
    for (const { url, bytes } of answers.filter((a) => /\/reading\.\w+\.js$/.test(a.url))) assert.ok(bytes <= 1024, `${url}: ${bytes} bytes`);
    for (const { url, type, cache } of answers) if (type !== "document") assert.match(cache, /immutable/, url);
  });
}

describe("nothing moves while a page comes", () => {
  for (const kind of kinds().filter((k) => !k.arrange)) {
    for (const viewport of [phone, wide]) {
      test(`${kind.name} (${kind.address}), ${viewport.width} px`, async () => {
        const { shift, shifted } = await load(kind.address, viewport);
        assert.equal(shift, 0, shifted.join("\n"));
      });
    }
  }
});
