// Ending the program from the page, after what was typed is saved.

import { button, el } from "./dom";
import { ask, Refused } from "./server";

/** The button; `saved` waits until all is saved, and says whether it is. */
export function leaving(saved: () => Promise<boolean>, say: (message: string) => void): HTMLElement {
  return button("退出", () => void quit(saved).catch((error: unknown) => say(error instanceof Error ? error.message : String(error))), { class: "quiet", title: "存好，停下本机的程序" });
}

async function quit(saved: () => Promise<boolean>): Promise<void> {
  if (!(await saved())) throw new Error("还有没有保存的，没有退出。请看上面写的原因。");
  try {
    await ask("/api/quit", {});
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 409 || !confirm(`${error.message}\n\n现在退出吗？`)) throw error;
    await ask("/api/quit", { anyway: true });
  }
  document.title = "已经退出";
  document.body.replaceChildren(el("main", { class: "opening", tabindex: -1 }, el("h1", {}, "已经退出"), el("p", {}, "写的都已经存好，程序停下了。这个窗口可以关了；再用的时候，双击“打开”。")));
  document.querySelector("main")?.focus();
}
