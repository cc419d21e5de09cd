// Fields, lists of texts and reasons: what is typed is saved as one leaves it.

import { button, composing, el, fit, mark } from "../dom";
import type { FieldsItem, FieldValue, Reason, ReasonsItem, TextsItem } from "../server";
import type { Department } from "./department";
import { oneLine, plain } from "./values";

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
const SHORT = 14;
let count = 0;

/** A control that saves its value under its path as one leaves it, or on Enter where it has but one line. */
function saving(department: Department, control: Control, path: string, value: string, kind: "line" | "number" | "block" = "line"): Control {
  control.id = `ui-field${++count}`;
  control.dataset.path = path;
  set(control, department.waiting(path) ?? value);
  const taken = (typed: string): string => ({ line: () => oneLine(typed, (told) => department.say(told)), number: () => plain(typed), block: () => typed.trim() })[kind]();
  const save = (): void => {
    const typed = taken(control.value);
    if (typed === control.dataset.was) return;
    set(control, typed);
    department.edit([{ path, value: typed }]);
  };
  control.addEventListener("change", save);
  control.addEventListener("focusout", save);
  if (control instanceof HTMLTextAreaElement) control.addEventListener("input", () => fit(control));
  control.addEventListener("keydown", (event) => pressed(event as KeyboardEvent, control, save));
  return control;
}

function pressed(event: KeyboardEvent, control: Control, save: () => void): void {
  if (composing(event)) return;
  if (event.key === "Escape" && !(control instanceof HTMLSelectElement)) set(control, control.dataset.was ?? "");
  if (event.key !== "Enter") return;
  if (control instanceof HTMLTextAreaElement && control.dataset.line === undefined && !event.ctrlKey) return;
  event.preventDefault();
  save();
}

function set(control: Control, value: string): void {
  if (control.value !== value) control.value = value;
  control.dataset.was = value;
  if (control instanceof HTMLTextAreaElement) requestAnimationFrame(() => fit(control));
}

/** Sets what the server says, except where one is writing. */
function renew(control: Control | undefined, value: string): void {
  if (!control || control.dataset.was === value || control.value !== control.dataset.was) return;
  set(control, value);
}

/** The caret to a row of a text block. */
function at(area: HTMLTextAreaElement, row: number): void {
  const before = area.value.split("\n").slice(0, row - 1).join("\n").length;
  area.setSelectionRange(before + Number(row > 1), before + Number(row > 1));
}

/** A part of a form whose controls stay while their paths stay. */
abstract class Controls<T extends { kind: string; title: string }> {
  abstract readonly element: HTMLElement;
  protected readonly controls = new Map<string, Control>();

  constructor(protected readonly department: Department) {}

  /** Brings a path into sight and gives it the focus; says whether it is here. */
  focus(path: string): boolean {
    const [, block, row] = /^(.*)\.(\d+)$/.exec(path) ?? [];
    const control = this.controls.get(path) ?? this.controls.get(block ?? "");
    if (!control) return false;
    control.focus();
    if (control.dataset.path !== path && control instanceof HTMLTextAreaElement) at(control, Number(row));
    mark(control, "here");
    return true;
  }

  abstract update(item: T): void;

  protected renew(values: { path: string; value: string }[]): void {
    for (const { path, value } of values) renew(this.controls.get(path), this.department.waiting(path) ?? value);
  }

  protected same(values: { path: string }[]): boolean {
    return values.length === this.controls.size && values.every(({ path }) => this.controls.has(path));
  }
}

export class Fields extends Controls<FieldsItem> {
  readonly element = el("div", { class: "fields" });
  private shape = "";

  update(item: FieldsItem): void {
    const shape = JSON.stringify(item.fields.map(({ value, ...rest }) => rest));
    if (shape === this.shape) return this.renew(item.fields);
    if (this.same(item.fields) && this.element.contains(document.activeElement)) this.renew(item.fields);
    else this.build(item);
    this.shape = shape;
  }

  private build(item: FieldsItem): void {
    this.controls.clear();
    this.element.replaceChildren(...item.fields.map((field) => this.field(field)));
  }

  /** What is 待填 but of no use here goes from the file. */
  private needless(field: FieldValue): HTMLElement | null {
    if (!field.pending || field.type === "选") return null;
    return button("不写", () => this.department.edit([{ path: field.path, value: null }]), { class: "quiet", "aria-label": `${field.label}：不写`, title: "用不着的，从文件里删去" });
  }

  private field(field: FieldValue): HTMLElement {
    const control = saving(this.department, made(field), field.path, field.value, field.type === "数" ? "number" : "line");
    this.controls.set(field.path, control);
    const hint = [field.derived.startsWith("由") ? field.derived : "", field.hint === field.label ? "" : field.hint].filter(Boolean).join("；");
    if (hint) control.setAttribute("aria-describedby", `${control.id}h`);
    return el(
      "div",
      { class: `field ${field.pending ? "pending " : ""}${{ 数: "number", 段: "prose" }[field.type] ?? (field.value.length > SHORT ? "prose" : "words")}` },
      el("label", { for: control.id }, field.label),
      el("div", { class: "entry" }, control, field.unit ? el("span", { class: "unit" }, field.unit) : null, this.needless(field)),
      hint ? el("p", { class: "hint", id: `${control.id}h` }, hint) : null,
    );
  }
}

function made(field: FieldValue): Control {
  if (field.type === "选") {
    const choices = field.choices.includes(field.value) || !field.value ? field.choices : [field.value, ...field.choices];
    return el("select", {}, el("option", { value: "" }, field.pending ? "待填" : "不写"), ...choices.map((choice) => el("option", { value: choice }, choice)));
  }
  const derived = field.derived.split("推出 ").at(-1) ?? "";
  const placeholder = (field.unit && derived.endsWith(field.unit) ? derived.slice(0, -field.unit.length) : derived) || (field.pending ? "待填" : "");
  if (field.type === "段") return el("textarea", { rows: 2, placeholder });
  if (field.type === "文字") return el("textarea", { rows: 1, placeholder, "data-line": true });
  return el("input", { type: "text", placeholder, autocomplete: "off", ...(field.type === "数" ? { inputmode: "decimal" } : {}) });
}

/** Paragraphs or names one after the other, an empty one at the end to go on with. */
export class Texts extends Controls<TextsItem> {
  readonly element = el("div", { class: "texts" });
  private last: TextsItem | null = null;

  update(item: TextsItem): void {
    this.last = item;
    const rows = item.addable === false ? item.items : [...item.items, { path: next(item), value: "" }];
    if (this.same(rows)) return this.renew(item.items);
    const active = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.path : undefined;
    this.controls.clear();
    const shown = rows.map(({ path, value }, number) => this.row(item.title, path, value, number));
    this.element.replaceChildren(item.addable === false ? el("div", {}, ...shown) : el("ol", {}, ...shown.map((each) => el("li", {}, each))));
    if (active) this.focus(active);
  }

  /** Several lines, as from Word, pasted into the empty one become an entry each. */
  private paste(event: ClipboardEvent, path: string): void {
    const lines = (event.clipboardData?.getData("text/plain") ?? "").split(/[\r\n]+/).map(bare).filter(Boolean);
    if (lines.length < 2 || !this.last || path !== next(this.last) || this.controls.get(path)?.value) return;
    event.preventDefault();
    const { length } = this.last.items;
    this.department.edit(lines.map((value, number) => ({ path: `${this.last?.path}.${length + number + 1}`, value })));
  }

  private row(title: string, path: string, value: string, number: number): Control {
    const area = el("textarea", { rows: 1, "aria-label": `${title}第${number + 1}条`, placeholder: value ? "" : this.last?.pending && (path !== next(this.last) || !number) ? "待填" : "再写一条" });
    const control = saving(this.department, area, path, value, this.last?.addable === false ? "block" : "line");
    this.controls.set(path, control);
    control.addEventListener("paste", (event) => this.paste(event as ClipboardEvent, path));
    return control;
  }
}

/** Without the number that the program writes before each. */
const bare = (line: string): string => line.trim().replace(/^(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、．](?!\d))\s*/, "");

const next = (item: TextsItem): string => `${item.path}.${item.items.length + 1}`;

/** Reasons beside the change that they explain, with last year's words and the proposal of the program. */
export class Reasons extends Controls<ReasonsItem> {
  readonly element = el("div", { class: "reasons" });
  private shape = "";

  update(item: ReasonsItem): void {
    const shape = JSON.stringify(item.items.map(({ value, ...rest }) => rest));
    if (shape === this.shape || (this.same(item.items) && this.element.contains(document.activeElement))) return this.renew(item.items);
    this.shape = shape;
    this.controls.clear();
    this.element.replaceChildren(...item.items.map((reason) => this.reason(reason)));
  }

  private reason(reason: Reason): HTMLElement {
    const area = el("textarea", { rows: 2, placeholder: reason.asked === false ? "可以不写" : "待填：原因，不写句号" });
    const control = saving(this.department, area, reason.path, reason.value);
    this.controls.set(reason.path, control);
    return el(
      "div",
      { class: "reason" },
      el("label", { for: control.id }, reason.change),
      control,
      this.offered("上年写的", reason.last, control, "照抄上年"),
      this.offered("可以这样写", reason.proposal, control, "采用"),
    );
  }

  private offered(what: string, words: string, control: Control, take: string): HTMLElement | null {
    if (!words) return null;
    const adopt = (): void => {
      control.value = words;
      control.focus();
      control.dispatchEvent(new Event("change"));
    };
    return el("p", { class: "offered" }, el("span", { class: "label" }, `${what}：`), words, " ", button(take, adopt, { class: "quiet" }));
  }
}
