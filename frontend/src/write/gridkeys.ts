// The keys of a grid: those at a cell, as in Excel, and those in its text.

import { composing } from "../dom";
import type { Spot } from "./gridtable";

/** At a cell; typing over it, where arrows save and go on; or in its text, where arrows move in it. */
export type Mode = "at" | "over" | "in";

/** What keys do to a grid. */
export interface Steered {
  readonly mode: Mode;
  readonly spot: Spot;
  readonly rows: number;
  readonly columns: number;
  move: (spot: Spot) => void;
  enter: (mode: Mode) => void;
  commit: () => void;
  /** The value as it was, what was typed forgotten. */
  restore: () => void;
  clear: () => void;
  all: () => void;
  extend: (by: Spot) => void;
}

const ARROWS: Record<string, Spot> = { ArrowUp: { row: -1, column: 0 }, ArrowDown: { row: 1, column: 0 }, ArrowLeft: { row: 0, column: -1 }, ArrowRight: { row: 0, column: 1 } };
const PAGE = 12;

export class GridKeys {
  private leaving = false;
  private tabbedFrom: number | null = null;

  constructor(private readonly grid: Steered) {}

  pressed(event: KeyboardEvent): void {
    if (composing(event)) return;
    const { leaving } = this;
    this.leaving = false;
    if (event.key === "Tab") return this.tab(event, leaving);
    if (event.key !== "Enter") this.tabbedFrom = null;
    const done = this.grid.mode === "in" ? this.inside(event) : this.across(event);
    if (done) event.preventDefault();
  }

  private tab(event: KeyboardEvent, leaving: boolean): void {
    const { grid } = this, { row } = grid.spot;
    const column = grid.spot.column + (event.shiftKey ? -1 : 1);
    const next = column < 0 ? { row: row - 1, column: grid.columns - 1 } : column >= grid.columns ? { row: row + 1, column: 0 } : { row, column };
    if (leaving || next.row < 0 || next.row >= grid.rows) return grid.commit();
    event.preventDefault();
    this.tabbedFrom ??= grid.spot.column;
    grid.move(next);
  }

  /** Keys in the text of a cell. */
  private inside(event: KeyboardEvent): boolean {
    if (event.key === "Escape") return this.grid.restore(), true;
    if (event.key !== "Enter") return false;
    return this.step(event.shiftKey ? -1 : 1, 0);
  }

  /** Keys at a cell, or while typing over it. */
  private across(event: KeyboardEvent): boolean {
    const { grid } = this, { row } = grid.spot, at = grid.mode === "at";
    const arrow = ARROWS[event.key];
    const jump = event.ctrlKey || event.metaKey;
    if (arrow && event.shiftKey && at) return grid.extend(arrow), true;
    if (arrow) return this.step(arrow.row * (jump ? grid.rows : 1), arrow.column * (jump ? grid.columns : 1));
    switch (event.key) {
      case "Enter": return this.down(event.shiftKey);
      case "F2": return grid.enter("in"), true;
      case "Escape": return at ? (this.leaving = true) : (grid.restore(), true); // 再按 Tab 离开表
      case "PageDown": return this.step(PAGE, 0);
      case "PageUp": return this.step(-PAGE, 0);
      case "Home": return this.to(jump ? 0 : row, 0);
      case "End": return this.to(jump ? grid.rows : row, grid.columns);
      case "Delete": case "Backspace": return at && (grid.clear(), true);
      case "a": return jump && at && (grid.all(), true);
    }
    return false;
  }

  private down(up: boolean): boolean {
    const column = this.tabbedFrom ?? this.grid.spot.column;
    this.tabbedFrom = null;
    return this.to(this.grid.spot.row + (up ? -1 : 1), column);
  }

  private step(rows: number, columns: number): boolean {
    return this.to(this.grid.spot.row + rows, this.grid.spot.column + columns);
  }

  private to(row: number, column: number): boolean {
    this.grid.move({ row, column });
    return true;
  }
}
