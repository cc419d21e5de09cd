// Elements of the page are made here and only here: text is always text, never markup.

type Child = Node | string | null | false;
type Attribute = string | number | boolean | ((event: never) => void);

/** An element with attributes (a function listens to the event of its name, true is an attribute without a value) and children. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, Attribute> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value as unknown as EventListener);
    else if (value !== false) made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child): child is Node | string => child !== null && child !== false));
  return made;
}

/** A button that does something. */
export function button(text: string, click: () => void, attributes: Record<string, Attribute> = {}): HTMLButtonElement {
  return el("button", { type: "button", click, ...attributes }, text);
}

/** Whether a key belongs to an input method that is composing: it must do nothing then. */
export const composing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229;

/** Makes these the children of an element; those that stand already are not moved. */
export function arrange(parent: Element, children: Element[]): void {
  const wanted = new Set(children);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  let next = parent.firstElementChild;
  for (const child of children) {
    if (child === next) next = next.nextElementSibling;
    else parent.insertBefore(child, next);
  }
}

export const calm = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Brings an element into sight, and marks it for a moment. */
export function reveal(shown: Element, block: ScrollLogicalPosition = "center"): void {
  shown.scrollIntoView({ block, inline: "nearest", behavior: calm() ? "auto" : "smooth" });
  mark(shown, "here");
}

/** Gives an element a class that goes away again. */
export function mark(shown: Element, name: string, time = 2500): void {
  shown.classList.add(name);
  setTimeout(() => shown.classList.remove(name), time);
}

/** A text area as high as its text. */
export function fit(area: HTMLTextAreaElement): void {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}
