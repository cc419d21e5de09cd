// The pane of the source text; its editor is a bundle of its own, loaded when it is wanted first.

import { button, el } from "../dom";
import { Refused } from "../server";
import type { Source, TextFinding } from "../server";
import type { Editor, Offering } from "../editor";
import type { Department } from "./department";

const REST = 1500;

export class Yaml {
  private readonly stand = el("div", { class: "stand" });
  readonly element = el(
    "section",
    { class: "pane source", "data-pane": "form", "aria-label": "源文件", tabindex: -1, hidden: true },
    el("div", { class: "bar" }, el("h2", {}, "源文件"), button("现在保存", () => void this.save(), { title: "Ctrl+S" })),
    el("p", { class: "label" }, "停下片刻自动保存。Esc 再按 Tab 离开编辑框；Ctrl+空格 补全键和科目。"),
    this.stand,
  );
  private editor: Editor | null = null;
  private source: Source | null = null;
  private resting = 0;
  private saving = false;

  constructor(private readonly department: Department) {}

  get open(): boolean {
    return !this.element.hidden;
  }

  async show(open: boolean): Promise<void> {
    if (!open) await this.save();
    this.element.hidden = !open;
    if (!open) return;
    await this.load();
    this.editor?.focus();
  }

  async jump(line: number): Promise<void> {
    await this.load();
    this.editor?.jump(line);
  }

  /** The state has changed: what was written elsewhere is shown, unless one is writing here. */
  async renew(): Promise<void> {
    const { version } = this.department;
    if (!this.open || !this.editor || this.saving || this.department.drafted || this.source?.version === version) return;
    this.take(await this.department.source());
  }

  private async load(): Promise<void> {
    const known = this.source && this.source.version === this.department.version ? this.source : null;
    const source = known ?? (await this.department.source());
    if (!this.editor) {
      const { mount } = (await import(new URL("editor.js", import.meta.url).href)) as typeof import("../editor");
      const offers: Offering = (at, word) => this.department.complete(at, word).catch(() => []);
      this.editor = mount(this.stand, { changed: () => this.changed(), save: () => void this.save(), offers });
    }
    if (!this.department.drafted) this.take(source);
  }

  private take(source: Source): void {
    this.source = source;
    this.editor?.show(source.text, source.findings);
  }

  private changed(): void {
    this.department.draft();
    clearTimeout(this.resting);
    this.resting = setTimeout(() => void this.save(), REST);
  }

  /** Saves what was written over a version; never while an input method is composing. */
  async save(version = this.source?.version): Promise<void> {
    clearTimeout(this.resting);
    const { editor } = this;
    if (!editor || version === undefined || !this.department.drafted || this.saving) return;
    if (editor.composing()) return this.changed();
    const text = editor.text();
    this.saving = true;
    const refused = await this.department.saveText(text, version, (now) => void this.save(now)).finally(() => (this.saving = false));
    if (refused) return this.refused(refused);
    const now = await this.department.source();
    this.department.drafted = editor.text() !== text;
    this.source = now;
    if (this.department.drafted) this.changed();
    else this.take(now);
    this.department.tell({ kind: "saved" });
  }

  private refused(refused: Refused): void {
    if (refused.status === 409) return;
    const told = refused.body as { line?: number; column?: number } | null;
    const finding: TextFinding = { line: told?.line ?? 1, column: told?.column ?? 1, level: "错误", message: refused.message };
    this.editor?.mark([finding]);
  }
}
