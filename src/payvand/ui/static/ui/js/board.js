/* The board: cards go to other columns by dragging, by Alt and an arrow key, or by the dialog behind a card's button. */

import { htmx } from "./page.js";
import { latinKey } from "./shortcuts.js";

/**
 * @typedef {object} Flight A card on its way: where it came from, in case it must go back.
 * @property {HTMLElement} card
 * @property {Element} from
 * @property {Element | null} next what stood behind it
 * @property {boolean} asked whether the dialog asks for something now
 * @property {boolean} byKey whether the focus follows it
 */

/** @type {Flight | null} */
let flight = null;
/** @type {HTMLElement | null} the card that the dialog of columns is about */
let chosen = null;

/** @param {Element} column @returns {HTMLElement} */
const cardsOf = (column) => /** @type {HTMLElement} */ (column.querySelector("[data-cards]"));
/** @param {Element} card @returns {HTMLElement} */
const columnOf = (card) => /** @type {HTMLElement} */ (card.closest("[data-column]"));

class Board extends HTMLElement {
  async connectedCallback() {
    this.addEventListener("click", (event) => this.#onClick(event));
    this.addEventListener("keydown", (event) => this.#onKey(event));
    if (!this.#isMovable) return;
    const { default: Sortable } = await import("../../vendor/sortable/sortable.esm.js");
    for (const list of this.querySelectorAll("[data-cards]")) {
      Sortable.create(/** @type {HTMLElement} */ (list), {
        group: "cards",
        draggable: ".card",
        filter: "button",
        preventOnFilter: false,
        sort: false,
        animation: 120,
        delay: 180,
        delayOnTouchOnly: true,
        forceFallback: true,
        fallbackTolerance: 5,
        ghostClass: "card-ghost",
        dragClass: "card-dragged",
        onStart: (/** @type {{ item: Element }} */ { item }) => item.setAttribute("data-next", item.nextElementSibling?.id ?? ""),
        onEnd: (/** @type {{ item: HTMLElement, from: Element, to: Element }} */ { item, from, to }) => {
          const next = document.getElementById(item.getAttribute("data-next") ?? "");
          if (from !== to) this.#send(item, from, next, false);
        },
      });
    }
    this.setAttribute("data-ready", "");
  }

  get #isMovable() {
    return this.hasAttribute("data-movable");
  }

  /** @returns {HTMLElement[]} */
  get #columns() {
    return [...this.querySelectorAll("[data-column]")].map((column) => /** @type {HTMLElement} */ (column));
  }

  /** @param {MouseEvent} event */
  #onClick(event) {
    const target = /** @type {Element} */ (event.target);
    const card = target.closest(".card");
    if (!(card instanceof HTMLElement)) return;
    if (target.closest("[data-move-card]")) choose(card);
    else if (!target.closest("a, button") && !getSelection()?.toString()) titleOf(card)?.click();
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const card = /** @type {Element} */ (event.target).closest(".card");
    if (!(card instanceof HTMLElement) || event.ctrlKey || event.metaKey) return;
    if (latinKey(event) === "m" && this.#isMovable) choose(card);
    else if (event.key === "ArrowLeft" || event.key === "ArrowRight") this.#aside(card, event);
    else if (event.key === "ArrowDown") titleOf(card.nextElementSibling)?.focus();
    else if (event.key === "ArrowUp") titleOf(card.previousElementSibling)?.focus();
    else return;
    event.preventDefault();
  }

  /** To the column beside: the focus, or with Alt the card. @param {HTMLElement} card @param {KeyboardEvent} event */
  #aside(card, event) {
    const step = (event.key === "ArrowRight") === (document.documentElement.dir === "ltr") ? 1 : -1;
    const columns = this.#columns;
    const at = columns.indexOf(columnOf(card));
    if (event.altKey) {
      const goal = columns[at + step];
      if (goal?.dataset.column && this.#isMovable) this.put(card, goal, true);
      return;
    }
    for (let place = at + step; columns[place]; place += step) {
      const cards = columns[place].querySelectorAll(".card");
      const rank = [...(card.parentElement?.children ?? [])].indexOf(card);
      const other = titleOf(cards[Math.min(rank, cards.length - 1)]);
      if (other) return other.focus();
    }
  }

  /** Put a card on top of a column, and tell the server. @param {HTMLElement} card @param {HTMLElement} goal @param {boolean} byKey */
  put(card, goal, byKey) {
    const from = /** @type {Element} */ (card.parentElement);
    const next = card.nextElementSibling;
    if (columnOf(card) === goal || flight) return;
    cardsOf(goal).prepend(card);
    this.#send(card, from, next, byKey);
  }

  /** @param {HTMLElement} card @param {Element} from @param {Element | null} next @param {boolean} byKey */
  #send(card, from, next, byKey) {
    if (flight) putBack();
    flight = { card, from, next, asked: false, byKey };
    card.classList.add("card-moving");
    const values = { id: card.dataset.id, to: columnOf(card).dataset.column, was: columnOf(from).dataset.column };
    htmx().ajax("POST", this.dataset.move ?? "", { values, target: "#dialog", swap: "innerHTML" }).catch(putBack);
  }
}

/** @param {Element | null | undefined} card @returns {HTMLAnchorElement | null} */
function titleOf(card) {
  return card?.querySelector(".card-title") ?? null;
}

/** Ask for the column. @param {HTMLElement} card */
function choose(card) {
  chosen = card;
  const dialog = document.getElementById("board-goals");
  if (!(dialog instanceof HTMLDialogElement)) return;
  for (const goal of dialog.querySelectorAll("button[data-goal]")) {
    /** @type {HTMLButtonElement} */ (goal).disabled = goal.getAttribute("data-goal") === columnOf(card).dataset.column;
  }
  dialog.showModal();
}

/** The card stays where it was. */
function putBack() {
  if (!flight) return;
  const { card, from, next, byKey } = flight;
  flight = null;
  card.classList.remove("card-moving");
  from.insertBefore(card, next?.parentElement === from ? next : null);
  if (byKey) titleOf(card)?.focus();
}

document.addEventListener("click", (event) => {
  const goal = /** @type {Element} */ (event.target).closest("[data-goal]");
  if (!goal || !chosen) return;
  goal.closest("dialog")?.close();
  const board = chosen.closest("pv-board");
  const column = board?.querySelector(`[data-column="${CSS.escape(goal.getAttribute("data-goal") ?? "")}"]`);
  if (board instanceof Board && column instanceof HTMLElement) board.put(chosen, column, true);
});
document.addEventListener("pv:asked", () => {
  if (flight) flight.asked = true;
});
document.addEventListener("pv:refused", putBack);
document.addEventListener("pv:moved", () => {
  if (!flight) return;
  const { card, byKey } = flight;
  flight = null;
  card.classList.remove("card-moving");
  // The server's own drawing of the card takes its place first.
  if (byKey) setTimeout(() => titleOf(document.getElementById(card.id))?.focus(), 50);
});
document.addEventListener("close", (event) => {
  if (/** @type {Element} */ (event.target).id === "dialog" && flight?.asked) putBack();
}, true);
// A failure of the server or of the way there: nothing has moved.
for (const failed of ["htmx:error", "htmx:response:error"]) document.addEventListener(failed, putBack);

customElements.define("pv-board", Board);
