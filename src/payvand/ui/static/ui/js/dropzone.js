/* A file field that files can be dropped on; with `upload` it posts its form at once and shows how far it is. */

import { askingHeaders, htmx, look, say, tell, tellFailure } from "./page.js";

class Dropzone extends HTMLElement {
  /** @type {HTMLInputElement} */ #input = /** @type {any} */ (null);

  connectedCallback() {
    this.#input = /** @type {HTMLInputElement} */ (this.querySelector("input[type=file]"));
    const drop = /** @type {HTMLElement} */ (this.querySelector(".drop"));
    const over = (/** @type {boolean} */ is) => drop.classList.toggle("drop-over", is);
    for (const name of ["dragenter", "dragover"]) this.addEventListener(name, () => over(true));
    for (const name of ["dragleave", "drop"]) this.addEventListener(name, () => over(false));
    this.#input.addEventListener("change", () => this.#show());
  }

  #show() {
    const files = [...(this.#input.files ?? [])];
    const list = /** @type {HTMLElement} */ (this.querySelector(".drop-files"));
    list.replaceChildren(...files.map((file) => {
      const line = Object.assign(document.createElement("li"), { className: "drop-file" });
      const name = Object.assign(document.createElement("bdi"), { className: "strong clip", textContent: file.name });
      line.append(name, Object.assign(document.createElement("span"), { className: "small muted ltr", textContent: size(file.size) }));
      return line;
    }));
    tell(this, "pv:file", { files });
    if (files.length && this.hasAttribute("upload")) this.#upload(list);
  }

  /** Fetch knows nothing of the progress of sending, so this is the old request. @param {HTMLElement} list */
  #upload(list) {
    const form = /** @type {HTMLFormElement} */ (this.#input.form);
    const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
    const text = Object.assign(document.createElement("span"), { className: "progress-text" });
    bar.setAttribute("aria-label", say("uploading", "", ""));
    list.append(bar, text);
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      bar.value = loaded / total;
      text.textContent = say("uploading", size(loaded), size(total));
    });
    request.addEventListener("load", () => this.#answered(request));
    request.addEventListener("error", () => tellFailure(new TypeError()));
    request.open("POST", form.action);
    for (const [name, value] of Object.entries(askingHeaders())) request.setRequestHeader(name, value);
    request.send(new FormData(form));
  }

  /** The answer is followed (HX-Redirect) or takes the form's place. @param {XMLHttpRequest} request */
  #answered(request) {
    const onward = request.getResponseHeader("HX-Redirect");
    if (onward) return location.assign(onward);
    if (request.status >= 500) return tellFailure();
    if (!tell(this, "pv:uploaded", { answer: request.responseText })) return undefined;
    const form = /** @type {HTMLElement} */ (this.closest("form"));
    const swap = { sourceElement: form, target: form, swap: "outerHTML", text: request.responseText };
    return /** @type {any} */ (htmx()).swap(swap);
  }
}

/** @param {number} bytes */
function size(bytes) {
  const power = Math.min(3, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const unit = ["byte", "kilobyte", "megabyte", "gigabyte"][power];
  return new Intl.NumberFormat(look().locale, { style: "unit", unit, maximumFractionDigits: 1 }).format(bytes / 1000 ** power);
}

customElements.define("pv-dropzone", Dropzone);
