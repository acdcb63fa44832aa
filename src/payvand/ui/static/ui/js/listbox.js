/* Moving through a list of options whose input keeps the focus: what palette and combobox share. */

let made = 0;

/** @param {Element} list @returns {HTMLElement[]} */
export const optionsOf = (list) =>
  [...list.querySelectorAll("[role=option]:not([aria-disabled=true])")].map((option) => /** @type {HTMLElement} */ (option));

/** @param {Element} list @returns {HTMLElement | null} */
export const activeOption = (list) => list.querySelector("[role=option][aria-selected=true]");

/** Mark one option and tell the input's reader of it. @param {HTMLInputElement} input @param {Element} list @param {HTMLElement | undefined} option */
export function activate(input, list, option) {
  activeOption(list)?.setAttribute("aria-selected", "false");
  if (!option) return input.removeAttribute("aria-activedescendant");
  option.id ||= `option-${(made += 1)}`;
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", option.id);
}

/** Go `by` options on, round the ends. @param {HTMLInputElement} input @param {Element} list @param {number} by */
export function step(input, list, by) {
  const options = optionsOf(list);
  const place = options.indexOf(/** @type {HTMLElement} */ (activeOption(list)));
  activate(input, list, options[place < 0 ? (by > 0 ? 0 : options.length - 1) : (place + by + options.length) % options.length]);
}

/**
 * Loads HTML as one types, one request at a time: a later text gives the earlier up.
 * @param {(html: string, query: string) => void} show @param {() => void} [fail]
 */
export function loader(show, fail = () => {}) {
  let timer = 0;
  /** @type {AbortController | undefined} */
  let running;
  return (/** @type {string} */ address, /** @type {Record<string, string>} */ parameters, wait = 120) => {
    clearTimeout(timer);
    timer = window.setTimeout(async () => {
      running?.abort();
      running = new AbortController();
      const url = new URL(address, location.href);
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
      try {
        const answer = await fetch(url, { signal: running.signal, headers: { "HX-Request": "true" } });
        if (answer.ok) show(await answer.text(), parameters.q);
        else fail();
      } catch (error) {
        if (!(error instanceof DOMException)) fail();
      }
    }, wait);
  };
}
