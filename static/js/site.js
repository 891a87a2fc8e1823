/** Adds what only a script can do to pages that are complete without it: the buttons of
 * page-tools.js, and what that loads for texts, and search, which is loaded when the reader
 * turns to it. */

/** The search page's word to readers for whom no script runs. */
const unready = document.getElementById("m-unready");
const main = /** @type {HTMLElement} */ (document.getElementById("m-main"));

/** Loads search: at once both modules, for the one asks for the other, and the entry file
 * of the index, which search.js hands on. */
function loadSearch() {
  const form = /** @type {HTMLFormElement} */ (document.querySelector(".search"));
  window.searchEntry ??= fetch(new URL("data/search.json", form.action), { cache: "no-cache" }).then((r) => r.ok && r.arrayBuffer()).catch(() => {});
  import("./search-engine.js").catch(() => {}); // search.js asks again and tells the reader
  import("./search.js").catch(() => {
    if (!unready) return; // the form still leads to the search page
    delete main.dataset.state;
    unready.hidden = false;
    unready.classList.add("search-failed");
  });
}

/** @param {Element} form the search box: one on a page */
function prepareSearch(form) {
  const input = form.querySelector("input");
  input?.setAttribute("autocomplete", "off"); // suggestions take the place of the browser's own
  input?.setAttribute("role", "combobox");
  input?.setAttribute("aria-autocomplete", "list");
  input?.setAttribute("aria-expanded", "false");
  if (unready && /=\+*[^&+]/.test(location.search)) { // not ?q= of an empty box
    main.dataset.state = "waiting"; // the answer takes its room before it comes
    return loadSearch();
  }
  if (unready) unready.hidden = true;
  for (const part of [form, document.getElementById("m-filters")]) {
    // A click as well: not every browser moves the focus to what is clicked.
    for (const turn of ["focusin", "click"]) part?.addEventListener(turn, loadSearch, { once: true });
  }
}

/** @param {Element} button opens the filters where there is no room beside the results */
function prepareFilters(button) {
  button.addEventListener("click", () => {
    button.setAttribute("aria-expanded", `${button.getAttribute("aria-expanded") !== "true"}`);
  });
}

import("./page-tools.js").catch(() => {}); // without them the page is whole
document.querySelectorAll(".search").forEach(prepareSearch);
document.querySelectorAll(".filters-toggle").forEach(prepareFilters);
