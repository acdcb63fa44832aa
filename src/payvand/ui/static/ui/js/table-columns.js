/* Widths and order of columns: dragged by their edge, moved with Alt and arrows or by dragging the head. */

import { post, tell } from "./page.js";

const NARROWEST = 64;
const STEP = 24;

export class Columns {
  /** @param {HTMLElement} table */
  constructor(table) {
    this.table = table;
    if (!table.dataset.columnsUrl) return;
    table.addEventListener("pointerdown", (event) => this.#grab(/** @type {PointerEvent} */ (event)));
    table.addEventListener("keydown", (event) => this.#onKey(/** @type {KeyboardEvent} */ (event)));
    for (const head of this.#heads) this.#makeMovable(head);
  }

  /** @returns {HTMLTableCellElement[]} */
  get #heads() {
    return [...this.table.querySelectorAll("th[data-column]")].map((head) => /** @type {HTMLTableCellElement} */ (head));
  }

  /** @param {HTMLTableCellElement} head @returns {HTMLTableColElement} */
  #colOf(head) {
    return /** @type {HTMLTableColElement} */ (this.table.querySelectorAll("col")[head.cellIndex]);
  }

  /** @param {PointerEvent} event */
  #grab(event) {
    const handle = /** @type {HTMLElement} */ (event.target).closest(".resize");
    const head = handle?.closest("th");
    if (!handle || !head) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    handle.classList.add("dragged");
    const start = head.getBoundingClientRect().width;
    const ahead = getComputedStyle(this.table).direction === "rtl" ? -1 : 1;
    const drag = (/** @type {Event} */ moved) => this.#resize(head, start + (/** @type {PointerEvent} */ (moved).clientX - event.clientX) * ahead);
    handle.addEventListener("pointermove", drag);
    handle.addEventListener("lostpointercapture", () => {
      handle.classList.remove("dragged");
      handle.removeEventListener("pointermove", drag);
      this.#keep();
    }, { once: true });
  }

  /** @param {HTMLTableCellElement} head @param {number} width */
  #resize(head, width) {
    this.#colOf(head).setAttribute("width", String(Math.round(Math.max(width, NARROWEST))));
  }

  /** Alt with arrows moves a column, Alt and Shift with arrows widens it. @param {KeyboardEvent} event */
  #onKey(event) {
    const head = /** @type {Element} */ (event.target).closest("th");
    if (!head || !event.altKey || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    event.preventDefault();
    const ahead = (event.key === "ArrowRight") === (getComputedStyle(this.table).direction === "ltr");
    if (event.shiftKey) this.#resize(head, head.getBoundingClientRect().width + (ahead ? STEP : -STEP));
    else {
      const heads = this.#heads;
      const other = heads[heads.indexOf(head) + (ahead ? 1 : -1)];
      if (!other) return;
      this.#move(head, other, !ahead);
      /** @type {HTMLElement | null} */ (head.querySelector("a, span"))?.focus();
    }
    this.#keep();
  }

  /** @param {HTMLTableCellElement} head */
  #makeMovable(head) {
    const label = /** @type {HTMLElement} */ (head.querySelector(".head-cell"));
    label.draggable = true;
    label.addEventListener("dragstart", (event) => event.dataTransfer?.setData("text/x-column", head.dataset.column ?? ""));
    head.addEventListener("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("text/x-column")) return;
      event.preventDefault();
      head.classList.add("drop-before");
    });
    head.addEventListener("dragleave", () => head.classList.remove("drop-before"));
    head.addEventListener("drop", (event) => {
      event.preventDefault();
      head.classList.remove("drop-before");
      const name = event.dataTransfer?.getData("text/x-column");
      const moved = this.#heads.find((each) => each.dataset.column === name);
      if (!moved || moved === head) return;
      this.#move(moved, head, true);
      this.#keep();
    });
  }

  /** Move the column of `head`, in every row. @param {HTMLTableCellElement} head @param {HTMLTableCellElement} other @param {boolean} isBefore */
  #move(head, other, isBefore) {
    const [from, to] = [head.cellIndex, other.cellIndex];
    const put = isBefore ? "before" : "after";
    const cols = this.table.querySelectorAll("col");
    cols[to][put](cols[from]);
    for (const row of this.table.querySelectorAll("tr")) {
      if (row.cells.length > Math.max(from, to)) row.cells[to][put](row.cells[from]);
    }
  }

  #keep() {
    const columns = this.#heads.map((head) => ({ name: head.dataset.column ?? "", width: Number(this.#colOf(head).getAttribute("width")) }));
    tell(this.table, "pv:columns", { columns });
    post(this.table.dataset.columnsUrl ?? "", { columns: columns.map(({ name, width }) => `${name}:${width}`).join(",") }).catch(() => {});
  }
}
