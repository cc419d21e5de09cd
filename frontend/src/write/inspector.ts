// What a figure of the document is: how it is worked out, from which, where else it is printed; an authored one is changed here.

import { button, composing, el } from "../dom";
import type { Explained } from "../server";
import type { Department } from "./department";
import type { Paper } from "./paper";
import { plain } from "./values";

export class Inspector {
  readonly element = el("div", { class: "inspector", role: "dialog", "aria-modal": "false", "aria-label": "这个数", hidden: true });
  private figure: HTMLElement | null = null;

  constructor(private readonly department: Department, private readonly paper: Paper, private readonly fill: (path: string) => void, private readonly source: (line: number) => void) {
    this.element.addEventListener("keydown", (event) => this.pressed(event));
    document.addEventListener("pointerdown", (event) => {
      if (!this.element.hidden && !this.element.contains(event.target as Node)) this.close(false);
    });
  }

  async open(figure: HTMLElement): Promise<void> {
    this.commit();
    const told = await this.department.explain(figure.dataset.name ?? "");
    this.figure = figure;
    this.show(told, figure.dataset.path ?? told.path ?? "");
  }

  /** Closes; the focus goes back to the figure, or to the one that took its place. */
  close(back = true): void {
    if (this.element.hidden) return;
    this.commit();
    this.element.hidden = true;
    if (back) this.stood()?.focus({ preventScroll: true });
  }

  private stood(): HTMLElement | null {
    if (this.figure?.isConnected) return this.figure;
    return this.paper.figures(this.figure?.dataset.name ?? "")[0] ?? null;
  }

  private show(told: Explained, path: string): void {
    this.element.replaceChildren(
      el("div", { class: "bar" }, el("strong", {}, told.called || told.name), button("关闭", () => this.close(), { class: "quiet" })),
      el("p", { class: "amount" }, told.value, el("small", {}, told.unit)),
      this.formula(told),
      path ? this.changing(told, path) : "",
      this.printed(told),
    );
    this.element.hidden = false;
    this.beside();
    const first = this.element.querySelector<HTMLElement>(":not(details) > .changing input") ?? this.element.querySelector<HTMLElement>("button");
    first?.focus();
    if (first instanceof HTMLInputElement) first.select();
  }

  /** Where to write another value: at once where it was written, folded where it is worked out. */
  private changing(told: Explained, path: string): HTMLElement {
    const row = this.entry(told, path);
    return computed(told) ? el("details", {}, el("summary", {}, "不用算出来的，自己写一个（会与算出来的比较）"), row) : row;
  }

  private entry(told: Explained, path: string): HTMLElement {
    const value = this.department.waiting(path) ?? (computed(told) ? "" : plain(told.value));
    const input = el("input", { type: "text", inputmode: "decimal", value, "data-path": path, "data-was": value, autocomplete: "off" });
    const label = el("label", {}, "改成", input, el("span", { class: "unit" }, told.unit));
    const across = button("到表格里改", () => this.across(path), { class: "quiet" });
    return el("div", { class: "changing" }, label, button("改", () => this.close(), { class: "main" }), across);
  }

  private across(path: string): void {
    this.close(false);
    this.fill(path);
  }

  private formula(told: Explained): HTMLElement | string {
    const { line } = told;
    if (!computed(told)) return told.place ? el("p", { class: "label" }, "写在 ", line ? button(told.place, () => this.read(line), { class: "link" }) : told.place) : "";
    const parts = told.formula.map(({ text, name }) => (name ? button(text, () => this.follow(name), { class: "link" }) : text));
    return el("p", { class: "formula" }, "算法：", ...parts);
  }

  private read(line: number): void {
    this.close(false);
    this.source(line);
  }

  private printed(told: Explained): HTMLElement | string {
    if (told.printed.length < 2) return "";
    const places = told.printed.map(({ where, anchor }) =>
      el("li", {}, button(where, () => this.paper.reveal("", told.name, anchor), { class: "link" })),
    );
    return el("details", {}, el("summary", {}, `印在 ${told.printed.length} 处`), el("ul", { class: "places" }, ...places));
  }

  /** On to a figure that this one is worked out from: where it is printed, or, where it is not, in this place. */
  private follow(name: string): void {
    const printed = this.paper.figures(name)[0];
    if (printed) this.paper.reveal("", name, "");
    const stand = printed ?? this.figure;
    if (!stand) return;
    if (printed) void this.open(printed);
    else void this.department.explain(name).then((told) => this.show(told, told.path ?? ""));
  }

  private beside(): void {
    const stand = (this.figure?.isConnected ? this.figure : this.stood())?.getBoundingClientRect();
    const own = this.element.getBoundingClientRect();
    const left = Math.min(Math.max(8, (stand?.left ?? 0) - 20), innerWidth - own.width - 8);
    const below = (stand?.bottom ?? 0) + 6;
    const above = (stand?.top ?? 0) - own.height - 6;
    const fits = below + own.height < innerHeight || above < 8;
    this.element.style.left = `${left}px`;
    this.element.style.top = `${Math.max(8, fits ? Math.min(below, innerHeight - own.height - 8) : above)}px`;
  }

  private pressed(event: KeyboardEvent): void {
    if (composing(event)) return;
    const input = event.target instanceof HTMLInputElement ? event.target : null;
    if (event.key === "Escape" && input) input.value = input.dataset.was ?? "";
    if (event.key === "Escape" || (event.key === "Enter" && input)) {
      event.preventDefault();
      this.close();
    }
  }

  private commit(): void {
    const input = this.element.querySelector<HTMLInputElement>("input[data-path]");
    if (!input || this.element.hidden) return;
    const value = plain(input.value);
    if (value === input.dataset.was) return;
    input.dataset.was = value;
    this.department.edit([{ path: input.dataset.path ?? "", value }]);
  }
}

/** Whether a figure is worked out from others. */
const computed = (told: Explained): boolean => told.formula.some(({ name }) => name !== undefined);
