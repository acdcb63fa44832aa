/* A list of lines to put into order: by dragging, or with Alt and an arrow key; a search field narrows a long one. */

class Order extends HTMLElement {
  /** @type {HTMLLIElement | null} */ #dragged = null;

  connectedCallback() {
    this.addEventListener("dragstart", (event) => this.#take(event));
    this.addEventListener("dragover", (event) => this.#over(event));
    this.addEventListener("dragend", () => this.#leave());
    this.addEventListener("keydown", (event) => this.#onKey(event));
    const field = /** @type {HTMLInputElement | null} */ (this.querySelector("[data-narrow]"));
    if (!field) return;
    field.hidden = this.#lines.length < 10;
    field.addEventListener("input", () => this.#narrow(field.value.trim().toLowerCase()));
  }

  /** @returns {HTMLLIElement[]} */
  get #lines() {
    return [...this.querySelectorAll("li")];
  }

  /** @param {DragEvent} event */
  #take(event) {
    this.#dragged = /** @type {Element} */ (event.target).closest("li");
    this.#dragged?.classList.add("dragged");
  }

  /** @param {DragEvent} event */
  #over(event) {
    const line = /** @type {Element} */ (event.target).closest("li");
    if (!this.#dragged || !line) return;
    event.preventDefault();
    if (line === this.#dragged) return;
    const box = line.getBoundingClientRect();
    line[event.clientY < box.top + box.height / 2 ? "before" : "after"](this.#dragged);
  }

  #leave() {
    this.#dragged?.classList.remove("dragged");
    this.#dragged = null;
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const line = /** @type {HTMLElement} */ (event.target).closest("li");
    if (!line || !event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    if (event.key === "ArrowUp") line.previousElementSibling?.before(line);
    else line.nextElementSibling?.after(line);
    /** @type {HTMLElement} */ (event.target).focus();
  }

  /** @param {string} query */
  #narrow(query) {
    for (const line of this.#lines) line.hidden = !(line.textContent ?? "").toLowerCase().includes(query);
  }
}

customElements.define("pv-order", Order);
