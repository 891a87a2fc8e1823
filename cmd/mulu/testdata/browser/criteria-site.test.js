/** WCAG 2.2 criteria that are of all pages together, or of what scripts and style sheets
 * never do: read from the files of the built site, without a browser. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { folder, htmlFiles } from "./site.js";

/** @param {string} name */
const read = (name) => readFileSync(join(folder, name), "utf8");

/** Pages that are read: a redirect is left at once. */
const pages = htmlFiles().map((name) => ({ name, html: read(name) })).filter(({ html }) => !/http-equiv="?refresh/i.test(html));
const assets = readdirSync(join(folder, "assets"), { recursive: true, encoding: "utf8" });
const scripts = assets.filter((name) => name.endsWith(".js")).map((name) => ({ name, text: read(`assets/${name}`) }));
const styles = assets.filter((name) => name.endsWith(".css")).map((name) => ({ name, text: read(`assets/${name}`) }));

/** @param {string} html */
const plain = (html) => html.replace(/<[^>]*>/g, "").replace(/&[a-z]+;|\s+/g, " ").trim();

/** The links of a part of a page: where they lead from the site's root, and what they say.
 * @param {string} name @param {string} html @param {RegExp} part @returns {[to: string, words: string][]} */
function links(name, html, part) {
  const found = html.match(part)?.[0] ?? "";
  return Array.from(found.matchAll(/<a\b[^>]*?href="?([^" >]+)"?[^>]*>(.*?)<\/a>/gs), ([, href, words]) =>
    [href.startsWith("#") ? href : new URL(href, `https://x.example/xxgk/${name}`).href, plain(words)]);
}

test("2.4.2: every page has a title of its own", () => {
  /** @type {Map<string, string>} */
  const seen = new Map();
  for (const { name, html } of pages) {
    const title = plain(html.match(/<title[^>]*>(.*?)<\/title>/s)?.[1] ?? "");
    assert.ok(title.length > 1, name);
    assert.equal(seen.get(title), undefined, `${name}: ${title}`);
    seen.set(title, name);
  }
});

test("3.1.1: every page says its language, a known one", () => {
  for (const { name, html } of pages) assert.match(html, /<html lang="?(zh-(CN|TW|HK|Hans|Hant)|en)\b/, name);
});

test("2.4.1, 2.4.5, 3.2.3, 3.2.4, 3.2.6: the same links, help and contacts stand in the same order everywhere", () => {
  /** @type {Record<string, string>} */
  const first = {};
  /** @type {Map<string, string>} */
  const called = new Map();
  for (const { name, html } of pages) {
    assert.match(html, /<body[^>]*>\s*<a class="?skip-link"? href="?#m-main/, name);
    const parts = {
      navigation: links(name, html, /<nav class="?site-nav.*?<\/nav>/s),
      footer: links(name, html, /<footer.*?<\/footer>/s),
    };
    assert.ok(["sitemap.html", "search.html"].every((way) => parts.footer.some(([to]) => to.endsWith(way))), name);
    for (const [part, list] of Object.entries(parts)) {
      assert.ok(list.length > 3, `${part} of ${name}`);
      const as = JSON.stringify(list);
      assert.equal(as, first[part] ??= as, `${part} of ${name}`);
      for (const [to, words] of list) assert.equal(words, called.get(part + to) ?? called.set(part + to, words).get(part + to), name);
    }
    const contacts = plain(html.match(/<footer.*?<\/footer>/s)?.[0].match(/<ul(?![^>]*footer-links).*?<\/ul>/s)?.[0] ?? "");
    assert.ok(contacts.length > 20, name);
    assert.equal(contacts, first.contacts ??= contacts, name);
  }
});

test("2.4.4, 2.4.9: on a page links of one name lead to one place", () => {
  const kinds = new Set();
  const faults = [];
  for (const { name, html } of pages) {
    const kind = html.match(/<body class="?kind-([a-z]+)/)?.[1] ?? "";
    if (kind === "document" && kinds.has(kind)) continue; // hundreds alike
    kinds.add(kind);
    /** @type {Map<string, string>} */
    const leads = new Map();
    for (const [to, words] of links(name, html, /<body.*<\/body>/s)) {
      const at = to.replace(/#.*$/, "") || to;
      if ((leads.get(words) ?? at) !== at) faults.push(`${name}: ${words}: ${leads.get(words)}, ${at}`);
      leads.set(words, at);
    }
  }
  assert.deepEqual(faults, []);
});

test("2.4.8: every page but the first says where it is", () => {
  for (const { name, html } of pages) {
    if (/class="?kind-home/.test(html)) continue;
    assert.match(html, /<nav class="?crumbs.*?aria-current="?page.*?<\/nav>/s, name);
  }
});

test("1.2.1 to 1.2.9, 1.4.2: there is nothing to hear or to watch that needs another form", () => {
  for (const { name, html } of pages) assert.doesNotMatch(html, /<(audio|video|object|embed|iframe|marquee|canvas)\b/i, name);
});

test("1.3.4, 2.2.2, 2.3.1, 2.3.3: no style asks for a way to hold the screen, none moves or flashes", () => {
  for (const { name, text } of styles) {
    assert.doesNotMatch(text, /orientation|transition|infinite|scroll-behavior/, name);
    for (const [, value] of text.matchAll(/animation:([^;}]+)/g)) assert.match(value, /\b0s\b/, name); // it waits, and changes at once
  }
});

test("2.1.4, 2.2.1, 2.5.1, 2.5.2, 2.5.4, 2.5.7: no script waits for gestures, drags, movements, letters or the going down of a finger", () => {
  for (const { name, text } of scripts) {
    assert.doesNotMatch(text, /touchstart|touchmove|touchend|dragstart|draggable|gesturechange|devicemotion|deviceorientation|accesskey/i, name);
    assert.doesNotMatch(text, /["'](?:mousedown|mouseup|keypress|wheel)["']/, name);
    assert.doesNotMatch(text, /\.key\s*===?\s*["'][a-z0-9]["']/i, name);
    assert.doesNotMatch(text, /location\.reload\(\)[^}]*setTimeout|setTimeout\([^)]*location/, name);
  }
});

test("1.3.5, 3.3.7, 3.3.8: no form asks for what is the reader's own, and none asks twice", () => {
  const allowed = new Set(["q", "day", "from", "to"]);
  for (const { name, html } of pages) {
    for (const [tag] of html.matchAll(/<(?:input|select|textarea)\b[^>]*>/g)) {
      const field = tag.match(/\bname="?([\w-]+)/)?.[1];
      assert.ok(!field || allowed.has(field), `${name}: ${tag}`);
      assert.doesNotMatch(tag, /type="?(?:password|email|tel)/, name);
    }
  }
});
