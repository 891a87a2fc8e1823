/** The colours of main.css are readable: WCAG 2.2 1.4.3 (AA) asks 4.5:1 of text
 * and 1.4.11 asks 3:1 of controls; we ask 7:1 of running text. Computed from the
 * style sheet itself, in the light and in the dark mode. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const css = readFileSync(new URL("../../../../static/css/main.css", import.meta.url), "utf8");

/** Declarations of custom properties in the first block after a marker.
 * @param {string} marker @returns {Map<string, string>} */
function properties(marker) {
  const start = css.indexOf(":root {", css.indexOf(marker));
  const block = css.slice(start, css.indexOf("}", start));
  return new Map(Array.from(block.matchAll(/(--[\w-]+):\s*([^;]+);/g), (m) => [m[1], m[2].trim()]));
}

const light = properties(":root {");
const dark = new Map([...light, ...properties("(prefers-color-scheme: dark)")]);

/** @param {Map<string, string>} mode @param {string} name @returns {string} a hex colour */
function colour(mode, name) {
  const value = mode.get(name) ?? "";
  const variable = value.match(/^var\((--[\w-]+)\)$/);
  return variable ? colour(mode, variable[1]) : value;
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

const pairs = [
  // foreground, backgrounds, least ratio
  ["--color-text", ["--color-page", "--color-surface", "--color-mark"], 7],
  ["--color-muted", ["--color-page", "--color-surface"], 7],
  ["--color-link", ["--color-page", "--color-surface"], 7],
  ["--color-link", ["--color-mark"], 4.5], // found words in the title of a result
  ["--color-muted", ["--color-mark"], 4.5],
  ["--color-accent", ["--color-page", "--color-surface"], 7],
  ["--color-warn", ["--color-page", "--color-surface"], 7],
  ["--color-on-bar", ["--color-bar"], 7],
  ["--color-control", ["--color-page", "--color-surface"], 3],
  ["--color-focus", ["--color-page", "--color-surface"], 3],
];

for (const [name, mode] of [["light", light], ["dark", dark]]) {
  for (const [front, backs, least] of pairs) {
    for (const back of backs) {
      const ratio = contrast(colour(mode, front), colour(mode, back));
      test(`${name}: ${front} on ${back} is ${ratio.toFixed(2)}:1, at least ${least}:1`, () => {
        assert.ok(ratio >= least, `${ratio.toFixed(2)} < ${least}`);
      });
    }
  }
}
