/** Sites for the tests of the search engine: a fetch over files that counts and can
 * fail, and what answers have in common with those of package query. */
import { Engine } from "../../../../static/js/search-engine.js";

const origin = "https://x.example/";

/** An engine over sites whose files a function gives by their names.
 * @param {(name: string) => Uint8Array | string | undefined} files
 * @param {string[]} [sites] folders
 * @param {(name: string, how: RequestInit) => Promise<Response | undefined> | Response | undefined} [instead] answers in place of a file */
export function open(files, sites = ["site"], instead = () => undefined) {
  /** @type {{name: string, how: RequestInit}[]} */
  const asked = [];
  /** @type {any} */
  const fetch = async (/** @type {string} */ url, /** @type {RequestInit} */ how = {}) => {
    const name = url.slice(origin.length);
    asked.push({ name, how });
    const answer = await instead(name, how);
    if (answer) return answer;
    if (how.signal?.aborted) throw new DOMException("aborted", "AbortError");
    const file = files(name);
    return file === undefined ? new Response("not here", { status: 404 }) : new Response(file);
  };
  const manifests = sites.map((s) => ({ url: `${origin}${s}/data/search.json`, name: "" }));
  return { searcher: new Engine(manifests, { fetch }), asked };
}

/** A response as package query gives it: addresses from the site's root, and whether
 * there is more. @param {any} response */
export function plainResponse({ total, exact, results, partial, nearest, more, words, ignored, dropped, notes }) {
  const plain = (/** @type {any[]} */ list) => list.map((r) => ({ ...r, url: r.url.replace(/^https:\/\/x\.example\/[^/]+\//, "") }));
  return {
    total, exact, words, ignored, dropped, notes, results: plain(results), partial: plain(partial), nearest: plain(nearest),
    more: results.length > 0 && Boolean(more), // without results there is nothing to go on from
  };
}
