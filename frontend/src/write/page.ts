// The page on which a department's document is written: parts and form to the left, the document to the right, findings below.

import { button, composing, el } from "../dom";
import { Refused, ROOT } from "../server";
import type { Part, Place } from "../server";
import { choose } from "./clash";
import { Department } from "./department";
import { Findings } from "./findings";
import { Form, Parts } from "./form";
import { Inspector } from "./inspector";
import { Paper } from "./paper";
import { divider } from "./divider";
import { Head } from "./head";
import { Yaml } from "./yaml";

const PATIENCE = 8000;

class Page {
  private readonly department: Department;
  private readonly form: Form;
  private readonly parts: Parts;
  private readonly paper: Paper;
  private readonly inspector: Inspector;
  private readonly findings: Findings;
  private readonly yaml: Yaml;
  private readonly head: Head;

  constructor(file: string, private readonly stand: HTMLElement) {
    this.department = new Department(file);
    this.form = new Form(this.department);
    this.parts = new Parts(this.department, (part) => void this.turn(part));
    this.paper = new Paper(this.department, {
      figure: (shown) => void this.inspector.open(shown),
      said: (shown) => void this.said(shown),
      sentence: (whence) => this.inspector.sentence(whence),
      text: (path) => void this.fill(path),
      reached: (part) => void this.reached(part),
    });
    this.inspector = new Inspector(this.department, this.paper, (path) => void this.fill(path), (line) => void this.read(line));
    this.findings = new Findings(this.department, (place) => void this.go(place));
    this.yaml = new Yaml(this.department);
    this.head = new Head(this.department, {
      source: () => void this.source(),
      findings: () => this.open("findings"),
      left: () => void this.left(),
      pane: (name) => this.pane(name),
      settled: () => this.settled(),
    });
  }

  async begin(): Promise<void> {
    this.department.onClash = choose;
    this.department.say = (message) => this.head.say(message);
    await this.department.open();
    const left = el("div", { class: "left-side" }, this.form.element, this.yaml.element);
    const work = el("main", { class: "work" }, this.parts.element, left, divider(this.stand), this.paper.element);
    this.stand.replaceChildren(this.head.element, work, this.findings.element, this.inspector.element);
    this.stand.dataset.pane = "form";
    this.department.listen(() => this.show());
    this.show();
    addEventListener("keydown", (event) => this.pressed(event));
    addEventListener("unhandledrejection", (event) => this.refused(event));
    addEventListener("beforeunload", (event) => {
      if (!this.unsaved) return;
      event.preventDefault();
      event.returnValue = true; // 旧的浏览器只认这个
    });
    await this.first();
  }

  /** Whatever the server refuses is told, wherever it was asked. */
  private refused(event: PromiseRejectionEvent): void {
    if (!(event.reason instanceof Refused)) return;
    event.preventDefault();
    this.head.say(event.reason.message);
  }

  private show(): void {
    this.head.show();
    this.parts.show();
    this.form.show();
    this.paper.show();
    this.findings.show();
    void this.yaml.renew();
  }

  /** The part with the first place to fill in, else the first part. */
  private async first(): Promise<void> {
    const { parts } = this.department.state;
    const part = parts.find(({ left }) => left) ?? parts.find(({ id }) => id === this.department.part) ?? parts[0];
    if (part && part.id !== this.department.state.form?.part) await this.department.choose(part.id);
    if (part?.left) this.paper.turn(part);
  }

  /** Something typed that is not saved: a request under way, a field one is in, the text of the source. */
  private get unsaved(): boolean {
    const active = document.activeElement;
    const field = active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement ? active : null;
    const typed = field?.dataset.was !== undefined ? field.value !== field.dataset.was : (field?.dataset.mode ?? "at") !== "at";
    return this.department.busy || typed;
  }

  /** All that was typed is saved; false where it cannot be. */
  private async settled(): Promise<boolean> {
    this.inspector.close(false);
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    await this.yaml.save();
    for (const end = Date.now() + PATIENCE; this.department.busy && Date.now() < end; ) await new Promise((done) => setTimeout(done, 50));
    return !this.unsaved;
  }

  private async turn(part: Part): Promise<void> {
    this.paper.rest();
    await this.department.choose(part.id);
    this.paper.turn(part);
    this.pane("form");
  }

  /** Scrolling the document turns the form, except while one writes in it. */
  private async reached(part: string): Promise<void> {
    const known = part ? this.partOf(part) : "";
    if (known && known !== this.department.part && !this.form.writing && !this.yaml.open) await this.department.choose(known);
  }

  private partOf(path: string): string {
    const [first = ""] = path.split(".");
    const { parts } = this.department.state;
    return parts.some(({ id }) => id === first) ? first : (parts[0]?.id ?? "");
  }

  /** To the field of a path, in the part that has it. */
  private async fill(path: string): Promise<boolean> {
    if (this.yaml.open) await this.source(false);
    const part = this.partOf(path);
    this.paper.rest();
    if (part !== this.department.part) await this.department.choose(part);
    if (part !== this.department.part) return false; // 这时又去了别的部分
    this.pane("form");
    return this.form.focus(path);
  }

  /** A text of the document: its field in the form, and beside the text itself where to change it. */
  private async said(shown: HTMLElement): Promise<void> {
    if (this.stand.dataset.pane !== "text") await this.fill(shown.dataset.path ?? "");
    await this.inspector.text(shown);
  }

  /** To the place of a finding, in the document and in what was written. */
  private async go(place: Place): Promise<void> {
    const shown = this.paper.reveal(place.path, place.name, place.anchor);
    if (this.yaml.open && place.line) return this.yaml.jump(place.line);
    const filled = place.path ? await this.fill(place.path) : false;
    if (!shown && place.path) this.paper.turn(this.department.state.parts.find(({ id }) => id === this.department.part));
    if (filled) return;
    if (shown) return this.pane("text");
    if (place.line) await this.read(place.line);
  }

  /** To a line of the source text. */
  private async read(line: number): Promise<void> {
    await this.source(true);
    await this.yaml.jump(line);
  }

  private async left(): Promise<void> {
    const { parts } = this.department.state;
    const here = parts.findIndex(({ id }) => id === this.department.part);
    if (parts[here]?.left && this.form.next()) return;
    const next = [...parts.slice(here + 1), ...parts.slice(0, here + 1)].find((part) => part.left);
    if (!next) return;
    await this.turn(next);
    this.form.next();
  }

  private async source(open = !this.yaml.open): Promise<void> {
    this.form.element.hidden = open;
    this.head.pressed(open);
    await this.yaml.show(open);
    this.pane("form");
  }

  private open(what: "findings"): void {
    this.findings.toggle(true);
    this.pane(what);
    this.findings.element.focus();
  }

  /** On a narrow screen one pane is seen at a time. */
  private pane(name: string): void {
    this.stand.dataset.pane = name;
    this.head.panes(name);
  }

  private pressed(event: KeyboardEvent): void {
    if (composing(event) || event.defaultPrevented) return;
    if (event.key === "F6") {
      event.preventDefault();
      this.cycle(event.shiftKey ? -1 : 1);
    }
    const key = event.ctrlKey || event.metaKey ? event.key.toLowerCase() : "";
    if (key === "s") event.preventDefault(), document.activeElement?.dispatchEvent(new Event("focusout")), void this.department.pump(); // 存下，不离开
    if ((key !== "z" && key !== "y") || typing(event.target as Element)) return;
    event.preventDefault();
    void (key === "y" || event.shiftKey ? this.department.redo() : this.department.undo());
  }

  /** The focus from one region of the page to the next. */
  private cycle(step: number): void {
    const regions = [this.head.element, this.parts.element, this.yaml.open ? this.yaml.element : this.form.element, this.paper.element, this.findings.element];
    const here = regions.findIndex((region) => region.contains(document.activeElement));
    const next = regions[(Math.max(here, 0) + step + regions.length) % regions.length] as HTMLElement;
    const inside = next.querySelector<HTMLElement>("[aria-current], input:not([hidden]), textarea, .fig, button, a");
    (inside ?? next).focus();
  }
}

/** Whether the browser's own undo is meant: in a text field; at a cell of a table it is the file's. */
function typing(target: Element): boolean {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return Boolean(target.shadowRoot);
  const { mode, was } = target.dataset;
  return mode ? mode !== "at" : target.value !== was;
}

/** A file that is no YAML yet: its text alone, until it can be read. */
async function repair(file: string, stand: HTMLElement, why: string): Promise<void> {
  const department = new Department(file);
  department.onClash = choose;
  department.listen(() => department.version && location.reload());
  const yaml = new Yaml(department);
  const told = el("header", { class: "head" }, el("a", { href: `${ROOT}/` }, "首页"), el("h1", {}, file), el("p", { class: "saved refused", role: "alert" }, `读不了：${why}`));
  stand.replaceChildren(told, el("main", { class: "left-side" }, yaml.element));
  await yaml.show(true);
}

/** Opens the page of writing. */
export async function write(file: string, stand: HTMLElement): Promise<void> {
  stand.append(el("p", { class: "opening", role: "status" }, "正在打开…"));
  try {
    await new Page(file, stand).begin();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (error instanceof Refused && error.status === 422) return repair(file, stand, why);
    stand.replaceChildren(el("main", { class: "opening" }, el("h1", {}, "没有打开"), el("p", {}, why), button("再试一次", () => location.reload()), " ", el("a", { href: `${ROOT}/` }, "回到首页")));
    throw error;
  }
}
