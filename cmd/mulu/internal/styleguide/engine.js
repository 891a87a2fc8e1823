/** Stands in a style guide for the theme's search-engine.js: what is asked brings the
 * search page into one of its states, and results are the guide's samples. */

const plain = (text) => [{ text, mark: false }];
/** Marks the first two characters, as if they had been asked for. */
const mark = (text) => [{ text: text.slice(0, 2), mark: true }, { text: text.slice(2), mark: false }];

/** @param {any} r @param {number} i */
const result = (r, i) => ({
  url: new URL(r.URL, document.baseURI).href, site: "", title: mark(r.Title), snippet: mark(r.Title.repeat(3)), number: r.Number ? plain(r.Number) : [],
  index: r.Index, issuer: r.Issuer, written: r.Written, published: r.Published, state: { slug: r.Slug, label: r.Label }, tier: 1, score: 1, parts: false, attachment: i === 2,
});

const failing = ["offline", "missing", "broken", "version"];

export async function connect() {
  const answers = await (await fetch(new URL("../styleguide-answers.json", import.meta.url))).json();
  const all = answers.Results.map(result);
  return {
    warm: async () => ({ facets: ["year", "state"] }),
    suggest: async () => all.slice(0, 5),
    async facets(request) {
      const values = {
        year: answers.Years.map((year, i) => ({ key: year, label: year, parent: "", count: 12 - i })),
        state: answers.Results.map((r) => ({ key: r.Slug, label: r.Label, parent: "", count: 3 })),
      };
      return Object.fromEntries(request.facets.map((name) => [name, (values[name] ?? []).map((v) => ({ ...v, selected: (request.filters[name] ?? []).includes(v.key) }))]));
    },
    async search({ q, offset, limit }) {
      if (failing.includes(q)) throw Object.assign(new Error(q), { code: q });
      if (q === "waiting") await new Promise(() => {});
      const found = q === "none" || q === "partly" ? [] : q === "few" ? all.slice(0, 2) : all;
      const results = found.slice(offset, offset + limit);
      return {
        total: found.length, exact: q !== "notes", results, more: offset + results.length < found.length, partial: q === "partly" ? all.slice(0, 3) : [],
        nearest: q === "none" ? all.slice(0, 2) : [], ignored: q === "notes" ? ["，"] : [], dropped: q === "notes" ? [answers.Site.slice(0, 4)] : [],
        notes: q === "notes" ? [{ code: "cut", text: "" }, { code: "pinyin", text: answers.Site.slice(0, 2) }] : [],
        sites: q === "notes" ? [{ name: answers.Site, error: "offline" }] : [], words: [q],
      };
    },
  };
}
