/** Adds what only a script can do to pages that are complete without it: a
 * button that prints a document. */

/** @param {Element} tools the empty place for a document's buttons */
function addPrintButton(tools) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-quiet";
  button.textContent = "打印本页";
  button.addEventListener("click", () => window.print());
  tools.append(button);
}

document.querySelectorAll(".doc-tools").forEach(addPrintButton);
