/** The colours of main.css are readable in every mode: WCAG 2.2 1.4.3 (AA) asks 4.5:1
 * of text and 1.4.11 asks 3:1 of controls; we ask 7:1 of running text, and more in high
 * contrast. Computed from the style sheet itself: its roles are resolved as a browser
 * does, by switches (see there). */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const css = readFileSync(new URL("../../../../static/css/main.css", import.meta.url), "utf8").replace(/\/\*.*?\*\//gs, "");

/** Declarations of custom properties in the first block after a marker.
 * @param {string} marker @returns {Map<string, string>} */
function properties(marker) {
  const start = css.indexOf(":root", css.indexOf(marker));
  const block = css.slice(css.indexOf("{", start) + 1, css.indexOf("}", start));
  return new Map(Array.from(block.matchAll(/(--[\w-]+):([^;]*);/g), (m) => [m[1], m[2].trim()]));
}

const base = properties(":root {");
const dark = properties('(prefers-color-scheme: dark)');
const high = properties('(prefers-contrast: more)');
const modes = {
  light: base,
  dark: new Map([...base, ...dark]),
  "high contrast": new Map([...base, ...high]),
  "dark, high contrast": new Map([...base, ...dark, ...high]),
  paper: new Map([...base, ...properties("@media print")]),
};

/** The value of a text with all its var() resolved.
 * @param {Map<string, string>} mode @param {string} text @returns {string} */
function resolve(mode, text) {
  const start = text.indexOf("var(");
  if (start < 0) return text.trim();
  let depth = 1, end = start + 4;
  while (depth > 0) depth += { "(": 1, ")": -1 }[text[end++]] ?? 0;
  const [, name, fallback] = text.slice(start + 4, end - 1).match(/^\s*(--[\w-]+)\s*(?:,(.*))?$/s) ?? [];
  const value = mode.get(name);
  assert.ok(value !== undefined, `${name} is nowhere`);
  return resolve(mode, text.slice(0, start) + (value === "initial" ? fallback : value) + text.slice(end));
}

/** @param {Map<string, string>} mode @param {string} name @returns {string} a hex colour */
function colour(mode, name) {
  const value = resolve(mode, `var(${name})`);
  assert.match(value, /^#([0-9a-f]{3}){1,2}$/, `${name} is ${value}`);
  return value;
}

/** Relative luminance (WCAG 2.2). @param {string} hex */
function luminance(hex) {
  const full = hex.length === 4 ? hex.replace(/[^#]/g, "$&$&") : hex;
  const [r, g, b] = [1, 3, 5].map((i) => {
    const c = parseInt(full.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @param {string} a @param {string} b */
function contrast(a, b) {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ["--color-page", "--color-surface"];
const pairs = [
  // foreground, backgrounds, least ratio, least ratio in high contrast
  ["--color-text", [...grounds, "--color-mark"], 7, 10],
  ["--color-muted", grounds, 7, 14],
  ["--color-link", grounds, 7, 10],
  ["--color-link", ["--color-mark"], 4.5, 7], // found words in the title of a result
  ["--color-muted", ["--color-mark"], 4.5, 7],
  ["--color-alarm", grounds, 7, 9],
  ["--color-warn", grounds, 7, 9],
  ["--color-accent", grounds, 7, 7],
  ["--color-on-bar", ["--color-bar", "--color-bar-hover"], 7, 7],
  ["--color-control", grounds, 3, 7],
  ["--color-rule", grounds, 3, 3],
  ["--color-focus", grounds, 3, 7],
];

for (const [name, mode] of Object.entries(modes)) {
  for (const [front, backs, least, leastHigh] of pairs) {
    for (const back of backs) {
      const want = name.includes("high") ? leastHigh : least;
      const ratio = contrast(colour(mode, front), colour(mode, back));
      test(`${name}: ${front} on ${back} is ${ratio.toFixed(2)}:1, at least ${want}:1`, () => {
        assert.ok(ratio >= want, `${ratio.toFixed(2)} < ${want}`);
      });
    }
  }
}

test("the switches that a reader turns are those that the system turns", () => {
  assert.deepEqual(properties(':root[data-scheme="dark"]'), dark);
  assert.deepEqual(properties(':root[data-contrast="high"]'), high);
});

test("every property that is used is defined", () => {
  const defined = new Set(Array.from(css.matchAll(/(--[\w-]+):/g), (m) => m[1]));
  const used = new Set(Array.from(css.matchAll(/var\(\s*(--[\w-]+)/g), (m) => m[1]));
  assert.deepEqual([...used].filter((name) => !defined.has(name)), []);
});

test("parts use steps of type and space, not sizes of their own", () => {
  const parts = css.slice(css.indexOf("html {"), css.indexOf("@page"));
  const own = parts.match(/(?:font-size|margin|padding|gap)[\w-]*:[^;}]*\d(?:rem|px)[^;}]*/g) ?? [];
  assert.deepEqual(own.filter((d) => !/: -?1px|: 2px 0 0|-1\.25em/.test(d)), []);
});
