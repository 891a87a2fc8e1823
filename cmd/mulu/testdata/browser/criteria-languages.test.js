/** What of WCAG 2.2 depends on words, on every kind of page in each language of the
 * interface: words in another language are marked (3.1.2), and controls are called what
 * they show (2.5.3, 4.1.2). */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, visit } from "./browser.js";
import { unmarkedWords } from "./criteria-probes.js";
import { kinds, stay } from "./kinds.js";
import { setMode } from "./modes.js";
import { folder, serve, sites } from "./site.js";

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** What browsers tell readers of screens of the controls of a page: those without a name
 * (4.1.2), and those whose words on the screen are no part of it (2.5.3).
 * @param {import("playwright-core").Page} page @returns {Promise<string[]>} */
async function misnamed(page) {
  const cdp = await page.context().newCDPSession(page);
  const { nodes } = await cdp.send("Accessibility.getFullAXTree");
  const faults = [];
  for (const n of nodes.filter((n) => !n.ignored && n.properties?.some((p) => p.name === "focusable" && p.value.value))) {
    const [role, name] = [String(n.role?.value), String(n.name?.value ?? "")];
    if (["RootWebArea", "main"].includes(role) || !n.backendDOMNodeId) continue;
    const { object } = await cdp.send("DOM.resolveNode", { backendNodeId: n.backendDOMNodeId });
    const { result } = await cdp.send("Runtime.callFunctionOn", { objectId: object.objectId, returnByValue: true,
      functionDeclaration: "function() { return this.matches('a, button, summary') ? [this.innerText, this.dataset.label ?? '', this.outerHTML.slice(0, 90)] : ['', '', this.outerHTML.slice(0, 90)]; }" });
    const [seen, drawn, html] = result.value;
    const plain = (/** @type {string} */ s) => s.replace(/[\s▾▴✕()]+/g, "").toLowerCase();
    if (!name.trim() || role === "generic") faults.push(`${role} “${name}”: ${html}`);
    else if (![seen, drawn].every((words) => plain(name).includes(plain(words)))) faults.push(`“${seen}${drawn}” is called “${name}”: ${html}`);
  }
  return faults;
}

/** The example, and of the sites of unusual shape those in other languages. */
const spoken = Object.entries(sites()).filter(([name, root]) => root === folder || ["english", "traditional"].includes(name));

for (const [name, root] of spoken) {
  describe(name, () => {
    /** @type {Awaited<ReturnType<typeof serve>>} */
    let site;
    before(async () => {
      site = await serve(root);
    });
    after(() => site?.close());

    for (const kind of kinds(root, true)) {
      test(`${kind.name} (${kind.address})`, async () => {
        const { page, close } = await visit(browser, site, site.base + kind.address, { viewport: { width: 1280, height: 900 } }, stay);
        try {
          if (root === folder) await kind.arrange?.(page);
          assert.deepEqual(await page.evaluate(unmarkedWords), [], "3.1.2");
          for (const width of [1280, 360]) {
            await setMode(page, "light", width);
            assert.deepEqual(await misnamed(page), [], `2.5.3, 4.1.2, ${width} px`);
          }
        } finally {
          await close();
        }
      });
    }
  });
}
