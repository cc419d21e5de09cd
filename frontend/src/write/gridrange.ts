// The cells of a grid that are picked: from the cell one is at to a corner.

import { GridTable, within } from "./gridtable";
import type { Spot } from "./gridtable";

export class GridRange {
  private from: Spot = { row: 0, column: 0 };
  private corner: Spot = { row: 0, column: 0 };

  constructor(private readonly table: GridTable) {}

  /** One cell alone. */
  begin(spot: Spot): void {
    this.from = this.corner = spot;
  }

  /** From the cell one is at to this one. */
  to(corner: Spot): void {
    this.corner = corner;
    this.show();
  }

  by({ row, column }: Spot, columns: number): void {
    this.to({ row: within(this.corner.row + row, this.table.lines.length), column: within(this.corner.column + column, columns) });
    this.table.cell(this.corner)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** The cells, row by row. */
  get spots(): Spot[][] {
    const [top, bottom] = [this.from.row, this.corner.row].sort((a, b) => a - b) as [number, number];
    const [left, right] = [this.from.column, this.corner.column].sort((a, b) => a - b) as [number, number];
    return span(top, bottom).map((row) => span(left, right).map((column) => ({ row, column })));
  }

  show(): void {
    for (const shown of this.table.body.querySelectorAll(".picked")) shown.classList.remove("picked");
    const picked = this.spots.flat();
    if (picked.length > 1) for (const spot of picked) this.table.cell(spot)?.classList.add("picked");
  }
}

const span = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);
