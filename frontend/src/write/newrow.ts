// A new row of a table: of a 科目, whose code or name is typed and completed from the lists of the year; of a list, by its number;
// or under a name of its own.

import { button, composing, el } from "../dom";
import type { GridItem, Offer, RowsOf } from "../server";
import type { Department } from "./department";

const WAIT = 120;
const ROOM = 300; // 上面放得下一列科目的像素
let count = 0;

export class NewRow {
  private readonly list = el("ul", { role: "listbox", id: `ui-offers${++count}`, "aria-label": "科目", hidden: true });
  private readonly input = el("input", {
    type: "text", role: "combobox", "aria-controls": this.list.id, "aria-expanded": "false", "aria-autocomplete": "list",
    autocomplete: "off", placeholder: "加一行：写编码或名称", "aria-label": "加一行：写科目的编码或名称",
  });
  private readonly next = button("加一行", () => this.add(String(this.rows() + 1), ""));
  readonly element = el("div", { class: "newrow" }, this.input, this.list, this.next);
  private path = "";
  private of: RowsOf = "编码";
  private offers: Offer[] = [];
  private chosen = -1;
  private waiting = 0;

  constructor(private readonly department: Department, private readonly rows: () => number, private readonly add: (code: string, name: string) => void, private readonly several?: (text: string) => void) {
    this.input.addEventListener("input", (event) => (event as InputEvent).isComposing || this.ask());
    this.input.addEventListener("compositionend", () => this.ask());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("focusout", () => this.close());
    this.input.addEventListener("paste", (event) => this.pasted(event));
    this.list.addEventListener("pointerdown", (event) => this.clicked(event));
  }

  /** `what` is added: a row, or a column of some codes. */
  show(item: Pick<GridItem, "path" | "of" | "addable">, what = "一行"): void {
    this.path = item.path;
    this.of = item.of ?? "编码";
    this.element.hidden = !item.addable;
    this.next.hidden = this.of !== "序号";
    this.input.hidden = this.of === "序号";
    const label = `加${what}：写${this.of === "编码" ? "编码或" : ""}名称${this.several && this.of === "编码" ? "，或粘贴几行" : ""}`;
    this.input.placeholder = label;
    this.input.setAttribute("aria-label", label);
  }

  /** Rows of Excel go to the table. */
  private pasted(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!this.several || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    this.several(text);
  }

  private ask(): void {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => void this.offer(), WAIT);
  }

  private async offer(): Promise<void> {
    const word = this.input.value.trim();
    if (!word || this.of !== "编码") return this.close();
    const offers = await this.department.complete(this.path, word).catch(() => []);
    if (word !== this.input.value.trim()) return;
    this.offers = offers.filter(({ label, insert }) => /^\d+$/.test(code(insert) || code(label))).slice(0, 30);
    this.choose(this.offers.length ? 0 : -1);
  }

  private choose(number: number): void {
    this.chosen = number;
    const items = this.offers.map(({ label, detail }, index) =>
      el("li", { role: "option", id: `${this.list.id}-${index}`, "aria-selected": String(index === number) }, el("span", { class: "code" }, label), ` ${detail}`),
    );
    this.list.replaceChildren(...items);
    this.list.hidden = !items.length;
    this.list.classList.toggle("below", this.input.getBoundingClientRect().top < ROOM);
    this.input.setAttribute("aria-expanded", String(items.length > 0));
    if (items[number]) this.input.setAttribute("aria-activedescendant", `${this.list.id}-${number}`);
    else this.input.removeAttribute("aria-activedescendant");
    items[number]?.scrollIntoView({ block: "nearest" });
  }

  private pressed(event: KeyboardEvent): void {
    if (composing(event)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && this.offers.length) {
      event.preventDefault();
      this.choose((this.chosen + step + this.offers.length) % this.offers.length);
    } else if (event.key === "Escape") this.close();
    else if (event.key === "Enter") {
      event.preventDefault(); // 不然这个回车会打进要去的那一格
      this.take(this.offers[this.chosen]);
    }
  }

  private clicked(event: PointerEvent): void {
    event.preventDefault();
    const option = (event.target as Element).closest("li");
    this.take(this.offers[[...this.list.children].indexOf(option as Element)]);
  }

  /** The offer chosen, or a code written out that the lists do not know: a place may have its own. */
  private take(offer: Offer | undefined): void {
    const typed = this.input.value.trim();
    if (this.of === "名称" && !typed) return;
    const taken = this.of === "名称" ? typed : offer ? code(offer.insert) || code(offer.label) : /^\d{3,}$/.test(typed) ? typed : "";
    if (!taken) return this.department.say(`没有“${typed}”这个科目；请写七位（或五位）编码，或名称里的字。`);
    this.input.value = "";
    this.close();
    this.add(taken, offer?.detail ?? "");
  }

  private close(): void {
    this.offers = [];
    this.choose(-1);
  }
}

const code = (text: string): string => /^\d+/.exec(text)?.[0] ?? "";
