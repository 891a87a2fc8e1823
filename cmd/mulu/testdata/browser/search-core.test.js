import assert from "node:assert/strict";
import { test } from "node:test";
import { entry, find, fold, pieces, words } from "../../../../static/js/search-core.js";

const docs = [
  { url: "doc/3.html", title: "关于网约车管理办法的解读", index: "113799004189027499/2025-00003", summary: "解读临交发〔2025〕1号" },
  { url: "doc/2.html", title: "2024年度部门决算", index: "113799004189027499/2025-00002", issuer: "临川市交通运输局", keywords: ["决算", "三公经费"] },
  { url: "doc/1.html", title: "关于印发《网约车管理办法（试行）》的通知", index: "113799004189027499/2025-00001", number: "临交发〔2025〕1号", category: "规范性文件" },
  { url: "doc/0.html", title: "临交发公告", index: "113799004189027499/2024-00011", number: "临交发〔2024〕11号" },
];
const entries = docs.map(entry);
/** @param {string} query */
const urls = (query) => find(entries, query).map((d) => d.url);

for (const [a, b] of [
  ["临交发〔2025〕1号", "临交发[2025]1号"],
  ["临交发〔2025〕1号", "临交发【２０２５】１ 号"],
  ["（试行）", "试行"],
  ["ＡＢＣ－１", "abc-1"],
  ["《办 法》", "办法"],
  ["１＋３７３", "1+373"],
]) {
  test(`${a} and ${b} are the same`, () => assert.equal(fold(a), fold(b)));
}

test("different numbers stay different", () => {
  assert.notEqual(fold("临交发〔2025〕1号"), fold("临交发〔2025〕11号"));
});

test("words are parted by any space; signs alone are none", () => {
  assert.deepEqual(words(" 网约车　办法 《》 "), ["网约车", "办法"]);
});

for (const [query, want] of [
  ["临交发[2025] 1号", ["doc/1.html", "doc/3.html"]], // a number first, then its mention
  ["113799004189027499/2025-00002", ["doc/2.html"]],
  ["网约车办法", []], // one word is one run of characters
  ["网约车 办法", ["doc/3.html", "doc/1.html"]], // among equals the order given
  ["办法试行", ["doc/1.html"]], // brackets and title marks do not part words
  ["三公", ["doc/2.html"]],
  ["规范性文件", ["doc/1.html"]],
  ["解读 网约车 决算", []], // all words in one document
  ["决算2025", []], // not across two fields
  ["  ", []],
  ["《》", []],
]) {
  test(`find ${query}`, () => assert.deepEqual(urls(query), want));
}

for (const [text, query, want] of [
  ["网约车管理办法", "管理", ["网约车", "*管理", "办法"]],
  ["临交发〔2025〕1号", "临交发[2025]1号", ["*临交发〔2025〕1号"]],
  ["办法（试行）", "法试", ["办", "*法（试", "行）"]],
  ["ＡＢＣ", "b", ["Ａ", "*Ｂ", "Ｃ"]],
  ["第㈠项", "一", ["第", "*㈠", "项"]], // one character that folds to three
  ["𠮷野家", "野", ["𠮷", "*野", "家"]],
  ["无", "有", ["无"]],
]) {
  test(`pieces of ${text} for ${query}`, () => {
    const got = pieces(text, query);
    assert.deepEqual(got.map((p) => (p.found ? `*${p.text}` : p.text)), want);
    assert.equal(got.map((p) => p.text).join(""), text);
  });
}
