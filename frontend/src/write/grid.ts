// A table to fill in, used as Excel is: arrows, Enter, Tab, F2, Esc, Delete, cells pasted and copied.
// There is one text box, in the cell one is at, with its text selected: so an input method begins there, and typing replaces.

import { button, composing, el, fit, mark } from "../dom";
import type { Cell, Change, Column, GridItem } from "../server";
import { NewRow } from "./newrow";
import type { Department } from "./department";
import { pasted } from "./paste";
import { oneLine, plain, tabbed } from "./values";

interface Spot { row: number; column: number }
interface Line { code: string; name: string; cells: Cell[]; shown: HTMLTableCellElement[] }
/** At a cell; typing over it, where arrows save and go on; or in its text, where arrows move in it. */
type Mode = "at" | "over" | "in";

const ARROWS: Record<string, [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const PAGE = 12, SOME = 6;
const NAME = 12, WORDS = 12;

export class Grid {
  readonly element = el("div", { class: "grid" });
  private readonly body = el("tbody");
  private readonly head = el("thead");
  private readonly widths = el("colgroup");
  private readonly table = el("table", { role: "grid" }, this.widths, this.head, this.body);
  private readonly input = el("textarea", { rows: 1, autocomplete: "off", spellcheck: "false", class: "at" });
  private readonly fresh: NewRow;
  private readonly gone = button("", () => this.takeOut(), { class: "quiet" });
  private item!: GridItem;
  private lines: Line[] = [];
  private added: { code: string; name: string }[] = [];
  private spot: Spot = { row: 0, column: 0 };
  private corner: Spot = { row: 0, column: 0 };
  private mode: Mode = "at";
  private leaving = false;
  private tabbedFrom: number | null = null;

  constructor(private readonly department: Department) {
    this.fresh = new NewRow(department, () => this.lines.length, (code, name) => this.add(code, name));
    this.element.append(el("div", { class: "frame", tabindex: -1 }, this.table), el("div", { class: "under" }, this.fresh.element, this.gone));
    this.listen();
  }

  update(item: GridItem): void {
    const rows = [...item.rows, ...this.added.filter(({ code }) => !item.rows.some((row) => row.code === code)).map((each) => blank(item, each))];
    this.added = this.added.filter(({ code }) => !item.rows.some((row) => row.code === code));
    const same = this.item && shape(this.item.columns, this.lines) === shape(item.columns, rows);
    this.item = item;
    if (!same) this.build(rows);
    rows.forEach((row, number) => row.cells.forEach((cell, column) => this.renew({ row: number, column }, cell)));
  }

  focus(path: string): boolean {
    const row = this.lines.findIndex((line) => line.cells.some((cell) => cell.path === path || cell.path.startsWith(`${path}.`)));
    const line = this.lines[row];
    if (!line) return false;
    this.move({ row, column: Math.max(0, line.cells.findIndex((cell) => cell.path === path)) });
    const cell = this.cell(this.spot);
    if (cell) mark(cell, "here");
    return true;
  }

  private build(rows: { code: string; name: string; cells: Cell[] }[]): void {
    const focused = document.activeElement === this.input;
    const code = this.lines[this.spot.row]?.code;
    this.fresh.show(this.item);
    this.table.setAttribute("aria-label", this.item.title);
    this.gone.hidden = !this.item.addable || !rows.length;
    this.table.hidden = !rows.length;
    this.table.classList.toggle("listed", this.item.of === "序号");
    const heads = this.item.columns.map((column) => el("th", { scope: "col", class: column.unit ? "number" : "words", title: column.hint ?? "" }, ...titled(column)));
    this.head.replaceChildren(el("tr", {}, el("th", { scope: "col" }, { 编码: "科目", 序号: "序号", 名称: "名称" }[this.item.of ?? "编码"]), ...heads));
    this.lines = rows.map((row) => ({ ...row, cells: row.cells.map((cell) => this.own(cell)), shown: row.cells.map(() => el("td", {}, el("span"))) }));
    this.measure();
    this.body.replaceChildren(...this.lines.map((line) => el("tr", {}, named(line, this.item), ...line.shown)));
    this.lines.forEach((line, row) => line.cells.forEach((_, column) => this.draw({ row, column })));
    const stay = code ? this.lines.findIndex((line) => line.code === code) : this.spot.row;
    const spot = { row: within(stay, this.lines.length), column: within(this.spot.column, this.item.columns.length) };
    if (focused) this.move(spot);
    else this.place(spot);
  }

  /** Widths that hang on the longest amount, set beforehand: so a browser lays out thousands of rows without reading them all. */
  private measure(): void {
    const longest = (column: number): number => this.lines.reduce((most, { cells }) => Math.max(most, (cells[column]?.value || cells[column]?.derived || "").length), 0);
    const own = this.item.columns.map((column, number) => (column.unit ? Math.max(5.4, longest(number) * 0.55 + 1.4) : WORDS));
    const all = [this.item.of === "序号" ? 3 : NAME, ...own];
    this.widths.replaceChildren(...all.map((width) => {
      const column = el("col");
      column.style.width = `${width}rem`;
      return column;
    }));
    this.table.style.width = `${all.reduce((sum, width) => sum + width, 0)}rem`;
  }

  private listen(): void {
    const input = this.input;
    input.addEventListener("keydown", (event) => this.pressed(event));
    input.addEventListener("input", () => {
      if (this.mode === "at") this.enter("over");
      if (this.input.scrollHeight > this.input.clientHeight) fit(this.input);
    });
    input.addEventListener("focusout", () => this.commit());
    input.addEventListener("focus", () => this.mode === "at" && input.select());
    input.addEventListener("dblclick", () => this.enter("in"));
    input.addEventListener("paste", (event) => this.paste(event));
    input.addEventListener("copy", (event) => this.copy(event));
    input.addEventListener("cut", (event) => this.copy(event) && this.clear());
    this.body.addEventListener("pointerdown", (event) => this.pointed(event));
    this.body.addEventListener("pointerover", (event) => event.buttons === 1 && this.dragged(event));
  }

  /** A value from the server, unless one is typing in this very cell or a later one waits to be saved. */
  private renew(spot: Spot, cell: Cell): void {
    const own = this.lines[spot.row]?.cells[spot.column];
    if (!own || this.department.waiting(cell.path) !== undefined) return;
    if (own.value === cell.value && own.derived === cell.derived && own.pending === cell.pending) return;
    Object.assign(own, { pending: undefined }, cell);
    this.draw(spot);
  }

  private own(cell: Cell): Cell {
    return { ...cell, value: this.department.waiting(cell.path) ?? cell.value };
  }

  private draw(spot: Spot): void {
    const cell = this.lines[spot.row]?.cells[spot.column];
    const shown = this.cell(spot);
    if (!cell || !shown) return;
    const column = this.item.columns[spot.column];
    const text = cell.value || cell.derived.replace(new RegExp(`${column?.unit ?? ""}$`), "") || (cell.pending ? "待填" : "");
    shown.className = [column?.unit ? "number" : "words", cell.value ? "" : "derived", cell.pending && !cell.value ? "pending" : ""].filter(Boolean).join(" ");
    shown.firstElementChild?.replaceChildren(text);
    if (!shown.contains(this.input)) return;
    this.input.placeholder = text;
    if (this.mode !== "at") return;
    this.input.value = cell.value;
    if (document.activeElement === this.input) this.input.select();
  }

  private cell(spot: Spot): HTMLTableCellElement | undefined {
    return this.lines[spot.row]?.shown[spot.column];
  }

  /** Puts the input into a cell, without the focus. */
  private place(spot: Spot): void {
    const line = this.lines[spot.row];
    const cell = line?.cells[spot.column];
    const shown = this.cell(spot);
    if (!line || !cell || !shown) return;
    this.spot = this.corner = spot;
    this.enter("at");
    this.input.dataset.path = cell.path;
    const column = this.item.columns[spot.column] as Column;
    this.input.setAttribute("aria-label", [`${line.code} ${line.name}`.trim(), column.title, column.unit].filter(Boolean).join("，"));
    if (!shown.contains(this.input)) shown.append(this.input);
    this.draw(spot);
    this.gone.textContent = `删去这一行（${line.code} ${line.name}）`;
  }

  private move(spot: Spot): void {
    this.commit();
    this.place({ row: within(spot.row, this.lines.length), column: within(spot.column, this.item.columns.length) });
    this.input.focus({ preventScroll: true });
    this.input.select();
    this.cell(this.spot)?.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.pick();
  }

  private enter(mode: Mode): void {
    this.mode = mode;
    this.input.dataset.mode = mode;
    this.cell(this.spot)?.classList.toggle("editing", mode !== "at");
    this.input.style.height = "";
    if (mode === "in") this.input.setSelectionRange(this.input.value.length, this.input.value.length);
  }

  /** Saves what was typed, where it is other than before. */
  private commit(): void {
    if (this.mode === "at") return;
    this.enter("at");
    this.write([{ spot: this.spot, value: this.input.value }]);
  }

  private write(values: { spot: Spot; value: string }[]): void {
    const changes: Change[] = [];
    for (const { spot, value } of values) {
      const cell = this.lines[spot.row]?.cells[spot.column];
      const typed = this.item.columns[spot.column]?.unit ? plain(value) : oneLine(value, (told) => this.department.say(told));
      if (!cell || cell.value === typed) continue;
      cell.value = typed;
      changes.push({ path: cell.path, value: typed });
    }
    this.department.edit(changes);
    for (const { spot } of values) this.draw(spot);
  }

  private pressed(event: KeyboardEvent): void {
    if (composing(event)) return;
    const leaving = this.leaving;
    this.leaving = false;
    if (event.key === "Tab") return this.tab(event, leaving);
    if (event.key !== "Enter") this.tabbedFrom = null;
    const done = this.mode === "in" ? this.inside(event) : this.across(event);
    if (done) event.preventDefault();
  }

  private tab(event: KeyboardEvent, leaving: boolean): void {
    const column = this.spot.column + (event.shiftKey ? -1 : 1);
    const wrapped = column < 0 ? { row: this.spot.row - 1, column: this.item.columns.length - 1 } : column >= this.item.columns.length ? { row: this.spot.row + 1, column: 0 } : { row: this.spot.row, column };
    if (leaving || !this.lines[wrapped.row]) return this.commit();
    event.preventDefault();
    this.tabbedFrom ??= this.spot.column;
    this.move(wrapped);
  }

  /** Keys in the text of a cell. */
  private inside(event: KeyboardEvent): boolean {
    if (event.key === "Escape") return this.restore();
    if (event.key !== "Enter") return false;
    this.step(event.shiftKey ? -1 : 1, 0);
    return true;
  }

  /** Keys at a cell, or while typing over it. */
  private across(event: KeyboardEvent): boolean {
    const arrow = ARROWS[event.key];
    const jump = event.ctrlKey || event.metaKey;
    if (arrow && event.shiftKey && this.mode === "at") return this.extend(arrow);
    if (arrow) return this.step(arrow[0] * (jump ? this.lines.length : 1), arrow[1] * (jump ? this.item.columns.length : 1));
    switch (event.key) {
      case "Enter": return this.down(event.shiftKey);
      case "F2": return this.enter("in"), true;
      case "Escape": return this.mode === "at" ? this.leave() : this.restore();
      case "PageDown": return this.step(PAGE, 0);
      case "PageUp": return this.step(-PAGE, 0);
      case "Home": return this.to(jump ? 0 : this.spot.row, 0);
      case "End": return this.to(jump ? this.lines.length : this.spot.row, this.item.columns.length);
      case "Delete": case "Backspace": return this.mode === "at" && this.clear();
      case "a": return jump && this.mode === "at" && this.all();
    }
    return false;
  }

  private down(up: boolean): boolean {
    const column = this.tabbedFrom ?? this.spot.column;
    this.tabbedFrom = null;
    return this.to(this.spot.row + (up ? -1 : 1), column);
  }

  private step(rows: number, columns: number): boolean {
    return this.to(this.spot.row + rows, this.spot.column + columns);
  }

  private to(row: number, column: number): boolean {
    this.move({ row, column });
    return true;
  }

  private restore(): boolean {
    this.enter("at");
    this.draw(this.spot);
    this.input.select();
    return true;
  }

  /** After Esc the next Tab leaves the table. */
  private leave(): boolean {
    this.leaving = true;
    return true;
  }

  private extend([rows, columns]: [number, number]): boolean {
    this.corner = { row: within(this.corner.row + rows, this.lines.length), column: within(this.corner.column + columns, this.item.columns.length) };
    this.cell(this.corner)?.scrollIntoView({ block: "nearest", inline: "nearest" });
    return this.pick();
  }

  private all(): boolean {
    this.move({ row: 0, column: 0 });
    this.corner = { row: this.lines.length - 1, column: this.item.columns.length - 1 };
    return this.pick();
  }

  private pointed(event: PointerEvent): void {
    const spot = this.under(event);
    if (!spot || event.target === this.input) return;
    event.preventDefault();
    if (event.shiftKey) {
      this.corner = spot;
      this.pick();
    } else this.move(spot);
  }

  private dragged(event: PointerEvent): void {
    const spot = this.under(event);
    if (!spot || this.mode !== "at" || document.activeElement !== this.input) return;
    this.corner = spot;
    this.pick();
  }

  private under(event: Event): Spot | null {
    const shown = (event.target as Element).closest("td");
    const row = this.lines.findIndex((line) => shown && line.shown.includes(shown));
    return shown && row >= 0 ? { row, column: this.lines[row]?.shown.indexOf(shown) ?? 0 } : null;
  }

  /** The cells between the corners, row by row. */
  private picked(): Spot[][] {
    const [top, bottom] = [this.spot.row, this.corner.row].sort((a, b) => a - b) as [number, number];
    const [left, right] = [this.spot.column, this.corner.column].sort((a, b) => a - b) as [number, number];
    return span(top, bottom).map((row) => span(left, right).map((column) => ({ row, column })));
  }

  private pick(): boolean {
    for (const shown of this.body.querySelectorAll(".picked")) shown.classList.remove("picked");
    const picked = this.picked().flat();
    if (picked.length > 1) for (const spot of picked) this.cell(spot)?.classList.add("picked");
    return true;
  }

  private clear(): boolean {
    this.write(this.picked().flat().map((spot) => ({ spot, value: "" })));
    return true;
  }

  private copy(event: ClipboardEvent): boolean {
    if (this.mode !== "at") return false;
    event.preventDefault();
    event.clipboardData?.setData("text/plain", tabbed(this.picked().map((row) => row.map((spot) => this.cell(spot)?.firstElementChild?.textContent ?? ""))));
    return true;
  }

  /** Cells of Excel become one change; what has no place in the table is told, not dropped in silence. */
  private paste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (this.mode === "in") return;
    event.preventDefault();
    const picked = this.picked();
    const start = picked[0]?.[0] ?? this.spot;
    const block = pasted(text, this.lines.map((line) => line.code), start.row, picked);
    for (const code of this.item.addable ? block.unknown : []) this.add(code, "", false);
    const rows = new Map(this.lines.map((line, number) => [line.code, number]));
    const values = block.cells.map(({ row, code, column, value }) => ({ spot: { row: code ? (rows.get(code) ?? -1) : row, column: start.column + column }, value }));
    const fitting = values.filter(({ spot }) => this.cell(spot));
    this.enter("at");
    this.write(fitting);
    const lost = values.filter(({ spot, value }) => !this.cell(spot) && value.trim()).map(({ value }) => value.trim());
    const some = `${lost.slice(0, SOME).join("、")}${lost.length > SOME ? "等" : ""}`;
    if (lost.length) this.department.say(`贴入 ${fitting.length} 格；另有 ${lost.length} 格在表的外面，没有写入：${some}。请看一看是不是贴错了位置；行不够的，先加一行再贴。`);
  }

  /** Takes the row out of the file; one that was only added goes without that. */
  private takeOut(): void {
    const line = this.lines[this.spot.row];
    if (!line) return;
    this.enter("at");
    const written = this.item.rows.some((row) => row.code === line.code);
    this.added = this.added.filter(({ code }) => code !== line.code);
    if (written) this.department.edit([{ path: `${this.item.path}.${line.code}`, value: null }]);
    else this.update(this.item);
    this.input.focus();
  }

  private add(code: string, name: string, go = true): void {
    if (!this.lines.some((line) => line.code === code)) {
      this.added.push({ code, name });
      this.update(this.item);
    }
    if (go) this.to(this.lines.findIndex((line) => line.code === code), 0);
  }
}

function blank(item: GridItem, { code, name }: { code: string; name: string }): { code: string; name: string; cells: Cell[] } {
  return { code, name, cells: item.columns.map((column) => ({ path: `${item.path}.${code}${column.key && "."}${column.key}`, value: "", derived: "" })) };
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
const within = (value: number, length: number): number => Math.max(0, Math.min(value, length - 1));
const span = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);
