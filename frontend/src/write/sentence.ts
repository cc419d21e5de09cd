// What a paragraph of the document is made of: its template, the department's own texts, figures.

import { el } from "../dom";

/** By which template a paragraph is written, as its button tells. */
export function from(whence: HTMLElement): HTMLElement {
  const { from: template } = whence.dataset;
  return el("p", {}, template ? `程序照版式写的：${template}。数变了，这段话跟着变。` : "程序写的。");
}

/** The texts of the department's own in a paragraph, each once. */
export const textsIn = (block: HTMLElement): HTMLElement[] => once(block, ".said", (each) => each.dataset.path);

/** The figures of a paragraph, each once. */
export const figuresIn = (block: HTMLElement): HTMLElement[] => once(block, ".fig", (each) => each.dataset.name);

function once(block: HTMLElement, selector: string, name: (each: HTMLElement) => string | undefined): HTMLElement[] {
  const all = [...block.querySelectorAll<HTMLElement>(selector)];
  return all.filter((each, number) => all.findIndex((other) => name(other) === name(each)) === number);
}
