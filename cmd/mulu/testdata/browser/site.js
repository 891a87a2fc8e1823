/** A built site as the tests see it: its folder, served on loopback under its own
 * sub-path as any file server would, and one address of each kind of page. */
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

/** All HTML files, site-relative, sorted. @returns {string[]} */
export function htmlFiles() {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".html"))
    .map((name) => name.split(sep).join("/"))
    .sort();
}

/** The path part of the site's address: BASE, else what the home page says of
 * itself. Begins and ends with a slash. @returns {string} */
export function basePath() {
  if (process.env.BASE) return process.env.BASE;
  const home = readFileSync(join(folder, "index.html"), "utf8");
  const canonical = home.match(/<link rel="?canonical"? href="?([^" >]+)/);
  if (!canonical) return "/";
  return new URL(canonical[1]).pathname.replace(/[^/]*$/, "");
}

/** Serves the folder until close is called.
 * @returns {Promise<{origin: string, base: string, close: () => void}>} */
export function serve() {
  const base = basePath();
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    const inside = path.startsWith(base) ? path.slice(base.length) : undefined;
    let file = inside === undefined ? "" : join(folder, inside === "" || inside.endsWith("/") ? `${inside}index.html` : inside);
    let status = 200;
    if (!isFile(file) || relative(folder, file).startsWith("..")) {
      status = 404;
      file = join(folder, "404.html");
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

/** One page of each kind, by what the theme's templates write into it: name →
 * site-relative address. The long document is the one with the most headings in
 * its contents. A kind that the site does not have is left out. */
export function samplePages() {
  /** @type {Record<string, string>} */
  const pages = {};
  let headings = 0;
  for (const name of htmlFiles()) {
    const html = readFileSync(join(folder, name), "utf8");
    const kind = html.match(/<body class="?kind-([a-z]+)/)?.[1] ?? "none";
    if (kind === "redirect" || kind === "none") continue;
    if (kind === "page") pages[name === "guide.html" ? "guide" : "page"] ??= name;
    else if (kind === "list") listPage(pages, name, html);
    else if (kind === "document") {
      pages.document ??= name;
      if (html.includes('class="banner ')) pages["document with banner"] ??= name;
      const found = html.match(/<nav class="contents"[\s\S]*?<\/nav>/)?.[0].split("<li").length ?? 0;
      if (found > headings) [pages["long document"], headings] = [name, found];
    } else pages[kind] ??= name;
  }
  return pages;
}

/** The list is one that shows a document number, if there is such a list.
 * @param {Record<string, string>} pages @param {string} name @param {string} html */
function listPage(pages, name, html) {
  if (!html.includes('class="rows"')) pages["empty list"] ??= name;
  else if (/class="rows-number"[^>]*>[^<]/.test(html)) pages["list"] ??= name;
  else pages["list without numbers"] ??= name;
}
