/* The lines of the quote editor by keyboard: Enter goes down and adds, Alt and arrows move, Ctrl and Delete remove. */

class QuoteLines extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("click", (event) => this.#click(event));
    this.addEventListener("htmx:after:swap", () => this.#enter());
  }

  /** @returns {HTMLElement[]} */
  get #rows() {
    return [...this.querySelectorAll(".quote-row")].map((row) => /** @type {HTMLElement} */ (row));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const row = this.#rowOf(event.target);
    if (!row) return;
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) this.#move(row, event);
    else if (event.ctrlKey && event.key === "Delete") this.#remove(row, event);
    else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && !event.defaultPrevented) this.#down(row, event);
  }

  /** @param {Event} event */
  #click(event) {
    const button = event.target instanceof Element ? event.target.closest("[data-remove]") : null;
    const row = button && this.#rowOf(button);
    if (row) this.#remove(row, event);
  }

  /** The same column of the next line; behind the last one a new line. @param {HTMLElement} row @param {KeyboardEvent} event */
  #down(row, event) {
    if (!(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    const next = this.#rows[this.#rows.indexOf(row) + 1];
    if (next) this.#focus(next, this.#inputs(row).indexOf(event.target));
    else this.#add();
  }

  /** @param {HTMLElement} row @param {KeyboardEvent} event */
  #move(row, event) {
    event.preventDefault();
    const rows = this.#rows;
    const other = rows[rows.indexOf(row) + (event.key === "ArrowUp" ? -1 : 1)];
    if (!other) return;
    if (event.key === "ArrowUp") other.before(row);
    else other.after(row);
    if (event.target instanceof HTMLElement) event.target.focus();
    this.#changed();
  }

  /** The last line is emptied by a new one in its place. @param {HTMLElement} row @param {Event} event */
  #remove(row, event) {
    event.preventDefault();
    const rows = this.#rows;
    const near = rows[rows.indexOf(row) + 1] ?? rows[rows.indexOf(row) - 1];
    row.remove();
    if (near) this.#focus(near, 0);
    else this.#add();
    this.#changed();
  }

  #add() {
    /** @type {HTMLElement | null} */ (this.querySelector("[data-add]"))?.click();
  }

  /** A new line has come: write there. */
  #enter() {
    const last = this.#rows.at(-1);
    if (last) this.#focus(last, 0);
  }

  #changed() {
    this.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** @param {EventTarget | null} target */
  #rowOf(target) {
    return target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest(".quote-row")) : null;
  }

  /** @param {HTMLElement} row @returns {HTMLInputElement[]} */
  #inputs(row) {
    return [...row.querySelectorAll("input:not([type=hidden])")].map((input) => /** @type {HTMLInputElement} */ (input));
  }

  /** @param {HTMLElement} row @param {number} place */
  #focus(row, place) {
    const input = this.#inputs(row)[Math.max(place, 0)];
    input?.focus();
    input?.select();
  }
}

customElements.define("pv-quote-lines", QuoteLines);
