// Columns that no row has yet: of the codes of a group (经济分类) below a row, chosen by code or name.

import { el } from "../dom";
import type { Column, GridItem } from "../server";
import type { Department } from "./department";
import { NewRow } from "./newrow";

export class NewColumns {
  private readonly fields = el("div", { class: "columns" });
  readonly element = el("details", { hidden: true }, el("summary", {}, "加一列"), this.fields);
  private added: Column[] = [];
  private shown = "";

  constructor(private readonly department: Department, private readonly changed: () => void) {}

  /** The table with the columns that were added here and that no row has yet, at their end. */
  widened(item: GridItem): GridItem {
    this.added = this.added.filter(({ key }) => !item.columns.some((column) => column.key === key));
    this.show(item);
    if (!this.added.length) return item;
    const rows = item.rows.map((row) => ({ ...row, cells: [...row.cells, ...this.added.map(({ key }) => ({ path: `${item.path}.${row.code}.${key}`, value: "", derived: "" }))] }));
    return { ...item, columns: [...item.columns, ...this.added], rows };
  }

  private show(item: GridItem): void {
    const [row] = item.rows;
    const groups = row ? (item.more ?? []) : [];
    const shape = JSON.stringify([row?.code, groups]);
    if (shape === this.shown) return;
    this.shown = shape;
    const unit = item.columns.find((column) => column.unit)?.unit ?? "";
    this.element.hidden = !groups.length;
    this.fields.replaceChildren(...groups.map(({ key, title }) => {
      const fresh = new NewRow(this.department, () => 0, (code, name) => this.add({ key: `${key}.${code}`, title: `${title}：${code} ${name}`.trim(), unit }));
      fresh.show({ path: `${item.path}.${row?.code ?? ""}.${key}`, addable: true }, `一列（${title}）`);
      return fresh.element;
    }));
  }

  private add(column: Column): void {
    if (this.added.some(({ key }) => key === column.key)) return;
    this.added.push(column);
    this.changed();
  }
}
