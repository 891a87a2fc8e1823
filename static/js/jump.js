/** A way to an article by its number, in Chinese or in Arabic numerals, above the contents
 * of a text with many articles. page-tools.js loads it there; without it the contents lead
 * to each of them. */

import { texts } from "./texts.js";

const place = /** @type {HTMLElement} */ (document.querySelector(".jump")); // page-tools.js has seen it
const links = Array.from(/** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll('.contents a[href^="#art-"]')));

/** @template {keyof HTMLElementTagNameMap} T @param {T} tag @param {...(Node|string)} children */
function make(tag, ...children) {
  const e = document.createElement(tag);
  e.append(...children);
  return e;
}

/** A number without what need not be typed: 第十二条 is 十二.
 * @param {string} text */
const bare = (text) => text.normalize("NFKC").replace(/[\u7b2c\u6761\u689d\s]/g, "").replace(/\u96f6/g, "\u3007");

/** The links to the articles of a number: 十二 and 十二之一 as their words have it, 12 and
 * 12之1 as their addresses. A text that holds two regulations may have two.
 * @param {string} number */
function linksTo(number) {
  const hash = `#art-${number.replace("\u4e4b", "-")}`;
  return links.filter((a) => bare(a.textContent ?? "") === number || a.hash.replace(/_\d+$/, "") === hash);
}

const input = make("input");
input.autocomplete = "off";
input.required = true;
const button = make("button", texts.tools.jump_go);
button.className = "button button-quiet";
const status = make("p");
status.setAttribute("role", "status");
const form = make("form", make("label", texts.tools.jump_to, input, texts.tools.jump_article), button, status);
/** Where the last jump led. @type {HTMLAnchorElement | undefined} */
let last;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const found = linksTo(bare(input.value));
  status.textContent = "";
  if (found.length === 0) {
    const [from, to] = [links[0], links[links.length - 1]].map((a) => a.textContent ?? "");
    requestAnimationFrame(() => { status.textContent = texts.tools.jump_none(from, to); });
    input.select();
    return;
  }
  last = found[(last ? found.indexOf(last) + 1 : 0) % found.length];
  last.click();
});
place.append(form);
