/* The calendar: arrows walk its records, Alt and an arrow move one by a day or a week, and records are dragged to other days. */

import { htmx } from "./page.js";

const DAY = 86_400_000;
/** @type {{ chip: Element, from: Element, next: Element | null } | null} what was dropped and may have to go back */
let flight = null;
let focusNext = "";

class Month extends HTMLElement {
  async connectedCallback() {
    this.addEventListener("keydown", (event) => this.#onKey(event));
    if (!this.#isMovable) return;
    const { default: Sortable } = await import("../../vendor/sortable/sortable.esm.js");
    for (const list of this.querySelectorAll("[data-chips]")) {
      Sortable.create(/** @type {HTMLElement} */ (list), {
        group: "days",
        sort: false,
        animation: 100,
        delay: 180,
        delayOnTouchOnly: true,
        forceFallback: true,
        fallbackOnBody: true,
        fallbackTolerance: 5,
        ghostClass: "card-ghost",
        onEnd: (/** @type {{ item: HTMLElement, from: Element, to: Element, oldIndex: number }} */ { item, from, to, oldIndex }) => {
          if (from === to) return;
          flight = { chip: item, from, next: from.children[oldIndex] ?? null };
          this.#send(item, to.closest("[data-day]")?.getAttribute("data-day") ?? "");
        },
      });
    }
  }

  get #isMovable() {
    return this.hasAttribute("data-movable");
  }

  /** @param {HTMLElement} chip @param {string} to */
  #send(chip, to) {
    chip.classList.add("card-moving");
    htmx().ajax("POST", this.dataset.move ?? "", { values: { id: chip.dataset.id, to }, target: "#main", swap: "none" }).catch(putBack);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const chip = /** @type {Element} */ (event.target).closest("[data-chips] > li");
    if (!(chip instanceof HTMLElement) || !event.key.startsWith("Arrow") || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const ahead = document.documentElement.dir === "ltr" ? 1 : -1;
    const step = { ArrowRight: ahead, ArrowLeft: -ahead, ArrowDown: 7, ArrowUp: -7 }[event.key] ?? 0;
    if (event.altKey) this.#shift(chip, step);
    else this.#walk(chip, step);
  }

  /** Move a record by some days. @param {HTMLElement} chip @param {number} step */
  #shift(chip, step) {
    const day = chip.closest("[data-day]")?.getAttribute("data-day");
    if (!day || !this.#isMovable || chip.classList.contains("card-moving")) return;
    focusNext = chip.id;
    this.#send(chip, new Date(Date.parse(day) + step * DAY).toISOString().slice(0, 10));
  }

  /** To the record beside: of the same day first, then of the next day that has any. @param {HTMLElement} chip @param {number} step */
  #walk(chip, step) {
    const beside = step > 0 ? chip.nextElementSibling : chip.previousElementSibling;
    if (Math.abs(step) === 7 && beside) return beside.querySelector("a")?.focus();
    const days = [...this.querySelectorAll("[data-day]")];
    const pace = Math.abs(step) === 7 ? step : Math.sign(step);
    for (let at = days.indexOf(/** @type {Element} */ (chip.closest("[data-day]"))) + pace; days[at]; at += pace) {
      const link = days[at].querySelector("[data-chips] a");
      if (link instanceof HTMLElement) return link.focus();
    }
  }
}

/** The record stays where it was. */
function putBack() {
  for (const chip of document.querySelectorAll("pv-month .card-moving")) chip.classList.remove("card-moving");
  flight?.from.insertBefore(flight.chip, flight.next);
  flight = null;
  focusNext = "";
}

document.addEventListener("pv:refused", putBack);
document.addEventListener("pv:done", () => {
  flight = null;
});
document.addEventListener("htmx:after:swap", () => {
  if (!focusNext) return;
  const link = document.querySelector(`#${focusNext} a`);
  focusNext = "";
  if (link instanceof HTMLElement) link.focus();
});

customElements.define("pv-month", Month);
