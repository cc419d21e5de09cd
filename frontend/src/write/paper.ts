// The document as it will be published: blocks are replaced by their key, so that what did not change stays as it is.

import { arrange, el, mark, reveal } from "../dom";
import type { Block, Part } from "../server";
import { Drawn } from "./block";
import type { Department } from "./department";

export interface Led {
  figure: (shown: HTMLElement) => void; said: (shown: HTMLElement) => void; sentence: (whence: HTMLElement) => void;
  /** To the field of what is still to be filled in. */
  text: (path: string) => void;
  reached: (part: string) => void;
}

const READING_LINE = 0.3;
const NEAR = 4;
const BY_HAND = 1000;

export class Paper {
  readonly sheet = el("div", { class: "paper" });
  readonly element = el(
    "section",
    { class: "pane document", "data-pane": "text", "aria-label": "公开的文本", tabindex: -1 },
    el("h2", { class: "hidden" }, "公开的文本"),
    this.sheet,
  );
  private shown = new Map<string, Drawn>();
  private blocks: Block[] = [];
  private hand = 0;
  private settling = 0;

  constructor(private readonly department: Department, private readonly led: Led) {
    this.sheet.addEventListener("click", (event) => this.clicked(event));
    for (const name of ["wheel", "touchmove", "pointerdown", "keydown"]) this.element.addEventListener(name, () => (this.hand = Date.now()), { passive: true });
    this.element.addEventListener("scroll", () => this.scrolled());
  }

  /** Shows the blocks of the state, and flashes the figures that moved. */
  show(): void {
    const { blocks, moved } = this.department.state;
    if (blocks === this.blocks) return;
    this.blocks = blocks;
    const focus = this.focused();
    const kept = new Map<string, Drawn>();
    for (const block of blocks) {
      const name = unique(typeof block === "string" ? block : block.id, kept);
      const drawn = this.shown.get(name) ?? new Drawn();
      drawn.show(block);
      kept.set(name, drawn);
    }
    this.shown = kept;
    arrange(this.sheet, [...kept.values()].map(({ element }) => element));
    this.refocus(focus);
    const names = new Set(moved);
    const fresh = [...kept.values()].flatMap((drawn) => drawn.fresh).flatMap((each) => [...each.querySelectorAll<HTMLElement>(".fig")]);
    for (const figure of fresh) if (names.has(figure.dataset.name ?? "")) mark(figure, "moved");
  }

  figures(name: string): HTMLElement[] {
    return [...this.sheet.querySelectorAll<HTMLElement>(".fig")].filter((figure) => figure.dataset.name === name);
  }

  /** What asks where the paragraph comes from in which a text stands. */
  whence(path: string): HTMLElement | undefined {
    const said = [...this.sheet.querySelectorAll<HTMLElement>(".said")].find((each) => each.dataset.path === path);
    return said?.closest(".block")?.querySelector<HTMLElement>(".whence") ?? undefined;
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
    const counted = [...this.sheet.children].map((block) => ({ block, count: written(block, ".fig[data-path]").get(part.id) ?? 0 }));
    const most = counted.reduce((best, each) => (each.count > (best?.count ?? 0) ? each : best), undefined as (typeof counted)[0] | undefined);
    const start = most?.block ?? this.at(part.anchor) ?? this.section(part.section);
    if (start) this.scroll(start, "start");
  }

  /** The heading of a section, 第几部分, of which nothing is known to be printed. */
  private section(title: string): Element | undefined {
    const [number = ""] = title.split(" ");
    return number ? [...this.sheet.querySelectorAll("h2")].find((heading) => heading.textContent.startsWith(number)) : undefined;
  }

  private at(anchor: string): HTMLElement | null {
    return anchor ? this.sheet.querySelector<HTMLElement>(`#${CSS.escape(anchor)}`) : null;
  }

  private scroll(shown: Element, block: ScrollLogicalPosition = "center"): void {
    this.rest();
    reveal(shown, block);
  }

  private clicked(event: MouseEvent): void {
    const target = event.target as Element;
    const figure = target.closest<HTMLElement>(".fig");
    const said = target.closest<HTMLElement>(".said[data-path]");
    const whence = target.closest("p, .whence")?.closest(".block")?.querySelector<HTMLElement>(".whence");
    if (figure?.matches(".wants[data-path]")) return this.led.text(figure.dataset.path ?? "");
    if (figure) return this.led.figure(figure);
    if (getSelection()?.isCollapsed === false && !target.closest(".whence")) return; // 选字是为了复制
    if (said) this.led.said(said);
    else if (whence) this.led.sentence(whence);
  }

  /** Whatever was being scrolled: a part was chosen, and stays. */
  rest(): void {
    this.hand = 0;
    clearTimeout(this.settling);
  }

  /** Once the scrolling rests, the part that is read is told; only where it is scrolled by hand. */
  private scrolled(): void {
    if (Date.now() - this.hand > BY_HAND) return;
    this.hand = Date.now();
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.led.reached(this.reading()), 180);
  }

  /** The part that is written in the block at the reading line, or next after it; the one that is open if it is among them. */
  private reading(): string {
    const line = this.element.getBoundingClientRect().top + this.element.clientHeight * READING_LINE;
    const blocks = [...this.sheet.children];
    const here = blocks.findIndex((block) => block.getBoundingClientRect().bottom > line);
    const parts = new Set(this.department.state.parts.map(({ id }) => id));
    for (const block of blocks.slice(Math.max(here, 0), here + NEAR)) {
      const counts = new Map([...written(block)].filter(([part]) => parts.has(part))); // 部门的名称到处都印
      if (counts.has(this.department.part)) return this.department.part;
      const most = [...counts].sort((a, b) => b[1] - a[1])[0];
      if (most) return most[0];
    }
    return "";
  }

  /** What has the focus here, to be found again when its block is drawn anew: a figure among those of its name, else by its number. */
  private focused(): { like: () => HTMLElement[]; number: number } | null {
    const active = document.activeElement;
    if (!(active instanceof HTMLElement) || !active.matches(".paper :is(.fig, .whence)")) return null;
    const { name } = active.dataset;
    const like = (): HTMLElement[] => (name === undefined ? [...this.sheet.querySelectorAll<HTMLElement>(".whence")] : this.figures(name));
    return { like, number: like().indexOf(active) };
  }

  private refocus(focus: ReturnType<Paper["focused"]>): void {
    if (focus && document.activeElement === document.body) focus.like()[focus.number]?.focus({ preventScroll: true });
  }
}

/** Blocks that are alike have one key: the second is told from the first by a number. */
function unique(key: string, taken: Map<string, unknown>): string {
  let name = key;
  for (let number = 2; taken.has(name); number++) name = `${key} ${number}`;
  return name;
}

/** The first of them that comes after a place, else the first. */
function after(found: HTMLElement[], place: Element | null): HTMLElement | undefined {
  return found.find((each) => place && place.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING) ?? found[0];
}

/** How often each part is written in a block: the first names of the paths in it. */
function written(block: Element, selector = "[data-path]"): Map<string, number> {
  const counts = new Map<string, number>();
  for (const each of block.querySelectorAll<HTMLElement>(selector)) {
    const part = (each.dataset.path ?? "").split(".")[0] ?? "";
    counts.set(part, (counts.get(part) ?? 0) + 1);
  }
  return counts;
}
