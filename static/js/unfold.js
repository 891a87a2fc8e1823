/** Opens what a narrow window folds, the header table and the contents, where there is room
 * for them, and the header table for paper. The style sheet shows them whole there already
 * (it says so by --whole); this says so to browsers that cannot do that, and to what reads
 * the page aloud. page-tools.js loads it on pages that have any. */

/** @param {Element} box @param {HTMLDetailsElement} fold */
function follow(box, fold) {
  let whole = false;
  new ResizeObserver(() => {
    if ((getComputedStyle(box).getPropertyValue("--whole").trim() === "1") !== whole) fold.open = whole = !whole;
  }).observe(box);
}

for (const box of document.querySelectorAll(".contents, .doc-header")) {
  const fold = box.matches("details") ? box : box.querySelector("details");
  if (fold) follow(box, /** @type {HTMLDetailsElement} */ (fold));
}

const header = /** @type {HTMLDetailsElement | null} */ (document.querySelector(".doc-header"));
if (header) {
  let closed = false;
  addEventListener("beforeprint", () => {
    closed = !header.open;
    header.open = true;
  });
  addEventListener("afterprint", () => {
    if (closed) header.open = false;
  });
}
