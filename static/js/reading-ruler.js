/** The ruler: a band across the page at the line being read. It follows the pointer, the
 * focus and the arrow keys, hides nothing and is not there for screen readers. */

const band = document.createElement("div");
band.className = "reading-ruler";
band.setAttribute("aria-hidden", "true");

/** The middle of the band, in px from the window's top. */
let middle = innerHeight / 3;

/** @param {number} y */
function move(y) {
  middle = Math.min(Math.max(y, 0), innerHeight);
  band.style.setProperty("top", `${middle}px`);
}

/** @param {PointerEvent} e */
function followPointer(e) {
  move(e.clientY);
}

/** @param {FocusEvent} e */
function followFocus(e) {
  const e2 = /** @type {Element} */ (e.target);
  if (e2.id === "m-main") return; // as high as the page
  const box = e2.getBoundingClientRect();
  move(box.top + box.height / 2);
}

/** The arrows move the band by a line, and the page where the band is at its third.
 * Where the focus is in a control or in a table that scrolls, they are that one's.
 * @param {KeyboardEvent} e */
function followKeys(e) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
  const free = e.target === document.body || /** @type {Element} */ (e.target).id === "m-main";
  if (!step || !free || e.ctrlKey || e.altKey || e.metaKey || e.shiftKey) return;
  e.preventDefault();
  const line = step * band.offsetHeight;
  const past = step > 0 ? middle + line > (innerHeight * 2) / 3 : middle + line < innerHeight / 3;
  const before = scrollY;
  if (past) scrollBy(0, line);
  if (scrollY === before) move(middle + line);
}

const listeners = /** @type {const} */ ([["pointermove", followPointer], ["pointerdown", followPointer], ["focusin", followFocus], ["keydown", followKeys]]);

/** Shows the ruler as the setting says. */
export function update() {
  const on = document.documentElement.dataset.ruler === "on";
  if (on === band.isConnected) return;
  for (const [type, listener] of listeners) {
    if (on) addEventListener(type, listener);
    else removeEventListener(type, listener);
  }
  if (!on) return band.remove();
  document.body.append(band);
  move(middle);
}
