/** What a page and its workers ask of the network, over the DevTools protocol. */

/** @typedef {{url: string, issued: number, finished: number, bytes: number, cached: boolean, failed: boolean, worker: boolean}} Entry
 * times in s on the browser's own clock; bytes on the wire, headers of the answer too */

export class NetworkLog {
  /** @param {import("playwright-core").CDPSession} session of a page */
  constructor(session) {
    this.session = session;
    /** @type {Map<string, Entry>} */
    this.entries = new Map();
    this.changed = Date.now();
    /** @type {Set<string>} */
    this.workers = new Set();
    /** @type {Map<number, (result: any) => void>} */
    this.waiting = new Map();
    this.last = 0;
  }

  /** Begins to listen: to the page, and to every worker before its first line runs. */
  async start() {
    for (const name of ["requestWillBeSent", "requestServedFromCache", "responseReceived", "loadingFinished", "loadingFailed"]) {
      this.session.on(/** @type {any} */ (`Network.${name}`), (/** @type {any} */ p) => this.note(name, p, false));
    }
    this.session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
      this.workers.add(sessionId);
      // The worker has its script now. Of one that the page had in memory the end is
      // told to nobody.
      for (const e of this.entries.values()) {
        if (e.url === targetInfo.url && e.finished === 0) [e.finished, e.cached] = [e.issued, true];
      }
      this.tell(sessionId, "Network.enable");
      this.tell(sessionId, "Runtime.runIfWaitingForDebugger");
    });
    this.session.on("Target.detachedFromTarget", ({ sessionId }) => this.workers.delete(sessionId));
    this.session.on("Target.receivedMessageFromTarget", ({ message }) => {
      const { id, method, params, result } = JSON.parse(message);
      if (id) this.waiting.get(id)?.(result);
      else if (method.startsWith("Network.")) this.note(method.slice(8), params, true);
    });
    await this.session.send("Network.enable");
    await this.session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: true, flatten: false });
  }

  /** Sends a command to a worker and gives its result.
   * @param {string} sessionId @param {string} method */
  tell(sessionId, method) {
    const id = ++this.last;
    return new Promise((done) => {
      this.waiting.set(id, done);
      this.session.send("Target.sendMessageToTarget", { sessionId, message: JSON.stringify({ id, method }) }).catch(() => done(undefined));
    });
  }

  /** @param {string} name @param {any} p @param {boolean} worker */
  note(name, p, worker) {
    this.changed = Date.now();
    if (name === "requestWillBeSent") {
      if (!this.entries.has(p.requestId) && p.request.url.startsWith("http")) {
        this.entries.set(p.requestId, { url: p.request.url, issued: p.timestamp, finished: 0, bytes: 0, cached: false, failed: false, worker });
      }
      return;
    }
    const e = this.entries.get(p.requestId);
    if (!e) return;
    if (name === "requestServedFromCache" || (name === "responseReceived" && p.response.fromDiskCache)) e.cached = true;
    if (name === "loadingFinished") [e.finished, e.bytes] = [p.timestamp, p.encodedDataLength];
    if (name === "loadingFailed") [e.finished, e.failed] = [p.timestamp, true];
  }

  /** Waits until nothing is under way and nothing has happened for a while.
   * @param {number} [quiet] ms */
  async settle(quiet = 250) {
    for (;;) {
      const busy = [...this.entries.values()].some((e) => e.finished === 0);
      if ((!busy && Date.now() - this.changed > quiet) || Date.now() - this.changed > 15_000) return;
      await new Promise((done) => setTimeout(done, 20));
    }
  }

  /** Takes what has been noted since the last time.
   * @returns {Entry[]} without what came from the browser's cache or memory */
  take() {
    const all = [...this.entries.values()].filter((e) => e.finished > 0);
    for (const [id, e] of this.entries) if (e.finished > 0) this.entries.delete(id);
    return all.filter((e) => !e.cached && (e.bytes > 0 || e.failed));
  }

  /** The memory of the page's and the workers' scripts, in bytes.
   * @returns {Promise<{page: number, workers: number}>} */
  async heap() {
    await this.session.send("HeapProfiler.collectGarbage");
    const page = used(await this.session.send("Runtime.getHeapUsage"));
    let workers = 0;
    for (const id of this.workers) {
      await this.tell(id, "HeapProfiler.collectGarbage");
      workers += used(await this.tell(id, "Runtime.getHeapUsage"));
    }
    return { page, workers };
  }
}

/** @param {any} usage */
const used = (usage) => (usage?.usedSize ?? 0) + (usage?.backingStorageSize ?? 0);

/** @param {Entry[]} entries @returns {{bytes: number, requests: number, rounds: number}} rounds: the
 * longest chain of requests of which each was made after the one before had ended */
export function sum(entries) {
  const byTime = [...entries].sort((a, b) => a.issued - b.issued);
  /** @type {number[]} */
  const depth = [];
  byTime.forEach((e, i) => {
    depth.push(1 + Math.max(0, ...depth.filter((_, j) => byTime[j].finished <= e.issued)));
  });
  return { bytes: entries.reduce((n, e) => n + e.bytes, 0), requests: entries.length, rounds: Math.max(0, ...depth) };
}
