/** A file server that behaves as the networks do that catalogues are published
 * through: text is compressed, what has a hash in its name is kept for ever, and
 * every answer takes a while. */
import { createServer } from "node:http";
import { readFileSync, statSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { createHash } from "node:crypto";

const types = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml; charset=utf-8",
};

/** A content hash at the end of a name: search-4k2p7x.bin, site.1f2e3d4c.js. */
const hashed = /[-.][0-9a-z]{6,}\.[a-z]+$/;

/** Serves folder under base until close is called. wait is the delay of every
 * answer in ms and may be changed.
 * @param {string} folder @param {string} base */
export async function serveAsCDN(folder, base) {
  /** @type {Map<string, {body: Buffer, headers: Record<string, string>}>} */
  const ready = new Map();
  const cdn = { wait: 0, requests: 0, origin: "", base: "", close: () => {} };
  const server = createServer((request, response) => {
    cdn.requests++;
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    let name = path.startsWith(base) ? path.slice(base.length) : "?";
    if (name === "" || name.endsWith("/")) name += "index.html";
    const file = join(folder, name);
    const found = !relative(folder, file).startsWith("..") && statSync(file, { throwIfNoEntry: false })?.isFile();
    if (found && !ready.has(name)) ready.set(name, prepare(file, name));
    const answer = ready.get(name) ?? { body: Buffer.from("404"), headers: { "content-type": "text/plain" } };
    setTimeout(() => {
      if (found && request.headers["if-none-match"] === answer.headers.etag) {
        response.writeHead(304, answer.headers).end();
        return;
      }
      response.writeHead(found ? 200 : 404, { ...answer.headers, "content-length": answer.body.length });
      response.end(answer.body);
    }, cdn.wait);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  cdn.origin = `http://127.0.0.1:${port}`;
  cdn.base = cdn.origin + base;
  cdn.close = () => server.closeAllConnections() ?? server.close();
  return cdn;
}

/** @param {string} file @param {string} name */
function prepare(file, name) {
  const data = readFileSync(file);
  const ext = extname(name);
  const text = ext in types;
  const body = text ? gzipSync(data, { level: 6 }) : data;
  /** @type {Record<string, string>} */
  const headers = {
    "content-type": types[/** @type {keyof typeof types} */ (ext)] ?? "application/octet-stream",
    "cache-control": hashed.test(name) ? "public, max-age=31536000, immutable" : "public, max-age=0, must-revalidate",
    "etag": `"${createHash("sha256").update(data).digest("hex").slice(0, 16)}"`,
  };
  if (text) headers["content-encoding"] = "gzip";
  return { body, headers };
}
