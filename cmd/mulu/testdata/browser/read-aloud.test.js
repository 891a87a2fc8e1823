/** What is read aloud, in which portions and order; and the player, over a synthesis
 * that a test steers. */
import assert from "node:assert/strict";
import { beforeEach, describe, mock, test } from "node:test";
import { blocksOf, placesOf, portionEnd, voiceFor } from "../../../../static/js/read-aloud-text.js";
import { makePlayer } from "../../../../static/js/read-aloud-player.js";

/** A node with the properties that blocksOf reads. */
function h(name, attributes, ...children) {
  const node = {
    nodeType: 1, nodeName: name.toUpperCase(), parentElement: null,
    getAttribute: (key) => attributes[key] ?? null,
    childNodes: children.map((c) => (typeof c === "string" ? { nodeType: 3, nodeName: "#text", nodeValue: c, textContent: c } : c)),
    get children() {
      return this.childNodes.filter((c) => c.nodeType === 1);
    },
    get textContent() {
      return this.childNodes.map((c) => c.textContent).join("");
    },
  };
  for (const c of node.children) c.parentElement = node;
  return node;
}

const words = { note: (mark) => `注${mark}`, colon: "：", comma: "，" };
const read = (...roots) => blocksOf(roots, words, (e) => e.getAttribute("hidden") !== null).map((b) => b.text);

describe("blocks", () => {
  test("paragraphs, headings and items, in order, each once", () => {
    const body = h("div", { lang: "zh-CN" }, h("h2", {}, "一、总则"), h("p", {}, "为了", h("strong", {}, "方便"), "群众。"),
      h("ul", {}, h("li", {}, "甲", h("ul", {}, h("li", {}, "乙")), "丙")));
    assert.deepEqual(read(body), ["一、总则", "为了方便群众。", "甲", "乙", "丙"]);
    assert.equal(blocksOf([body], words, () => false)[0].lang, "zh-CN");
  });
  test("what is no text of the document is left out", () => {
    const body = h("div", {}, h("nav", {}, "目录"), h("p", { hidden: "" }, "隐藏"), h("p", {}, h("button", {}, "复制"), "正文", h("span", { "aria-hidden": "true" }, "¶")),
      h("p", {}, "注文", h("a", { role: "doc-backlink" }, "↩")), h("p", {}, " … "));
    assert.deepEqual(read(body), ["正文", "注文"]);
  });
  test("the mark of a footnote is said as one, an image by its words", () => {
    const p = h("p", {}, "按规定", h("sup", {}, h("a", { role: "doc-noteref" }, "1")), "办理", h("img", { alt: "流程图" }));
    assert.deepEqual(read(p), ["按规定注1办理流程图"]);
  });
  test("a table row by row, each cell behind the heads of its column", () => {
    const table = h("table", {}, h("caption", {}, "收费标准"),
      h("thead", {}, h("tr", {}, h("th", { rowspan: "2" }, "项目"), h("th", { colspan: "2" }, "金额")), h("tr", {}, h("th", {}, "上限"), h("th", {}, "下限"))),
      h("tbody", {}, h("tr", {}, h("td", { rowspan: "2" }, "停车"), h("td", {}, "10元"), h("td", {}, h("p", {}, "5元"))), h("tr", {}, h("td", {}, "8元"), h("td", {}, "3元"))));
    assert.deepEqual(read(h("div", {}, table)), ["收费标准", "项目：停车，金额上限：10元，金额下限：5元", "金额上限：8元，金额下限：3元"]);
  });
  test("an empty cell is not said, nor the head of its column; one with a picture is", () => {
    const table = h("table", {}, h("thead", {}, h("tr", {}, h("th", {}, "名称"), h("th", {}, "文号"), h("th", {}, "图"))),
      h("tbody", {}, h("tr", {}, h("td", {}, "公告"), h("td", {}, h("span", {}, " ")), h("td", {}, h("p", {}, h("img", { alt: "示意图" })))), h("tr", {}, h("td", {}), h("td", {}), h("td", {}))));
    assert.deepEqual(read(table), ["名称：公告，图：示意图"]);
  });
  test("the head of a row is said without the head of its column", () => {
    const table = h("table", {}, h("tbody", {}, h("tr", {}, h("th", {}, "索引号"), h("td", {}, "2026-00001"))));
    assert.deepEqual(read(table), ["索引号，2026-00001"]);
  });
  test("a word's place is found in the text nodes, across them and not in what is only said", () => {
    const [block] = blocksOf([h("p", {}, "为了", h("b", {}, "方便"), h("a", { role: "doc-noteref" }, "1"), "群众")], words, () => false);
    const places = (from, to) => placesOf(block.pieces, from, to).map((p) => p.node.nodeValue.slice(p.from, p.to));
    assert.deepEqual(places(1, 3), ["了", "方"]);
    assert.deepEqual(places(3, 7), ["便", "群"]);
  });
});

describe("portions", () => {
  const all = (text, limit) => {
    const parts = [];
    for (let at = 0; at < text.length;) {
      const end = portionEnd(text, at, limit);
      assert.ok(end > at && end - at <= limit, `${at} to ${end}`);
      parts.push(text.slice(at, end));
      at = end;
    }
    return parts;
  };
  for (const [text, limit, want] of /** @type {[string, number, string[]][]} */ ([
    ["短句。", 10, ["短句。"]],
    ["第一句。第二句！第三句很长。", 10, ["第一句。第二句！", "第三句很长。"]],
    ["他说“可以。”然后走了，没有回来", 8, ["他说“可以。”", "然后走了，", "没有回来"]],
    ["投资12345678元", 6, ["投资", "123456", "78元"]],
    ["比例为3.14159以上", 9, ["比例为", "3.14159以上"]],
    ["没有任何标点的一段文字", 4, ["没有任何", "标点的一", "段文字"]],
    ["𠮷𠮷𠮷", 3, ["𠮷", "𠮷", "𠮷"]],
  ])) {
    test(`${text} by ${limit}`, () => assert.deepEqual(all(text, limit), want));
  }
});

test("the voice is one of the language, best of its kind and of the device", () => {
  const v = (name, lang, localService) => ({ name, lang, localService });
  const voices = [v("a", "en-US", true), v("b", "zh-TW", true), v("c", "zh_CN", false), v("d", "zh-CN", true), v("e", "zh-HK", false)];
  assert.equal(voiceFor(voices, "zh-CN")?.name, "d");
  assert.equal(voiceFor(voices.slice(0, 3), "zh-CN")?.name, "c");
  assert.equal(voiceFor(voices.slice(0, 2), "zh-CN")?.name, "b");
  assert.equal(voiceFor(voices.slice(0, 1), "zh-CN"), undefined);
});

describe("the player", () => {
  /** @type {any[]} */
  let spoken;
  /** @type {string[]} */
  let told;
  let voices = [{ lang: "zh-CN", localService: true }];
  const now = () => spoken[spoken.length - 1];
  const blocks = [{ text: "甲。", lang: "zh-CN" }, { text: `${"长".repeat(70)}。${"短".repeat(70)}。`, lang: "zh-CN" }, { text: "丙。", lang: "zh-CN" }];
  const player = () => makePlayer(blocks, {
    block: (at) => told.push(`block ${at}`), word: (at, from, to) => told.push(`word ${at} ${from}-${to}`),
    end: () => told.push("end"), fault: (kind) => told.push(kind),
  });
  beforeEach(() => {
    mock.timers.reset();
    mock.timers.enable({ apis: ["setTimeout"] });
    [spoken, told, voices] = [[], [], [{ lang: "zh-CN", localService: true }]];
    globalThis.SpeechSynthesisUtterance = class {
      constructor(text) {
        this.text = text;
      }
    };
    globalThis.window = { speechSynthesis: { getVoices: () => voices, speak: (u) => spoken.push(u), cancel: () => now()?.onerror({ error: "canceled" }) } };
  });

  test("reads all blocks to the end, a long one in portions", () => {
    player().start(0);
    for (let i = 0; i < 4; i++) now().onend({});
    assert.deepEqual(spoken.map((u) => u.text.slice(0, 1)), ["甲", "长", "短", "丙"]);
    assert.deepEqual(told, ["block 0", "block 1", "block 2", "end"]);
  });
  test("goes on after a pause from the word that was heard last", () => {
    const p = player();
    p.start(1);
    now().onboundary({ name: "word", charIndex: 5, charLength: 2 });
    p.pause();
    assert.equal(p.playing, false);
    p.resume();
    assert.equal(now().text, `${"长".repeat(65)}。`);
    assert.deepEqual(told, ["block 1", "word 1 5-7"], "a cancelled portion is no fault");
  });
  test("steps forward and back, not beyond the ends, and only speaks while it plays", () => {
    const p = player();
    p.start(0);
    p.go(-1);
    assert.equal(spoken.length, 1);
    p.go(1);
    p.pause();
    p.go(1);
    p.go(1);
    assert.deepEqual(told, ["block 0", "block 1", "block 2"]);
    assert.equal(spoken.length, 2);
  });
  test("a new speed holds from the next word on", () => {
    const p = player();
    p.setRate(1.5);
    p.start(1);
    now().onboundary({ name: "word", charIndex: 3 });
    p.setRate(2);
    assert.deepEqual(spoken.map((u) => [u.rate, u.text.length]), [[1.5, 71], [2, 68]]);
  });
  test("portions of a voice of the network are short", () => {
    voices = [{ lang: "zh-CN", localService: false }];
    player().start(1);
    assert.equal(now().text.length, 40);
  });
  test("says that there is no voice: of the language, or one that never begins", () => {
    voices = [{ lang: "en-US", localService: true }];
    player().start(0);
    voices = [];
    player().start(0);
    mock.timers.tick(5000);
    assert.deepEqual(told, ["block 0", "voice", "block 0", "voice"]);
  });
  test("a fault stops it where it was, and it can go on", () => {
    const p = player();
    p.start(0);
    now().onend({});
    now().onerror({ error: "network" });
    assert.deepEqual([told.at(-1), p.playing], ["failed", false]);
    p.resume();
    assert.equal(now().text.slice(0, 1), "长");
  });
  test("late events of what was stopped change nothing", () => {
    const p = player();
    p.start(0);
    const late = now();
    p.stop();
    late.onend({});
    late.onboundary({ charIndex: 1 });
    mock.timers.tick(6000);
    assert.deepEqual(told, ["block 0"]);
    assert.equal(spoken.length, 1);
  });
});
