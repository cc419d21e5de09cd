// The findings of the file by cause, each with its places; an officer leads to a place, or says why it is right as it is.

import { button, composing, el } from "../dom";
import type { Finding, Place } from "../server";
import type { Department } from "./department";

const LEVELS = ["错误", "警告", "提示"];
const MANY = 4;

export class Findings {
  private readonly list = el("div", { class: "causes" });
  private readonly fold = button("", () => this.toggle(), { class: "fold", "aria-expanded": "false", "aria-controls": "ui-causes" });
  readonly element = el(
    "section",
    { class: "pane findings folded", "data-pane": "findings", "aria-label": "核对发现", tabindex: -1 },
    el("h2", {}, this.fold),
    this.list,
  );
  private told = "";

  constructor(private readonly department: Department, private readonly go: (place: Place) => void) {
    this.list.id = "ui-causes";
  }

  /** Shows the findings of the state; what is folded, open or being written stays so. */
  show(): void {
    const { findings, counts } = this.department.state;
    const said = LEVELS.filter((level) => counts[level]).map((level) => el("span", { class: `level ${level}` }, `${counts[level]} 个${level}`));
    this.fold.replaceChildren("核对发现　", ...(said.length ? said.flatMap((each) => [each, "　"]) : ["没有发现问题"]));
    const now = JSON.stringify(findings);
    if (now === this.told) return;
    this.told = now;
    const open = new Set([...this.list.querySelectorAll("details[open]")].map((each) => each.getAttribute("data-key")));
    const reasons = new Map([...this.list.querySelectorAll("input")].map((each) => [each.dataset.key ?? "", each.value]));
    this.list.replaceChildren(...causes(findings).map((cause) => this.cause(cause)));
    if (!findings.length) this.list.append(el("p", { class: "label" }, "按现在填的数和文字，没有查出问题；还没有填的不算在内。"));
    for (const each of this.list.querySelectorAll("details")) each.open = open.has(each.getAttribute("data-key"));
    for (const each of this.list.querySelectorAll("input")) each.value = reasons.get(each.dataset.key ?? "") ?? "";
  }

  toggle(open = this.element.classList.contains("folded")): void {
    this.element.classList.toggle("folded", !open);
    this.fold.setAttribute("aria-expanded", String(open));
  }

  private cause(findings: Finding[]): HTMLElement {
    const first = findings[0] as Finding;
    const shown = findings.map((finding) => this.finding(finding));
    const rest = shown.length > MANY ? el("details", { "data-key": `${first.code}其余` }, el("summary", {}, `其余 ${shown.length - MANY} 处`), ...shown.splice(MANY)) : null;
    return el(
      "article",
      { class: `cause ${first.level}` },
      el("h3", {}, el("span", { class: `level ${first.level}` }, first.level), ` ${first.title} `, el("small", {}, first.code)),
      ...shown,
      rest,
    );
  }

  private finding(finding: Finding): HTMLElement {
    const places = finding.at.map((place) => button(place.words || "看这一处", () => this.go(place), { class: "link" }));
    const ways = el("div", { class: "places" }, ...places, finding.accept ? this.accept(finding) : null);
    return el("div", { class: "finding" }, el("p", {}, finding.message), ways);
  }

  private accept(finding: Finding): HTMLElement {
    const reason = el("input", { type: "text", "data-key": finding.id, placeholder: "为什么不用改", "aria-label": `为什么不用改：${finding.title}` });
    const save = (): void => {
      if (reason.value.trim()) void this.department.accept(finding.code, finding.accept, reason.value.trim());
      else reason.focus();
    };
    reason.addEventListener("keydown", (event) => event.key === "Enter" && !composing(event) && save());
    return el(
      "details",
      { "data-key": finding.id },
      el("summary", {}, "核对过，不用改"),
      el("div", { class: "changing" }, reason, button("记下理由，不再提", save)),
    );
  }
}

/** Findings of one level and rule together, the gravest first. */
function causes(findings: Finding[]): Finding[][] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.level} ${finding.code}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].sort((a, b) => rank(a) - rank(b));
}

const rank = (group: Finding[]): number => LEVELS.indexOf(group[0]?.level ?? "");
