// One block of the document as it stands on the page; of a table only the rows that changed are drawn anew.

import { arrange, el } from "../dom";
import type { Block } from "../server";

const ROW = 2;

export class Drawn {
  readonly element = el("div", { class: "block" });
  /** The elements that were made last. */
  fresh: Element[] = [];
  private told: Block = "";

  /** Shows a block, or what it is now. */
  show(block: Block): void {
    const before = this.told;
    this.told = block;
    this.fresh = [];
    if (block === before) return;
    if (typeof block !== "string" && typeof before !== "string" && block.before === before.before && block.after === before.after) return this.rows(before.rows, block.rows);
    this.element.innerHTML = typeof block === "string" ? block : [block.before, ...block.rows, block.after].join("");
    if (typeof block !== "string") this.element.style.containIntrinsicBlockSize = `auto ${(block.rows.length + ROW) * ROW}em`;
    this.fresh = [this.element];
  }

  /** The rows of the body: those that are as before stay. */
  private rows(before: string[], rows: string[]): void {
    const body = this.element.querySelector("tbody");
    if (!body) return;
    const stand = new Map<string, Element[]>();
    before.forEach((row, number) => {
      const shown = body.children[number];
      if (shown) stand.set(row, [...(stand.get(row) ?? []), shown]);
    });
    const kept = rows.map((row) => stand.get(row)?.shift());
    const made = el("tbody");
    made.innerHTML = rows.filter((_, number) => !kept[number]).join("");
    this.fresh = [...made.children];
    const now = [...this.fresh];
    arrange(body, kept.map((row) => row ?? (now.shift() as Element)));
  }
}
