// The file has changed elsewhere: both sides of what differs, and which of them is to stay.

import { button, el } from "../dom";
import type { Clash } from "./department";

/** Shows the difference and does what is chosen; Esc leaves everything as it is, unsaved. */
export function choose(clash: Clash): void {
  const rows = clash.diff.map(({ line, disk, yours }) =>
    el("tr", {}, el("th", { scope: "row" }, `第${line}行`), el("td", {}, el("del", {}, disk || "（没有）")), el("td", {}, el("ins", {}, yours || "（没有）"))),
  );
  const heads = ["", "现在文件里的", "这里要写的"].map((text) => (text ? el("th", { scope: "col" }, text) : el("td")));
  const dialog = el(
    "dialog",
    { class: "clash", "aria-labelledby": "ui-clash" },
    el("h2", { id: "ui-clash" }, "文件在别处改过"),
    el("p", {}, clash.message),
    rows.length ? el("div", { class: "frame", tabindex: 0, role: "region", "aria-label": "不同的行" }, el("table", {}, el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...rows))) : null,
  );
  const act = (work: () => void) => (): void => {
    dialog.close();
    work();
  };
  const keep = clash.mine > 1 ? `把我改的 ${clash.mine} 处写进去` : "把我改的写进去";
  dialog.append(el("div", { class: "choices" }, button("用文件里的，不要我改的", act(clash.drop)), button(keep, act(clash.keep), { class: "main" })));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
