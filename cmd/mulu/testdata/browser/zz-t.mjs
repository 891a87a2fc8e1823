import { launch, visit } from "./browser.js";
import { kinds, stay } from "./kinds.js";
import { setMode } from "./modes.js";
import { serve } from "./site.js";
import { targetsBelow } from "./criteria-probes.js";
const site = await serve(); const browser = await launch(); const all = new Map();
for (const kind of kinds()) {
  const { page, close } = await visit(browser, site, site.base + kind.address, { viewport: { width: 1280, height: 900 }, hasTouch: true, isMobile: true }, stay);
  await kind.arrange?.(page);
  for (const width of [1280, 360]) for (const mode of ["light", "simple view"]) {
    await setMode(page, mode, width);
    const src = targetsBelow.toString().replace("target.outerHTML.slice(0, 110)", "(()=>{let s='';for(let p=target,i=0;p&&p.tagName!='BODY'&&i<4;p=p.parentElement,i++)s=p.tagName.toLowerCase()+(p.className?'.'+p.className:'')+' > '+s;return s})()");
    for (const f of await page.evaluate(`(${src})(44)`)) { const [size, sel] = f.split(": "); const k = sel + " @" + mode; const e = all.get(k) ?? { n: 0, kinds: new Set(), sizes: new Set() }; e.n++; e.kinds.add(kind.name); e.sizes.add(size); all.set(k, e); }
  }
  await close();
}
for (const [s, e] of all) console.log(e.n, s, [...e.sizes].slice(0, 4).join("|"), [...e.kinds].slice(0, 3).join(","));
await browser.close(); site.close(); process.exit();
