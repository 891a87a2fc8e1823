/** Hostile content in Chromium: on no page of a site whose every text wants to be a script
 * does one run, also when the Content-Security-Policy is switched off, so that it is our
 * escaping that holds. HOSTILE is the built site. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./browser.js";
import { htmlFiles, serve } from "./site.js";

const folder = process.env.HOSTILE ?? "";
const skip = folder ? false : "HOSTILE is not set";
/** @type {import("playwright-core").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;

before(async () => {
  if (!folder) return;
  browser = await launch();
  site = await serve(folder);
});
after(async () => {
  await browser?.close();
  site?.close();
});

/** Opens a page without its policy, and notes whoever calls canary.
 * @param {(page: import("playwright-core").Page, sung: string[]) => Promise<void>} use */
async function listening(use) {
  const context = await browser.newContext({ bypassCSP: true });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  /** @type {string[]} */
  const sung = [];
  await page.exposeFunction("canary", () => sung.push(page.url()));
  page.on("dialog", (dialog) => { sung.push(dialog.message()); dialog.dismiss(); });
  page.on("request", (request) => { if (!request.url().startsWith(site.origin) && !request.url().startsWith("data:")) sung.push(`request to ${request.url()}`); });
  await use(page, sung);
  await context.close();
}

test("the canary sings where there is a script", { skip }, () => listening(async (page, sung) => {
  await page.goto(`${site.base}index.html`);
  await page.evaluate(() => { document.body.innerHTML = "<img src=x onerror=canary()>"; });
  await page.waitForFunction(() => document.images[0].complete);
  await page.waitForTimeout(100);
  assert.equal(sung.length, 1);
}));

test("no page runs what its content says", { skip }, () => listening(async (page, sung) => {
  const pages = htmlFiles(folder);
  assert.ok(pages.length > 40, `${pages.length} pages`);
  for (const name of pages) {
    await page.goto(site.base + name.split("/").map(encodeURIComponent).join("/"));
    await page.evaluate(() => {
      for (const e of document.querySelectorAll("*")) e.dispatchEvent(new Event("focus"));
      for (const e of document.querySelectorAll("details")) e.open = true;
    });
    assert.deepEqual(sung, [], name);
  }
}));

const evil = ["<img src=x onerror=canary()>", "\"><script>canary()</script>", "javascript:canary()", "canary", "script", "' onfocus=canary() autofocus '"];
test("search answers in text, whatever is asked and found", { skip }, () => listening(async (page, sung) => {
  let results = 0;
  for (const text of evil) {
    for (const key of ["q", "category", "issuer", "year", "from"]) {
      await page.goto("about:blank");
      await page.goto(`${site.base}search.html?${key === "q" ? "" : "q=canary&"}${key}=${encodeURIComponent(text)}#${encodeURIComponent(text)}`);
      await page.waitForSelector('#m-main[data-state="found"], #m-main[data-state="none"], #m-main[data-state="partial"]');
      results += await page.locator(".result").count();
      assert.deepEqual(sung, [], `${key}=${text}`);
    }
    await page.fill("#m-q", text);
    await page.keyboard.type(" ");
    await page.waitForTimeout(300);
    assert.deepEqual(sung, [], `suggestions for ${text}`);
  }
  assert.ok(results > 10, `only ${results} results were shown`);
}));
