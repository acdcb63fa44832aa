/* The search-and-command field: records, pages and commands in one list that the server answers. */

import { activate, activeOption, loader, optionsOf, step } from "./listbox.js";
import { htmx, isTyping, say, tellFailure } from "./page.js";
import { shortcut } from "./shortcuts.js";

class Palette extends HTMLElement {
  /** @type {HTMLDialogElement} */ #dialog = /** @type {any} */ (null);
  /** @type {HTMLInputElement} */ #input = /** @type {any} */ (null);
  /** @type {HTMLElement} */ #list = /** @type {any} */ (null);
  #load = loader((html) => this.#show(html), () => tellFailure());

  connectedCallback() {
    this.#dialog = /** @type {HTMLDialogElement} */ (this.querySelector("dialog"));
    this.#input = /** @type {HTMLInputElement} */ (this.querySelector("input"));
    this.#list = /** @type {HTMLElement} */ (this.querySelector("[role=listbox]"));
    this.#input.addEventListener("input", () => this.#ask());
    this.#input.addEventListener("keydown", (event) => this.#onKey(event));
    this.#list.addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("close", () => this.#list.replaceChildren());
  }

  open() {
    if (this.#dialog.open) return this.#dialog.close();
    this.#dialog.showModal();
    this.#input.select();
    this.#ask(0);
  }

  #ask(wait = 90) {
    const ids = [...document.querySelectorAll("pv-table input[name=ids]:checked")].map((box) => /** @type {HTMLInputElement} */ (box).value);
    const asked = { q: this.#input.value.trim(), at: location.pathname + location.search, ids: ids.slice(0, 500).join(","), seen: lookedAt().join(",") };
    this.#load(this.getAttribute("src") ?? "", asked, wait);
  }

  /** @param {string} html */
  #show(html) {
    this.#list.innerHTML = html;
    htmx()?.process(this.#list);
    activate(this.#input, this.#list, optionsOf(this.#list)[0]);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) step(this.#input, this.#list, by);
    else if (event.key === "Enter" && !event.isComposing) this.#run(event);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {KeyboardEvent} event */
  #run(event) {
    const option = activeOption(this.#list);
    if (option instanceof HTMLAnchorElement && (event.ctrlKey || event.metaKey)) window.open(option.href, "_blank", "noopener");
    else option?.click();
  }
}

const SEEN = "payvand.seen";
const MOST_SEEN = 9;

/** The addresses of the records looked at last, but the one on the page. The server shows those that may be seen. */
const lookedAt = () => (localStorage.getItem(SEEN) ?? "").split(",").filter((path) => path && path !== location.pathname);

/** @param {string} path */
function note(path) {
  const record = path.match(/^\/[\w-]+\/[\w-]+\/\d+(?=$|\/peek$)/)?.[0];
  if (record) localStorage.setItem(SEEN, [record, ...lookedAt().filter((each) => each !== record)].slice(0, MOST_SEEN).join(","));
}

const open = () => /** @type {Palette | null} */ (document.querySelector("pv-palette"))?.open();

customElements.define("pv-palette", Palette);
shortcut("/", say("key_search"), open);
shortcut("Ctrl K", say("key_search"), open);
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.code !== "KeyK" || event.shiftKey || event.altKey) return;
  if (isTyping(event.target) && !document.querySelector("pv-palette")?.contains(/** @type {Node} */ (event.target)) && event.defaultPrevented) return;
  event.preventDefault();
  open();
});
document.addEventListener("click", (event) => {
  if (/** @type {Element} */ (event.target).closest("[data-palette]")) open();
});
document.addEventListener("pv:peek", (event) => note(/** @type {CustomEvent} */ (event).detail.url ?? ""));
note(location.pathname);
