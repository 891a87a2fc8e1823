/** Every kind of page says what it said when somebody listened to it: the golden files
 * in spoken/ are what a screen reader reads. After a change on purpose run this with
 * UPDATE=1 and read the difference as a listener. */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { launch, visit } from "./browser.js";
import { kinds, stay } from "./kinds.js";
import { serve } from "./site.js";
import { speak } from "./speak.js";

const golden = new URL("spoken/", import.meta.url);
const fileOf = (/** @type {string} */ kind) => new URL(`${kind.replaceAll(" ", "-")}.txt`, golden);

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
before(async () => {
  site = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  site?.close();
});

if (process.env.UPDATE) {
  rmSync(golden, { recursive: true, force: true });
  mkdirSync(golden);
}

for (const kind of kinds()) {
  test(`${kind.name} (${kind.address})`, async () => {
    const { page, close } = await visit(browser, site, site.base + kind.address, { viewport: { width: 1280, height: 900 } }, stay);
    try {
      await kind.arrange?.(page);
      const said = `${(await speak(page)).join("\n")}\n`;
      if (process.env.UPDATE) writeFileSync(fileOf(kind.name), said);
      assert.equal(said, readFileSync(fileOf(kind.name), "utf8"));
    } finally {
      await close();
    }
  });
}

test("no golden file is of a kind that is gone", () => {
  const known = kinds().map((k) => `${k.name.replaceAll(" ", "-")}.txt`).sort();
  assert.deepEqual(readdirSync(golden).sort(), known);
});
