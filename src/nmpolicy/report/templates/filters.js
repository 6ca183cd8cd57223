"use strict";

// The filters of a page: they hide the provisions, statements, events and dates that do not match.
{
  const filters = document.querySelector(".filters");
  if (filters) {
    const words = document.getElementById("Words");
    const actor = document.getElementById("Actor");
    const found = document.getElementById("Found");
    const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    // An entry of the timeline has the actors of the record that it links to.
    const actorsOf = (element) => {
      const link = element.querySelector("a[href^='#']");
      const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
      return ((element.hasAttribute("data-item") ? element : target)?.dataset.actors ?? "").split(" ");
    };
    const entries = "[data-item], .time-texts > li, .time-list > li";
    const items = Array.from(document.querySelectorAll(entries), (element) => ({
      element,
      text: folded(element.textContent.replace(/\s+/g, " ")),
      actors: actorsOf(element),
    }));
    // What has nothing left to show is hidden with it.
    const lists = ".card, .position, .statements, .entries, .provisions, .time-row, .time-undated";
    const groups = Array.from(document.querySelectorAll(lists), (element) => ({
      element,
      items: Array.from(element.querySelectorAll(entries)),
    })).filter((group) => group.items.length || group.element.matches(".card"));

    const apply = () => {
      const wanted = folded(words.value).split(/\s+/).filter(Boolean);
      const isFiltered = wanted.length > 0 || actor.value !== "";
      let count = 0;
      for (const { element, text, actors } of items) {
        const matches =
          (actor.value === "" || actors.includes(actor.value)) && wanted.every((word) => text.includes(word));
        element.toggleAttribute("data-unmatched", !matches);
        count += matches ? 1 : 0;
      }
      for (const { element, items } of groups) {
        const isEmpty = items.every((item) => item.hasAttribute("data-unmatched"));
        element.toggleAttribute("data-unmatched", isFiltered && isEmpty);
      }
      document.body.classList.toggle("filtered", isFiltered);
      found.textContent = isFiltered ? `${count} of ${items.length} found` : "";
      return isFiltered;
    };

    let waiting = 0;
    const remember = () => {
      const state = new URLSearchParams();
      if (words.value) state.set("find", words.value);
      if (actor.value) state.set("who", actor.value);
      const fragment = state.toString();
      try {
        history.replaceState(null, "", fragment ? `#?${fragment}` : location.pathname + location.search);
      } catch {
        // A browser may refuse that for a page from the disk; the filters work all the same.
      }
    };
    const changed = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        apply();
        remember();
      }, 150);
    };

    if (location.hash.startsWith("#?")) {
      const state = new URLSearchParams(location.hash.slice(2));
      words.value = state.get("find") ?? "";
      actor.value = state.get("who") ?? "";
      if (actor.selectedIndex < 0) actor.value = "";
    }
    filters.hidden = false;
    apply();
    words.addEventListener("input", changed);
    actor.addEventListener("change", changed);
    filters.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
    filters.querySelector("form").addEventListener("reset", () => setTimeout(changed));
    filters.addEventListener("keydown", (event) => {
      if (event.key === "Escape") filters.querySelector("form").reset();
    });
    // A link to something that the filters hide shows everything again.
    addEventListener("hashchange", () => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (target?.closest("[data-unmatched]")) {
        filters.querySelector("form").reset();
        apply();
        target.scrollIntoView();
      }
    });
  }
}
