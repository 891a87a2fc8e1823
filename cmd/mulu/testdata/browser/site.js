/** A built site as the tests see it: its folder, served on loopback under its own
 * sub-path as any file server would, and one address of each kind of page, by what the
 * theme's templates write into it. */
import { createServer } from "node:http";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { extname, join, relative, resolve, sep } from "node:path";

const here = fileURLToPath(new URL(".", import.meta.url));

/** The built site: SITE, else the repository's own. */
export const folder = resolve(process.env.SITE ?? join(here, "../../../../public"));

const types = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".xml": "application/xml; charset=utf-8",
};

/** All HTML files of a built site, relative to its folder, sorted.
 * @param {string} [root] @returns {string[]} */
export function htmlFiles(root = folder) {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".html"))
    .map((name) => name.split(sep).join("/"))
    .sort();
}

/** The built sites whose pages are looked at, by name: the example, and of unusual
 * shapes those in the folders within SHAPES. @returns {Record<string, string>} */
export function sites() {
  const shapes = process.env.SHAPES;
  const names = shapes ? readdirSync(shapes).sort() : [];
  return { example: folder, ...Object.fromEntries(names.map((name) => [name, join(shapes ?? "", name)])) };
}

/** The path part of a site's address: BASE, else what its home page says of itself.
 * Begins and ends with a slash. @param {string} [root] @returns {string} */
export function basePath(root = folder) {
  if (process.env.BASE) return process.env.BASE;
  const home = readFileSync(join(root, "index.html"), "utf8");
  const canonical = home.match(/<link rel="?canonical"? href="?([^" >]+)/);
  if (!canonical) return "/";
  return new URL(canonical[1]).pathname.replace(/[^/]*$/, "");
}

/** Serves a built site until close is called.
 * @param {string} [root] @returns {Promise<{origin: string, base: string, close: () => void}>} */
export function serve(root = folder) {
  const base = basePath(root);
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    const inside = path.startsWith(base) ? path.slice(base.length) : undefined;
    let file = inside === undefined ? "" : join(root, inside === "" || inside.endsWith("/") ? `${inside}index.html` : inside);
    let status = 200;
    if (!isFile(file) || relative(root, file).startsWith("..")) {
      status = 404;
      file = join(root, "404.html");
    }
    response.writeHead(status, { "content-type": types[extname(file)] ?? "application/octet-stream" });
    response.end(readFileSync(file));
  });
  return new Promise((done) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      const origin = `http://127.0.0.1:${port}`;
      done({ origin, base: origin + base, close: () => server.closeAllConnections() ?? server.close() });
    });
  });
}

/** @param {string} file */
function isFile(file) {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** Kinds of document, list and page, by a sign in their HTML. A page may be of several.
 * @type {Record<string, Record<string, RegExp>>} */
const signs = {
  document: {
    "document in force": /^(?![\s\S]*class="banner )/,
    "document with banner": /class="banner /,
    "document that is repealed": /class="banner banner-(?:repealed|void|expired|lapsed)/,
    "document with table": /class="?table-wrap/,
    "document with attachments": /<ol class="?attachments/,
    "document with relations": /class="?relations/,
    "document with changes": /id="?m-changes/,
    "consultation": /class="?consultation/,
    "annual report": /annual-3"[\s\S]*逾期未按收费通知/,
  },
  list: {
    "empty list": /^(?![\s\S]*class="rows")/,
    "list with numbers": /class="rows-number"[^>]*>[^<]/,
    "list without numbers": /^(?=[\s\S]*class="rows")(?![\s\S]*class="rows-number"[^>]*>[^<])/,
    "archive": /class="h1-page"/,
    "list with months": /class="rows-group"/,
  },
  page: { "page with table": /class="?table-wrap/, "page with list": /class="?page-list/, "page with rows": /class="?rows"?/, "statement": /class="?statement/ },
};

/** What samplePages has found. @type {Map<string, Record<string, string>>} */
const sampled = new Map();

/** One page of each kind that the site has, by name.
 * @param {string} [root] @returns {Record<string, string>} site-relative addresses */
export function samplePages(root = folder) {
  const pages = sampled.get(root) ?? sample(root);
  sampled.set(root, pages);
  return pages;
}

/** @param {string} root @returns {Record<string, string>} */
function sample(root) {
  /** @type {Record<string, string>} */
  const pages = {};
  let headings = 0;
  const read = (/** @type {string} */ name) => readFileSync(join(root, name), "utf8");
  const language = (/** @type {string} */ html) => html.match(/<html lang="?([\w-]+)/)?.[1];
  const own = language(read("index.html"));
  for (const name of htmlFiles(root)) {
    const html = read(name);
    const kind = html.match(/<body class="?kind-([a-z-]+)/)?.[1];
    if (!kind) continue;
    const variant = language(html) === own ? "" : ` in ${language(html)}`;
    pages[kind + variant] ??= name;
    for (const [of, sign] of Object.entries(signs[kind] ?? {})) {
      if (sign.test(html)) pages[of + variant] ??= name;
    }
    const found = html.match(/<nav class="contents"[\s\S]*?<\/nav>/)?.[0].split("<li").length ?? 0;
    if (kind === "document" && !variant && found > headings) [pages["long document"], headings] = [name, found];
  }
  return pages;
}
