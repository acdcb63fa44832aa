/* A number in the reader's digits; with `grouped`, thousands stand apart as one types. Words ("25 million") stay. */

import { latin, localDigits, look } from "./page.js";

class NumberField extends HTMLElement {
  connectedCallback() {
    const input = /** @type {HTMLInputElement} */ (this.querySelector("input"));
    input.addEventListener("input", () => this.#shape(input));
    this.#shape(input);
    input.defaultValue = input.value;
  }

  /** @param {HTMLInputElement} input */
  #shape(input) {
    const plain = latin(input.value).replace(/,/g, "");
    if (!/^-?\d*\.?\d*$/.test(plain)) return;
    const caret = input.selectionStart ?? input.value.length;
    const digitsBefore = latin(input.value.slice(0, caret)).replace(/[^\d.-]/g, "").length;
    input.value = this.#write(plain);
    if (document.activeElement === input) input.setSelectionRange(...place(input.value, digitsBefore));
  }

  /** @param {string} plain */
  #write(plain) {
    const arabic = look().digits !== "latn";
    const [whole, fraction] = plain.split(".");
    const apart = this.hasAttribute("grouped") ? whole.replace(/\B(?=(\d{3})+$)/g, arabic ? "٬" : ",") : whole;
    return localDigits(fraction === undefined ? apart : `${apart}${arabic ? "٫" : "."}${fraction}`);
  }
}

/** Where the caret goes so that as many digits stand before it. @param {string} value @param {number} digits @returns {[number, number]} */
function place(value, digits) {
  let [seen, at] = [0, 0];
  while (at < value.length && seen < digits) {
    if (!/[٬,]/.test(value[at])) seen += 1;
    at += 1;
  }
  return [at, at];
}

customElements.define("pv-number", NumberField);
