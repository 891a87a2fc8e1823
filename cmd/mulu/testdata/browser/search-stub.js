/** Stands in the tests for search-engine.js: gives the answers that a test has put
 * into window.stub, and notes what was asked in window.asked. */

/** @param {AbortSignal} [signal] */
async function turn(kind, asked, signal) {
  const stub = globalThis.stub ?? {};
  globalThis.asked.push({ kind, ...asked });
  await new Promise((done) => setTimeout(done, stub.wait?.[kind] ?? 0));
  if (signal?.aborted) {
    globalThis.asked.push({ kind: "aborted", of: kind, ...asked });
    throw Object.assign(new Error("aborted"), { code: "aborted" });
  }
  const code = stub.fail?.[kind];
  if (code) throw Object.assign(new Error(code), { code });
}

const plain = (text) => [{ text, mark: false }];
/** Marks every place of a word in a text. */
function mark(text, word) {
  if (!word || !text.includes(word)) return plain(text);
  return text.split(word).flatMap((rest, i) => [...(i ? [{ text: word, mark: true }] : []), ...(rest ? [{ text: rest, mark: false }] : [])]);
}

const states = [["in-force", "有效"], ["repealed", "废止"], ["amended", "已修改"], ["not-yet", "尚未施行"]];
const issuers = ["霁川市交通运输局", "霁川市道路运输服务中心", "霁川市公共交通集团有限公司"];

/** The i-th result for a query. */
function result(i, q) {
  const title = globalThis.stub?.titles?.[i] ?? `关于进一步做好${q || "公共交通"}服务和管理工作的通知（第${i + 1}号）`;
  const [slug, label] = states[i % states.length];
  return {
    url: new URL(`doc/${i + 1}.html`, document.baseURI).href, site: "霁川市交通运输局政府信息公开", title: mark(title, q),
    snippet: mark(`……为了方便群众出行，各单位应当把${q || "公共交通"}列入年度工作计划，明确责任，按季度检查落实情况，并在每年年底以前向社会公布结果；对于没有完成的事项，要说明理由和下一步的安排……`, q),
    number: mark(`霁交发〔2025〕${i + 1}号`, q), index: `113799004189027499/2025-${String(i + 1).padStart(5, "0")}`, issuer: issuers[i % 3],
    written: "2025-03-01", published: `2025-03-${String(1 + (i % 28)).padStart(2, "0")}`, state: { slug, label }, tier: 5, score: 1, parts: false, attachment: i % 4 === 2,
  };
}

const many = (n, of) => Array.from({ length: n }, (_, i) => of(i));

const values = {
  category: [
    { key: "zcfg", label: "政策法规", parent: "", count: 35 }, { key: "zcfg/gfxwj", label: "规范性文件", parent: "zcfg", count: 21 },
    { key: "zcfg/qtwj", label: "其他文件", parent: "zcfg", count: 14 }, { key: "ghjh", label: "规划计划", parent: "", count: 8 },
  ],
  issuer: many(40, (i) => ({ key: `i${i}`, label: i < 3 ? issuers[i] : `霁川市第${i}交通管理所`, parent: "", count: 40 - i })),
  year: many(6, (i) => ({ key: String(2026 - i), label: String(2026 - i), parent: "", count: 3 * (i + 1) })),
  state: states.map(([key, label], i) => ({ key, label, parent: "", count: 30 - 7 * i })),
  theme: [{ key: "交通运输", label: "交通运输", parent: "", count: 12 }],
  genre: [],
  five: [{ key: "决策公开", label: "决策公开", parent: "", count: 2 }],
};

export async function connect(url, manifests) {
  globalThis.asked ??= [];
  globalThis.asked.push({ kind: "connect", url, manifests });
  return {
    async warm(signal) {
      await turn("warm", {}, signal);
      return { facets: globalThis.stub?.facets ?? Object.keys(values) };
    },
    async search(request, signal) {
      await turn("search", request, signal);
      const stub = globalThis.stub ?? {};
      const total = stub.total ?? 35;
      const limit = request.limit || (stub.first ?? 3); // as of many documents
      const count = Math.max(0, Math.min(limit, total - request.offset));
      return {
        limit, total, exact: true, results: many(count, (i) => result(request.offset + i, request.q)), more: request.offset + count < total,
        partial: many(stub.partial ?? 0, (i) => ({ ...result(100 + i, ""), parts: true })), nearest: many(stub.nearest ?? 0, (i) => result(200 + i, "")),
        ignored: [], dropped: [], notes: [], sites: [], words: [request.q], ...stub.response,
      };
    },
    async suggest(text, signal) {
      await turn("suggest", { text }, signal);
      return many(globalThis.stub?.suggestions ?? 5, (i) => result(i, text));
    },
    async facets(request, signal) {
      await turn("facets", request, signal);
      const chosen = (name) => request.filters[name] ?? [];
      return Object.fromEntries(request.facets.map((name) => [name, values[name].map((v) => ({ ...v, selected: chosen(name).includes(v.key) }))]));
    },
  };
}
