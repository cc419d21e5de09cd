// Files dropped on a page or chosen, and what may be done with each.

import { button, el } from "./dom";
import { address, fault, start, tried, type Job } from "./jobs";
import { Refused, ROOT } from "./server";

export interface Taken { path: string; kind: string; can: string[] }

/** Sends a file to the inbox. */
export async function upload(file: File): Promise<Taken> {
  let answer: Response;
  try {
    answer = await fetch(`${ROOT}/api/upload?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file, headers: { "X-Juesuan": "1" } });
  } catch {
    throw new Refused(0, `${file.name} 没有收到：文件太大，或者本机的程序已经关了`, null);
  }
  const told = (await answer.json().catch(() => null)) as (Taken & { message?: string }) | null;
  if (!answer.ok || !told) throw new Refused(answer.status, told?.message ?? `${file.name} 没有收到`, told);
  return told;
}

/** Takes what is dropped anywhere on the page, or chosen, file by file. */
export function dropped(chooser: HTMLInputElement, shown: HTMLElement, taken: (file: Taken, line: HTMLElement) => void): void {
  const take = async (files: FileList | null): Promise<void> => {
    for (const file of Array.from(files ?? [])) {
      const line = el("div", { class: "taken" }, `正在收 ${file.name}……`);
      shown.prepend(line);
      await tried(line, async () => taken(await upload(file), line));
    }
  };
  chooser.addEventListener("change", () => void take(chooser.files).then(() => (chooser.value = "")));
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    document.body.classList.add("over");
  });
  for (const name of ["dragleave", "drop"]) document.addEventListener(name, () => document.body.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    void take(event.dataTransfer?.files ?? null);
  });
}

/** The buttons of what may be done with a file, and where it is told what came of it. */
export function choices(path: string, can: string[], line: HTMLElement): void {
  const said = el("div", { class: "said", "aria-live": "polite" });
  const name = path.split("/").pop() ?? path;
  const made = (job: Job): void => imported(path, job, said);
  const acts: Record<string, () => void> = {
    核对: () => location.assign(address(`proof/${path}`)),
    建立数据: () => void start("/api/import", { path }, said, made),
    对照: () => beside(path, said),
    名单: () => location.assign(address("bureau")),
  };
  line.replaceChildren(
    el("span", { class: "name" }, name), ...can.map((what) => button(what, acts[what] ?? ((): void => {}), { "aria-label": `${what} ${name}` })), said,
  );
}

/** The forms there are, to choose from; the first leaves it to the program. */
export function forms(first: string): HTMLSelectElement {
  const known = Array.from(document.querySelectorAll("#forms option"), (each) => each.textContent ?? "");
  return el("select", {}, el("option", { value: "" }, first), ...known.map((form) => el("option", { value: form }, form)));
}

function imported(path: string, job: Job, said: HTMLElement): void {
  const { file = "", told = [], exists = false } = job.result ?? {};
  const form = forms("由文本认出");
  const reread = button("重新读出", () => void start("/api/import", { path, again: true, form: form.value }, said, (next) => imported(path, next, said)));
  const again = el("p", { class: "again" }, el("label", {}, "版式 ", form), " ", reread);
  const open = el("a", { href: address(`write/${file}`), class: "button" }, `去填写 ${file}`);
  said.replaceChildren(el("p", {}, exists ? "" : "已建立数据。", open), el("pre", { class: "told", tabindex: 0 }, told.join("\n")), again);
  open.focus();
}

/** A name without what is written differently here and there. */
const bare = (name: string): string => name.replace(/[\s（）()]/g, "");

/** Asks beside which data file, then sets the two side by side. */
function beside(path: string, said: HTMLElement): void {
  const known = Array.from(document.querySelectorAll<HTMLElement>("#entries tbody tr"));
  const named = (row: HTMLElement): boolean => bare(path).includes(bare(row.dataset.name ?? "-"));
  const dated = (row: HTMLElement): boolean => path.includes(row.dataset.year ?? "-");
  const likely = known.find((row) => named(row) && dated(row)) ?? known.find(named) ?? known.find(dated);
  if (!known.length) {
    fault(said, "还没有数据文件可以对照。可以先“建立数据”。");
    return;
  }
  const options = known.map((row) => el("option", { value: row.dataset.file ?? "", selected: row === likely }, `${row.dataset.name ?? ""} ${row.dataset.year ?? ""}`));
  const choice = el("select", { "aria-label": "与哪个数据文件对照" }, ...options);
  const go = button("对照", () => void start("/api/compare", { path, data: choice.value }, said, (job) => location.assign(address(job.result?.page ?? ""))));
  said.replaceChildren(el("p", {}, "与 ", choice, " ", go));
  choice.focus();
}
