/** Sites for the tests of the search engine: a fetch over files that counts and can
 * fail, and what answers have in common with those of package query. */
import { Engine, yearFold } from "../../../../static/js/search-engine.js";

const origin = "https://x.example/";

/** An engine over sites whose files a function gives by their names.
 * @param {(name: string) => Uint8Array | string | undefined} files
 * @param {string[]} [sites] folders
 * @param {(name: string, how: RequestInit) => Promise<Response | undefined> | Response | undefined} [instead] answers in place of a file
 * @param {typeof Engine} [Published] the engine as a site has it */
export function open(files, sites = ["site"], instead = () => undefined, Published = Engine) {
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
  return { searcher: new Published(manifests, { fetch }), asked };
}

/** A response as package query gives it: addresses from the site's root, and whether
 * there is more. @param {any} response */
export function plainResponse({ total, exact, results, partial, nearest, more, whole, words, ignored, dropped, notes }) {
  const plain = (/** @type {any[]} */ list) => list.map((r) => ({ ...r, url: r.url.replace(/^https:\/\/x\.example\/[^/]+\//, "") }));
  return {
    total, exact, whole: Boolean(whole), words, ignored, dropped, notes: notes.map((/** @type {any} */ n) => `${n.code} ${n.text}`), results: plain(results), partial: plain(partial), nearest: plain(nearest),
    more: results.length > 0 && Boolean(more), // without results there is nothing to go on from
  };
}

/** The terms that the index has of folded lines, each once. @param {string} text */
export function termsOf(text) {
  /** @type {Set<string>} */
  const terms = new Set();
  for (const line of [...text.split("\n"), ...yearFold(text).split("\n")]) {
    const c = [...line];
    c.forEach((_, i) => {
      for (const n of [1, 2, 3]) {
        const term = c.slice(i, i + n);
        if (term.length === n && (n < 3 || /^(?:[0-9a-z]{2}.|.[0-9a-z]{2})$/u.test(term.join("")))) terms.add(term.join(""));
      }
    });
  }
  return [...terms];
}
