/* Editing in place, as in a sheet: Enter or a double click begins, Tab and Enter save and go on, Esc gives up. */

import { askingHeaders, htmx, post, tell, tellFailure } from "./page.js";

export class Cells {
  /** @type {HTMLTableCellElement | null} */ #cell = null;
  #before = "";
  #isSaving = false;

  /** @param {HTMLElement} table */
  constructor(table) {
    this.table = table;
    if (!table.dataset.editUrl) return;
    this.#mark();
    new MutationObserver(() => this.#mark()).observe(/** @type {Element} */ (table.querySelector("tbody")), { childList: true });
    table.addEventListener("dblclick", (event) => this.#edit(cellOf(event.target)));
    table.addEventListener("keydown", (event) => this.#onKey(/** @type {KeyboardEvent} */ (event)));
    table.addEventListener("focusout", (event) => this.#onLeave(/** @type {FocusEvent} */ (event)));
  }

  #mark() {
    for (const cell of this.table.querySelectorAll("td[data-field]:not([tabindex])")) cell.setAttribute("tabindex", "0");
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const cell = cellOf(event.target);
    if (!cell || event.isComposing) return;
    if (cell !== this.#cell) {
      if (cell !== event.target || !["Enter", "F2"].includes(event.key)) return;
      this.#edit(cell);
    } else if (event.key === "Escape") this.#giveUp();
    else if (event.key === "Tab") this.#save(event.shiftKey ? -1 : 1, "beside");
    else if (event.key === "Enter" && !(event.target instanceof HTMLTextAreaElement && event.shiftKey)) this.#save(1, "below");
    else return event.stopPropagation();
    event.preventDefault();
    event.stopPropagation();
  }

  /** Leaving by the mouse saves as well. @param {FocusEvent} event */
  #onLeave(event) {
    if (!this.#cell || this.#isSaving || this.#cell.contains(/** @type {Node | null} */ (event.relatedTarget)) || !document.hasFocus()) return;
    if (!this.#cell.querySelector(":popover-open")) this.#save(0, "beside");
  }

  /** @param {HTMLTableCellElement | null} cell */
  async #edit(cell) {
    if (!cell || cell === this.#cell || this.#cell) return;
    try {
      const answer = await fetch(this.#address(cell), { headers: askingHeaders() });
      if (!answer.ok) return tellFailure();
      this.#cell = cell;
      this.#before = cell.innerHTML;
      this.#put(await answer.text());
    } catch (error) {
      tellFailure(error);
    }
  }

  /** @param {string} html */
  #put(html) {
    const cell = /** @type {HTMLTableCellElement} */ (this.#cell);
    cell.classList.add("cell-edit");
    cell.innerHTML = html;
    htmx()?.process(cell);
    const input = /** @type {HTMLInputElement | null} */ (cell.querySelector("input:not([type=hidden]), select, textarea"));
    input?.setAttribute("aria-label", this.table.querySelectorAll("thead th")[cell.cellIndex]?.textContent?.trim() ?? "");
    input?.focus();
    if (input && "select" in input) input.select();
  }

  #giveUp() {
    const cell = /** @type {HTMLTableCellElement} */ (this.#cell);
    this.#cell = null;
    cell.classList.remove("cell-edit", "cell-saving");
    cell.innerHTML = this.#before;
    cell.focus();
  }

  /** Post the cell; its answer is the row. @param {number} by @param {"beside" | "below"} way */
  async #save(by, way) {
    const cell = /** @type {HTMLTableCellElement} */ (this.#cell);
    if (this.#isSaving) return;
    this.#isSaving = true;
    cell.classList.add("cell-saving");
    try {
      const answer = await post(this.#address(cell), valuesOf(cell));
      const text = await answer.text();
      cell.classList.remove("cell-saving");
      if (answer.status === 422) this.#put(text);
      else if (!answer.ok) tellFailure();
      else this.#saved(cell, text, by, way);
    } catch (error) {
      tellFailure(error);
    } finally {
      cell.classList.remove("cell-saving");
      this.#isSaving = false;
    }
  }

  /** @param {HTMLTableCellElement} cell @param {string} html @param {number} by @param {"beside" | "below"} way */
  #saved(cell, html, by, way) {
    const row = /** @type {HTMLTableRowElement} */ (cell.parentElement);
    const goal = this.#next(cell, by, way);
    const inSameRow = goal?.parentElement === row ? goal?.cellIndex : undefined;
    const made = document.createElement("tbody");
    made.innerHTML = html;
    const fresh = /** @type {HTMLTableRowElement | null} */ (made.querySelector("tr"));
    this.#cell = null;
    if (!fresh) return;
    fresh.classList.toggle("row-active", row.classList.contains("row-active"));
    row.replaceWith(fresh);
    htmx()?.process(fresh);
    this.#mark();
    tell(this.table, "pv:cell", { id: row.dataset.id, field: cell.dataset.field });
    const onward = inSameRow === undefined ? goal : fresh.cells[inSameRow];
    if (way === "beside" && by && onward) this.#edit(/** @type {HTMLTableCellElement} */ (onward));
    else if (by) (onward ?? fresh.cells[cell.cellIndex])?.focus();
  }

  /** @param {HTMLTableCellElement} cell @param {number} by @param {"beside" | "below"} way @returns {HTMLTableCellElement | undefined} */
  #next(cell, by, way) {
    if (!by) return undefined;
    const all = [...this.table.querySelectorAll("td[data-field]")].map((each) => /** @type {HTMLTableCellElement} */ (each));
    const inTurn = way === "beside" ? all : all.filter((each) => each.dataset.field === cell.dataset.field);
    return inTurn[inTurn.indexOf(cell) + by];
  }

  /** @param {HTMLTableCellElement} cell */
  #address(cell) {
    const id = cell.closest("tr")?.dataset.id ?? "";
    return (this.table.dataset.editUrl ?? "").replace("{id}", encodeURIComponent(id)).replace("{field}", encodeURIComponent(cell.dataset.field ?? ""));
  }
}

/** @param {EventTarget | null} target @returns {HTMLTableCellElement | null} */
const cellOf = (target) => (target instanceof Element ? target.closest("td[data-field]") : null);

/** What the controls of a cell would post. @param {HTMLElement} cell */
function valuesOf(cell) {
  // Controls of a cell may be typed into and not yet have heard "change".
  const active = document.activeElement;
  if (active instanceof HTMLInputElement && cell.contains(active)) active.dispatchEvent(new Event("change", { bubbles: true }));
  const data = new FormData();
  for (const field of cell.querySelectorAll("input[name], select[name], textarea[name]")) {
    const { name, value, type, checked } = /** @type {HTMLInputElement} */ (field);
    if (!["checkbox", "radio"].includes(type) || checked) data.append(name, value);
  }
  return data;
}
