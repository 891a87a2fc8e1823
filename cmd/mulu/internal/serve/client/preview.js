// The preview's script: reloads the page when the site was read anew, and shows the
// problems as they are found, which is a little later. Only `mulu serve` puts it into
// pages. Texts come from files that may be wrong in any way, so they are only ever set as
// text.
(() => {
  const { generation, page } = document.currentScript.dataset;
  let stream = null;
  let revision = ""; // of the problems that are known
  let shown = ""; // the problems in the box

  // Hidden pages keep no stream: browsers allow six connections to one server.
  function listen() {
    if (stream || document.hidden) return;
    stream = new EventSource("/__mulu/events");
    stream.addEventListener("generation", (e) => {
      if (e.data !== generation) location.reload();
    });
    stream.addEventListener("problems", (e) => {
      if (e.data !== revision) ask();
    });
    stream.addEventListener("error", () => {
      if (stream && stream.readyState === EventSource.CLOSED) {
        stop();
        setTimeout(listen, 2000);
      }
    });
  }
  function stop() {
    if (stream) stream.close();
    stream = null;
  }
  document.addEventListener("visibilitychange", () => (document.hidden ? stop() : listen()));
  addEventListener("pagehide", stop);
  addEventListener("pageshow", listen);
  listen();

  /** Makes an element of a class with a text. */
  function make(tag, name, text) {
    const el = document.createElement(tag);
    if (name) el.className = name;
    if (text) el.textContent = text;
    return el;
  }

  const marks = { error: "错误", warning: "警告", notice: "提示" };

  function item(p) {
    const li = make("li", "mulu-preview-item mulu-preview-" + p.severity);
    const head = make("p", "mulu-preview-message");
    head.append(make("strong", "", marks[p.severity] + "："), p.message);
    if (p.place) li.append(make("p", "mulu-preview-place", p.place));
    li.append(head);
    if (p.hint) li.append(make("p", "mulu-preview-hint", "提示：" + p.hint));
    if (p.code) li.append(make("p", "mulu-preview-code", "mulu explain " + p.code));
    return li;
  }

  function show(list) {
    revision = list.revision;
    const key = JSON.stringify(list.problems);
    const old = document.querySelector(".mulu-preview");
    if (old && key === shown) { // who reads it is not disturbed
      old.querySelector("summary").textContent = list.summary;
      return;
    }
    if (old) old.remove();
    shown = key;
    if (!list.problems.length || sessionStorage.getItem("mulu-preview-closed") === key) return;
    const box = make("section", "mulu-preview");
    box.setAttribute("aria-label", "预览中发现的问题");
    const details = make("details");
    details.open = list.errors > 0;
    const head = make("summary", "", list.summary);
    // Screen readers say how many there are: errors at once, the rest when there is time.
    const spoken = make("p", "mulu-preview-spoken", "预览发现" + list.summary);
    spoken.setAttribute("role", list.errors > 0 ? "alert" : "status");
    const items = make("ul");
    items.append(...list.problems.map(item));
    details.append(head, items);
    const close = make("button", "", "关闭");
    close.type = "button";
    close.setAttribute("aria-label", "关闭问题列表");
    const away = () => {
      sessionStorage.setItem("mulu-preview-closed", key);
      box.remove();
    };
    close.addEventListener("click", away);
    box.addEventListener("keydown", (e) => {
      if (e.key === "Escape") away();
    });
    box.append(spoken, details, close);
    document.body.append(box);
  }

  function ask() {
    fetch("/__mulu/problems?page=" + encodeURIComponent(page))
      .then((r) => r.json())
      .then(show)
      .catch(() => {}); // the server went; the stream says when it is back
  }
  ask();
})();
