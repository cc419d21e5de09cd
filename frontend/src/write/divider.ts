// The line between form and document, moved by the pointer or by the arrow keys.

import { el } from "../dom";

const LEAST = 25, MOST = 75, STEP = 3;

/** A separator that sets how much of the width the form has, in per cent, as --form of an element. */
export function divider(stand: HTMLElement): HTMLElement {
  const line = el("div", { class: "divider", role: "separator", tabindex: 0, "aria-orientation": "vertical", "aria-label": "填写一栏的宽度", "aria-valuemin": LEAST, "aria-valuemax": MOST });
  let now = 46;
  const set = (per: number): void => {
    now = Math.max(LEAST, Math.min(MOST, per));
    stand.style.setProperty("--form", `${now}fr`);
    stand.style.setProperty("--text", `${100 - now}fr`);
    line.setAttribute("aria-valuenow", String(Math.round(now)));
  };
  line.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    set(now + step);
  });
  line.addEventListener("pointerdown", (event) => line.setPointerCapture(event.pointerId));
  line.addEventListener("pointermove", (event) => {
    if (!line.hasPointerCapture(event.pointerId)) return;
    const left = line.previousElementSibling?.getBoundingClientRect().left ?? 0;
    const right = line.nextElementSibling?.getBoundingClientRect().right ?? innerWidth;
    set(((event.clientX - left) / (right - left)) * 100);
  });
  set(now);
  return line;
}
