// A department's files: built in the formats that are wanted, opened or saved, and corrected.

import { el } from "./dom";
import { upload } from "./drop";
import { address, again, changes, files, start, told, tried, type Built, type Job, type Made } from "./jobs";

export function mount(root: HTMLElement): void {
  const file = document.body.dataset.file ?? "";
  const find = <T extends HTMLElement>(id: string): T => root.querySelector<T>(`#${id}`) as T;
  const order = find<HTMLFormElement>("order"), result = find("result"), made = find("made");
  const known = JSON.parse(find("files").textContent ?? "[]") as Made[];
  if (known.length) made.replaceChildren(files(known));
  const against = find<HTMLSelectElement>("against"), chooser = find<HTMLInputElement>("file");
  const shown = (job: Job): void => {
    const built = job.result?.files?.[0];
    if (!built) return;
    result.replaceChildren(done(built, job));
    if (built.code === 1 || !built.made.length) return;
    made.replaceChildren(files(built.made));
    const old = Array.from(against.options, (each) => each.value);
    against.append(...built.made.filter((each) => each.kind !== "xlsx" && !old.includes(each.path)).map((each) => el("option", {}, each.path)));
  };
  const asked = (): Record<string, unknown> => {
    const given = new FormData(order);
    return { formats: given.getAll("format"), ...Object.fromEntries(["draft", "public", "formulas"].map((name) => [name, given.has(name)])) };
  };
  order.addEventListener("submit", (event) => {
    event.preventDefault();
    void start("/api/build", { files: [file], ...asked() }, result, shown);
  });
  chooser.addEventListener("change", () => void tried(result, async () => {
    const chosen = chooser.files?.[0];
    if (!chosen) return;
    const { path } = await upload(chosen);
    against.append(el("option", { selected: true }, path));
    against.value = path;
  }));
  find<HTMLFormElement>("correct").addEventListener("submit", (event) => {
    event.preventDefault();
    const reason = new FormData(event.target as HTMLFormElement).get("reason");
    void start("/api/correction", { file, against: against.value, reason, ...asked() }, result, shown);
  });
  void tried(result, async () => void await again(`build/${file}`, result, shown));
}

function done(built: Built, job: Job): HTMLElement {
  const words = built.code === 1 ? "没有生成：有错误，先改正再生成。" : built.unchanged ? "没有变动，文件都是新的。" : built.code ? "有的格式没有生成。" : "已经生成。";
  const revision = built.revision;
  return el("section", { class: built.code ? "done 错误" : "done 好", tabindex: -1 },
    el("h2", {}, words),
    built.code === 1 && el("p", {}, el("a", { href: address(`write/${built.file}`) }, "去改"), "：在那一页下面的“核对发现”里点一条，就到要改的地方。"),
    revision && el("h3", {}, job.result?.notice ? "与公开的那一份相比" : "与上次生成的相比"), revision && changes(revision),
    built.code || !revision || job.result?.notice ? told([...built.messages, ...(job.result?.notes ?? [])]) : null);
}
