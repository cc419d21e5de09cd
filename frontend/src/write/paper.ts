// The document as it will be published: blocks are replaced by their key, so that what did not change stays as it is.

import { calm, el, mark, reveal } from "../dom";
import type { Part } from "../server";
import type { Department } from "./department";

export interface Led { figure: (shown: HTMLElement) => void; text: (path: string) => void; reached: (part: string) => void }

const READING_LINE = 0.3;
const NEAR = 4;

export class Paper {
  readonly sheet = el("div", { class: "paper" });
  readonly element = el(
    "section",
    { class: "pane document", "data-pane": "text", "aria-label": "公开的文本", tabindex: -1 },
    el("h2", { class: "hidden" }, "公开的文本"),
    this.sheet,
  );
  private readonly shown = new Map<string, HTMLElement>();
  private quiet = 0;
  private settling = 0;

  constructor(private readonly department: Department, private readonly led: Led) {
    this.sheet.addEventListener("click", (event) => this.clicked(event));
    this.element.addEventListener("scroll", () => this.scrolled());
  }

  /** Shows the blocks of the state, and flashes the figures that moved. */
  show(): void {
    const focus = this.focused();
    const before = new Set(this.shown.values());
    let next: ChildNode | null = this.sheet.firstChild;
    const kept = new Map<string, HTMLElement>();
    for (const { key } of this.department.state.blocks) {
      const name = unique(key, kept);
      const block = this.shown.get(name) ?? made(this.department.texts.get(key) ?? "");
      kept.set(name, block);
      before.delete(block);
      if (block === next) next = next.nextSibling;
      else this.sheet.insertBefore(block, next);
    }
    for (const gone of before) gone.remove();
    this.shown.clear();
    for (const [name, block] of kept) this.shown.set(name, block);
    this.refocus(focus);
    for (const name of this.department.state.moved) for (const figure of this.figures(name)) mark(figure, "moved");
  }

  figures(name: string): HTMLElement[] {
    return [...this.sheet.querySelectorAll<HTMLElement>(".fig")].filter((figure) => figure.dataset.name === name);
  }

  /** Scrolls to where a text or figure is authored or printed, else to an anchor; says whether there is such a place. */
  reveal(path: string, name: string, anchor: string): boolean {
    const authored = [...this.sheet.querySelectorAll<HTMLElement>("[data-path]")].filter((each) => path && each.dataset.path === path);
    const place = this.at(anchor);
    const shown = after([...authored, ...this.figures(name)], place) ?? place;
    if (shown) this.scroll(shown);
    return Boolean(shown);
  }

  /** Scrolls to where most of a part is printed. */
  turn(part: Part | undefined): void {
    if (!part) return;
    const counted = [...this.sheet.children].map((block) => ({ block, count: written(block).get(part.id) ?? 0 }));
    const most = counted.reduce((best, each) => (each.count > (best?.count ?? 0) ? each : best), undefined as (typeof counted)[0] | undefined);
    const start = most?.block ?? this.at(part.anchor);
    if (start) this.scroll(start, "start");
  }

  private at(anchor: string): HTMLElement | null {
    return anchor ? this.sheet.querySelector<HTMLElement>(`#${CSS.escape(anchor)}`) : null;
  }

  private scroll(shown: Element, block: ScrollLogicalPosition = "center"): void {
    this.quiet = Date.now() + (calm() ? 200 : 1200);
    reveal(shown, block);
  }

  private clicked(event: MouseEvent): void {
    const target = event.target as Element;
    const figure = target.closest<HTMLElement>(".fig");
    const said = target.closest<HTMLElement>(".said[data-path]");
    if (figure) this.led.figure(figure);
    else if (said && getSelection()?.isCollapsed !== false) this.led.text(said.dataset.path ?? "");
  }

  /** Once the scrolling rests, the part that is read is told; not while the program itself scrolls. */
  private scrolled(): void {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => Date.now() > this.quiet && this.led.reached(this.reading()), 180);
  }

  /** The part that is written in the block at the reading line, or next after it; the one that is open if it is among them. */
  private reading(): string {
    const line = this.element.getBoundingClientRect().top + this.element.clientHeight * READING_LINE;
    const blocks = [...this.sheet.children];
    const here = blocks.findIndex((block) => block.getBoundingClientRect().bottom > line);
    for (const block of blocks.slice(Math.max(here, 0), here + NEAR)) {
      const counts = written(block);
      if (counts.has(this.department.part)) return this.department.part;
      const most = [...counts].sort((a, b) => b[1] - a[1])[0];
      if (most) return most[0];
    }
    return "";
  }

  private focused(): { name: string; number: number } | null {
    const active = document.activeElement;
    if (!(active instanceof HTMLElement) || !active.matches(".paper .fig")) return null;
    const name = active.dataset.name ?? "";
    return { name, number: this.figures(name).indexOf(active) };
  }

  private refocus(focus: { name: string; number: number } | null): void {
    if (focus && document.activeElement === document.body) this.figures(focus.name)[focus.number]?.focus({ preventScroll: true });
  }
}

/** Blocks that are alike have one key: the second is told from the first by a number. */
function unique(key: string, taken: Map<string, unknown>): string {
  let name = key;
  for (let number = 2; taken.has(name); number++) name = `${key} ${number}`;
  return name;
}

/** The markup of a block: the one text from the server that is read as markup. */
function made(html: string): HTMLElement {
  const block = el("div", { class: "block" });
  block.innerHTML = html;
  return block;
}

/** The first of them that comes after a place, else the first. */
function after(found: HTMLElement[], place: Element | null): HTMLElement | undefined {
  return found.find((each) => place && place.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING) ?? found[0];
}

/** How often each part is written in a block: the first names of the paths in it. */
function written(block: Element): Map<string, number> {
  const counts = new Map<string, number>();
  for (const each of block.querySelectorAll<HTMLElement>("[data-path]")) {
    const part = (each.dataset.path ?? "").split(".")[0] ?? "";
    counts.set(part, (counts.get(part) ?? 0) + 1);
  }
  return counts;
}
