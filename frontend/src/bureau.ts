// A folder as a whole: all checked, who did not file, all built, files made for the units of a list.

import { el } from "./dom";
import { choices, dropped } from "./drop";
import { address, again, start, told, tried, type Job } from "./jobs";
import { narrowed, sorted } from "./table";

export function mount(root: HTMLElement): void {
  const find = <T extends HTMLElement>(id: string): T | null => root.querySelector<T>(`#${id}`);
  const result = find("result"), taken = find("taken"), chooser = find<HTMLInputElement>("file");
  if (!result) return;
  if (taken && chooser) dropped(chooser, taken, (file, line) => {
    choices(file.path, file.can.filter((what) => what !== "名单" && what !== "对照"), line);
    if (file.can.includes("名单")) for (const select of root.querySelectorAll<HTMLSelectElement>("select[name=roll]")) {
      select.append(el("option", { value: file.path, selected: true }, file.path.split("/").pop() ?? ""));
      select.value = file.path;
      select.form?.querySelector("button")?.removeAttribute("disabled");
    }
  });
  const table = find<HTMLTableElement>("summarised"), search = find<HTMLInputElement>("search"), number = find("number");
  if (table) sorted(table);
  if (table && search && number) narrowed(table, search, number);
  const when = (id: string, path: string, body: (given: FormData) => unknown, shown: (job: Job) => void): void => {
    const form = find<HTMLFormElement>(id);
    form?.addEventListener("submit", (event) => {
      event.preventDefault();
      void start(path, body(new FormData(form)), result, shown);
    });
  };
  when("audit", "/api/audit", (given) => ({ folders: given.getAll("folder"), roll: given.get("roll") }), (job) => {
    if (job.result?.missing) location.reload();
    else told_of(job, result);
  });
  when("all", "/api/build", () => ({ files: [] }), (job) => built(job, result));
  when("units", "/api/roll", (given) => ({ path: given.get("roll"), year: given.get("year") }), (job) => rolled(job, result));
  void tried(result, async () => void await again("bureau", result, (job, before) => {
    if (job.result?.files) built(job, result);
    else if (job.result?.units) rolled(job, result);
    else if (job.result?.missing && !before) location.reload();
    else told_of(job, result);
  }));
}

function told_of(job: Job, result: HTMLElement): void {
  const missing = job.result?.missing ?? [];
  result.replaceChildren(el("section", { class: missing.length ? "done 错误" : "done 好" },
    el("h2", {}, (job.result?.told ?? []).join("")), missing.length > 0 && el("p", {}, `没有报来的 ${missing.length} 个：${missing.join("、")}`)));
}

function built(job: Job, result: HTMLElement): void {
  const files = job.result?.files ?? [];
  const failed = files.filter((each) => each.code), same = files.filter((each) => each.unchanged).length;
  result.replaceChildren(el("section", { class: failed.length ? "done 错误" : "done 好" },
    el("h2", {}, `${files.length} 个部门：生成 ${files.length - failed.length - same} 个，没有变动 ${same} 个，没有做成 ${failed.length} 个。`),
    ...failed.map((each) => el("details", {}, el("summary", {}, each.file), el("p", {}, el("a", { href: address(`write/${each.file}`) }, "去改")), told(each.messages)))));
}

function rolled(job: Job, result: HTMLElement): void {
  const units = job.result?.units ?? [];
  result.replaceChildren(el("section", { class: "done 好" }, el("h2", {}, (job.result?.told ?? []).join("")),
    el("ul", {}, ...units.map((unit) => el("li", {}, unit.file ? el("a", { href: address(`write/${unit.file}`) }, unit.name) : unit.name,
      ` ${unit.exists ? "原来就有" : unit.file ? `${unit.left} 处待填` : ""} ${unit.file ? "" : unit.told.join("")}`)))));
}
