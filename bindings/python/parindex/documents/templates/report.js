(() => {
  const root = document.documentElement;
  const find = (id) => document.getElementById(id);
  const all = (selector, within) => [...(within || document).querySelectorAll(selector)];

  // Letters without marks and case, so that "ha noi" finds "Hà Nội".
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d");

  const search = find("search");
  const group = find("group");
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

  // Explanations are compressed JSON of the engine, laid out when they are unfolded.
  const words = JSON.parse(find("cards").dataset.words);
  const inside = JSON.parse(find("cards").dataset.titles);
  const layOut = (node, depth, rows) => {
    const row = make("tr", `d${Math.min(depth, 3)}`);
    const cells = ["th", "td", "td", "td", "td"].map((name, at) => make(name, at > 1 ? "n" : ""));
    cells[0].scope = "row";
    say(cells[0], node.code ? [node.code, node.code] : words.total);
    const title = make("div");
    if (node.code) say(title, inBoth(node.title));
    cells[1].append(title, ...reasons(node, inside[node.code] ?? {}, words));
    if (node.status === "ok") {
      ["points", "max", "index"].forEach((name, at) => say(cells[at + 2], signed(node[name] ?? "")));
    } else {
      say(cells[2], words[node.status]);
    }
    row.append(...cells);
    rows.push(row);
    for (const child of node.children) layOut(child, depth + 1, rows);
    return rows;
  };

  const explain = async (details) => {
    const data = details.dataset.why;
    delete details.dataset.why;
    if (!data) return;
    try {
      const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
      const tree = JSON.parse(await new Response(stream).text());
      const content = find("why").content.cloneNode(true);
      content.querySelector("[role=region]").ariaLabel = details.closest("[data-unit]").dataset.unit;
      content.querySelector("tbody").append(...layOut(tree, 0, []));
      details.append(content);
    } catch {
      details.append(find("unreadable").content.cloneNode(true));
    }
  };

  const open = () => {
    const card = location.hash.startsWith("#u") ? find(location.hash.slice(1)) : null;
    if (card) card.open = true;
  };

  search.addEventListener("input", filter);
  if (group) group.addEventListener("change", filter);
  for (const button of all("button[data-sort]")) button.addEventListener("click", () => sort(button));
  for (const details of all("[data-why]")) details.addEventListener("toggle", () => explain(details));
  window.addEventListener("hashchange", open);
  filter();
  open();
})();
