/** A way to an article by its number, in Chinese or in Arabic numerals, above the contents
 * of a text with many articles. page-tools.js loads it there. */

import { texts } from "./texts.js";

const place = /** @type {HTMLElement} */ (document.querySelector(".jump")); // page-tools.js has seen it
/** The articles, in their order. @type {HTMLElement[]} */
const articles = Array.from(document.querySelectorAll('.doc-body [id^="art-"]'));

/** @template {keyof HTMLElementTagNameMap} T @param {T} tag @param {...(Node|string)} children */
function make(tag, ...children) {
  const e = document.createElement(tag);
  e.append(...children);
  return e;
}

/** A number without what need not be typed: 第十二条 is 十二.
 * @param {string} text */
const bare = (text) => text.normalize("NFKC").replace(/[\u7b2c\u6761\u689d\s]/g, "").replace(/\u96f6/g, "\u3007");

/** The number that an article begins with, as it is written: 第十二条.
 * @param {HTMLElement} article */
const nameOf = (article) => (article.textContent ?? "").trim().split(/[\s\uff1a:\u3010]/, 1)[0];

/** The articles of a number: 十二 and 十二之一 as it is written, 12 and 12之1 as their
 * addresses have it. A text that holds two regulations may have two.
 * @param {string} number */
function articlesOf(number) {
  const id = `art-${number.replace("\u4e4b", "-")}`;
  return articles.filter((e) => bare(nameOf(e)) === number || e.id.replace(/_\d+$/, "") === id);
}

const input = make("input");
input.autocomplete = "off";
input.required = true;
const button = make("button", texts.tools.jump_go);
button.className = "button button-quiet";
const status = make("p");
status.setAttribute("role", "status");
const form = make("form", make("label", ...texts.tools.jump_to(...[input])), button, status);
/** Where the last jump led. @type {HTMLElement | undefined} */
let last;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const found = articlesOf(bare(input.value));
  status.textContent = "";
  if (found.length === 0) {
    // A region that is new on the page is not heard; one that changes is.
    requestAnimationFrame(() => { status.textContent = texts.tools.jump_none(nameOf(articles[0]), nameOf(articles[articles.length - 1])); });
    return input.select();
  }
  last = found[(last ? found.indexOf(last) + 1 : 0) % found.length];
  location.hash = last.id;
  last.scrollIntoView(); // also when the address says so already
});
place.append(form);
