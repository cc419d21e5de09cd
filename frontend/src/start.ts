// The start page: what there is, how far each is, what is going on, and a place for files.

import { button, el } from "./dom";
import { choices, dropped, forms } from "./drop";
import { address, follow, tried, type Job } from "./jobs";
import { ask, written } from "./server";
import { narrowed } from "./table";

export function mount(root: HTMLElement): void {
  const find = <T extends HTMLElement>(id: string): T | null => root.querySelector<T>(`#${id}`);
  const taken = find("taken"), chooser = find<HTMLInputElement>("file");
  if (taken && chooser) dropped(chooser, taken, (file, line) => choices(file.path, file.can, line));
  for (const line of root.querySelectorAll<HTMLElement>(".received li")) choices(line.dataset.path ?? "", (line.dataset.can ?? "").split(" "), line);
  const table = find<HTMLTableElement>("entries");
  if (table) {
    const search = find<HTMLInputElement>("search"), number = find("number");
    if (search && number) narrowed(table, search, number);
    standings(table);
  }
  find("new")?.addEventListener("click", () => void create(table));
  const going = find("going");
  if (going) void tried(going, () => recent(going));
}

/** Asks how many findings each file has, one after the other, those in sight first. */
function standings(table: HTMLTableElement): void {
  const waiting: HTMLTableRowElement[] = [];
  let busy = false;
  const next = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    for (let row = waiting.shift(); row; row = waiting.shift()) await stand(row);
    busy = false;
  };
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      seen.unobserve(entry.target);
      waiting.push(entry.target as HTMLTableRowElement);
    }
    void next();
  });
  for (const row of Array.from(table.tBodies[0]?.rows ?? [])) if (!row.querySelector(".standing small")) seen.observe(row);
}

async function stand(row: HTMLTableRowElement): Promise<void> {
  const cell = row.querySelector<HTMLElement>(".standing");
  if (!cell) return;
  try {
    const counts = await ask<Record<string, number>>(`/api/standing/${written(row.dataset.file ?? "")}`);
    const found = Object.entries(counts).filter(([level, number]) => number && level !== "提示");
    cell.replaceChildren(...(found.length ? found.map(([level, number]) => el("b", { class: `tag ${level}` }, `${level} ${number}`)) : ["没有错误"]));
  } catch (error) {
    cell.replaceChildren(el("b", { class: "tag 错误", title: (error as Error).message }, "读不出"));
  }
}

/** What is going on, and what was done lately. */
async function recent(shown: HTMLElement): Promise<void> {
  const jobs = (await ask<Job[]>("/api/jobs")).slice(0, 6);
  shown.hidden = !jobs.length;
  shown.replaceChildren(el("h2", {}, "正在做的和做完的"), ...jobs.map((job) => {
    const line = el("div", { class: "job" });
    follow(job.id, line, (ended) => line.replaceChildren(el("p", {}, `${ended.title}：${ended.result?.outcome ?? ended.state}　`, ended.page && el("a", { href: address(ended.page) }, "去看"))));
    return line;
  }));
}

/** Asks for the department and the year of a new file. */
function create(table: HTMLTableElement | null): void {
  const rows = Array.from(table?.tBodies[0]?.rows ?? []);
  const names = [...new Set(rows.map((row) => row.dataset.name ?? ""))];
  const year = Math.max(0, ...rows.map((row) => Number(row.dataset.year))) || new Date().getFullYear() - 1;
  const list = el("datalist", { id: "names" }, ...names.map((name) => el("option", { value: name })));
  const name = el("input", { list: "names", required: true, size: 30, value: names.length === 1 ? (names[0] ?? "") : "" });
  const when = el("input", { required: true, inputmode: "numeric", pattern: "20[0-9][0-9]", maxlength: 4, size: 6, value: rows.length ? year + 1 : year });
  const profile = forms("照上年的；没有的照年度和地方");
  const said = el("div", { "aria-live": "polite" });
  const box = el("dialog", { "aria-labelledby": "newtitle" });
  const make = async (): Promise<void> => {
    const made = await ask<{ file: string; exists: boolean; told: string[] }>("/api/new", { name: name.value, year: when.value, form: profile.value });
    if (!made.exists) location.assign(address(`write/${made.file}`));
    else said.replaceChildren(el("p", {}, ...made.told, " ", el("a", { href: address(`write/${made.file}`) }, "打开它")));
  };
  const form = el("form", { submit: (event: Event) => { event.preventDefault(); void tried(said, make); } },
    el("h2", { id: "newtitle" }, "新建一年"), el("p", {}, "有上年的文件，话照旧，数待填；没有的是空白的。"),
    el("p", {}, el("label", {}, "部门全称 ", name), list), el("p", {}, el("label", {}, "年度 ", when)), el("p", {}, el("label", {}, "版式 ", profile)), said,
    el("div", { class: "choices" }, button("取消", () => box.close()), el("button", { type: "submit", class: "main" }, "建立")));
  box.append(form);
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
}
