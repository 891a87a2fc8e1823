/** Speaks blocks one after another: start, pause, go on, next, previous, faster. It knows
 * no page; what it does is told to whoever made it. */

import { portionEnd, voiceFor } from "./read-aloud-text.js";

/** A portion in characters: voices of the network are cut off after some 15 seconds, in
 * which about 60 characters are read. */
const portion = 120;
const remotePortion = 40;
/** How long a voice may take to begin, in ms. */
const patience = 5000;

/** @typedef {{
 *   block: (at: number) => void,
 *   word: (at: number, start: number, end: number) => void,
 *   end: () => void,
 *   fault: (kind: "voice" | "failed") => void,
 * }} Listener at is the number of the block, start and end are places in its text */

/** @param {{text: string, lang: string}[]} blocks @param {Listener} tell */
export function makePlayer(blocks, tell) {
  const synth = window.speechSynthesis;
  let at = 0;
  let offset = 0; // where in the block to begin
  let turn = 0; // events of earlier turns are late
  let rate = 1;
  let playing = false;
  /** @type {SpeechSynthesisUtterance | undefined} kept, for browsers lose the events of what nobody holds */
  let saying;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;

  function speak() {
    const { text, lang } = blocks[at];
    const voices = synth.getVoices();
    const voice = voiceFor(voices, lang);
    if (!voice && voices.length > 0) return fault("voice"); // an empty list says nothing: some browsers speak all the same
    const mine = ++turn;
    const from = offset;
    const end = portionEnd(text, from, voice?.localService === false ? remotePortion : portion);
    saying = new SpeechSynthesisUtterance(text.slice(from, end));
    Object.assign(saying, { lang, rate }, voice && { voice });
    const now = (/** @type {(e: any) => void} */ act) => (/** @type {any} */ e) => {
      if (mine !== turn) return;
      clearTimeout(waiting);
      act(e);
    };
    saying.onstart = now(() => {});
    saying.onboundary = now((e) => {
      offset = from + e.charIndex;
      if (e.name !== "sentence") tell.word(at, offset, Math.min(offset + (e.charLength || 1), end));
    });
    saying.onend = now(() => {
      offset = end;
      if (end < text.length) speak();
      else if (at + 1 < blocks.length) begin(at + 1);
      else finish();
    });
    saying.onerror = now(() => fault(voices.length > 0 ? "failed" : "voice"));
    waiting = setTimeout(now(() => fault(voices.length > 0 ? "failed" : "voice")), patience);
    synth.speak(saying);
  }

  function hush() {
    turn++;
    clearTimeout(waiting);
    synth.cancel();
  }

  /** @param {number} block */
  function begin(block) {
    at = block;
    offset = 0;
    tell.block(at);
    if (playing) speak();
  }

  function finish() {
    playing = false;
    at = offset = 0;
    tell.end();
  }

  /** @param {"voice" | "failed"} kind */
  function fault(kind) {
    playing = false;
    hush();
    tell.fault(kind);
  }

  return {
    /** @param {number} block */
    start(block) {
      hush();
      playing = true;
      begin(block);
    },
    /** Pausing ends the portion, and going on says it again from the last word that was
     * heard: the pause of browsers themselves cannot be relied on. */
    pause() {
      playing = false;
      hush();
    },
    resume() {
      playing = true;
      speak();
    },
    stop() {
      playing = false;
      hush();
    },
    /** @param {number} step 1 or -1 */
    go(step) {
      const next = at + step;
      if (next < 0 || next >= blocks.length) return;
      hush();
      begin(next);
    },
    /** @param {number} value 1 is the voice's own speed */
    setRate(value) {
      rate = value;
      if (!playing) return;
      hush();
      speak();
    },
    get playing() {
      return playing;
    },
  };
}
