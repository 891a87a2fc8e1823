/** Every state that a reader can meet on the search page, with answers made for the
 * test: waiting, found, none found, failures of each kind, several catalogues. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { asked, engineFile, listen, phone, said, send, shows, useBrowser, violations, watchShifts, wide } from "./search-page.js";

const { open } = useBrowser();
/** @typedef {import("playwright-core").Page} Page */
const q = `?q=${encodeURIComponent("公交")}`;

/** The states, by the query and the answer that bring them. */
const states = {
  idle: { query: "", stub: {} },
  waiting: { query: q, stub: { wait: { search: 60_000 } } },
  found: { query: q, stub: { partial: 2, response: { notes: [{ code: "cut", text: "" }] } } },
  none: { query: q, stub: { total: 0, nearest: 3, response: { ignored: ["全文"], dropped: ["霍比特"] } } },
  failed: { query: q, stub: { fail: { search: "broken" } } },
};

for (const [state, { query, stub }] of Object.entries(states)) {
  describe(state, () => {
    for (const [viewport, colorScheme] of /** @type {const} */ ([[wide, "light"], [phone, "dark"]])) {
      test(`${viewport.width} px, ${colorScheme}: axe finds nothing`, () => open(query, { stub, viewport, colorScheme }, async (page) => {
        if (state !== "idle") await shows(page, state);
        if (state === "waiting") await page.waitForSelector(".skeleton");
        assert.deepEqual(await violations(page), []);
      }));
    }

    // 320 px is a screen of 1280 px at 400 %.
    test("320 px, also with large text: nothing scrolls sideways", () => open(query, { stub, viewport: { width: 320, height: 256 } }, async (page) => {
      if (state !== "idle") await shows(page, state);
      await page.click("#m-filters-toggle");
      await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
      if (state !== "idle" && state !== "waiting") await page.waitForSelector(".option");
      const width = () => page.evaluate(() => document.documentElement.scrollWidth);
      assert.equal(await width(), 320);
      await page.evaluate(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync("html { font-size: 200% !important; }");
        document.adoptedStyleSheets = [sheet];
      });
      assert.equal(await width(), 320);
    }));

    test("controls are at least 24 px high and wide, or apart", () => open(query, { stub, viewport: phone }, async (page) => {
      if (state !== "idle") await shows(page, state);
      const small = await page.locator("main :is(button, select, summary, .option, input:not([type=checkbox]))").evaluateAll((all) =>
        all.map((e) => ({ html: e.outerHTML.slice(0, 80), box: e.getBoundingClientRect() })).filter(({ box }) => box.height > 0 && (box.height < 24 || box.width < 24)).map((e) => e.html));
      assert.deepEqual(small, []);
    }));
  });
}

describe("before the reader turns to search", () => {
  for (const path of ["search.html", "search.html?q=", "search.html?q=++", "guide.html", "index.html"]) {
    test(`${path} loads nothing of it, and all of it at the focus`, () => open("", { stub: {}, path }, async (page, requests) => {
      await page.waitForTimeout(300);
      assert.deepEqual(requests.filter((r) => /search-engine|assets\/search|data\//.test(r)), []);
      const loaded = page.waitForRequest(engineFile);
      await page.focus("#m-q");
      await loaded;
      await page.waitForFunction(() => window.asked.some((a) => a.kind === "warm"));
      assert.deepEqual((await asked(page, "search")).length, 0);
      const [{ manifests }] = await asked(page, "connect");
      assert.deepEqual(manifests.map((m) => new URL(m.url).pathname.replace(/.*\/(?=data\/)/, "")), ["data/search.json"]);
    }));
  }
});

describe("waiting", () => {
  test("is shown after 300 ms, not before, and takes no room from what follows", () => open("", { stub: { wait: { search: 800 }, suggestions: 0, response: { more: 0 } }, prepare: watchShifts }, async (page) => {
    await page.focus("#m-q");
    await page.waitForFunction(() => window.asked.some((a) => a.kind === "warm"));
    await listen(page);
    await page.fill("#m-q", "公交");
    const late = page.evaluate(() => new Promise((done) => {
      let begun = 0;
      addEventListener("submit", () => { begun = performance.now(); }, { capture: true });
      new MutationObserver(() => document.querySelector(".skeleton") && done(performance.now() - begun)).observe(document.body, { subtree: true, childList: true });
    }));
    await page.press("#m-q", "Enter");
    const ms = await late;
    assert.ok(ms >= 299, `shown after ${ms} ms`);
    await shows(page, "found");
    assert.deepEqual(await page.evaluate(() => window.heard), ["正在检索……", "检索“公交”，找到 35 件。"]);
    await page.waitForSelector(".result");
    assert.equal(await page.locator(".skeleton").count(), 0);
    assert.deepEqual(await page.evaluate(() => window.shifted), []);
  }));

  test("a quick answer is said once, and nothing else", () => open("", { stub: { suggestions: 0 } }, async (page) => {
    await page.focus("#m-q");
    await page.waitForFunction(() => window.asked.some((a) => a.kind === "warm")); // what has yet to come is not quick
    await listen(page);
    await send(page, "公交");
    await page.waitForSelector(".result");
    await page.waitForTimeout(400); // longer than a wait that is said
    assert.deepEqual(await page.evaluate(() => window.heard), ["检索“公交”，找到 35 件。"]);
  }));

  test("a later question silences the one before", () => open("", { stub: { wait: { search: 3000 } } }, async (page) => {
    await page.focus("#m-q");
    await send(page, "公交");
    await page.waitForFunction(() => window.asked.some((a) => a.q === "公交"));
    await page.evaluate(() => { window.stub.wait.search = 0; });
    await send(page, "地铁");
    await page.waitForSelector(".result");
    await page.waitForFunction(() => window.asked.some((a) => a.kind === "aborted" && a.q === "公交"));
    assert.match(await said(page), /地铁/);
  }));

  test("a shared address shows no lists that then go, however late the script is", () => {
    const late = async (/** @type {import("playwright-core").Route} */ route) => {
      await new Promise((done) => setTimeout(done, 700));
      await route.continue();
    };
    return open(q, { stub: {}, prepare: (page) => Promise.all([watchShifts(page), page.route(/\/search\.\w+\.js$/, late)]) }, async (page) => {
      assert.equal(await page.locator("#m-main").getAttribute("data-state"), "waiting");
      assert.equal(await page.locator(".facets").isVisible(), false);
      await shows(page, "found");
      await page.waitForSelector(".result");
      const shift = await page.evaluate(() => window.shift);
      assert.ok(shift < 0.02, `${shift}`); // the footer goes when the lists go
    });
  });

  for (const viewport of [wide, phone]) {
    test(`${viewport.width} px: a long name, slowly found, moves nothing`, () => open(`?q=${"霁川市交通运输局关于做好公共交通服务工作的通知".repeat(2)}`, { stub: { wait: { search: 700 }, total: 1, response: { more: 1, whole: true } }, viewport, prepare: watchShifts }, async (page) => {
      await shows(page, "found");
      await page.waitForSelector(".result");
      const shift = await page.evaluate(() => window.shift);
      assert.ok(shift < 0.02, `cumulative layout shift ${shift}`);
    }));

    test(`${viewport.width} px: a shared address, slowly answered, moves nothing`, () => open(`${q}&state=in-force`, { stub: { wait: { search: 700, facets: 300 } }, viewport, prepare: watchShifts }, async (page) => {
      await shows(page, "found");
      await page.waitForTimeout(500);
      const shift = await page.evaluate(() => window.shift);
      assert.ok(shift < 0.02, `cumulative layout shift ${shift}`);
    }));
  }
});

/** Reads on, so that the next results come. @param {Page} page */
async function readOn(page) {
  await page.waitForSelector(".result");
  await page.locator("#m-best .result").last().scrollIntoViewIfNeeded();
  await page.mouse.wheel(0, 600);
  await page.waitForFunction(() => document.querySelectorAll("#m-best .result").length === 10);
}
/** @param {Page} page */
const limits = async (page) => (await asked(page, "search")).map((a) => [a.offset, a.limit, a.quick === true]);

describe("found", () => {
  test("a result shows marks, number, issuer, dates, validity, snippet and whether it is in an attachment", () => open(q, { stub: { response: { more: 0 } } }, async (page) => {
    const third = page.locator(".result").nth(2);
    await third.waitFor();
    assert.equal(await third.locator("h3 mark").innerText(), "公交");
    const facts = await third.locator("p.result-facts").innerText();
    for (const fact of ["已修改", "霁交发〔2025〕3号", "霁川市公共交通集团有限公司", "成文 2025-03-01", "发布 2025-03-03", "索引号 113799004189027499/2025-00003"]) {
      assert.ok(facts.includes(fact), `${fact} is not in ${facts}`);
    }
    const [written, published] = await third.locator("time").all();
    assert.equal((await written.boundingBox())?.y, (await published.boundingBox())?.y, "the days are not on one line");
    assert.equal(await third.locator("wbr").evaluate((e) => e.previousSibling?.textContent), "113799004189027499/", "a line may end behind the code");
    assert.equal(await third.locator(".state").getAttribute("class"), "state state-amended");
    assert.match(await third.locator(".result-snippet").innerText(), /^附件中 ……/);
    assert.equal(await page.locator(".result-attachment").count(), 1);
  }));

  test("more results are added, and the focus goes to the first of them", () => open(q, { stub: { total: 23, partial: 2 } }, async (page) => {
    await readOn(page);
    await page.click("text=显示更多");
    await page.waitForFunction(() => document.querySelectorAll("#m-best .result").length === 20);
    const at = () => page.evaluate(() => Array.from(document.querySelectorAll(".result")).findIndex((r) => r.contains(document.activeElement)));
    assert.equal(await at(), 10);
    assert.equal(await said(page), "已显示 20 件。");
    await page.click("text=显示更多");
    await page.waitForFunction(() => document.querySelectorAll("#m-best .result").length === 23);
    assert.equal(await page.locator("text=显示更多").isVisible(), false);
    assert.equal(await page.locator("#m-partly .result").count(), 2, "partial results are shown once");
    assert.deepEqual((await asked(page, "search")).map((a) => a.offset), [0, 3, 10, 20]);
  }));

  for (const [where, viewport] of /** @type {const} */ ([["a phone", phone], ["a screen", wide]])) {
    test(`three results first; the next come when the reader is near, in silence, without a jump: ${where}`, () => open("", { stub: { total: 23, suggestions: 0 }, viewport, prepare: watchShifts }, async (page) => {
      await page.focus("#m-q");
      await listen(page);
      await send(page, "公交");
      await page.waitForSelector(".result");
      await page.waitForTimeout(400);
      assert.deepEqual(await limits(page), [[0, 0, true]], "nothing more before the reader does something");
      assert.ok(await page.locator("text=显示更多").isVisible());
      await readOn(page);
      assert.equal(await page.locator("#m-best .skeleton").count(), 0);
      assert.ok(await page.locator("text=显示更多").isVisible());
      await page.waitForTimeout(200);
      assert.deepEqual(await limits(page), [[0, 0, true], [3, 7, false]]);
      assert.deepEqual(await page.evaluate(() => window.heard), ["检索“公交”，找到 23 件。"]);
      const shift = await page.evaluate(() => window.shift);
      assert.ok(shift < 0.02, `${shift}`);
    }));
  }

  test("by keys: the next results come as the focus comes near; typing on brings none", () => open("", { stub: {} }, async (page) => {
    await page.focus("#m-q");
    await send(page, "公交");
    await page.waitForSelector(".result");
    await page.keyboard.type("线路");
    await page.waitForSelector(".suggestion");
    await page.keyboard.press("Escape");
    await page.click("#m-q");
    assert.deepEqual(await limits(page), [[0, 0, true]]);
    const third = () => document.querySelectorAll(".result")[2].contains(document.activeElement);
    for (let i = 0; i < 40 && !(await page.evaluate(third)); i++) await page.keyboard.press("Tab");
    await page.waitForFunction(() => document.querySelectorAll("#m-best .result").length === 10);
    assert.equal(await page.evaluate(third), true, "the focus stays");
  }));

  test("a button pressed before the next results come by themselves brings them once, with the focus", () => open(q, { stub: {} }, async (page) => {
    await page.waitForSelector(".result");
    await page.evaluate(() => { window.stub.wait = { search: 500 }; });
    await page.focus(".more");
    await page.keyboard.press("Enter");
    await page.waitForSelector("text=正在载入……");
    await page.mouse.wheel(0, 300);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelectorAll("#m-best .result").length === 13);
    await page.waitForTimeout(700);
    assert.deepEqual(await limits(page), [[0, 0, true], [3, 10, false]]);
    assert.equal(await page.evaluate(() => Array.from(document.querySelectorAll(".result")).findIndex((r) => r.contains(document.activeElement))), 3);
    assert.equal(await said(page), "已显示 13 件。");
  }));

  describe("when the query is a whole name or number", () => {
    const whole = { more: 1, whole: true, exact: false, total: 1 };
    const others = (/** @type {Page} */ page) => page.evaluate(() => { window.stub.response = {}; });

    test("says how many bear it; a button brings those that mention it, and nothing else does", () => open("", { stub: { total: 1, response: whole }, prepare: watchShifts }, async (page) => {
      await page.focus("#m-q");
      await send(page, "霁交发〔2025〕1号");
      await page.waitForSelector(".result");
      assert.equal(await said(page), "检索“霁交发〔2025〕1号”，找到名称或者编号完全相同的 1 件。");
      await page.mouse.wheel(0, 2000);
      await page.focus(".result a");
      await page.waitForTimeout(300);
      assert.deepEqual(await limits(page), [[0, 0, true]]);
      assert.deepEqual(await violations(page), []);
      await others(page);
      await page.evaluate(() => { window.stub.total = 23; });
      await page.click("text=显示提到它的其他文件");
      await page.waitForFunction(() => document.querySelectorAll("#m-best .result").length === 11);
      assert.deepEqual(await limits(page), [[0, 0, true], [1, 10, false]]);
      assert.equal(await page.locator(".more").innerText(), "显示更多");
      assert.equal(await page.evaluate(() => window.shift), 0);
      await page.click(".result a >> nth=7");
      await page.waitForURL(/\/doc\//);
      await page.goBack();
      await page.waitForSelector(".result");
      assert.deepEqual(await limits(page), [[0, 11, false]], "on the way back as many are asked for, not a first look");
    }));

    test("where no other mentions it, this is said, and the focus is not lost", () => open(q, { stub: { total: 1, response: whole } }, async (page) => {
      await page.waitForSelector(".result");
      await page.evaluate(() => { window.stub.response = { more: 1 }; }); // as when not all was read
      await page.focus(".more");
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.querySelector("#m-status")?.textContent === "没有找到更多的文件。");
      assert.equal(await page.locator(".more").isVisible(), false);
      assert.equal(await page.evaluate(() => document.activeElement?.id), "m-found");
    }));
  });

  test("of few documents ten come at once, the next when they are asked for", () => open(q, { stub: { first: 10 } }, async (page) => {
    await page.waitForSelector(".result");
    await page.mouse.wheel(0, 6000);
    await page.waitForTimeout(200);
    assert.deepEqual(await limits(page), [[0, 0, true]]);
    await page.click("text=显示更多");
    await page.waitForFunction(() => document.querySelectorAll(".result").length === 20);
    assert.deepEqual(await limits(page), [[0, 0, true], [10, 10, false]]);
  }));

  test("the next results that do not come leave a button", () => open(q, { stub: {}, viewport: phone }, async (page) => {
    await page.waitForSelector(".result");
    await page.evaluate(() => { window.stub.fail = { search: "offline" }; });
    await page.locator(".result").nth(2).scrollIntoViewIfNeeded();
    await page.mouse.wheel(0, 600);
    await page.waitForFunction(() => window.asked.filter((a) => a.kind === "search").length === 2);
    await page.waitForSelector("text=显示更多");
    assert.equal(await page.locator(".skeleton").count(), 0);
    assert.equal(await said(page), "检索“公交”，找到 35 件。");
    await page.evaluate(() => { window.stub.fail = {}; });
    await page.click("text=显示更多");
    await page.waitForFunction(() => document.querySelectorAll(".result").length === 13);
  }));

  test("a module that does not come is said, too", () => open(q, { stub: {}, prepare: (page) => page.route(/\/search-more\.\w+\.js$/, (route) => route.abort()) }, async (page) => {
    await page.waitForSelector(".result");
    await page.click("text=显示更多");
    await page.waitForFunction(() => document.querySelector("#m-status")?.textContent?.includes("没有取到"));
    assert.equal(await page.locator(".result").count(), 3);
  }));

  test("more results that do not come leave what is there, and can be asked for again", () => open(q, { stub: {} }, async (page) => {
    await readOn(page);
    await page.evaluate(() => { window.stub.fail = { search: "offline" }; });
    await page.click("text=显示更多");
    await page.waitForFunction(() => document.querySelector("#m-status")?.textContent?.includes("没有取到"));
    assert.equal(await page.locator(".result").count(), 10);
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "显示更多", "the focus stays for another try");
    await page.evaluate(() => { window.stub.fail = {}; });
    await page.click("text=显示更多");
    await page.waitForFunction(() => document.querySelectorAll(".result").length === 20);
  }));

  test("results that hold only the parts stand behind all that hold the words", () => open(q, { stub: { total: 12, partial: 3 } }, async (page) => {
    await readOn(page);
    assert.equal(await page.locator("#m-partly").isVisible(), false);
    await page.click("text=显示更多");
    await page.waitForSelector("#m-partly .result");
    assert.equal(await page.locator("#m-best .result").count(), 12);
    assert.equal(await page.locator("#m-partly .result").count(), 3);
  }));

  test("they stand there at once when few hold the words, though not all are read", () => open(q, { stub: { total: 1, partial: 3, response: { more: 1 } } }, async (page) => {
    await page.waitForSelector("#m-partly .result");
    assert.ok(await page.locator("text=显示更多").isVisible());
  }));

  test("results that hold only the parts stand under a heading that says so", () => open(q, { stub: { total: 2, partial: 3 } }, async (page) => {
    await page.waitForSelector("#m-partly .result");
    assert.equal(await page.locator("#m-partly h2").innerText(), "不完全相符的文件");
    assert.match(await page.locator("#m-partly .note").innerText(), /没有连在一起/);
    await send(page, "地铁");
    await page.evaluate(() => { window.stub.partial = 0; });
    await send(page, "轮渡");
    await page.waitForFunction(() => document.querySelector("#m-status")?.textContent?.includes("轮渡"));
    assert.equal(await page.locator("#m-partly").isVisible(), false);
  }));

  test("when all are such, the next come behind them when the reader is near, without a jump", () => open(q, { stub: { total: 0, partial: 3, response: { more: 3 } }, prepare: watchShifts }, async (page) => {
    await page.waitForSelector("#m-partly .result");
    const order = await page.evaluate(() => {
      const [last, more] = [document.querySelector("#m-partly .result:last-child"), document.querySelector(".more")].map((e) => e?.getBoundingClientRect());
      return last && more && more.top >= last.bottom;
    });
    assert.ok(order, "the button is below");
    await page.evaluate(() => Object.assign(window.stub, { partial: 10, response: { more: 0 } }));
    await page.mouse.wheel(0, 400);
    await page.waitForFunction(() => document.querySelectorAll("#m-partly .result").length === 10);
    assert.equal(await page.locator(".more").isVisible(), false);
    const shift = await page.evaluate(() => window.shift);
    assert.ok(shift < 0.02, `${shift}`);
    await page.evaluate(() => { window.stub.partial = 2; });
    await send(page, "地铁");
    await page.waitForFunction(() => document.querySelectorAll(".result").length === 2);
    assert.equal(await page.locator(".room").count(), 0);
  }));

  test("when all are such, the page says so", () => open(q, { stub: { total: 0, partial: 3 } }, async (page) => {
    await shows(page, "found");
    assert.match(await said(page), /没有完全相符的文件/);
  }));

  test("what was done to the query is said, by codes; unknown codes are passed over", () => open(q, { stub: { response: { notes: [{ code: "alias", text: "道路交通安全法" }, { code: "page", text: "a" }, { code: "page", text: "b" }, { code: 'x"]', text: "c" }] } } }, async (page) => {
    await shows(page, "found");
    assert.deepEqual(await page.locator(".notice").allInnerTexts(), ["也查找了全称：“道路交通安全法”。", "有的文件暂时没有取到，没有列在下面。"]);
  }));

  test("a number that is not exact is said to be about", () => open(q, { stub: { response: { exact: false, total: 812 } } }, async (page) => {
    await shows(page, "found");
    assert.equal(await said(page), "检索“公交”，找到约 812 件。");
  }));

  test("one catalogue of several that fails is named, the others' results are shown", () => open(q, { stub: { response: { sites: [{ name: "霁川市交通运输局", error: "" }, { name: "霁川市财政局", error: "missing" }] } } }, async (page) => {
    await shows(page, "found");
    assert.match(await page.locator(".notice").innerText(), /^没有检索到“霁川市财政局”的文件/);
    assert.equal(await page.locator(".notice").count(), 1);
  }));

  test("with several catalogues every result names its own", () => open("", { stub: {} }, async (page) => {
    await page.evaluate(() => {
      const second = Object.assign(document.createElement("data"), { value: "https://other.example/data/search.json", textContent: "霁川市财政局" });
      document.querySelector("#m-sites")?.append(second);
    });
    await page.focus("#m-q");
    await send(page, "公交");
    await page.waitForSelector(".result");
    assert.match(await page.locator(".result-facts").first().innerText(), /来自 霁川市交通运输局政府信息公开/);
    const [{ manifests }] = await asked(page, "connect");
    assert.deepEqual(manifests[1], { url: "https://other.example/data/search.json", name: "霁川市财政局" });
  }));

  test("on paper results stay, filters, controls and the room for more go", () => open(`${q}&state=in-force`, { stub: { total: 2, partial: 1 } }, async (page) => {
    const isVisible = (/** @type {string} */ part) => page.locator(part).first().isVisible();
    await page.waitForSelector("#m-partly .result");
    await page.waitForSelector(".chip");
    await page.emulateMedia({ media: "print" });
    for (const gone of [".search", ".search-help", ".filters", ".search-sort", ".chip-all", ".facets"]) assert.equal(await isVisible(gone), false, gone);
    for (const kept of ["#m-status", ".chip", ".result", "#m-partly h2"]) assert.equal(await isVisible(kept), true, kept);
    await page.emulateMedia({ media: null });
    await page.evaluate(() => { window.stub.total = 35; });
    await send(page, "地铁");
    await page.waitForSelector("text=显示更多");
    await page.emulateMedia({ media: "print" });
    assert.equal(await isVisible(".more"), false);
    assert.equal(await page.locator(".room").evaluate((e) => e.clientHeight), 0);
  }));
});

describe("none found", () => {
  test("says what was looked for, ignored and dropped, the nearest titles, what to try and where to browse", () => open(q, states.none, async (page) => {
    await shows(page, "none");
    assert.equal(await said(page), "没有找到“公交”。");
    const notices = await page.locator(".notice").allInnerTexts();
    assert.match(notices[0], /没有用上：“全文”/);
    assert.match(notices[1], /没有这些词.*“霍比特”/);
    assert.equal(await page.locator("#m-best .result").count(), 3);
    assert.equal(await page.locator(".advice").isVisible(), true);
    assert.equal(await page.locator(".facets").isVisible(), true);
  }));

  test("signs alone ask for nothing, though all documents hold none of them", () => open("?q=%25%25%25", { stub: { response: { words: [], ignored: ["%%%"] } } }, async (page) => {
    await shows(page, "none");
    assert.equal(await said(page), "没有找到“%%%”。");
    assert.deepEqual(await page.locator(".notice").allInnerTexts(), ["查找时没有用上：“%%%”。"]);
    assert.equal(await page.locator(".result").count(), 0);
    await page.click('.filter summary:text("年份")');
    await page.click('.option:has-text("2026") input');
    await shows(page, "found"); // filters alone do
  }));

  test("filters alone can find nothing, too", () => open("?year=1999", { stub: { total: 0 } }, async (page) => {
    await shows(page, "none");
    assert.equal(await said(page), "没有符合这些条件的文件。");
  }));
});

describe("failed", () => {
  for (const [code, words] of Object.entries({ offline: "没有连上网络", missing: "没有取到", broken: "不完整", other: "出了差错" })) {
    test(`${code}: a plain message, browse links, and a way to ask again`, () => open(q, { stub: { fail: { search: code } } }, async (page) => {
      await shows(page, "failed");
      assert.ok((await said(page)).includes(words), await said(page));
      assert.equal(await page.locator(".facets").isVisible(), true);
      await page.evaluate(() => { window.stub.fail = {}; });
      await page.click(".found button:text(\"再试一次\")");
      await shows(page, "found");
      assert.equal(await page.evaluate(() => document.activeElement?.id), "m-found", "the focus is where the answer is");
    }));
  }

  test("another version: the page can be loaded anew", () => open(q, { stub: { fail: { search: "version" } } }, async (page) => {
    await shows(page, "failed");
    assert.match(await said(page), /请刷新网页/);
    await Promise.all([page.waitForEvent("load"), page.click(".found button:text(\"刷新网页\")")]);
  }));

  test("when the network is back, the question is asked again", () => open(q, { stub: { fail: { search: "offline" } } }, async (page) => {
    await shows(page, "failed");
    await page.evaluate(() => {
      window.stub.fail = {};
      dispatchEvent(new Event("online"));
    });
    await shows(page, "found");
  }));

  test("an engine that does not load is a failure that can be mended", () => open("", { stub: {} }, async (page) => {
    const refuse = (/** @type {import("playwright-core").Route} */ route) => route.abort();
    await page.route(engineFile, refuse);
    await page.focus("#m-q");
    await page.waitForTimeout(200);
    await send(page, "公交");
    await shows(page, "failed");
    assert.match(await said(page), /没有取到/);
    await page.unroute(engineFile, refuse);
    await page.click(".found button:text(\"再试一次\")");
    await shows(page, "found");
  }));

  test("a page script that does not load is said at once", () => open(q, { stub: {}, prepare: (page) => page.route(/\/search\.\w+\.js$/, (route) => route.abort()) }, async (page) => {
    await page.waitForFunction(() => getComputedStyle(document.querySelector("#m-unready") ?? document.body).visibility === "visible", undefined, { timeout: 3000 });
    assert.match(await page.locator("#m-unready").innerText(), /检索没有启动/);
    await page.waitForSelector(".facets");
  }));
});
