/* A choice with a search field: one value or many (tokens), from options on the page or from `src`. */

import { activate, activeOption, loader, optionsOf, step } from "./listbox.js";
import { htmx, say, tell } from "./page.js";

class Combobox extends HTMLElement {
  /** @type {HTMLInputElement} */ #input = /** @type {any} */ (null);
  /** @type {HTMLElement} */ #list = /** @type {any} */ (null);
  /** @type {HTMLInputElement | null} */ #value = null;
  #shown = "";
  hasChanged = false;
  #load = loader((html) => this.#fill(html), () => this.#fill(""));

  connectedCallback() {
    this.#input = /** @type {HTMLInputElement} */ (this.querySelector("[role=combobox]"));
    this.#list = /** @type {HTMLElement} */ (this.querySelector("[role=listbox]"));
    this.#value = this.#isMany ? null : this.querySelector("input[type=hidden]");
    this.#shown = this.#input.value;
    this.#input.addEventListener("input", () => this.#open());
    this.#input.addEventListener("click", () => this.#open(0));
    this.#input.addEventListener("keydown", (event) => this.#onKey(event));
    this.#input.addEventListener("blur", () => this.#close());
    // The field keeps the focus while an option or the space beside it is pressed.
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => this.#choose(/** @type {Element} */ (event.target).closest("[role=option]")));
    this.addEventListener("click", (event) => this.#onClick(/** @type {Element} */ (event.target)));
  }

  get #isMany() {
    return this.hasAttribute("multiple");
  }

  get field() {
    return this.getAttribute("field");
  }

  /** What is chosen, so that it may be carried into another drawing of the page. @returns {{ value: string, text: string }[]} */
  get chosen() {
    if (!this.#isMany) return [{ value: this.#value?.value ?? "", text: this.#shown }];
    return [...this.querySelectorAll(".token")].map((token) => ({
      value: /** @type {HTMLInputElement} */ (token.querySelector("input")).value,
      text: token.querySelector("span")?.textContent ?? "",
    }));
  }

  set chosen(options) {
    for (const token of this.querySelectorAll(".token")) token.remove();
    for (const { value, text } of options) this.#isMany ? this.#take(value, text) : this.#set(value, text);
  }

  #open(wait = 120) {
    const query = this.#input.value === this.#shown ? "" : this.#input.value.trim();
    const source = this.getAttribute("src");
    if (source) this.#load(source, { q: query, ...this.#others() }, wait);
    else this.#narrow(query);
    if (!this.#list.matches(":popover-open")) this.#list.showPopover();
    this.#input.setAttribute("aria-expanded", "true");
  }

  /** Values already taken, so that the server may leave them out. @returns {Record<string, string>} */
  #others() {
    const taken = [...this.querySelectorAll(".token input")].map((input) => /** @type {HTMLInputElement} */ (input).value);
    return taken.length ? { without: taken.join(",") } : {};
  }

  #close() {
    if (this.#list.matches(":popover-open")) this.#list.hidePopover();
    this.#input.setAttribute("aria-expanded", "false");
    activate(this.#input, this.#list, undefined);
    if (this.#isMany) this.#input.value = "";
    else if (!this.#input.value.trim() && !this.hasAttribute("required")) this.#set("", "");
    else this.#input.value = this.#shown;
  }

  /** @param {string} html */
  #fill(html) {
    this.#list.innerHTML = html || `<p class="choice-none"></p>`;
    if (!html) /** @type {Element} */ (this.#list.firstElementChild).textContent = say("failed");
    activate(this.#input, this.#list, optionsOf(this.#list)[0]);
  }

  /** @param {string} query */
  #narrow(query) {
    const wanted = fold(query);
    const taken = new Set([...this.querySelectorAll(".token input")].map((input) => /** @type {HTMLInputElement} */ (input).value));
    for (const option of this.#list.querySelectorAll("[role=option]")) {
      const fits = fold(option.textContent ?? "").includes(wanted) && !taken.has(option.getAttribute("data-value") ?? "");
      /** @type {HTMLElement} */ (option).hidden = !fits;
      if (fits) option.removeAttribute("aria-disabled");
      else option.setAttribute("aria-disabled", "true");
    }
    activate(this.#input, this.#list, optionsOf(this.#list)[0]);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const isOpen = this.#list.matches(":popover-open");
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && !isOpen) this.#open(0);
    else if (by) step(this.#input, this.#list, by);
    else if (event.key === "Enter" && isOpen && activeOption(this.#list)) this.#choose(activeOption(this.#list));
    else if (event.key === "Escape" && isOpen) this.#close();
    else if (event.key === "Backspace" && this.#isMany && !this.#input.value) return this.#drop([...this.querySelectorAll(".token")].at(-1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {Element} target */
  #onClick(target) {
    if (target.closest(".token button")) this.#drop(target.closest(".token"));
    else if (target.closest(".input-box") && target !== this.#input) {
      this.#input.focus();
      this.#open(0);
    }
  }

  /** @param {Element | null} option */
  #choose(option) {
    if (!(option instanceof HTMLElement)) return;
    if (option.dataset.create !== undefined) return this.#create(option.dataset.create);
    const { value = "", text = "" } = option.dataset;
    if (this.#isMany) this.#take(value, text);
    else this.#set(value, text);
    this.#close();
  }

  /** @param {string} name */
  #create(name) {
    const address = this.getAttribute("create");
    this.#close();
    if (!address) return this.#isMany ? this.#take(name, name) : this.#set(name, name);
    const url = new URL(address, location.href);
    url.searchParams.set("name", name);
    // The form's answer tells us what it made: HX-Trigger: {"pv:created": {"value": …, "text": …}}.
    document.addEventListener("pv:created", (event) => {
      const { value, text } = /** @type {CustomEvent} */ (event).detail;
      this.#isMany ? this.#take(value, text) : this.#set(value, text);
    }, { once: true });
    return htmx().ajax("GET", url.pathname + url.search, { target: "#dialog", swap: "innerHTML" });
  }

  /** @param {string} value @param {string} text */
  #set(value, text) {
    this.#shown = text;
    this.#input.value = text;
    if (!this.#value || this.#value.value === value) return;
    this.#value.value = value;
    this.#say(value, text);
  }

  /** @param {string} value @param {string} text */
  #take(value, text) {
    const token = Object.assign(document.createElement("span"), { className: "token" });
    const label = Object.assign(document.createElement("span"), { textContent: text, dir: "auto" });
    const input = Object.assign(document.createElement("input"), { type: "hidden", name: this.getAttribute("field"), value });
    const remove = Object.assign(document.createElement("button"), { type: "button", textContent: "×" });
    remove.setAttribute("aria-label", say("remove", text));
    token.append(label, input, remove);
    this.#input.before(token);
    this.#input.value = "";
    this.#say(value, text);
  }

  /** @param {Element | null | undefined} token */
  #drop(token) {
    if (!token) return;
    const input = /** @type {HTMLInputElement} */ (token.querySelector("input"));
    token.remove();
    this.#input.focus();
    this.#say(input.value, "");
  }

  /** @param {string} value @param {string} text */
  #say(value, text) {
    this.hasChanged = true;
    (this.#value ?? this.#input).dispatchEvent(new Event("change", { bubbles: true }));
    tell(this, "pv:choice", { value, text });
  }
}

/** Letters that a reader takes for the same. @param {string} text */
const fold = (text) => text.toLowerCase().replace(/[يى]/g, "ی").replace(/ك/g, "ک").replace(/[\s\u200c]+/g, "");

customElements.define("pv-combobox", Combobox);
