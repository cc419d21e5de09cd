// The form of the part one is in, beside the list of the parts with what is left in each.

import { el } from "../dom";
import type { FieldsItem, GridItem, Item, Part, ReasonsItem, TextsItem } from "../server";
import type { Department } from "./department";
import { Fields, Reasons, Texts } from "./fields";
import { Grid } from "./grid";

interface Shown { key: string; element: HTMLElement; update: (item: Item) => void; focus: (path: string) => boolean }

export class Form {
  private readonly title = el("h2", { tabindex: -1 });
  private readonly items = el("div", { class: "items" });
  readonly element = el("section", { class: "pane form", "data-pane": "form", "aria-label": "填写", tabindex: -1 }, this.title, this.items);
  private shown: Shown[] = [];
  private part = "";

  constructor(private readonly department: Department) {}

  /** Shows the form of the state: what is there already is only renewed, so that no one loses a place or a word. */
  show(): void {
    const { form, parts } = this.department.state;
    if (!form) return;
    const part = parts.find(({ id }) => id === form.part);
    if (this.part !== form.part) this.turn(form.part);
    this.title.replaceChildren(part?.title ?? "", part?.left ? el("small", {}, `还有 ${part.left} 处待填`) : "");
    const before = new Map(this.shown.map((each) => [each.key, each]));
    const now = form.items.map((item, number) => before.get(key(item, number)) ?? this.made(item, key(item, number)));
    const elements = now.map(({ element }) => element);
    if (elements.length !== this.items.children.length || elements.some((each, number) => each !== this.items.children[number])) this.items.replaceChildren(...elements);
    this.shown = now;
    form.items.forEach((item, number) => now[number]?.update(item));
    if (!form.items.length) this.items.replaceChildren(el("p", { class: "label" }, "这一部分没有要填的。"));
  }

  /** Whether one is in the middle of writing here. */
  get writing(): boolean {
    return this.element.contains(document.activeElement) && document.activeElement !== this.element && document.activeElement !== this.title;
  }

  focus(path: string): boolean {
    return this.shown.some((each) => each.focus(path));
  }

  /** To the next place to fill in, after the one that has the focus; false where there is none. */
  next(): boolean {
    const blank = [...this.items.querySelectorAll<HTMLElement>("td.pending, .pending select, [placeholder^=待填]")];
    const open = blank.filter((each) => !each.closest("td .at") && !("value" in each && each.value));
    const active = document.activeElement;
    const after = open.find((each) => active && active.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING && !each.contains(active));
    const found = after ?? open[0];
    if (found instanceof HTMLTableCellElement) found.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, cancelable: true }));
    else found?.focus();
    found?.scrollIntoView({ block: "nearest" });
    return found !== undefined;
  }

  heading(): void {
    this.title.focus();
  }

  /** Another part: what is being written is saved before its field goes. */
  private turn(part: string): void {
    if (this.writing) (document.activeElement as HTMLElement).blur();
    this.part = part;
    this.shown = [];
    this.items.replaceChildren();
    this.element.scrollTop = 0;
  }

  private made(item: Item, name: string): Shown {
    const inner = this.component(item);
    const same = item.title === this.department.state.parts.find(({ id }) => id === this.part)?.title;
    if (same) return { key: name, element: el("section", { class: "item" }, inner.element), update: (now) => inner.update(now), focus: (path) => inner.focus(path) };
    const element = el("details", { class: "item", open: !unused(item) }, el("summary", {}, el("h3", {}, item.title)), inner.element);
    const focus = (path: string): boolean => {
      const { open } = element;
      element.open = true;
      return inner.focus(path) || (element.open = open, false);
    };
    return { key: name, element, update: (now) => inner.update(now), focus };
  }

  private component(item: Item): { element: HTMLElement; update: (item: Item) => void; focus: (path: string) => boolean } {
    const { department } = this;
    switch (item.kind) {
      case "grid": return bound(new Grid(department), (inner, now) => inner.update(now as GridItem));
      case "fields": return bound(new Fields(department), (inner, now) => inner.update(now as FieldsItem));
      case "texts": return bound(new Texts(department), (inner, now) => inner.update(now as TextsItem));
      case "reasons": return bound(new Reasons(department), (inner, now) => inner.update(now as ReasonsItem));
    }
  }
}

function bound<T extends { element: HTMLElement; focus: (path: string) => boolean }>(inner: T, update: (inner: T, item: Item) => void): { element: HTMLElement; update: (item: Item) => void; focus: (path: string) => boolean } {
  return { element: inner.element, update: (item) => update(inner, item), focus: (path) => inner.focus(path) };
}

/** Whether nothing is written in an item, nor has to be: it is shown folded. */
function unused(item: Item): boolean {
  switch (item.kind) {
    case "grid": return !item.rows.length;
    case "fields": return item.fields.every(({ value, pending }) => !value && !pending);
    case "texts": return !item.items.length && !item.pending;
    case "reasons": return false;
  }
}

const key = (item: Item, number: number): string => `${item.kind} ${"path" in item ? item.path : number} ${item.title}`;

/** The parts under the sections of the document. */
export class Parts {
  readonly element = el("nav", { class: "parts", "aria-label": "各部分" });
  private told = "";

  constructor(private readonly department: Department, private readonly go: (part: Part) => void) {}

  show(): void {
    const { parts } = this.department.state;
    const now = JSON.stringify([parts, this.department.part]);
    if (now === this.told) return;
    this.told = now;
    const focused = this.element.contains(document.activeElement) ? document.activeElement?.getAttribute("data-part") : null;
    const sections = [...new Set(parts.map(({ section }) => section))];
    this.element.replaceChildren(...sections.map((section) => this.section(section, parts.filter((part) => part.section === section))));
    if (focused) this.element.querySelector<HTMLElement>(`[data-part="${CSS.escape(focused)}"]`)?.focus();
    this.element.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  private section(title: string, parts: Part[]): HTMLElement {
    const list = el("ul", {}, ...parts.map((part) => el("li", {}, this.button(part))));
    return el("div", {}, title ? el("p", {}, title) : null, list);
  }

  private button(part: Part): HTMLElement {
    const current = part.id === this.department.part;
    const left = part.left ? el("span", { class: "left", "aria-label": `，还有 ${part.left} 处待填` }, String(part.left)) : null;
    return el("button", { type: "button", "data-part": part.id, click: () => this.go(part), ...(current ? { "aria-current": "true" } : {}) }, part.title, left);
  }
}
