{
  // The index of a folder of pages: search and filters. Without it, the page shows every row.
  const form = document.getElementById("index-search");
  const none = document.getElementById("index-none");
  const count = document.getElementById("index-count");
  const numbered = document.getElementById("index-numbered");
  const MOST_NUMBERED = 12;
  const DAYS = /\b((?:January|February|March|April|May|June|July|August|September|October|November|December)) \d{1,2}, (\d{4})/g;
  const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]/;
  const DATE = /(?<![\w.-])\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?(?![\w-]|\.\w)/g;

  // The words and numbers of a text without case, accents and leading zeros, as `nmpolicy find` reads them.
  const words = (text) =>
    (text.normalize("NFKD").replace(/\p{Mn}+/gu, "").toLowerCase().replace(/ß/g, "ss")
      .match(/[\p{L}\p{M}]+|\p{N}+/gu) || []).map((word) => word.replace(/^0+(?=\p{N})/u, ""));
  const joined = (list) => ` ${[...new Set(list)].join(" ")} `;
  const inOrder = (text) => ` ${words(text).join(" ")} `;
  // A number is equal to the wanted one; a word begins with it, or has it in a script that does not separate words.
  const has = (text, word) =>
    /^\p{N}/u.test(word) ? text.includes(` ${word} `) : text.includes(UNSPACED.test(word) ? word : ` ${word}`);

  const read = (element) => {
    const time = element.querySelector("time");
    const number = element.querySelector(".row-number").textContent;
    const id = element.querySelector(".row-id").textContent;
    const text = element.textContent.replace(DAYS, "$1 $2");
    return {
      element, time: time ? time.dateTime : "", number: inOrder(number), key: inOrder(`${number} ${id}`),
      text: joined(words(text)), shown: true,
    };
  };

  let groups;
  const readAll = () => {
    groups = [...document.querySelectorAll(".index-year")].map((section) => ({
      section, link: document.querySelector(`.index-years a[href="#${section.querySelector("h2").id}"]`).parentNode, size: section.querySelector("h2 small"), year: section.querySelector("h2").id.slice(5),
      rows: [...section.querySelectorAll(".row")].map(read),
    }));
  };

  const fields = () => [...form.elements].filter((field) => field.name);
  const condition = () => {
    const query = form.elements.q.value;
    const dates = query.match(DATE) || []; // a date, or the number of an order that looks like one
    const others = words(query.replace(DATE, " "));
    const filters = fields().filter((field) => field.name !== "q" && field.name !== "year" && field.value);
    const matches = (row) =>
      filters.every((field) => field.name === "by" || field.name === "force"
        ? row.element.dataset[field.name].split(" ").includes(field.value) : row.element.dataset[field.name] === field.value)
      && others.every((word) => has(row.text, word))
      && dates.every((date) => row.time.startsWith(date) || row.key.includes(inOrder(date)));
    const isNumbered = (row) =>
      (dates.some((date) => row.number.includes(inOrder(date)))
        || others.some((word) => /^\p{N}/u.test(word) && has(row.number, word)))
      && dates.every((date) => row.key.includes(inOrder(date))) && others.every((word) => has(row.key, word));
    return { matches, isNumbered };
  };

  const apply = () => {
    if (!groups) readAll();
    const { matches, isNumbered } = condition();
    const year = form.elements.year ? form.elements.year.value : "";
    const inYear = (group) => !year || group.year === year || (year === "(none)" && group.year === "none");
    const found = new Set(groups.filter(inYear).flatMap((group) => group.rows.filter(matches)));
    const total = found.size;
    const all = groups.reduce((sum, group) => sum + group.rows.length, 0);
    const first = [...found].filter(isNumbered);
    if (first.length > MOST_NUMBERED || first.length === total) first.length = 0;
    for (const row of first) found.delete(row);
    for (const group of groups) {
      let shown = 0;
      for (const row of group.rows) {
        const visible = found.has(row);
        if (visible !== row.shown) row.element.hidden = !(row.shown = visible);
        if (visible) shown += 1;
      }
      group.section.hidden = group.link.hidden = shown === 0;
      group.size.textContent = shown.toLocaleString("en-US");
    }
    const of = total === all ? "" : `${total.toLocaleString("en-US")} of `;
    count.textContent = `${of}${all.toLocaleString("en-US")} ${count.dataset.noun}`;
    none.hidden = total > 0;
    showFirst(first);
  };

  // Orders that have the number itself, not only a mention of it, come before all years.
  const showFirst = (rows) => {
    numbered.hidden = rows.length === 0;
    numbered.querySelector(".rows").replaceChildren(...rows.map(({ element }) => {
      const copy = element.cloneNode(true);
      copy.hidden = false;
      return copy;
    }));
  };

  const isState = (fragment) => fragment.includes("=");
  const restore = () => {
    const fragment = location.hash.slice(1);
    if (!isState(fragment)) return;
    const state = new URLSearchParams(fragment);
    for (const field of fields()) {
      field.value = state.get(field.name) || "";
      if (field.selectedIndex === -1) field.value = "";
    }
    apply();
  };
  let waiting;
  const save = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const state = new URLSearchParams(fields().filter((field) => field.value).map((field) => [field.name, field.value]));
      history.replaceState(null, "", `#${state}`);
    }, 250);
  };
  const changed = () => { apply(); save(); };
  const clear = () => {
    for (const field of fields()) field.value = "";
    changed();
    form.elements.q.focus();
  };

  // Rows that are not on the screen have an estimated height, so a browser may miss the target of a link.
  const settle = (tries = 10) => {
    const target = document.getElementById(location.hash.slice(1));
    const top = target ? target.getBoundingClientRect().top : 0;
    const end = scrollY + innerHeight >= document.documentElement.scrollHeight - 1;
    if (tries === 0 || Math.abs(top) < 2 || (top > 0 && end)) return;
    scrollBy({ top, behavior: "instant" });
    requestAnimationFrame(() => settle(tries - 1));
  };
  const settleSoon = () => requestAnimationFrame(() => setTimeout(settle));

  if (form) {
    form.hidden = false;
    form.addEventListener("input", changed);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      clear();
    });
    document.getElementById("index-clear").addEventListener("click", clear);
    addEventListener("hashchange", () => { restore(); settleSoon(); });
    addEventListener("load", settleSoon);
    document.addEventListener("click", (event) => { if (event.target.closest?.('a[href^="#"]')) settleSoon(); });
    restore();
    if (!groups) window.requestIdleCallback?.(() => { if (!groups) readAll(); });
  }
}
