/* Arrow keys, letters and Tab inside a menu; opening, placing and closing are the browser's (popover). */

class Menu extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", (event) => this.#onKey(event));
    this.addEventListener("click", (event) => {
      if (/** @type {Element} */ (event.target).closest(".menu-item")) this.hidePopover();
    });
    this.addEventListener("toggle", (event) => {
      if (/** @type {ToggleEvent} */ (event).newState === "open") this.#items[0]?.focus();
    });
  }

  /** @returns {HTMLElement[]} */
  get #items() {
    return [...this.querySelectorAll(".menu-item:not([aria-disabled=true])")].map((item) => /** @type {HTMLElement} */ (item));
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const items = this.#items;
    const place = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const goal = { ArrowDown: place + 1, ArrowUp: place - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
    if (goal !== undefined) items[goal % items.length]?.focus();
    else if (event.key === "Tab") this.hidePopover();
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) this.#toLetter(event.key, items, place);
    else return;
    if (event.key !== "Tab") event.preventDefault();
    event.stopPropagation();
  }

  /** @param {string} letter @param {HTMLElement[]} items @param {number} place */
  #toLetter(letter, items, place) {
    if (letter === " ") return /** @type {HTMLElement} */ (document.activeElement).click();
    const after = [...items.slice(place + 1), ...items.slice(0, place + 1)];
    return after.find((item) => item.textContent?.trim().toLowerCase().startsWith(letter.toLowerCase()))?.focus();
  }
}

customElements.define("pv-menu", Menu);
