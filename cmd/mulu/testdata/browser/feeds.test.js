/** The feeds and the calendar of a built site, read by programs that know nothing of mulu:
 * feedsmith (Atom, JSON Feed) and ical.js (iCalendar). */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join, sep } from "node:path";
import { test } from "node:test";
import { parseAtomFeed, parseJsonFeed } from "feedsmith";
import ICAL from "ical.js";
import { folder } from "./site.js";

/** @param {string} name */
const read = (name) => readFileSync(join(folder, name), "utf8");

/** @param {string} end @returns {string[]} */
const files = (end) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((n) => n.split(sep).join("/")).filter((n) => n.endsWith(end)).sort();

/** The kinds of entries, as feeds name them. */
const events = ["published", "in-force", "amended", "partly-repealed", "repealed", "expired", "corrected"];

test("every feed is read by a reader, and both its forms say the same", () => {
  const atoms = files("feed.xml");
  assert.ok(atoms.length > 20 && atoms.some((n) => n.startsWith("issuer/")) && atoms.some((n) => n.startsWith("theme/")), `${atoms.length} feeds`);
  const seen = new Set();
  for (const name of atoms) {
    const atom = parseAtomFeed(read(name));
    const json = parseJsonFeed(read(name.replace(/xml$/, "json")));
    assert.ok(atom.id && atom.title && atom.updated && JSON.parse(read(name.replace(/xml$/, "json"))).version === "https://jsonfeed.org/version/1.1", name);
    assert.equal(json.title, atom.title?.value, name);
    assert.equal(json.home_page_url, atom.links?.find((l) => l.rel === "alternate")?.href, name);
    const entries = atom.entries ?? [];
    assert.deepEqual((json.items ?? []).map((i) => [i.id, i.title, i.date_modified]), entries.map((e) => [e.id, e.title?.value, e.updated]), name);
    assert.equal(new Set(entries.map((e) => e.id)).size, entries.length, `${name} has an id twice`);
    const days = entries.map((e) => String(e.updated));
    assert.deepEqual(days, [...days].sort().reverse(), `${name} is not in the order of days`);
    for (const e of entries) {
      const kind = e.categories?.find((c) => c.scheme)?.term ?? "";
      assert.ok(events.includes(kind), `${name}: ${e.id} is ${kind}`);
      assert.equal(String(e.id).includes("#"), kind !== "published", `${e.id}`);
      seen.add(kind);
    }
  }
  assert.deepEqual(events.filter((e) => !seen.has(e)), [], "kinds of entries that the example does not show");
});

test("the feed of the publication log is read by a reader", () => {
  const atom = parseAtomFeed(read("log.xml"));
  assert.ok(atom.entries?.[0].summary?.value && atom.entries[0].id?.includes("#build-"));
});

test("the calendar is read by a calendar", () => {
  const calendar = new ICAL.Component(ICAL.parse(read("calendar.ics")));
  const entries = calendar.getAllSubcomponents("vevent").map((e) => new ICAL.Event(e));
  assert.ok(entries.length > 3, `${entries.length} entries`);
  assert.equal(new Set(entries.map((e) => e.uid)).size, entries.length, "a UID twice");
  for (const e of entries) {
    assert.ok(e.startDate.isDate && e.duration.toSeconds() === 24 * 60 * 60, `${e.summary} is not a day`);
    assert.ok(!/[\\\uFFFD]/.test(`${e.summary}${e.description}`), e.description);
  }
  assert.ok(entries.some((e) => e.summary.startsWith("意见征集截止：")) && entries.some((e) => e.summary.startsWith("失效：")));
});
