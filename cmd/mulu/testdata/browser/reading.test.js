/** The reader's settings in Chromium: there before the first paint, kept, announced, usable
 * by keyboard, harmless where nothing can be kept; the simple view, the ruler, reading
 * aloud over a stand-in for the browser's voices. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, test } from "node:test";
import { launch, violations } from "./browser.js";
import { focusState } from "./probes.js";
import { folder, samplePages, serve } from "./site.js";

const pages = samplePages();
const wide = { width: 1280, height: 900 };
const phone = { width: 360, height: 740 };
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
/** @type {import("playwright-core").Browser} */
let browser;

before(async () => {
  site = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  site?.close();
});

/** Opens a page; at the end nothing must have gone wrong in it.
 * @param {string} address
 * @param {import("playwright-core").BrowserContextOptions & {settings?: object | string, script?: () => void, slow?: string}} options
 *   settings are those kept, script runs before the page's own, slow is a module that comes late
 * @param {(page: import("playwright-core").Page) => Promise<void>} use */
async function open(address, { settings, script, slow, ...options }, use) {
  assert.ok(address, "the site has no such page");
  const context = await browser.newContext({ viewport: wide, ...options });
  try {
    const page = await context.newPage();
    /** @type {string[]} */
    const errors = [];
    page.on("console", (m) => m.type() === "error" && errors.push(m.text()));
    page.on("pageerror", (e) => errors.push(String(e)));
    const kept = typeof settings === "string" ? settings : settings && JSON.stringify(settings);
    if (kept) await page.addInitScript((s) => sessionStorage.length || (localStorage.setItem("mulu-reading", s), sessionStorage.setItem("once", "1")), kept);
    if (script) await page.addInitScript(script);
    if (slow) await page.route(`**/${slow}.*.js`, async (route) => {
      await new Promise((done) => setTimeout(done, 400));
      await route.continue();
    });
    await page.goto(site.base + address, { waitUntil: "load" });
    await page.locator(".reading-tools button").nth(1).waitFor({ timeout: 5000 });
    await use(page);
    assert.deepEqual(errors, []);
  } finally {
    await context.close();
  }
}

/** @param {import("playwright-core").Page} page */
async function openPanel(page) {
  await page.getByRole("button", { name: "阅读设置" }).click();
  const panel = page.getByRole("dialog", { name: "阅读设置" });
  await panel.waitFor();
  return panel;
}

/** @param {import("playwright-core").Page} page */
const said = (page) => page.locator(".reading-tools [role=status]").textContent();
/** @param {import("playwright-core").Page} page @param {string} name */
const attribute = (page, name) => page.locator("html").getAttribute(`data-${name}`);
/** @param {import("playwright-core").Page} page @param {string} property */
const rootStyle = (page, property) => page.evaluate((p) => getComputedStyle(document.documentElement).getPropertyValue(p), property);

describe("before the first paint", () => {
  const watch = () => {
    window.shifts = [];
    new PerformanceObserver((list) => list.getEntries().forEach((e) => window.shifts.push([e.value, e.sources.map((s) => s.node?.className)]))).observe({ type: "layout-shift", buffered: true });
    new MutationObserver(() => {
      if (document.documentElement?.dataset.text) window.setAt ??= performance.now();
    }).observe(document, { attributes: true, subtree: true });
  };
  const large = { text: "200", scheme: "dark" };
  const simple = { view: "simple", text: "150" };
  for (const [kind, viewport, settings] of /** @type {[string, typeof wide, Record<string, string>][]} */ ([
    ["document", wide, {}], ["document", wide, large], ["document", wide, simple], ["document", phone, {}], ["document", phone, large], ["document", phone, simple],
    ["list", phone, large], ["home", phone, large],
  ])) {
    test(`${kind}, ${viewport.width} px, ${JSON.stringify(settings)}: settings are there and nothing jumps`, async () => {
      await open(pages[kind], { viewport, settings, script: watch, slow: "page-tools" }, async (page) => {
        await page.waitForTimeout(100);
        const { shifts, setAt, painted } = await page.evaluate(() => ({
          shifts: window.shifts, setAt: window.setAt, painted: performance.getEntriesByName("first-paint")[0]?.startTime,
        }));
        assert.deepEqual(shifts, []);
        if (settings.text) assert.ok(setAt < painted, `set at ${setAt}, painted at ${painted}`);
      });
    });
  }

  for (const kept of ["no JSON", "null", "5", '{"text":"900","scheme":"pink","__proto__":{"view":"simple"}}']) {
    test(`what was kept is not ours (${kept}): the defaults`, async () => {
      await open(pages.document, { settings: kept }, async (page) => {
        for (const name of ["text", "scheme", "view"]) assert.equal(await attribute(page, name), null);
      });
    });
  }

  test("opened from a folder no room is lost for buttons that cannot come", async () => {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(join(folder, pages.document)).href);
    assert.equal(await page.locator(".reading-tools").evaluate((e) => e.offsetHeight), 0);
    await page.close();
  });

  test("without script neither", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(site.base + pages.document);
    assert.equal((await page.locator(".reading-tools").boundingBox())?.height ?? 0, 0);
    await context.close();
  });
});

describe("the panel", () => {
  const choices = /** @type {const} */ ([
    ["字号", "200%", "text", "200"], ["行距", "加宽", "space", "wide"], ["对比度", "高对比", "contrast", "high"],
    ["颜色", "深色", "scheme", "dark"], ["版面", "长辈版", "view", "simple"], ["阅读尺", "开", "ruler", "on"],
  ]);
  test("each choice holds at once, is announced, is kept on the next page and after a reload", async () => {
    await open(pages.document, {}, async (page) => {
      const panel = await openPanel(page);
      const radio = (in_, [legend, option]) => in_.getByRole("group", { name: legend }).getByRole("radio", { name: option });
      for (const choice of choices) {
        await radio(panel, choice).check();
        assert.equal(await attribute(page, choice[2]), choice[3]);
        assert.equal(await said(page), `${choice[0]}：${choice[1]}`);
      }
      await page.goto(site.base + pages.list);
      await page.reload();
      const again = await openPanel(page);
      for (const choice of choices) {
        assert.equal(await attribute(page, choice[2]), choice[3]);
        assert.ok(await radio(again, choice).isChecked(), choice[0]);
      }
      await again.getByRole("button", { name: "恢复默认" }).click();
      assert.equal(await said(page), "已恢复默认设置");
      for (const choice of choices) {
        assert.equal(await attribute(page, choice[2]), null);
        assert.equal(await radio(again, choice).isChecked(), false);
      }
    });
  });

  test("sizes, lines and colours change as the names say", async () => {
    await open(pages.document, { settings: { text: "200", space: "wide", scheme: "dark", contrast: "high" }, colorScheme: "light" }, async (page) => {
      assert.equal(await rootStyle(page, "font-size"), "32px");
      assert.ok(parseFloat(await rootStyle(page, "line-height")) >= 2 * 32);
      assert.deepEqual([await rootStyle(page, "color"), await rootStyle(page, "background-color")], ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]);
    });
    await open(pages.document, { settings: { scheme: "light" }, colorScheme: "dark" }, async (page) => {
      assert.equal(await rootStyle(page, "background-color"), "rgb(255, 255, 255)");
    });
  });

  test("the keyboard reaches all of it; Escape closes it and gives the focus back", async () => {
    await open(pages.document, { viewport: phone }, async (page) => {
      const focused = () => page.evaluate(() => document.activeElement?.textContent || `${document.activeElement?.name} ${document.activeElement?.value}`);
      for (const want of ["跳到正文", "长辈版", "阅读设置"]) {
        await page.keyboard.press("Tab");
        assert.equal(await focused(), want);
      }
      await page.keyboard.press("Enter");
      await page.locator(".reading-panel[open]").waitFor();
      assert.equal(await page.getByRole("button", { name: "阅读设置" }).getAttribute("aria-expanded"), "true");
      const walked = [];
      for (let i = 0; i < 9; i++) {
        walked.push(await focused());
        const { outline, inSight, html } = await page.evaluate(focusState);
        assert.ok(outline >= 3 && inSight, html);
        await page.keyboard.press("Tab");
      }
      assert.deepEqual(walked, ["关闭", "text ", "space ", "contrast ", "scheme ", "view ", "ruler ", "朗读", "恢复默认"]);
      // Behind the panel the page goes on, and what has the focus is not hidden by it.
      for (let i = 0; i < 12; i++) {
        const { inSight, html } = await page.evaluate(focusState);
        assert.ok(inSight, html);
        await page.keyboard.press("Tab");
      }
      await page.locator(".reading-panel input").first().focus();
      await page.keyboard.press("ArrowRight");
      assert.equal(await attribute(page, "text"), "125");
      await page.keyboard.press("Escape");
      assert.equal(await page.locator(".reading-panel").isVisible(), false);
      assert.equal(await focused(), "阅读设置");
    });
  });

  for (const viewport of [wide, { width: 640, height: 320 }, { width: 320, height: 256 }]) {
    test(`${viewport.width} by ${viewport.height}: what has the focus on the page is not behind it`, async () => {
      await open(pages["long document"], { viewport }, async (page) => {
        await openPanel(page);
        await page.locator(".reading-foot button").last().focus();
        for (let i = 0; i < 60; i++) {
          await page.keyboard.press("Tab");
          const hidden = await page.evaluate(() => {
            if (document.activeElement?.closest(".reading-panel")) return "back"; // once round
            const boxes = Array.from(document.activeElement?.getClientRects() ?? []);
            const top = document.querySelector(".reading-panel").getBoundingClientRect().top;
            return boxes.every((b) => b.top >= top || b.bottom <= 0) && document.activeElement?.outerHTML;
          });
          if (hidden === "back" && i > 20) break;
          assert.equal(hidden, false, `stop ${i + 1}`);
        }
      });
    });
  }

  test("Escape closes it from the page, too, where the focus stays", async () => {
    await open(pages.document, {}, async (page) => {
      const panel = await openPanel(page);
      await page.locator(".site-title a").focus();
      await page.keyboard.press("Escape");
      await panel.waitFor({ state: "hidden" });
      assert.ok(await page.locator(".site-title a").evaluate((e) => e === document.activeElement));
      await openPanel(page);
      await page.locator(".search-input").focus();
      await page.keyboard.press("Escape");
      assert.ok(await panel.isVisible(), "a field keeps the key");
    });
  });

  for (const viewport of [wide, { width: 320, height: 640 }]) {
    test(`${viewport.width} px, in every mode: axe finds nothing, nothing scrolls sideways`, async () => {
      await open(pages["document with banner"], { viewport }, async (page) => {
        const panel = await openPanel(page);
        const modes = [{ scheme: "light" }, { scheme: "dark" }, { contrast: "high" }, { scheme: "light", view: "simple" }, { view: "", text: "200", space: "wide" }];
        for (const settings of modes) {
          await page.evaluate((s) => window.reading.set(s), settings);
          const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(over <= 0, `${JSON.stringify(settings)}: ${over} px too wide`);
          assert.ok(await panel.evaluate((e) => e.scrollWidth <= e.clientWidth), `panel: ${JSON.stringify(settings)}`);
          assert.deepEqual(await violations(page), [], JSON.stringify(settings));
        }
      });
    });
  }

  test("other tabs follow", async () => {
    await open(pages.document, {}, async (page) => {
      const other = await page.context().newPage();
      await other.goto(site.base + pages.home);
      const panel = await openPanel(page);
      await panel.getByRole("radio", { name: "150%" }).check();
      await other.locator("html[data-text='150']").waitFor();
      await other.getByRole("button", { name: "长辈版" }).click();
      await page.locator("html[data-view=simple]").waitFor();
      assert.ok(await panel.getByRole("radio", { name: "长辈版" }).isChecked());
    });
  });

  test("where the browser keeps nothing the page changes all the same, and says so", async () => {
    const script = () => Object.defineProperty(window, "localStorage", { get() {
      throw new DOMException("blocked", "SecurityError");
    } });
    await open(pages.document, { script }, async (page) => {
      const panel = await openPanel(page);
      await panel.getByRole("radio", { name: "175%" }).check();
      assert.equal(await attribute(page, "text"), "175");
      assert.ok(await panel.getByText("浏览器没有允许保存设置").isVisible());
      await panel.getByRole("button", { name: "关闭" }).click();
      await page.getByRole("button", { name: "长辈版" }).click();
      assert.ok(await page.locator(".reading-tools").getByText("已进入长辈版；浏览器没有允许保存设置").isVisible());
    });
  });

  test("on paper there is none", async () => {
    await open(pages.document, { settings: { ruler: "on" } }, async (page) => {
      await openPanel(page);
      await page.emulateMedia({ media: "print" });
      for (const part of [".reading-tools", ".reading-panel", ".reading-ruler"]) assert.equal(await page.locator(part).isVisible(), false, part);
    });
  });
});

test("the menu closes by Escape and when the focus goes on, so that it hides nothing", async () => {
  await open(pages["long document"], { viewport: phone }, async (page) => {
    const menu = page.locator(".site-menu");
    await menu.locator("summary").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Escape");
    assert.deepEqual([await menu.getAttribute("open"), await page.evaluate(() => document.activeElement?.nodeName)], [null, "SUMMARY"]);
    await page.keyboard.press("Enter");
    for (const _ of await menu.locator("a").all()) await page.keyboard.press("Tab");
    assert.notEqual(await menu.getAttribute("open"), null, "open while it has the focus");
    await page.keyboard.press("Tab");
    assert.equal(await menu.getAttribute("open"), null);
    const { inSight, html } = await page.evaluate(focusState);
    assert.ok(inSight, html);
  });
});

test("long words in the order of results make no page wider than the window", async () => {
  await open("search.html?q=%E4%BA%A4%E9%80%9A", { viewport: { width: 320, height: 640 }, settings: { text: "200" } }, async (page) => {
    await page.waitForSelector('#m-main[data-state="found"]');
    const over = await page.evaluate(() => {
      document.querySelector(".search-sort option").textContent = "Most relevant documents come first"; // as in English
      return document.documentElement.scrollWidth - innerWidth;
    });
    assert.ok(over <= 0, `${over} px too wide`);
  });
});

test("to a finger the links that stand by themselves are 44 px high", async () => {
  for (const address of [pages.home, pages["list with numbers"], pages["long document"]]) {
    await open(address, { viewport: phone, hasTouch: true, isMobile: true }, async (page) => {
      const low = await page.evaluate(() => Array.from(document.querySelectorAll(".crumbs a, .entry a, .rows-name a"))
        .filter((e) => e.getBoundingClientRect().height < 44).map((e) => e.outerHTML));
      assert.deepEqual(low, [], address);
    });
  }
});

describe("the simple view", () => {
  test("is a button away, and so is the way back", async () => {
    await open(pages.document, {}, async (page) => {
      await page.getByRole("button", { name: "长辈版" }).click();
      assert.equal(await attribute(page, "view"), "simple");
      assert.equal(await said(page), "已进入长辈版");
      assert.equal(await page.locator(":focus").textContent(), "退出长辈版");
      await page.keyboard.press("Enter");
      assert.equal(await attribute(page, "view"), null);
      assert.equal(await said(page), "已退出长辈版");
    });
  });

  for (const kind of ["home", "document with banner", "long document", "list", "search", "sitemap", "data", "page", "asof", "asofindex", "notfound"]) {
    test(`${kind}: 18 pt, 60 px, one column`, async () => {
      await open(pages[kind], { settings: { view: "simple" } }, async (page) => {
        for (const viewport of [wide, { width: 320, height: 640 }]) {
          await page.setViewportSize(viewport);
          assert.deepEqual(await page.evaluate(tooSmall), [], `${viewport.width} px`);
        }
        for (const gone of [".site-nav", ".contents", ".siblings", ".facets"]) {
          for (const part of await page.locator(gone).all()) assert.equal(await part.isVisible(), false, gone);
        }
        for (const kept of ["h1", ".banner", ".doc-body", ".attachments", ".rows"]) {
          for (const part of await page.locator(kept).all()) assert.ok(await part.isVisible(), kept);
        }
        assert.deepEqual(await violations(page), []);
      });
    });
  }
});

/** Runs in a page: what is under the sizes of the simple view, and what does not fit. */
function tooSmall() {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n = walker.nextNode(); n; n = walker.nextNode()) {
    const e = n.parentElement;
    if (!n.nodeValue.trim() || !e.checkVisibility() || e.closest(".visually-hidden, sup, noscript, .search-unready")) continue;
    if (parseFloat(getComputedStyle(e).fontSize) < 24) found.push(`small text: ${e.outerHTML.slice(0, 120)}`);
  }
  for (const e of document.querySelectorAll("button, input, select, summary, .rows-name a, .latest a, .attachments a, .crumbs a, .entry a, .facet-list a")) {
    const box = e.getBoundingClientRect();
    if (e.checkVisibility() && !e.closest("label") && (box.height < 60 || box.width < 44)) found.push(`small target: ${box.width}×${box.height} ${e.outerHTML.slice(0, 120)}`);
  }
  if (document.documentElement.scrollWidth > innerWidth) found.push("scrolls sideways");
  return found;
}

describe("the ruler", () => {
  const middle = (page) => page.locator(".reading-ruler").evaluate((e) => Math.round(e.getBoundingClientRect().top + e.offsetHeight / 2));

  test("is off until it is asked for", async () => {
    await open(pages.document, {}, async (page) => assert.equal(await page.locator(".reading-ruler").count(), 0));
  });

  test("follows pointer, focus and arrows, and is in nobody's way", async () => {
    await open(pages["long document"], { settings: { ruler: "on" } }, async (page) => {
      const ruler = page.locator(".reading-ruler");
      await ruler.waitFor();
      assert.equal(await ruler.getAttribute("aria-hidden"), "true");
      await page.mouse.move(500, 400);
      assert.equal(await middle(page), 400);
      assert.ok(await page.evaluate(() => !document.elementFromPoint(500, 400)?.matches(".reading-ruler")));
      await page.mouse.click(1275, 400); // beside the text: nothing has the focus
      await page.keyboard.press("ArrowUp");
      const step = 400 - (await middle(page));
      assert.ok(step > 20 && step < 80, String(step));
      for (let i = 0; i < 20; i++) await page.keyboard.press("ArrowDown");
      assert.ok((await page.evaluate(() => scrollY)) > 200, "the page follows");
      assert.ok((await middle(page)) <= 600);
      await page.locator(".site-title a").focus();
      const box = await page.locator(".site-title a").boundingBox();
      assert.ok(Math.abs((await middle(page)) - (box.y + box.height / 2)) < 2);
      const input = page.locator(".search-input").first();
      await input.focus();
      const there = await middle(page);
      await page.keyboard.press("ArrowDown");
      assert.equal(await middle(page), there, "arrows in a control are the control's");
      await (await openPanel(page)).getByRole("group", { name: "阅读尺" }).getByRole("radio", { name: "关" }).check();
      await ruler.waitFor({ state: "detached" });
    });
  });

  test("is seen in forced colours", async () => {
    await open(pages.document, { settings: { ruler: "on" }, forcedColors: "active" }, async (page) => {
      const style = await page.locator(".reading-ruler").evaluate((e) => [getComputedStyle(e).borderTopColor, getComputedStyle(document.documentElement).backgroundColor, getComputedStyle(e).borderTopWidth]);
      assert.notEqual(style[0], style[1]);
      assert.equal(style[2], "3px");
    });
  });
});

describe("reading aloud", () => {
  /** A synthesis that does what the test says: window.spoken are the portions. */
  const script = () => {
    window.spoken = [];
    window.cancelled = 0;
    const synth = {
      getVoices: () => window.voices ?? [{ lang: "zh-CN", localService: true, name: "stub" }],
      speak: (u) => {
        window.spoken.push(u);
        setTimeout(() => u.onstart?.({}));
      },
      cancel: () => window.cancelled++,
      addEventListener() {},
    };
    Object.defineProperty(window, "speechSynthesis", { value: synth });
    window.SpeechSynthesisUtterance = class {
      constructor(text) {
        this.text = text;
      }
    };
  };
  const last = (page) => page.evaluate(() => {
    const u = window.spoken.at(-1);
    return { text: u.text, lang: u.lang, rate: u.rate, voice: u.voice?.name };
  });
  const end = (page) => page.evaluate(() => window.spoken.at(-1).onend({}));
  const start = (page) => page.locator(".doc-tools").getByRole("button", { name: "朗读" }).click();

  test("begins only when asked, at the title, and marks what is heard", async () => {
    await open(pages["document with banner"], { script }, async (page) => {
      assert.equal(await page.evaluate(() => window.spoken.length), 0);
      await start(page);
      const bar = page.getByRole("region", { name: "朗读" });
      await bar.waitFor();
      assert.equal(await said(page), "开始朗读");
      assert.deepEqual(await last(page), { text: await page.locator("h1").textContent(), lang: "zh-CN", rate: 1, voice: "stub" });
      assert.ok(await page.locator("h1.aloud-now").isVisible());
      assert.match((await bar.locator(".aloud-place").textContent()) ?? "", /^第 1 段，共 \d+ 段$/);
      await end(page);
      assert.equal((await last(page)).text.trim(), (await page.locator(".banner-state").textContent())?.trim());
      assert.equal(await page.locator(".aloud-now").count(), 1);
      await page.evaluate(() => window.spoken.at(-1).onboundary({ name: "word", charIndex: 0, charLength: 2 }));
      assert.equal(await page.evaluate(() => Array.from(CSS.highlights.get("aloud-word"), (r) => r.toString()).join("")), "废止");
      assert.deepEqual(await violations(page), []);
    });
  });

  test("is steered by the keyboard: pause, go on, next, previous, speed, stop", async () => {
    await open(pages["long document"], { script, viewport: phone }, async (page) => {
      await start(page);
      await page.locator(".aloud").waitFor();
      const focused = () => page.locator(":focus").textContent();
      assert.equal(await focused(), "暂停");
      await page.keyboard.press("Space");
      assert.deepEqual([await focused(), await said(page)], ["继续", "已暂停朗读"]);
      await page.keyboard.press("Space");
      assert.deepEqual([await focused(), await said(page)], ["暂停", "继续朗读"]);
      await page.keyboard.press("Tab");
      assert.equal(await focused(), "下一段");
      for (let i = 0; i < 8; i++) {
        await page.keyboard.press("Enter");
        const box = await page.locator(".aloud-now").boundingBox();
        const bar = await page.locator(".aloud").boundingBox();
        assert.ok(box.y >= -1 && box.y < bar.y, `block ${i} at ${box.y}, bar at ${bar.y}`);
      }
      assert.match((await page.locator(".aloud-place").textContent()) ?? "", /^第 9 段/);
      await page.keyboard.press("Shift+Tab");
      await page.keyboard.press("Shift+Tab");
      await page.keyboard.press("Enter");
      assert.match((await page.locator(".aloud-place").textContent()) ?? "", /^第 8 段/);
      await page.locator(".aloud select").selectOption("1.5");
      assert.equal((await last(page)).rate, 1.5);
      assert.equal(await said(page), "语速：1.5 倍");
      await page.locator(".aloud button").nth(1).focus();
      await page.keyboard.press("Escape");
      assert.deepEqual([await page.locator(".aloud").count(), await said(page), await focused()], [0, "已停止朗读", "朗读"]);
      assert.equal(await page.locator(".aloud-now").count(), 0);
    });
  });

  test("what was said of a copied link is no part of the text", async () => {
    await open(pages["long document"], { script, permissions: ["clipboard-write"] }, async (page) => {
      await page.locator("#art-1").hover();
      await page.locator(".copy-link").click();
      await page.locator(".copy-status", { hasText: "已复制" }).waitFor();
      await start(page);
      await page.locator(".aloud").waitFor();
      const heard = await page.evaluate(() => {
        for (let i = 0; i < 30; i++) window.spoken.at(-1).onend({});
        return window.spoken.map((u) => u.text);
      });
      assert.ok(heard.includes("第一条"), heard.join(" "));
      assert.deepEqual(heard.filter((text) => text.includes("复制")), []);
    });
  });

  test("a comparison is heard with what was deleted and what was added, and nothing that is folded", async () => {
    await open(pages.comparison, { script }, async (page) => {
      await start(page);
      await page.locator(".aloud").waitFor();
      const heard = await page.evaluate(() => {
        for (let i = 0; i < 500 && document.querySelector(".aloud"); i++) window.spoken.at(-1).onend({});
        return window.spoken.map((u) => u.text);
      });
      const shown = (selector) => page.locator(selector).evaluateAll((all) => all.map((e) => e.textContent));
      for (const [kind, word] of [["del", "删去"], ["ins", "新增"]]) {
        const marked = (await shown(`.change-changed ${kind}`)).filter((text) => text.startsWith(`〔${word}：`));
        assert.ok(marked.length > 0);
        for (const text of marked) assert.ok(heard.join("").includes(text.slice(0, 8)), text);
      }
      const folded = await shown(".unchanged:not([open]) p");
      assert.ok(folded.length > 0);
      assert.deepEqual(folded.filter((text) => heard.includes(text)), []);
    });
  });

  test("the settings can be changed meanwhile: the buttons make room for the panel", async () => {
    await open(pages.document, { script, viewport: phone }, async (page) => {
      await start(page);
      await page.locator(".aloud").waitFor();
      await openPanel(page);
      for (let i = 0; i < 9; i++) {
        const { inSight, html } = await page.evaluate(focusState);
        assert.ok(inSight, html);
        await page.keyboard.press("Tab");
      }
      await page.keyboard.press("Escape");
      await page.locator(".aloud").waitFor({ timeout: 3000 });
    });
  });

  test("stops when the page is left, and says when there is nothing more", async () => {
    await open(pages.document, { script }, async (page) => {
      await start(page);
      await page.locator(".aloud").waitFor();
      const before = await page.evaluate(() => window.cancelled);
      await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide")));
      assert.ok((await page.evaluate(() => window.cancelled)) > before);
      assert.equal(await page.locator(".aloud button").nth(1).textContent(), "继续", "for who comes back");
      await page.locator(".aloud").getByRole("button", { name: "停止" }).click();
      await page.locator(".aloud").waitFor({ state: "detached" });
      await start(page);
      await page.locator(".aloud").waitFor();
      await page.evaluate(() => {
        for (let i = 0; i < 2000 && document.querySelector(".aloud"); i++) window.spoken.at(-1).onend({});
      });
      assert.equal(await said(page), "朗读完毕");
    });
  });

  test("says that there is no voice for the language", async () => {
    const none = () => {
      window.voices = [{ lang: "en-US", localService: true }];
    };
    await open(pages.document, { script }, async (page) => {
      await page.evaluate(none);
      await start(page);
      await page.locator(".aloud").getByText("没有能读这种文字的语音").waitFor();
      assert.match((await said(page)) ?? "", /没有能读/);
      assert.equal(await page.locator(".aloud button").nth(1).textContent(), "继续");
    });
  });

  test("starts from the panel on a page without a document's buttons, too", async () => {
    await open(pages.list, { script }, async (page) => {
      const panel = await openPanel(page);
      await panel.getByRole("button", { name: "朗读" }).click();
      await page.locator(".aloud").waitFor();
      assert.ok((await last(page)).text.length > 0);
      await page.keyboard.press("Escape");
      assert.equal(await page.locator(":focus").textContent(), "阅读设置");
    });
  });

  test("a browser that cannot speak has no button for it", async () => {
    const mute = () => delete window.speechSynthesis;
    await open(pages.document, { script: mute }, async (page) => {
      assert.ok(await page.getByRole("button", { name: "打印本页" }).isVisible());
      assert.equal(await page.getByRole("button", { name: "朗读" }).count(), 0);
    });
  });
});
