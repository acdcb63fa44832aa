/* Messages that pass. Any element may fire "pv:toast" with {text, tone, undo_url, href, href_label}. */

import { htmx, say } from "./page.js";

const STAY = 6000;

class Toast extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    this.#wait();
    this.addEventListener("pointerenter", () => clearTimeout(this.#timer));
    this.addEventListener("pointerleave", () => this.#wait());
    this.addEventListener("focusin", () => clearTimeout(this.#timer));
    this.addEventListener("click", (event) => {
      if (/** @type {Element} */ (event.target).closest("[data-dismiss]")) queueMicrotask(() => this.#leave());
    });
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  /** A failure stays until it is read. */
  #wait() {
    clearTimeout(this.#timer);
    if (this.dataset.tone !== "danger") this.#timer = window.setTimeout(() => this.remove(), STAY);
  }

  #leave() {
    // An undo must still be sent by htmx, which listens on the button: hide first, go later.
    this.hidden = true;
    this.#timer = window.setTimeout(() => this.remove(), STAY);
  }
}

/** @param {{ text: string, tone?: string, undo_url?: string, href?: string, href_label?: string }} message */
export function showToast(message) {
  const toast = document.createElement("pv-toast");
  toast.dataset.tone = message.tone ?? "neutral";
  toast.setAttribute("role", message.tone === "danger" ? "alert" : "status");
  const text = Object.assign(document.createElement("span"), { className: "toast-text", textContent: message.text });
  if (message.href) text.append(" ", Object.assign(document.createElement("a"), { href: message.href, textContent: message.href_label || say("open") }));
  toast.append(text);
  if (message.undo_url) toast.append(button(say("undo"), { "hx-post": message.undo_url, "hx-swap": "none" }));
  toast.append(button("×", { "aria-label": say("dismiss") }));
  document.getElementById("toasts")?.append(toast);
  htmx()?.process(toast);
}

/** @param {string} label @param {Record<string, string>} attributes */
function button(label, attributes) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "button button-ghost button-s", textContent: label });
  for (const [name, value] of Object.entries({ ...attributes, "data-dismiss": "" })) made.setAttribute(name, value);
  return made;
}

customElements.define("pv-toast", Toast);
document.addEventListener("pv:toast", (event) => showToast(/** @type {CustomEvent} */ (event).detail));
