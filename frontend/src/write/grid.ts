// A table to fill in, used as Excel is: arrows, Enter, Tab, F2, Esc, Delete, cells pasted and copied.
// There is one text box, in the cell one is at, with its text selected: so an input method begins there, and typing replaces.

import { button, el, fit, mark } from "../dom";
import type { Cell, Change, Column, GridItem } from "../server";
import type { Department } from "./department";
import { GridKeys } from "./gridkeys";
import type { Mode, Steered } from "./gridkeys";
import { GridRange } from "./gridrange";
import { blank, GridTable, within } from "./gridtable";
import type { Line, Row, Spot } from "./gridtable";
import { NewColumns } from "./newcolumns";
import { NewRow } from "./newrow";
import { AMOUNT, pasted, placesTo, told, unnamed } from "./paste";
import { moved, oneLine, plain, tabbed } from "./values";

export class Grid implements Steered {
  readonly element = el("div", { class: "grid" });
  private readonly table = new GridTable();
  private readonly range = new GridRange(this.table);
  private readonly keys = new GridKeys(this);
  private readonly input = el("textarea", { rows: 1, autocomplete: "off", spellcheck: "false", class: "at" });
  private readonly fresh: NewRow;
  private readonly wider: NewColumns;
  private bare!: GridItem;
  private readonly gone = button("", () => this.takeOut(), { class: "quiet" });
  private item!: GridItem;
  private added: { code: string; name: string }[] = [];
  spot: Spot = { row: 0, column: 0 };
  mode: Mode = "at";

  constructor(private readonly department: Department) {
    this.fresh = new NewRow(department, () => this.rows, (code, name) => this.add(code, name), (text) => void this.takeRows(text));
    this.wider = new NewColumns(department, () => this.update(this.bare));
    this.element.append(el("div", { class: "frame", tabindex: -1 }, this.table.element), el("div", { class: "under" }, this.fresh.element, this.gone, this.wider.element));
    this.listen();
  }

  get rows(): number {
    return this.table.lines.length;
  }

  get columns(): number {
    return this.item.columns.length;
  }

  update(told: GridItem): void {
    this.bare = told;
    const item = this.wider.widened(told);
    this.added = this.added.filter(({ code }) => !item.rows.some((row) => row.code === code));
    const rows = [...item.rows, ...this.added.map((each) => blank(item, each))];
    const same = this.table.same(this.item, item, rows);
    this.item = item;
    if (!same) this.build(rows);
    rows.forEach((row, number) => row.cells.forEach((cell, column) => this.renew({ row: number, column }, cell)));
  }

  focus(path: string): boolean {
    const row = this.table.lines.findIndex((line) => line.cells.some((cell) => cell.path === path || cell.path.startsWith(`${path}.`)));
    const line = this.table.lines[row];
    if (!line) return false;
    this.move({ row, column: Math.max(0, line.cells.findIndex((cell) => cell.path === path)) });
    const cell = this.table.cell(this.spot);
    if (cell) mark(cell, "here");
    return true;
  }

  private build(rows: Row[]): void {
    const focused = document.activeElement === this.input;
    const code = this.line?.code;
    this.fresh.show(this.item);
    this.gone.hidden = !this.item.addable || !rows.length;
    this.table.build(this.item, rows.map((row) => ({ ...row, cells: row.cells.map((cell) => this.own(cell)) })));
    this.table.lines.forEach((line, row) => line.cells.forEach((_, column) => this.draw({ row, column })));
    const stay = code ? this.table.lines.findIndex((line) => line.code === code) : this.spot.row;
    const spot = { row: within(stay, this.rows), column: within(this.spot.column, this.columns) };
    if (focused) this.move(spot);
    else this.place(spot);
  }

  private listen(): void {
    const { input } = this, { body } = this.table;
    input.addEventListener("keydown", (event) => this.keys.pressed(event));
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
    body.addEventListener("pointerdown", (event) => this.pointed(event));
    body.addEventListener("pointerover", (event) => event.buttons === 1 && this.dragged(event));
  }

  /** A value from the server, unless one is typing in this very cell or a later one waits to be saved. */
  private renew(spot: Spot, cell: Cell): void {
    const own = this.table.lines[spot.row]?.cells[spot.column];
    if (!own || this.department.waiting(cell.path) !== undefined) return;
    if (own.value === cell.value && own.derived === cell.derived && own.pending === cell.pending) return;
    Object.assign(own, { pending: undefined }, cell);
    this.draw(spot);
  }

  private own(cell: Cell): Cell {
    return { ...cell, value: this.department.waiting(cell.path) ?? cell.value };
  }

  private draw(spot: Spot): void {
    const text = this.table.draw(spot, this.item.columns[spot.column]);
    const cell = this.table.lines[spot.row]?.cells[spot.column];
    if (!cell || !this.table.cell(spot)?.contains(this.input)) return;
    this.input.placeholder = text;
    if (this.mode !== "at") return;
    this.input.value = cell.value;
    if (document.activeElement === this.input) this.input.select();
  }

  private get line(): Line | undefined {
    return this.table.lines[this.spot.row];
  }

  /** Puts the input into a cell, without the focus. */
  private place(spot: Spot): void {
    const line = this.table.lines[spot.row];
    const cell = line?.cells[spot.column];
    const shown = this.table.cell(spot);
    if (!line || !cell || !shown) return;
    this.spot = spot;
    this.range.begin(spot);
    this.enter("at");
    this.input.dataset.path = cell.path;
    const column = this.item.columns[spot.column] as Column;
    this.input.setAttribute("aria-label", [`${line.code} ${line.name}`.trim(), column.title, column.unit].filter(Boolean).join("，"));
    if (!shown.contains(this.input)) shown.append(this.input);
    this.draw(spot);
    this.gone.textContent = `删去这一行（${line.code} ${line.name}）`;
  }

  move(spot: Spot): void {
    this.commit();
    this.place({ row: within(spot.row, this.rows), column: within(spot.column, this.columns) });
    this.input.focus({ preventScroll: true });
    this.input.select();
    this.table.cell(this.spot)?.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.range.show();
  }

  enter(mode: Mode): void {
    this.mode = mode;
    this.input.dataset.mode = mode;
    this.table.cell(this.spot)?.classList.toggle("editing", mode !== "at");
    this.input.style.height = "";
    if (mode === "in") this.input.setSelectionRange(this.input.value.length, this.input.value.length);
  }

  /** Saves what was typed, where it is other than before. */
  commit(): void {
    if (this.mode === "at") return;
    this.enter("at");
    this.write([{ spot: this.spot, value: this.input.value }]);
  }

  restore(): void {
    this.enter("at");
    this.draw(this.spot);
    this.input.select();
  }

  private write(values: { spot: Spot; value: string }[]): void {
    const changes: Change[] = [];
    for (const { spot, value } of values) {
      const cell = this.table.lines[spot.row]?.cells[spot.column];
      const typed = this.item.columns[spot.column]?.unit ? plain(value) : oneLine(value, (told) => this.department.say(told));
      if (!cell || cell.value === typed) continue;
      cell.value = typed;
      changes.push({ path: cell.path, value: typed });
    }
    this.department.edit(changes);
    for (const { spot } of values) this.draw(spot);
  }

  extend(by: Spot): void {
    this.range.by(by, this.columns);
  }

  all(): void {
    this.move({ row: 0, column: 0 });
    this.range.to({ row: this.rows - 1, column: this.columns - 1 });
  }

  /** Takes the values out; where there is none but 待填, that. */
  clear(): void {
    const spots = this.range.spots.flat();
    const open = spots.map(({ row, column }) => this.table.lines[row]?.cells[column]).filter((cell) => cell?.pending && !cell.value);
    if (open.length) this.department.edit(open.map((cell) => ({ path: cell?.path ?? "", value: null })));
    this.write(spots.map((spot) => ({ spot, value: "" })));
  }

  private pointed(event: PointerEvent): void {
    const spot = this.table.under(event);
    if (!spot || event.target === this.input) return;
    event.preventDefault();
    if (event.shiftKey) this.range.to(spot);
    else this.move(spot);
  }

  private dragged(event: PointerEvent): void {
    const spot = this.table.under(event);
    if (spot && this.mode === "at" && document.activeElement === this.input) this.range.to(spot);
  }

  private copy(event: ClipboardEvent): boolean {
    if (this.mode !== "at") return false;
    event.preventDefault();
    event.clipboardData?.setData("text/plain", tabbed(this.range.spots.map((row) => row.map((spot) => this.table.cell(spot)?.firstElementChild?.textContent ?? ""))));
    return true;
  }

  private paste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (this.mode === "in") return;
    event.preventDefault();
    this.enter("at");
    const picked = this.range.spots;
    this.take(text, this.table.lines, picked[0]?.[0] ?? this.spot, picked);
  }

  /** Rows pasted where a new one is written; names without codes are looked up, one that several 科目 have is none. */
  private async takeRows(text: string): Promise<void> {
    if (this.item.of !== "编码") return this.take(text, [], { row: this.rows, column: 0 }, []);
    const asked = unnamed(text).map(async (name) => {
      const offers = await this.department.complete(this.item.path, name).catch(() => []);
      const [only, other] = offers.filter(({ detail }) => detail === name);
      return only && !other ? [{ code: only.label, name }] : [];
    });
    this.take(text, [...this.table.lines, ...(await Promise.all(asked)).flat()], { row: this.rows, column: 0 }, []);
  }

  /** Cells of Excel become one change; what has no place in the table is told, not dropped in silence. */
  private take(text: string, known: { code: string; name: string }[], start: Spot, picked: Spot[][]): void {
    const block = pasted(text, known, this.item.columns.map((column) => column.title), start, picked);
    const written = block.cells.filter(({ value }) => value.trim());
    const fresh = this.item.of === "序号"
      ? Array.from({ length: Math.max(0, ...written.map(({ row }) => row + 1 - this.rows)) }, (_, n) => String(this.rows + n + 1))
      : written.map(({ code }) => code).filter(Boolean);
    for (const code of this.item.addable ? new Set(fresh) : []) this.add(code, known.find((each) => each.code === code)?.name ?? "", false);
    const rows = new Map(this.table.lines.map((line, number) => [line.code, number]));
    const units = this.item.columns.map(({ unit }) => unit);
    const places = placesTo(units, text);
    const values = block.cells.map(({ row, code, column, value }) => ({ spot: { row: code ? (rows.get(code) ?? -1) : row, column }, value: AMOUNT.test(units[column] ?? "") ? moved(value, places) : value }));
    const words = values.filter(({ spot, value }) => units[spot.column] && value.trim() && Number.isNaN(Number(plain(value)))).map(({ value }) => value.trim());
    const fitting = values.filter(({ spot, value }) => this.table.cell(spot) && !words.includes(value.trim()));
    this.write(fitting);
    const outside = values.filter(({ spot, value }) => !this.table.cell(spot) && value.trim() && !words.includes(value.trim())).map(({ value }) => value.trim());
    const said = told(fitting.length, places, { ...block, words, outside });
    if (said) this.department.say(said);
  }

  /** Takes the row out of the file; one that was only added goes without that. */
  private takeOut(): void {
    const { line } = this;
    if (!line) return;
    this.enter("at");
    const written = this.item.rows.some((row) => row.code === line.code);
    this.added = this.added.filter(({ code }) => code !== line.code);
    if (written) this.department.edit([{ path: `${this.item.path}.${line.code}`, value: null }]);
    else this.update(this.bare);
    this.input.focus();
  }

  private add(code: string, name: string, go = true): void {
    if (!this.table.lines.some((line) => line.code === code)) {
      this.added.push({ code, name });
      this.update(this.bare);
    }
    if (go) this.move({ row: this.table.lines.findIndex((line) => line.code === code), column: 0 });
  }
}
