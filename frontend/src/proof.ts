// A published file that was not checked yet: checked, then shown.

import { follow, start, tried, type Job } from "./jobs";
import { ask } from "./server";

export function mount(root: HTMLElement): void {
  const file = document.body.dataset.file ?? "";
  const result = root.querySelector<HTMLElement>("#result");
  if (!result) return;
  const shown = (job: Job): void => {
    if (job.result?.proof) location.reload();
  };
  void tried(result, async () => {
    const job = (await ask<Job[]>("/api/jobs")).find((each) => each.page === `proof/${file}` && each.result === null);
    if (job) follow(job.id, result, shown);
    else await start("/api/check", { path: file }, result, shown);
  });
}
