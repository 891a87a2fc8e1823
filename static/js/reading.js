/** The reader's settings: kept by the browser, put on <html> before the first paint, so
 * that no page is seen without them. This is no module, for modules run after that.
 *
 * window.reading has the values that each setting may have beside its default, and set.
 * The window hears the event "reading" after each change, also one of another tab. */
(() => {
  const root = document.documentElement;
  const key = "mulu-reading";
  /** @type {Record<string, string[]>} as in the style sheet: [data-NAME="VALUE"] */
  const values = {
    text: ["125", "150", "175", "200"], // per cent
    space: ["wide"],
    contrast: ["high"],
    scheme: ["light", "dark"], // the default is the system's
    view: ["simple"],
    ruler: ["on"],
    rate: ["0.75", "1.25", "1.5", "2"], // of reading aloud
  };

  /** @param {Record<string, string>} settings what is not among the values is the default */
  function show(settings) {
    for (const name in values) {
      if (values[name].includes(settings[name])) root.dataset[name] = settings[name];
      else delete root.dataset[name];
    }
    dispatchEvent(new Event("reading"));
  }

  function load() {
    try {
      show(JSON.parse(localStorage.getItem(key) || "{}"));
    } catch (e) {} // no storage, or not ours: the page stays as it is
  }

  window.reading = {
    values,
    /** Changes some settings; undefined is the default.
     * @param {Record<string, string | undefined>} changes
     * @returns {boolean} whether they are kept beyond this page */
    set(changes) {
      const settings = {};
      for (const name in values) settings[name] = name in changes ? changes[name] : root.dataset[name];
      show(settings);
      try {
        localStorage.setItem(key, JSON.stringify(settings));
        return true;
      } catch (e) {
        return false;
      }
    },
  };

  // Browsers run no modules of a page opened from a folder: no room for their buttons there.
  if (location.protocol !== "file:") root.dataset.script = "";
  load();
  addEventListener("storage", load);
  addEventListener("pageshow", (e) => e.persisted && load()); // a kept page heard nothing
})();
