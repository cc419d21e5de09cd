// The bar at the top: what is open, whether it is saved, how much is left, and the ways to the other panes.

import { button, el } from "../dom";
import { leaving } from "../quit";
import { ROOT, written } from "../server";
import type { Department } from "./department";

export interface Ways { source: () => void; findings: () => void; left: () => void; pane: (name: string) => void; settled: () => Promise<boolean> }

const PANES: [string, string][] = [["form", "填写"], ["text", "文本"], ["findings", "发现"]];
const LONG = 9000;

export class Head {
  private readonly title = el("h1");
  private readonly saved = el("span", { class: "saved", role: "status" });
  private readonly left: HTMLButtonElement;
  private readonly found: HTMLButtonElement;
  private readonly source: HTMLButtonElement;
  private readonly undo: HTMLButtonElement;
  private readonly redo: HTMLButtonElement;
  private readonly tabs: HTMLButtonElement[];
  private readonly told = el("p", { class: "told", role: "alert", hidden: true });
  readonly element: HTMLElement;
  private forgetting = 0;

  constructor(private readonly department: Department, ways: Ways) {
    this.left = button("", ways.left, { class: "quiet" });
    this.found = button("", ways.findings, { class: "quiet" });
    this.source = button("源文件", ways.source, { "aria-pressed": "false", class: "quiet" });
    this.undo = button("撤销", () => void department.undo(), { title: "Ctrl+Z", class: "quiet" });
    this.redo = button("重做", () => void department.redo(), { title: "Ctrl+Y", class: "quiet" });
    this.tabs = PANES.map(([name, text]) => button(text, () => ways.pane(name), { "data-to": name, "aria-pressed": String(name === "form") }));
    this.element = el(
      "header",
      { class: "head" },
      el("a", { href: `${ROOT}/` }, "首页"),
      this.title,
      this.saved,
      el("a", { href: `${ROOT}/build/${written(document.body.dataset.file ?? "")}` }, "生成"),
      el("div", { class: "tools" }, this.undo, this.redo, this.left, this.found, this.source, keys(), leaving(ways.settled, (why) => this.say(why))),
      el("div", { class: "tabs", role: "group", "aria-label": "看哪一栏" }, ...this.tabs),
      this.told,
    );
  }

  show(): void {
    const { state, saved } = this.department;
    this.title.textContent = state.title;
    document.title = `${state.title}｜决算公开`;
    const said = { saved: this.department.drafted ? "正在写，还没有保存" : "已保存", saving: "正在保存…", refused: "" }[saved.kind] || `没有保存：${"why" in saved ? saved.why : ""}`;
    if (this.saved.textContent !== said) this.saved.textContent = said;
    this.saved.classList.toggle("refused", saved.kind === "refused");
    this.left.textContent = state.left ? `还有 ${state.left} 处待填` : "都填了";
    this.left.disabled = !state.left;
    const { 错误: errors = 0, 警告: warnings = 0 } = state.counts;
    this.found.textContent = state.checking ? "正在核对…" : errors ? `${errors} 个错误` : warnings ? `${warnings} 个警告` : "没有错误";
    this.found.classList.toggle("错误", errors > 0);
    this.undo.disabled = !state.undo;
    this.redo.disabled = !state.redo;
  }

  pressed(source: boolean): void {
    this.source.setAttribute("aria-pressed", String(source));
    this.source.textContent = source ? "回到表格" : "源文件";
  }

  panes(name: string): void {
    for (const tab of this.tabs) tab.setAttribute("aria-pressed", String(tab.dataset.to === name));
  }

  /** A message for a while. */
  say(message: string): void {
    clearTimeout(this.forgetting);
    this.told.hidden = false;
    this.told.replaceChildren(message, " ", button("知道了", () => (this.told.hidden = true), { class: "quiet" }));
    this.forgetting = setTimeout(() => (this.told.hidden = true), LONG);
  }
}

function keys(): HTMLElement {
  const all: [string, string][] = [
    ["方向键、回车、Tab", "在表里移动，离开一格就保存"], ["直接打字", "改写这一格；F2 在原来的字里改"], ["Esc", "不要刚打的字；再按 Tab 离开表"],
    ["Delete", "清空选中的格"], ["Shift+方向键", "选几格；Ctrl+C、Ctrl+V 与 Excel 互贴"], ["F6", "到下一栏"],
    ["回车（在文本的数上）", "看怎么算的，能改的就在那里改"], ["Ctrl+Z、Ctrl+Y", "撤销、重做"],
  ];
  const list = el("dl", {}, ...all.flatMap(([key, does]) => [el("dt", {}, key), el("dd", {}, does)]));
  return el("details", { class: "keys" }, el("summary", {}, "按键"), list);
}
