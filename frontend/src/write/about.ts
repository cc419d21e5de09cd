// What is said of a figure: how it is worked out, and where it is printed.

import { button, el } from "../dom";
import type { Explained } from "../server";

/** Whether a figure is worked out from others. */
export const computed = (told: Explained): boolean => told.formula.some(({ name }) => name !== undefined);

/** The figures it is worked out from, each to be gone to. */
export function formula(told: Explained, follow: (name: string) => void): HTMLElement {
  const parts = told.formula.map(({ text, name }) => (name ? button(text, () => follow(name), { class: "link" }) : text));
  return el("p", { class: "formula" }, "算法：", ...parts);
}

/** Where else it is printed; empty where it is in one place only. */
export function printed(told: Explained, reveal: (anchor: string) => void): HTMLElement | string {
  if (told.printed.length < 2) return "";
  const places = told.printed.map(({ where, anchor }) => el("li", {}, button(where, () => reveal(anchor), { class: "link" })));
  return el("details", {}, el("summary", {}, `印在 ${told.printed.length} 处`), el("ul", { class: "places" }, ...places));
}
