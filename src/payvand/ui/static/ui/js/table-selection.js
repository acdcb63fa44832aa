/* Which rows are chosen: kept by id, so that sorting, loading more and saving a cell do not lose them. */

import { count, latin, say, tell } from "./page.js";

export class Selection {
  /** @type {Set<string>} */ #ids = new Set();
  #isAll = false;
  /** @type {HTMLInputElement | null} */ #last = null;
  #watcher;

  /** @param {HTMLElement} table */
  constructor(table) {
    this.table = table;
    this.#watcher = new MutationObserver(() => this.#mark());
    const body = table.querySelector("tbody");
    if (body) this.#watcher.observe(body, { childList: true });
    table.addEventListener("click", (event) => this.#onClick(/** @type {MouseEvent} */ (event)));
    table.addEventListener("change", (event) => this.#onChange(/** @type {HTMLInputElement} */ (event.target)));
    this.bar?.addEventListener("click", (event) => this.#onBar(/** @type {Element} */ (event.target)));
    this.bar?.addEventListener("formdata", (event) => this.#post(/** @type {FormDataEvent} */ (event).formData));
    for (const box of this.#boxes) if (box.checked) this.#ids.add(box.value);
    this.#show();
  }

  /** @returns {HTMLFormElement | null} */
  get bar() {
    return document.querySelector(`form[data-bulk="${CSS.escape(this.table.id)}"]`);
  }

  leave() {
    this.#watcher.disconnect();
  }

  /** @returns {HTMLInputElement[]} */
  get #boxes() {
    return [...this.table.querySelectorAll("input[name=ids]")].map((box) => /** @type {HTMLInputElement} */ (box));
  }

  /** Shift takes all between this box and the last one. @param {MouseEvent} event */
  #onClick(event) {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || box.name !== "ids") return;
    if (event.shiftKey && this.#last?.isConnected) {
      const boxes = this.#boxes;
      const [first, last] = [boxes.indexOf(this.#last), boxes.indexOf(box)].sort((a, b) => a - b);
      for (const between of boxes.slice(first, last + 1)) this.#set(between, box.checked);
    }
    this.#last = box;
  }

  /** @param {HTMLInputElement} box */
  #onChange(box) {
    if (box.matches("[data-all]")) for (const each of this.#boxes) this.#set(each, box.checked);
    else if (box.name === "ids") this.#set(box, box.checked);
    else return;
    if (!box.checked) this.#isAll = false;
    this.#show();
  }

  /** @param {HTMLInputElement} box @param {boolean} isChosen */
  #set(box, isChosen) {
    box.checked = isChosen;
    if (isChosen) this.#ids.add(box.value);
    else this.#ids.delete(box.value);
  }

  /** Rows that came in by htmx take their marks from what was chosen. */
  #mark() {
    for (const box of this.#boxes) box.checked = this.#isAll || this.#ids.has(box.value);
    this.#show();
  }

  /** @param {Element} target */
  #onBar(target) {
    if (target.closest("[data-everything]")) this.#isAll = true;
    else if (target.closest("[data-nothing]")) this.#clear();
    else return;
    this.#mark();
  }

  #clear() {
    this.#ids.clear();
    this.#isAll = false;
  }

  #show() {
    const head = /** @type {HTMLInputElement | null} */ (this.table.querySelector("input[data-all]"));
    const boxes = this.#boxes;
    const chosen = boxes.filter((box) => box.checked).length;
    if (head) [head.checked, head.indeterminate] = [chosen > 0 && chosen === boxes.length, chosen > 0 && chosen < boxes.length];
    const bar = this.bar;
    const everything = /** @type {HTMLElement | null} */ (bar?.querySelector("[data-everything]"));
    const total = Number(latin(everything?.dataset.total ?? "").replace(/\D/g, "")) || this.#ids.size;
    if (bar) {
      bar.hidden = !this.#ids.size && !this.#isAll;
      /** @type {HTMLInputElement} */ (bar.elements.namedItem("all")).value = this.#isAll ? "1" : "";
      const text = this.#isAll ? say("all_selected", count(total)) : say("selected", count(this.#ids.size));
      /** @type {HTMLElement} */ (bar.querySelector(".bulk-count")).textContent = text;
    }
    if (everything) everything.hidden = this.#isAll || this.#ids.size < boxes.length;
    tell(this.table, "pv:selection", { ids: [...this.#ids], all: this.#isAll, count: this.#isAll ? total : this.#ids.size });
  }

  /** @param {FormData} data */
  #post(data) {
    if (!this.#isAll) for (const id of this.#ids) data.append("ids", id);
  }
}
