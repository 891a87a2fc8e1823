// exploratory sweep: run with SITE
import { launch, visit } from "./browser.js";
import { kinds, stay } from "./kinds.js";
import { modes, setMode } from "./modes.js";
import { serve } from "./site.js";
const site = await serve(); const browser = await launch();
const only = process.env.KIND;
const report = (kind, crit, items) => items.forEach((i) => console.log(`${crit}\t${kind}\t${i}`));

function inPage() {
  const out = {};
  const add = (c, s) => (out[c] ??= []).push(s);
  const vis = (e) => e.checkVisibility({ visibilityProperty: true });
  const rgb = (c) => (c.match(/[\d.]+/g) ?? []).map(Number);
  // 1.3.1 pseudo headings
  for (const e of document.querySelectorAll("main p, main div, main span")) {
    if (!vis(e) || !e.textContent.trim() || e.children.length > 1) continue;
    const s = getComputedStyle(e);
    if (Number(s.fontWeight) >= 600 && parseFloat(s.fontSize) > 17 && e.textContent.trim().length < 40 && !e.closest("h1,h2,h3,h4,h5,h6,th,dt,label,legend,summary,a,button"))
      add("1.3.1 looks like a heading", e.outerHTML.slice(0, 120));
  }
  // 2.5.8 / 2.5.5 target sizes
  const targets = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [role=option]')].filter((e) => vis(e) && !e.matches(":disabled"));
  for (const e of targets) {
    const t = e.matches("[type=checkbox],[type=radio]") ? e.closest("label") ?? e : e;
    const s = getComputedStyle(t);
    const inline = s.display === "inline";
    const boxes = [...t.getClientRects()];
    const b = t.getBoundingClientRect();
    if (b.width <= 1 || b.bottom < 0) continue;
    if (inline) {
      // inline target in a sentence? text beside it in the same block
      const block = t.closest("p,li,td,th,dd,div,h2,h3,figcaption,caption");
      const rest = (block?.textContent ?? "").replace(t.textContent, "").replace(/\s/g, "");
      if (rest.length > 0) continue;
      if (b.height < 24 || b.width < 24) add("2.5.8 inline alone", `${b.width.toFixed(0)}x${b.height.toFixed(0)} ${t.outerHTML.slice(0, 100)}`);
      else if (b.height < 43.9 || b.width < 43.9) add("2.5.5 inline alone", `${b.width.toFixed(0)}x${b.height.toFixed(0)} ${t.outerHTML.slice(0, 100)}`);
      continue;
    }
    if (b.height < 23.9 || b.width < 23.9) add("2.5.8", `${b.width.toFixed(0)}x${b.height.toFixed(0)} ${t.outerHTML.slice(0, 100)}`);
    else if (b.height < 43.9 || b.width < 43.9) add("2.5.5", `${b.width.toFixed(0)}x${b.height.toFixed(0)} ${t.outerHTML.slice(0, 100)}`);
  }
  // 3.1.2 language of parts
  const w = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n = w.nextNode(); n; n = w.nextNode()) {
    const p = n.parentElement; if (!p || p.closest("script,style,noscript,code,kbd,[hidden]")) continue;
    const lang = p.closest("[lang]")?.getAttribute("lang") ?? "";
    const text = n.nodeValue.trim(); if (!text) continue;
    const words = text.match(/\b[A-Za-z]{2,}\b/g) ?? [];
    if (lang.startsWith("zh") && words.length >= 3 && !/[\u4e00-\u9fff]/.test(text)) add("3.1.2 latin in zh", text.slice(0, 80));
    if (!lang.startsWith("zh") && /[\u4e00-\u9fff]/.test(text)) add("3.1.2 han not in zh", `${lang}: ${text.slice(0, 60)}`);
  }
  for (const e of document.querySelectorAll("[title],[aria-label],[alt],[placeholder],[data-label]")) for (const a of ["title", "aria-label", "alt", "placeholder", "data-label"]) {
    const v = e.getAttribute(a); if (!v) continue;
    const lang = e.closest("[lang]")?.getAttribute("lang") ?? "";
    if (!lang.startsWith("zh") && /[\u4e00-\u9fff]/.test(v)) add("3.1.2 han in attribute", `${a}=${v.slice(0, 50)}`);
    if (lang.startsWith("zh") && (v.match(/[A-Za-z]{3,}/g) ?? []).length >= 3 && !/[\u4e00-\u9fff]/.test(v)) add("3.1.2 latin attribute in zh", `${a}=${v.slice(0, 50)}`);
  }
  // 2.4.4 / 2.4.9
  const names = new Map();
  for (const a of document.querySelectorAll("a[href]")) {
    if (!vis(a)) continue;
    const name = (a.getAttribute("aria-label") ?? a.textContent).trim();
    const set = names.get(name) ?? new Set(); set.add(a.href.replace(/[?].*/, "")); names.set(name, set);
  }
  for (const [name, set] of names) if (set.size > 1) add("2.4.9 same name", `${name}: ${[...set].map((s) => s.split("/").slice(-3).join("/")).join(" | ")}`);
  // 2.2.2 2.3.3
  for (const a of document.getAnimations()) add("2.2.2 animation", String(a.animationName ?? a.transitionProperty));
  // 1.3.5
  for (const i of document.querySelectorAll("input")) if (/mail|tel|name$/.test(i.type + i.name) ) add("1.3.5", i.outerHTML.slice(0, 100));
  // 1.2.x
  for (const m of document.querySelectorAll("audio,video,iframe,object,embed,canvas")) add("1.2", m.outerHTML.slice(0, 100));
  // 1.4.5
  for (const m of document.querySelectorAll("img")) add("1.4.5 image", `${m.getAttribute("src").slice(-50)} alt=${m.alt}`);
  // 3.3.2
  for (const i of document.querySelectorAll("input:not([type=hidden]),select,textarea")) if (!(i.labels?.length) && !i.getAttribute("aria-label") && !i.getAttribute("aria-labelledby")) add("3.3.2", i.outerHTML.slice(0, 100));
  // 1.4.8 justify, width
  for (const p of document.querySelectorAll("p,li,dd")) { if (!vis(p)) continue; const s = getComputedStyle(p); if (s.textAlign === "justify") add("1.4.8 justified", p.outerHTML.slice(0, 60)); const em = p.getBoundingClientRect().width / parseFloat(s.fontSize); if (em > 41 && p.textContent.length > 45 && !p.querySelector("div,ul,p,table")) add("1.4.8 wider than 40", `${em.toFixed(0)}em ${p.outerHTML.slice(0, 80)}`); if (/[\u4e00-\u9fff]/.test(p.textContent) && p.textContent.length > 60 && parseFloat(s.lineHeight) / parseFloat(s.fontSize) < 1.5) add("1.4.8 leading", p.outerHTML.slice(0, 80)); }
  return out;
}
for (const kind of kinds()) {
  if (only && !kind.name.includes(only)) continue;
  const opts = { viewport: { width: 1280, height: 900 }, hasTouch: true, isMobile: false };
  const { page, close } = await visit(browser, site, site.base + kind.address, opts, stay);
  try { await kind.arrange?.(page); } catch (e) { console.log("arrange failed", kind.name); await close(); continue; }
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 740 });
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Emulation.setEmulatedMedia", { features: [{ name: "pointer", value: "coarse" }] }).catch(() => {});
    const found = await page.evaluate(inPage);
    for (const [c, items] of Object.entries(found)) report(`${kind.name}@${width}`, c, [...new Set(items)]);
    // 2.5.3 label in name by AX tree
    const { nodes } = await cdp.send("Accessibility.getFullAXTree");
    for (const n of nodes) {
      const role = n.role?.value, name = n.name?.value ?? "";
      if (n.ignored) continue;
      if (["link", "button", "checkbox", "radio", "combobox", "searchbox", "textbox", "switch", "option", "DisclosureTriangle", "listbox", "dialog", "image", "img", "Date"].includes(role) && !name.trim()) console.log(`4.1.2 no name\t${kind.name}@${width}\t${role} ${n.backendDOMNodeId}`);
      if (["link", "button"].includes(role) && n.backendDOMNodeId) {
        const { object } = await cdp.send("DOM.resolveNode", { backendNodeId: n.backendDOMNodeId });
        const { result } = await cdp.send("Runtime.callFunctionOn", { objectId: object.objectId, returnByValue: true, functionDeclaration: "function() { const b = getComputedStyle(this, '::before').content, l = this.dataset.label; return this.checkVisibility() ? (this.innerText + (b.startsWith('attr') || l ? l ?? '' : '')).trim() : ''; }" });
        const seen = (result.value ?? "").replace(/\s+/g, " ").replace(/[▾▴✕]/g, "").trim();
        if (seen && !name.replace(/\s+/g, "").includes(seen.replace(/\s+/g, ""))) console.log(`2.5.3\t${kind.name}@${width}\tseen ${seen.slice(0, 60)} name ${name.slice(0, 60)}`);
      }
    }
  }
  await close();
}
await browser.close(); site.close(); process.exit(0);
