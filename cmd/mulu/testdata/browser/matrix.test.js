/** Every kind of page of the example site in the modes of a reader and the widths of
 * windows; see look.js. The sites of unusual shape are in shapes.test.js. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { lookAtSite } from "./look.js";
import { cells } from "./modes.js";
import { folder, samplePages } from "./site.js";

test("the example has a page of each kind", () => {
  const pages = samplePages();
  for (const kind of ["home", "document", "document in force", "document that is repealed", "long document", "document with table",
    "document with attachments", "document with relations", "document with changes", "consultation", "list", "list with numbers",
    "list without numbers", "archive", "asof", "asofindex", "page", "page with table", "page with list", "page with rows", "statement", "search",
    "comparison", "sitemap", "data", "subscribe", "log", "notfound", "tombstone", "redirect"]) {
    assert.ok(pages[kind], `no ${kind} among ${Object.keys(pages)}`);
  }
});

lookAtSite("example", folder, cells());
