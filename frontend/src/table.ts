// Tables that are narrowed by words and sorted by their heads.

/** Shows only the rows that hold all the words, and says how many. */
export function narrowed(table: HTMLTableElement, search: HTMLInputElement, told: HTMLElement): void {
  const rows = Array.from(table.tBodies[0]?.rows ?? []);
  const apply = (): void => {
    const words = search.value.trim().split(/\s+/);
    for (const row of rows) row.hidden = !words.every((word) => (row.textContent ?? "").includes(word));
    told.textContent = `${rows.filter((row) => !row.hidden).length} / ${rows.length}`;
  };
  search.addEventListener("input", apply);
  apply();
}

/** Makes each head a button that sorts by its column. */
export function sorted(table: HTMLTableElement): void {
  const body = table.tBodies[0];
  const heads = Array.from(table.tHead?.rows[0]?.cells ?? []);
  heads.forEach((head, column) => {
    const press = document.createElement("button");
    press.type = "button";
    press.textContent = head.textContent;
    head.replaceChildren(press);
    press.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      for (const each of heads) each.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const text = (row: HTMLTableRowElement): string => row.cells[column]?.textContent ?? "";
      const order = (one: HTMLTableRowElement, other: HTMLTableRowElement): number => {
        const [a, b] = [Number.parseFloat(text(one)), Number.parseFloat(text(other))];
        return Number.isNaN(a) || Number.isNaN(b) ? text(one).localeCompare(text(other), "zh-CN") : a - b;
      };
      body?.append(...Array.from(body.rows).sort((one, other) => (up ? order(one, other) : order(other, one))));
    });
  });
}
