// Long work: followed while it goes on, shown when it is done; whoever comes back finds it again.

import { button, el } from "./dom";
import { ask, Refused, ROOT } from "./server";

export interface Made { path: string; name: string; kind: string; size: number }
export interface Changed { figures: [string, string, string, string][]; texts: [string, string, string][]; more: number }
export interface Built { file: string; code: number; unchanged: boolean; messages: string[]; made: Made[]; revision: Changed | null }
export interface Result {
  message?: string; proof?: string; outcome?: string; page?: string; file?: string; exists?: boolean; told?: string[];
  files?: Built[]; notes?: string[]; failed?: number; notice?: Made[]; missing?: string[]; units?: { name: string; file: string; exists: boolean; left: number; told: string[] }[];
}
export interface Job { id: string; title: string; page: string; state: string; text: string; done: number; of: number; far: string; result: Result | null }

const LOST = "连不上本机的程序，它可能已经关了。文件都是完整的，请再双击“打开”";

export const address = (path: string): string => `${ROOT}/${path.split("/").map(encodeURIComponent).join("/")}`;

/** What is said of a job that is going on. */
function going(job: Job): HTMLElement {
  const bar = el("progress", { "aria-label": job.title, ...(job.of > 1 ? { max: job.of, value: job.done } : {}) });
  return el("p", { class: "going" }, el("span", {}, `${job.title}：${job.state}`), bar, el("small", {}, [job.far, job.text].filter(Boolean).join("　")));
}

/** Shows how far a job is, and calls `ended` once it is over; a failure is shown here. */
export function follow(id: string, shown: HTMLElement, ended: (job: Job) => void): void {
  const source = new EventSource(`${ROOT}/api/jobs/${id}`);
  source.addEventListener("progress", (event) => shown.replaceChildren(going(JSON.parse(event.data as string) as Job)));
  source.addEventListener("finished", (event) => {
    source.close();
    const job = JSON.parse(event.data as string) as Job;
    shown.replaceChildren();
    if (job.result?.message) fault(shown, `${job.title}：${job.result.message}`);
    else ended(job);
  });
  source.addEventListener("error", () => {
    source.close();
    fault(shown, LOST);
  });
}

/** Begins a job and follows it. */
export async function start(path: string, body: unknown, shown: HTMLElement, ended: (job: Job) => void): Promise<void> {
  await tried(shown, async () => follow((await ask<{ job: string }>(path, body)).job, shown, ended));
}

/** Does something with the server; what it refuses is shown. */
export async function tried(shown: HTMLElement, what: () => Promise<void>): Promise<void> {
  try {
    await what();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    fault(shown, error.message);
  }
}

export function fault(shown: HTMLElement, message: string): void {
  shown.replaceChildren(el("p", { class: "fault", role: "alert" }, message));
}

/** The newest job that belongs to a page, followed or shown again; `before` when it was over before the page was opened. */
export async function again(page: string, shown: HTMLElement, ended: (job: Job, before: boolean) => void): Promise<Job | undefined> {
  const job = (await ask<Job[]>("/api/jobs")).find((each) => each.page === page);
  if (job) follow(job.id, shown, (now) => ended(now, job.result !== null));
  return job;
}

const SIZE = (bytes: number): string => (bytes < 1 << 20 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / (1 << 20)).toFixed(1)} MB`);

/** Files that were made, each to be opened or saved. */
export function files(made: Made[]): HTMLElement {
  return el("ul", { class: "made" }, ...made.map((each) => {
    const shown = ["html", "pdf"].includes(each.kind) && el("a", { href: address(`file/${each.path}`), target: "_blank", rel: "noopener" }, "打开");
    const save = el("a", { href: `${address(`file/${each.path}`)}?download=1`, download: each.name, "aria-label": `存 ${each.name}` }, "存");
    const proof = ["docx", "html", "pdf", "xlsx"].includes(each.kind) && el("a", { href: address(`proof/${each.path}`), "aria-label": `核对 ${each.name}` }, "核对");
    return el("li", {}, el("span", { class: "name" }, each.name), el("small", {}, SIZE(each.size)), shown, save, proof);
  }));
}

/** What is otherwise than before: figures, then wording. */
export function changes(revision: Changed): HTMLElement | string {
  if (!revision.figures.length && !revision.texts.length) return "与上次的内容相同。";
  const table = (head: string[], rows: string[][]): HTMLElement | null => (rows.length ? el("div", { class: "scroll", tabindex: 0 }, el("table", { class: "list" },
    el("thead", {}, el("tr", {}, ...head.map((text) => el("th", { scope: "col" }, text)))),
    el("tbody", {}, ...rows.map((row) => el("tr", {}, ...row.map((text) => el("td", {}, text || "（无）"))))))) : null);
  return el("div", {}, table(["数", "原来", "现在", "印在"], revision.figures), table(["在哪里", "原来的话", "现在的话"], revision.texts), revision.more > 0 && `另有 ${revision.more} 处没有列出。`);
}

/** What was said, line by line as it was laid out. */
export const told = (messages: string[]): HTMLElement | null => (messages.length ? el("pre", { class: "told", tabindex: 0 }, messages.join("\n")) : null);

export { button, el };
