/** The search box and its suggestions: the combobox pattern of ARIA, by keys, mouse
 * and finger, with input methods, on the search page and on others. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { asked, listen, phone, send, shows, useBrowser, violations } from "./search-page.js";

const { open } = useBrowser();
/** @typedef {import("playwright-core").Page} Page */

/** Types a text key by key and waits for its suggestions. @param {Page} page */
async function suggested(page, text = "公交") {
  await page.focus("#m-q");
  await page.keyboard.type(text);
  await page.waitForSelector(".suggestion");
}

/** The text of the suggestion that is chosen, by what a screen reader is told. @param {Page} page */
const chosen = (page) => page.evaluate(() => {
  const id = document.querySelector("#m-q")?.getAttribute("aria-activedescendant");
  const option = id ? document.getElementById(id) : null;
  const marked = document.querySelectorAll('[role=option][aria-selected="true"]');
  if ((option === null) !== (marked.length === 0) || (option && marked[0] !== option)) return "activedescendant and aria-selected disagree";
  return option?.textContent?.match(/第(\d)号/)?.[1] ?? "";
});

describe("suggestions", () => {
  test("are a list box of the combo box, named and counted for screen readers", () => open("", { stub: {} }, async (page) => {
    await page.focus("#m-q");
    await page.waitForFunction(() => document.querySelector(".search [role=status]"));
    await listen(page);
    const session = await page.context().newCDPSession(page);
    const node = async (/** @type {string} */ role) => {
      const { nodes } = await session.send("Accessibility.getFullAXTree");
      const found = nodes.filter((n) => !n.ignored && n.role?.value === role);
      return found.map((n) => ({ name: n.name?.value, ...Object.fromEntries((n.properties ?? []).map((p) => [p.name, p.value.value])) }));
    };
    const [closed] = await node("combobox");
    assert.equal(closed.name, "检索公开文件");
    assert.equal(closed.expanded, false);
    assert.equal(closed.autocomplete, "list");
    await suggested(page);
    const boxes = await node("combobox");
    assert.equal(boxes[0].expanded, true);
    assert.deepEqual((await node("listbox")).map((n) => n.name), ["名称相近的文件"]);
    assert.equal((await node("option")).length, 5);
    assert.equal(await page.getAttribute("#m-q", "aria-controls"), await page.locator("[role=listbox]").getAttribute("id"));
    assert.deepEqual(await page.evaluate(() => window.heard), ["有 5 个名称可选，按上下箭头选择"]);
    assert.deepEqual(await violations(page), []);
  }));

  test("of one name are told apart by validity, number and issuer", () => open("", { stub: { titles: Array(10).fill("关于做好公交工作的通知") } }, async (page) => {
    await suggested(page);
    assert.deepEqual((await page.locator(".suggestion .result-facts").allTextContents()).slice(0, 2), ["有效霁交发〔2025〕1号霁川市交通运输局", "废止霁交发〔2025〕2号霁川市道路运输服务中心"]);
    assert.equal(await page.locator(".suggestion .state").nth(1).getAttribute("class"), "state state-repealed");
  }));

  test("arrows, Home and End move the choice; the caret's keys end it", () => open("", { stub: {} }, async (page) => {
    await suggested(page);
    assert.equal(await chosen(page), "");
    for (const [key, expected] of [["ArrowDown", "1"], ["ArrowDown", "2"], ["End", "5"], ["ArrowDown", "1"], ["ArrowUp", "5"], ["Home", "1"], ["ArrowLeft", ""], ["ArrowUp", "5"]]) {
      await page.keyboard.press(key);
      assert.equal(await chosen(page), expected, key);
    }
    assert.equal(await page.evaluate(() => document.activeElement?.id), "m-q");
    assert.equal(await page.inputValue("#m-q"), "公交");
  }));

  test("keys that select text leave the choice alone", () => open("", { stub: {} }, async (page) => {
    await suggested(page);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Shift+Home");
    assert.equal(await chosen(page), "1");
    assert.equal(await page.evaluate(() => getSelection()?.toString()), "公交");
  }));

  test("Enter with a choice opens it", () => open("", { stub: {} }, async (page) => {
    await suggested(page);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/doc\/1\.html$/);
  }));

  test("Enter without one searches, and the list goes", () => open("", { stub: {} }, async (page) => {
    await suggested(page);
    await page.keyboard.press("Enter");
    await shows(page, "found");
    assert.equal(new URL(page.url()).searchParams.get("q"), "公交");
    assert.equal(await page.locator(".suggestions").isVisible(), false);
    await page.waitForTimeout(300);
    assert.equal(await page.locator(".suggestions").isVisible(), false);
  }));

  test("Escape closes the list and keeps the words; arrow down opens it again; Tab leaves", () => open("", { stub: {} }, async (page) => {
    await suggested(page);
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(".suggestions").isVisible(), false);
    assert.equal(await page.getAttribute("#m-q", "aria-expanded"), "false");
    assert.equal(await page.inputValue("#m-q"), "公交");
    await page.keyboard.press("ArrowDown");
    await page.waitForSelector(".suggestion");
    await page.keyboard.press("Tab");
    assert.equal(await page.locator(".suggestions").isVisible(), false);
    assert.equal(await page.locator(":focus").innerText(), "检索");
  }));

  test("a click opens one", () => open("", { stub: {} }, async (page) => {
    await suggested(page);
    await page.click(".suggestion >> nth=1");
    await page.waitForURL(/\/doc\/2\.html$/);
  }));

  test("a tap opens one", () => open("", { stub: {}, viewport: phone, hasTouch: true, isMobile: true }, async (page) => {
    await suggested(page);
    const box = await page.locator(".suggestion").nth(2).boundingBox();
    assert.ok(box && box.height >= 44 && box.x >= 0 && box.x + box.width <= 360, JSON.stringify(box));
    await page.tap(".suggestion >> nth=2");
    await page.waitForURL(/\/doc\/3\.html$/);
  }));

  test("are asked for when the reader pauses, once", () => open("", { stub: { wait: { suggest: 100 } } }, async (page) => {
    await page.focus("#m-q");
    await page.waitForFunction(() => window.asked.some((a) => a.kind === "warm"));
    await page.evaluate(async () => {
      const input = /** @type {HTMLInputElement} */ (document.querySelector("#m-q"));
      for (const text of ["公", "公交", "公交线", "公交线路"]) {
        input.value = text;
        input.dispatchEvent(new InputEvent("input", { bubbles: true }));
        await new Promise((done) => setTimeout(done, 20));
      }
    });
    await page.waitForSelector(".suggestion");
    assert.deepEqual((await asked(page, "suggest")).map((a) => a.text), ["公交线路"]);
  }));

  test("who sends at once loads nothing of them; what comes too late is not shown", () => open("", { stub: {}, prepare: (page) => page.route(/\/search-suggest\.\w+\.js$/, async (route) => {
    await new Promise((done) => setTimeout(done, 600));
    await route.continue();
  }) }, async (page, requests) => {
    const loaded = () => requests.some((r) => r.includes("search-suggest"));
    await page.focus("#m-q");
    await page.waitForSelector(".search [role=status]", { state: "attached" });
    await page.keyboard.type("公交");
    await page.keyboard.press("Enter");
    await shows(page, "found");
    await page.waitForTimeout(300);
    assert.equal(loaded(), false);
    await page.keyboard.type("线路");
    await page.waitForTimeout(300);
    assert.equal(loaded(), true);
    await page.keyboard.press("Enter");
    await page.waitForTimeout(800);
    assert.deepEqual(await asked(page, "suggest"), []);
    await page.keyboard.press("ArrowDown");
    await page.waitForSelector(".suggestion");
  }));

  test("an older question is aborted, and its answer not shown", () => open("", { stub: { wait: { suggest: 1000 } } }, async (page) => {
    await page.focus("#m-q");
    await page.keyboard.type("公交");
    await page.waitForFunction(() => window.asked.some((a) => a.kind === "suggest"));
    await page.evaluate(() => { window.stub.wait.suggest = 0; });
    await page.keyboard.type("线路");
    await page.waitForSelector(".suggestion");
    await page.waitForFunction(() => window.asked.some((a) => a.kind === "aborted"));
    assert.ok((await page.locator(".suggestion").first().innerText()).includes("公交线路"));
  }));

  test("one character asks for none, and no answer closes the list", () => open("", { stub: {} }, async (page) => {
    await suggested(page);
    await page.keyboard.press("Backspace");
    await page.waitForSelector(".suggestions", { state: "hidden" });
    assert.deepEqual((await asked(page, "suggest")).map((a) => a.text), ["公交"]);
  }));

  test("a failure disturbs nobody who types", () => open("", { stub: { fail: { suggest: "offline" } } }, async (page) => {
    await page.focus("#m-q");
    await page.keyboard.type("公交");
    await page.waitForFunction(() => window.asked.some((a) => a.kind === "suggest"));
    assert.equal(await page.locator(".suggestions").isVisible(), false);
  }));
});

test("an input method is left alone while it composes, and its Enter searches nothing", () => open("", { stub: {} }, async (page) => {
  await page.focus("#m-q");
  await page.waitForFunction(() => window.asked.some((a) => a.kind === "warm"));
  const session = await page.context().newCDPSession(page);
  for (const text of ["g", "go", "gon", "gong", "gong j"]) await session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  await page.waitForTimeout(300);
  assert.deepEqual(await asked(page, "suggest"), [], "asked while composing");
  await page.evaluate(() => document.querySelector("#m-q")?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, isComposing: true, bubbles: true, cancelable: true })));
  await session.send("Input.insertText", { text: "公交" });
  await page.waitForSelector(".suggestion");
  assert.deepEqual((await asked(page, "suggest")).map((a) => a.text), ["公交"]);
  // In an open list as well: the Enter that ends a composition chooses nothing.
  await page.keyboard.press("ArrowDown");
  await page.evaluate(() => document.querySelector("#m-q")?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, bubbles: true, cancelable: true })));
  await page.waitForTimeout(100);
  assert.match(page.url(), /search\.html$/);
}));

test("words typed before the script came are kept", () => open("", { stub: {} }, async (page) => {
  await page.route(/\/search\.\w+\.js$/, async (route) => {
    await new Promise((done) => setTimeout(done, 500));
    await route.continue();
  });
  await page.focus("#m-q");
  await page.keyboard.type("公交");
  await page.waitForSelector("#m-main[data-state]");
  assert.equal(await page.inputValue("#m-q"), "公交");
}));

for (const [path, where] of Object.entries({ "guide.html": "the header of a page", "index.html": "the home page", "404.html": "the page of missing addresses" })) {
  test(`the box of ${where} suggests, and Enter leads to the search page`, () => open("", { stub: {}, path }, async (page) => {
    await suggested(page);
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Enter");
    await page.waitForURL(/search\.html\?q=/);
    await shows(page, "found");
    assert.equal(await page.inputValue("#m-q"), "公交");
  }));
}

test("hostile titles and queries are text", () => {
  const evil = `"><img src=x onerror="window.hacked=1"><script>window.hacked=1</script>`;
  const prepare = (/** @type {Page} */ page) => page.addInitScript(() => { window.hacked = 0; });
  return open("", { stub: { titles: Array(10).fill(evil), response: { dropped: [evil], notes: [{ code: "alias", text: evil }] } }, prepare }, async (page) => {
    await suggested(page);
    assert.ok((await page.locator(".suggestion").first().innerText()).startsWith(evil));
    await send(page, evil);
    await shows(page, "found");
    assert.equal(await page.locator(".result-title").first().innerText(), evil);
    await page.reload();
    await shows(page, "found");
    await page.goto(`${page.url()}&category=${encodeURIComponent(evil)}`);
    await shows(page, "found");
    assert.ok((await page.locator(".chip").innerText()).includes(evil));
    await page.evaluate(() => { window.stub.total = 0; });
    await page.click(".chip");
    await shows(page, "none");
    assert.equal(await page.evaluate(() => window.hacked + document.querySelectorAll("main img, main script").length), 0);
  });
});

test("an address that would run a script is none", () => open("?q=x", { stub: { response: { more: 0, results: [{ url: "javascript:window.hacked=1", site: "", title: [{ text: "坏", mark: false }], snippet: [], number: [], index: "", issuer: "", written: "", published: "", state: { slug: "", label: "" } }] } } }, async (page) => {
  await page.waitForSelector(".result");
  assert.equal(await page.locator(".result a").getAttribute("href"), "#");
}));

for (const [name, text] of Object.entries({ long: "公".repeat(10_000), emoji: "👨‍👩‍👧‍👦🚌", surrogate: "公\ud800交", control: "公\u0007\u202e交", sql: "' OR 1=1; --", signs: "%&?=#+" })) {
  test(`a strange query (${name}) is asked, kept in the address and answered`, () => open("", { stub: {} }, async (page) => {
    await page.focus("#m-q");
    // Before the script is there the browser itself sends the form, and no server takes an address of 90,000 characters.
    await page.waitForFunction(() => window.asked.some((a) => a.kind === "warm"));
    await page.evaluate((q) => { /** @type {HTMLInputElement} */ (document.querySelector("#m-q")).value = q; }, text);
    await page.press("#m-q", "Enter");
    await shows(page, "found");
    const [{ q }] = await asked(page, "search");
    assert.ok(Array.from(q).length <= 300);
    const before = page.url();
    await page.reload();
    await shows(page, "found");
    assert.equal(page.url(), before);
    assert.equal((await asked(page, "search"))[0].q.toWellFormed?.() ?? q, q.toWellFormed?.() ?? q);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  }));
}
