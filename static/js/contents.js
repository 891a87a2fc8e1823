/** Marks the link of the contents that leads to what the reader is at. page-tools.js loads it
 * on pages that have contents; without it they are the same links. */

const box = document.querySelector(".contents");

/** @type {Map<Element, HTMLAnchorElement>} */
const links = new Map();
for (const link of document.querySelectorAll(".contents a")) {
  const target = document.getElementById(decodeURIComponent(/** @type {HTMLAnchorElement} */ (link).hash.slice(1)));
  if (target) links.set(target, /** @type {HTMLAnchorElement} */ (link));
}
const headings = Array.from(links.keys());

/** Headings at or above the line at the window's top.
 * @type {Set<Element>} */
const passed = new Set();
/** @type {HTMLAnchorElement | undefined} */
let current;

/** Shows a link within its box, which scrolls by itself where it stands beside the text.
 * @param {HTMLElement} link */
function reveal(link) {
  if (!box || box.scrollHeight <= box.clientHeight) return;
  const at = link.getBoundingClientRect(), room = box.getBoundingClientRect();
  if (at.top < room.top) box.scrollTop -= room.top - at.top + 16;
  else if (at.bottom > room.bottom) box.scrollTop += at.bottom - room.bottom + 16;
}

function mark() {
  const at = headings.findLast((h) => passed.has(h));
  const link = at && links.get(at);
  if (link === current) return;
  current?.removeAttribute("aria-current");
  link?.setAttribute("aria-current", "true");
  if (link) reveal(link);
  current = link;
}

// The line is just below where a link of the contents brings its heading: further down,
// short articles would hand their mark on to the next. All above it counts as seen, so
// that a jump over a heading is told, too.
const watch = new IntersectionObserver((entries) => {
  for (const e of entries) {
    if (e.isIntersecting) passed.add(e.target);
    else passed.delete(e.target);
  }
  mark();
}, { rootMargin: "9999999px 0px -95% 0px" });
for (const h of headings) watch.observe(h);
