"use strict";
(() => {
  const root = document.documentElement;
  const find = (id) => document.getElementById(id);
  const all = (selector, within) => [...(within || document).querySelectorAll(selector)];

  // Letters without marks and case, so that "ha noi" finds "Hà Nội".
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d");

  const search = find("search");
  const group = find("group");
  const language = find("language");
  const units = all("[data-unit]").map((element) => [element, plain(element.dataset.unit)]);

  const filter = () => {
    const wanted = plain(search.value.trim());
    const only = group ? group.value : "";
    let shown = 0;
    for (const [element, name] of units) {
      element.hidden = !name.includes(wanted) || (only !== "" && element.dataset.group !== only);
      shown += element.hidden ? 0 : 1;
    }
    for (const part of all(".part")) part.hidden = !part.querySelector("tbody tr:not([hidden])");
    find("nobody").firstElementChild.hidden = shown > 0 || units.length === 0;
  };

  const speak = () => {
    const chosen = language.value;
    root.lang = chosen;
    root.dataset.show = chosen;
    document.title = chosen === "vi" ? language.dataset.titleVi : language.dataset.titleEn;
    for (const option of all("option[data-vi]")) {
      option.textContent = chosen === "vi" ? option.dataset.vi : option.dataset.en;
    }
  };

  // Numbers are sorted by the places that the page states; absent ones come last in both directions.
  const sort = (button) => {
    const head = button.closest("th");
    const table = head.closest("table");
    const at = [...head.parentElement.children].indexOf(head);
    const kind = button.dataset.sort;
    const first = kind === "n" ? "descending" : "ascending";
    const second = kind === "n" ? "ascending" : "descending";
    const direction = head.getAttribute("aria-sort") === first ? second : first;
    const sign = direction === "ascending" ? 1 : -1;
    for (const other of all("th[aria-sort]", table)) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", direction);
    const body = table.tBodies[0];
    const words = new Intl.Collator(root.lang);
    const shown = (cell) => (cell.querySelector(`[lang="${root.lang}"]`) || cell).textContent;
    const keyed = [...body.rows].map((row) => {
      const cell = row.cells[at];
      return [row, kind === "t" ? shown(cell) : Number(cell.dataset.o)];
    });
    keyed.sort(([, one], [, other]) => {
      if (kind === "t") return sign * words.compare(one, other);
      if (one === 0 || other === 0) return (one === 0) - (other === 0);
      return sign * (one - other);
    });
    body.append(...keyed.map(([row]) => row));
  };

  const open = () => {
    const card = location.hash.startsWith("#u") ? find(location.hash.slice(1)) : null;
    if (card) card.open = true;
  };

  find("controls").hidden = false;
  search.addEventListener("input", filter);
  if (group) group.addEventListener("change", filter);
  language.addEventListener("change", speak);
  for (const button of all("button[data-sort]")) button.addEventListener("click", () => sort(button));
  window.addEventListener("hashchange", open);
  filter();
  open();
})();
