// A published file that was not checked yet: checked, then shown.

import { again, start, tried, type Job } from "./jobs";

export function mount(root: HTMLElement): void {
  const file = document.body.dataset.file ?? "";
  const result = root.querySelector<HTMLElement>("#result");
  if (!result) return;
  const shown = (job: Job): void => {
    if (job.result?.proof) location.reload();
  };
  void tried(result, async () => {
    await again(`proof/${file}`, result, shown);
    if (!result.childElementCount) await start("/api/check", { path: file }, result, shown);
  });
}
