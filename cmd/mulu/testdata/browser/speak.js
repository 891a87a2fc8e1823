/** A page as a screen reader says it: the browser's accessibility tree, read from the
 * top to the bottom, one line a stop. Landmarks, lists and tables are announced where
 * they begin and end; names, states and descriptions are those that the browser
 * computed. Run by itself it prints pages: node speak.js FILE… of the built site. */
import { fileURLToPath } from "node:url";
import { launch, visit } from "./browser.js";
import { stay } from "./kinds.js";
import { serve } from "./site.js";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {{nodeId: string, ignored: boolean, role?: {value: string}, name?: {value: string}, description?: {value: string},
 *   value?: {value: string}, properties?: {name: string, value: {value: unknown}}[], childIds?: string[]}} Node */

/** Roles that say nothing themselves: what is within them is read. */
const silent = new Set(["RootWebArea", "generic", "none", "paragraph", "rowgroup", "LabelText", "DescriptionList", "emphasis", "strong", "mark", "time",
  "Section", "superscript", "subscript", "Abbr", "article", "ListMarker", "LayoutTableRow", "SectionHeader", "SectionFooter", "deletion", "insertion"]);
/** Roles that are announced where they begin and where they end. */
const around = new Set(["banner", "navigation", "main", "contentinfo", "complementary", "search", "region", "form", "list", "table", "group", "note",
  "status", "alert", "blockquote", "figure", "dialog", "doc-endnotes", "doc-toc", "Details", "DisclosureTriangleGrouped"]);
/** States that are worth a word, when they hold. */
const states = ["expanded", "checked", "pressed", "selected", "disabled", "required", "invalid", "hasPopup"];

/** The lines of an open page. @param {Page} page @returns {Promise<string[]>} */
export async function speak(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = /** @type {{nodes: Node[]}} */ (await session.send("Accessibility.getFullAXTree"));
  await session.detach();
  const byId = new Map(nodes.map((n) => [n.nodeId, n]));
  /** @type {string[]} */
  const lines = [`page: ${nodes[0].name?.value}`];
  /** Text of one line is joined until something else is said. @type {string[]} */
  let running = [];
  const flush = () => {
    const text = running.join("").replace(/\s+/g, " ").trim();
    if (text) lines.push(text);
    running = [];
  };
  const say = (/** @type {string} */ line) => {
    flush();
    lines.push(line);
  };
  /** @param {Node} n */
  const read = (n) => {
    const role = n.role?.value ?? "";
    const inner = () => n.childIds?.forEach((id) => byId.has(id) && read(/** @type {Node} */ (byId.get(id))));
    if (n.ignored || silent.has(role)) {
      if (role === "paragraph" || role === "article") flush();
      inner();
      if (role === "paragraph" || role === "article") flush();
    } else if (role === "StaticText") running.push(n.name?.value ?? "");
    else if (role === "InlineTextBox" || role === "LineBreak") return;
    else if (around.has(role)) {
      say(`[${[role, quoted(n), size(n, byId), ...told(n)].filter(Boolean).join(" ")}]`);
      inner();
      say(`[end of ${role}]`);
    } else if (role === "row" || role === "listitem" || role === "term" || role === "definition" || /cell|header$/i.test(role)) {
      say(`${role}:`);
      const before = lines.length;
      inner();
      flush();
      if (lines.length === before && role !== "row") say("blank");
    } else if (role === "heading") say([`heading ${property(n, "level")}`, within(n, byId), quoted(n)].filter(Boolean).join(" "));
    else say([role, quoted(n), ...told(n)].filter(Boolean).join(" "));
  };
  read(nodes[0]);
  flush();
  return join(lines);
}

/** Puts what an item or a cell is on one line with the first words of it.
 * @param {string[]} lines @returns {string[]} */
function join(lines) {
  /** @type {string[]} */
  const out = [];
  for (const line of lines) {
    const last = out.at(-1);
    if (last?.endsWith(":") && /^(?:listitem|row|term|definition|\w*cell|\w*header):$/i.test(last.split(" ").at(-1) ?? "") && !line.startsWith("[")) {
      out[out.length - 1] = `${last} ${line}`;
    } else out.push(line);
  }
  return out;
}

/** @param {Node} n */
const quoted = (n) => (n.name?.value ? `“${n.name.value.replace(/\s+/g, " ").trim()}”` : "");

/** @param {Node} n @param {string} name */
const property = (n, name) => n.properties?.find((p) => p.name === name)?.value.value;

/** What a heading is besides: a link, mostly. @param {Node} n @param {Map<string, Node>} byId @returns {string} */
function within(n, byId) {
  for (const child of (n.childIds ?? []).map((id) => byId.get(id))) {
    const role = child?.ignored ? "" : child?.role?.value;
    if (role === "link" || role === "button") return role;
    const deeper = child && within(child, byId);
    if (deeper) return deeper;
  }
  return "";
}

/** What is said after a name: value, states, description. @param {Node} n @returns {string[]} */
function told(n) {
  const said = states.flatMap((s) => {
    const v = property(n, s);
    if (s === "expanded") return v === undefined ? [] : [v ? "expanded" : "collapsed"];
    return v === undefined || v === false || v === "false" ? [] : [v === true || v === "true" ? s : `${s} ${v}`];
  });
  const value = n.value?.value ? [`= ${n.value.value}`] : [];
  const description = n.description?.value && n.description.value !== n.name?.value ? [`(${n.description.value})`] : [];
  return [...value, ...said, ...description];
}

/** How many items or rows. @param {Node} n @param {Map<string, Node>} byId */
function size(n, byId) {
  const count = (/** @type {Node} */ of, /** @type {string} */ role) => /** @type {number} */ ((of.childIds ?? []).reduce((sum, id) => {
    const child = byId.get(id);
    if (!child) return sum;
    if (child.role?.value === role && !child.ignored) return sum + 1;
    return child.ignored || silent.has(child.role?.value ?? "") ? sum + count(child, role) : sum;
  }, 0));
  if (n.role?.value === "list") return `${count(n, "listitem")} items`;
  if (n.role?.value === "table") return `${count(n, "row")} rows`;
  return "";
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [site, browser] = [await serve(), await launch()];
  for (const address of process.argv.slice(2)) {
    const { page, close } = await visit(browser, site, site.base + address, {}, stay);
    console.log(`# ${address}\n${(await speak(page)).join("\n")}\n`);
    await close();
  }
  await browser.close();
  site.close();
}
