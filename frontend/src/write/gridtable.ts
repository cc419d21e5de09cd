// The table of a grid as it is drawn: heads, rows, the text of each cell; it knows nothing of typing.

import { el } from "../dom";
import type { Cell, Column, GridItem } from "../server";

export interface Spot { row: number; column: number }
export interface Line { code: string; name: string; cells: Cell[]; shown: HTMLTableCellElement[] }
export interface Row { code: string; name: string; cells: Cell[] }

const NAME = 12, WORDS = 12;

export class GridTable {
  readonly body = el("tbody");
  private readonly head = el("thead");
  private readonly widths = el("colgroup");
  readonly element = el("table", { role: "grid" }, this.widths, this.head, this.body);
  lines: Line[] = [];

  /** Whether the rows and columns are the ones that stand already. */
  same(before: GridItem | undefined, item: GridItem, rows: Row[]): boolean {
    return before !== undefined && shape(before.columns, this.lines) === shape(item.columns, rows);
  }

  build(item: GridItem, rows: Row[]): void {
    this.element.setAttribute("aria-label", item.title);
    this.element.classList.toggle("empty", !rows.length);
    this.element.classList.toggle("listed", item.of === "序号");
    const heads = item.columns.map((column) => el("th", { scope: "col", class: column.unit ? "number" : "words", title: column.hint ?? "" }, ...titled(column)));
    this.head.replaceChildren(el("tr", {}, el("th", { scope: "col" }, { 编码: "科目", 序号: "序号", 名称: "名称" }[item.of ?? "编码"]), ...heads));
    this.lines = rows.map((row) => ({ ...row, shown: row.cells.map(() => el("td", {}, el("span"))) }));
    this.measure(item);
    this.body.replaceChildren(...this.lines.map((line) => el("tr", {}, named(line, item), ...line.shown)));
  }

  cell(spot: Spot): HTMLTableCellElement | undefined {
    return this.lines[spot.row]?.shown[spot.column];
  }

  /** The cell in which something happened. */
  under(event: Event): Spot | null {
    const shown = (event.target as Element).closest("td");
    const row = this.lines.findIndex((line) => shown && line.shown.includes(shown));
    return shown && row >= 0 ? { row, column: this.lines[row]?.shown.indexOf(shown) ?? 0 } : null;
  }

  /** Shows the value of a cell, or what is worked out where none is written; the text that is shown. */
  draw(spot: Spot, column: Column | undefined): string {
    const cell = this.lines[spot.row]?.cells[spot.column];
    const shown = this.cell(spot);
    if (!cell || !shown) return "";
    const text = cell.value || cell.derived.replace(new RegExp(`${column?.unit ?? ""}$`), "") || (cell.pending ? "待填" : "");
    shown.className = [column?.unit ? "number" : "words", cell.value ? "" : "derived", cell.pending && !cell.value ? "pending" : ""].filter(Boolean).join(" ");
    shown.firstElementChild?.replaceChildren(text);
    return text;
  }

  /** Widths that hang on the longest amount, set beforehand: so a browser lays out thousands of rows without reading them all. */
  private measure(item: GridItem): void {
    const longest = (column: number): number => this.lines.reduce((most, { cells }) => Math.max(most, (cells[column]?.value || cells[column]?.derived || "").length), 0);
    const own = item.columns.map((column, number) => (column.unit ? Math.max(5.4, longest(number) * 0.55 + 1.4) : WORDS));
    const all = [item.of === "序号" ? 3 : NAME, ...own];
    this.widths.replaceChildren(...all.map((width) => {
      const column = el("col");
      column.style.width = `${width}rem`;
      return column;
    }));
    this.element.style.width = `${all.reduce((sum, width) => sum + width, 0)}rem`;
  }
}

export function blank(item: GridItem, { code, name }: { code: string; name: string }): Row {
  return { code, name, cells: item.columns.map((column) => ({ path: `${item.path}.${code.replaceAll(".", "\\.")}${column.key && "."}${column.key}`, value: "", derived: "" })) };
}

/** The title of a column, what stands above it in a line of its own. */
function titled(column: Column): (string | HTMLElement)[] {
  const unit = column.unit ? [el("small", {}, column.unit)] : [];
  return [column.title, ...unit];
}

/** The head of a row; that of a list is its number, its name is a cell of its own. */
function named(line: Line, item: GridItem): HTMLElement {
  if (item.of === "序号") return el("th", { scope: "row" }, line.code);
  const code = line.code ? [el("span", { class: "code" }, line.code), " "] : [];
  return el("th", { scope: "row" }, ...code, line.name);
}

const shape = (columns: Column[], rows: { code: string; name: string }[]): string =>
  JSON.stringify([columns, rows.map(({ code, name }) => [code, name])]);
export const within = (value: number, length: number): number => Math.max(0, Math.min(value, length - 1));
