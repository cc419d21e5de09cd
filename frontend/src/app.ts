// The one script: every page says which it is.

import { write } from "./write/page";

const PAGES: Record<string, () => void> = {
  write: () => void write(document.body.dataset.file ?? "", document.getElementById("app") as HTMLElement),
};

PAGES[document.body.dataset.page ?? ""]?.();
