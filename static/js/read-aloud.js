/** Reads a page aloud by the browser's own voice: a bar with the place and the buttons,
 * the block and the word that is heard marked. Loaded when a reader asks for it. */

import { texts } from "./texts.js";
import { makePlayer } from "./read-aloud-player.js";
import { blocksOf, placesOf } from "./read-aloud-text.js";

const { dataset } = document.documentElement;
const rates = ["0.75", "1", "1.25", "1.5", "2"];
/** The mark of the word that is heard, where the browser can mark without elements. */
const wordMark = "aloud-word";

/** What is no part of what a page says: words for screen readers alone but those that tell
 * deleted text from added, and what is folded. */
const unread = ".doc-tools, .copy-status, .visually-hidden:not(del *, ins *), [hidden], details:not([open]) > :not(summary)";

/** Of a document its title, what is said of its validity, and its body; of other pages the
 * main part. */
function readable() {
  const main = /** @type {Element} */ (document.getElementById("m-main"));
  const parts = main.querySelectorAll("h1, .banner, .doc-summary, .doc-body");
  const roots = main.querySelector(".doc-body") ? parts : [main];
  const words = { note: (/** @type {string} */ mark) => texts.aloud.note(mark), colon: texts.sign.colon, comma: texts.sign.comma };
  const hidden = (/** @type {Element} */ e) => e.matches(unread) || getComputedStyle(e).display === "none";
  return blocksOf(roots, words, hidden);
}

/** Stops what is being read, if anything is. @type {(() => void) | undefined} */
let stopReading;

/** Reads the page from its beginning, or from the block that the reader has selected.
 * @param {HTMLElement} opener gets the focus back @param {(text: string) => void} say tells screen readers */
export function start(opener, say) {
  stopReading?.();
  const blocks = readable();
  if (blocks.length === 0) return;
  const { bar, place, toggle, previous, next, stop, rate } = makeBar();
  const player = makePlayer(blocks, {
    block: (at) => {
      place.textContent = texts.aloud.place(at + 1, blocks.length);
      previous.disabled = at === 0;
      next.disabled = at === blocks.length - 1;
      markBlock(blocks[at].element);
    },
    word: (at, from, to) => markWord(blocks[at], from, to),
    end: () => close(texts.aloud.finished),
    fault: (kind) => {
      place.textContent = kind === "voice" ? texts.aloud.no_voice : texts.aloud.failed;
      say(place.textContent);
      name();
    },
  });

  /** The button's name is what it does next. */
  function name() {
    toggle.textContent = player.playing ? texts.aloud.pause : texts.aloud.resume;
  }
  /** @param {string} said */
  function close(said) {
    stopReading = undefined;
    player.stop();
    removeEventListener("pagehide", pause);
    removeEventListener("reading", setRate);
    unmark();
    const hadFocus = bar.contains(document.activeElement);
    bar.remove();
    delete dataset.aloud;
    if (hadFocus) opener.focus();
    say(said);
  }
  function setRate() {
    rate.value = dataset.rate ?? "1";
    player.setRate(Number(rate.value));
  }

  /** A page that is left is silent, and waits where it was if the reader comes back. */
  function pause() {
    player.pause();
    name();
  }

  stopReading = () => close(texts.aloud.stopped);
  toggle.addEventListener("click", () => {
    say(player.playing ? texts.aloud.paused : texts.aloud.resumed);
    if (player.playing) player.pause();
    else player.resume();
    name();
  });
  previous.addEventListener("click", () => player.go(-1));
  next.addEventListener("click", () => player.go(1));
  stop.addEventListener("click", () => stopReading?.());
  rate.addEventListener("change", () => {
    window.reading.set({ rate: rate.value });
    say(texts.reading.said(texts.aloud.rate, rate.selectedOptions[0].textContent ?? ""));
  });
  bar.addEventListener("keydown", (e) => {
    if (e.key === "Escape") stopReading?.();
  });
  addEventListener("pagehide", pause);

  dataset.aloud = ""; // the page's end stays in sight above the bar
  document.body.append(bar);
  setRate();
  addEventListener("reading", setRate);
  say(texts.aloud.started);
  toggle.focus();
  withVoices(() => {
    if (!stopReading) return;
    player.start(selectedBlock(blocks));
    name();
  });
}

/** Voices come late in some browsers, and never in others.
 * @param {() => void} act */
function withVoices(act) {
  const synth = window.speechSynthesis;
  let done = false;
  const once = () => {
    if (!done) act();
    done = true;
  };
  if (synth.getVoices().length > 0) return once();
  synth.addEventListener?.("voiceschanged", once, { once: true });
  setTimeout(once, 1000);
}

/** @param {import("./read-aloud-text.js").Block[]} blocks */
function selectedBlock(blocks) {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.anchorNode) return 0;
  const node = selection.anchorNode;
  return Math.max(blocks.findIndex((b) => b.element.contains(node) && b.pieces.some((p) => p.node === node || node.contains(p.node ?? null))), 0);
}

/** @param {string} text */
function makeButton(text) {
  const b = document.createElement("button");
  b.type = "button";
  b.className = "button button-quiet";
  b.textContent = text;
  return b;
}

function makeBar() {
  const bar = document.createElement("section");
  bar.className = "aloud";
  bar.setAttribute("aria-label", texts.aloud.label);
  const place = document.createElement("p");
  place.className = "aloud-place";
  const [previous, toggle, next, stop] = [texts.aloud.previous, texts.aloud.pause, texts.aloud.next, texts.aloud.stop].map(makeButton);
  const label = document.createElement("label");
  const rate = document.createElement("select");
  for (const r of rates) rate.add(new Option(texts.aloud.times(r), r));
  label.append(texts.aloud.rate, " ", rate);
  bar.append(place, previous, toggle, next, stop, label);
  return { bar, place, toggle, previous, next, stop, rate };
}

/** @param {Element} e */
function markBlock(e) {
  unmark();
  e.classList.add("aloud-now");
  const box = e.getBoundingClientRect();
  // At once, whatever motion the reader likes: a page that slides is hard to follow.
  if (box.top < 0 || box.bottom > innerHeight * 0.75) e.scrollIntoView({ block: box.height > innerHeight / 2 ? "start" : "center", behavior: "instant" });
}

/** @param {import("./read-aloud-text.js").Block} block @param {number} from @param {number} to */
function markWord(block, from, to) {
  if (!("highlights" in CSS)) return;
  const ranges = placesOf(block.pieces, from, to).map((p) => {
    const range = new Range();
    range.setStart(p.node, p.from);
    range.setEnd(p.node, p.to);
    return range;
  });
  CSS.highlights.set(wordMark, new Highlight(...ranges));
}

function unmark() {
  document.querySelector(".aloud-now")?.classList.remove("aloud-now");
  if ("highlights" in CSS) CSS.highlights.delete(wordMark);
}
