// What stands beside a figure, a text or a sentence of the document that one asks about; what is authored is changed here.

import { button, composing, el } from "../dom";
import type { Explained } from "../server";
import { computed, formula, printed } from "./about";
import type { Department } from "./department";
import type { Paper } from "./paper";
import { figuresIn, from, textsIn } from "./sentence";
import { oneLine, plain } from "./values";

type Entry = HTMLInputElement | HTMLTextAreaElement;

export class Inspector {
  readonly element = el("div", { class: "inspector", role: "dialog", "aria-modal": "false", hidden: true });
  private stand: HTMLElement | null = null;
  /** What took the place of the element one asked about, once its block was drawn anew. */
  private again: () => HTMLElement | undefined = () => undefined;

  constructor(private readonly department: Department, private readonly paper: Paper, private readonly fill: (path: string) => void, private readonly source: (line: number) => void) {
    this.element.addEventListener("keydown", (event) => this.pressed(event));
    document.addEventListener("pointerdown", (event) => {
      if (!this.element.hidden && !this.element.contains(event.target as Node)) this.close(false);
    });
  }

  async open(figure: HTMLElement): Promise<void> {
    const name = figure.dataset.name ?? "";
    const told = await this.asked(figure, () => this.paper.figures(name)[0], name);
    this.figure(told, figure.dataset.path ?? told.path ?? "");
  }

  /** A text of the department's own, as it is written. */
  async text(said: HTMLElement): Promise<void> {
    const path = said.dataset.path ?? "";
    const told = await this.asked(said, () => this.paper.whence(path), path);
    const value = this.department.waiting(path) ?? told.value;
    const area = el("textarea", { rows: Math.min(9, 2 + Math.floor(value.length / 22)), "aria-label": told.called, "data-path": path, "data-was": value });
    area.value = value;
    this.show("这段文字", told.called, area, el("p", { class: "label" }, "回车就改，Esc 不改。{{ }} 里是引用的数，随数改。"), this.acts(told, path));
  }

  /** A sentence: by which template it is written, and the texts and figures in it. */
  sentence(whence: HTMLElement): void {
    this.commit();
    const block = whence.closest<HTMLElement>(".block");
    if (!block) return;
    const texts = textsIn(block);
    const [own] = texts;
    if (own && !whence.dataset.from) return void this.text(own);
    [this.stand, this.again] = [whence, () => undefined];
    this.show("这一段", "这一段", from(whence), texts.length ? this.list("单位写的", texts, (each) => void this.text(each)) : "", this.list("用到的数", figuresIn(block), (each) => void this.open(each)));
  }

  /** Closes; the focus goes back to where one asked, or to what took its place. */
  close(back = true): void {
    if (this.element.hidden) return;
    this.commit();
    this.element.hidden = true;
    const stood = this.stood();
    if (back) (stood?.matches(".said") ? stood.closest(".block")?.querySelector<HTMLElement>(".whence") : stood)?.focus({ preventScroll: true });
  }

  private async asked(stand: HTMLElement, again: () => HTMLElement | undefined, name: string): Promise<Explained> {
    this.commit();
    const told = await this.department.explain(name);
    [this.stand, this.again] = [stand, again];
    return told;
  }

  private stood(): HTMLElement | undefined {
    return this.stand?.isConnected ? this.stand : this.again();
  }

  private figure(told: Explained, path: string): void {
    const { line } = told;
    const written = told.place ? el("p", { class: "label" }, "写在 ", line ? button(told.place, () => this.read(line), { class: "link" }) : told.place) : "";
    this.show(
      "这个数",
      told.called || told.name,
      el("p", { class: "amount" }, told.value, el("small", {}, told.unit)),
      computed(told) ? formula(told, (name) => this.follow(name)) : written,
      path ? this.changing(told, path) : "",
      printed(told, (anchor) => void this.paper.reveal("", told.name, anchor)),
    );
  }

  private show(what: string, title: string, ...content: (HTMLElement | string)[]): void {
    this.element.setAttribute("aria-label", what);
    this.element.replaceChildren(el("div", { class: "bar" }, el("strong", {}, title), button("关闭", () => this.close(), { class: "quiet" })), ...content);
    this.element.hidden = false;
    this.beside();
    const first = this.element.querySelector<HTMLElement>(":not(details) > .changing input, textarea") ?? this.element.querySelector<HTMLElement>("button");
    first?.focus();
    if (first instanceof HTMLInputElement) first.select();
  }

  /** Where to write another value: at once where it was written, folded where it is worked out. */
  private changing(told: Explained, path: string): HTMLElement {
    const value = this.department.waiting(path) ?? (computed(told) ? "" : plain(told.value));
    const input = el("input", { type: "text", inputmode: "decimal", value, "data-path": path, "data-was": value, autocomplete: "off" });
    const row = this.acts(told, path, el("label", {}, "改成", input, el("span", { class: "unit" }, told.unit)));
    return computed(told) ? el("details", {}, el("summary", {}, "不用算出来的，自己写一个（会与算出来的比较）"), row) : row;
  }

  private acts(told: Explained, path: string, ...before: HTMLElement[]): HTMLElement {
    const across = button(told.text ? "到表单里改" : "到表格里改", () => this.across(path), { class: "quiet" });
    return el("div", { class: "changing" }, ...before, button("改", () => this.close(), { class: "main" }), across);
  }

  private across(path: string): void {
    this.close(false);
    this.fill(path);
  }

  private read(line: number): void {
    this.close(false);
    this.source(line);
  }

  private list(title: string, found: HTMLElement[], go: (each: HTMLElement) => void): HTMLElement | string {
    const items = found.map((each) => el("li", {}, button(each.textContent || each.getAttribute("aria-label") || "", () => go(each), { class: "link" })));
    return items.length ? el("div", {}, el("p", { class: "label" }, title), el("ul", { class: "places" }, ...items)) : "";
  }

  /** On to a figure that this one is worked out from: where it is printed, or, where it is not, in this place. */
  private follow(name: string): void {
    const there = this.paper.figures(name)[0];
    if (there) this.paper.reveal("", name, "");
    if (there) void this.open(there);
    else if (this.stand) void this.department.explain(name).then((told) => this.figure(told, told.path ?? ""));
  }

  private beside(): void {
    const stand = this.stood()?.getBoundingClientRect();
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
    const entry = this.entry();
    const typing = entry !== null && event.target === entry;
    if (event.key === "Escape" && entry && typing) entry.value = entry.dataset.was ?? "";
    if (event.key === "Escape" || (event.key === "Enter" && typing)) {
      event.preventDefault();
      this.close();
    }
  }

  private entry(): Entry | null {
    return this.element.querySelector<Entry>("[data-path]");
  }

  private commit(): void {
    const entry = this.entry();
    if (!entry || this.element.hidden) return;
    const value = entry instanceof HTMLInputElement ? plain(entry.value) : oneLine(entry.value, (told) => this.department.say(told));
    if (value === entry.dataset.was) return;
    entry.dataset.was = value;
    this.department.edit([{ path: entry.dataset.path ?? "", value }]);
  }
}
