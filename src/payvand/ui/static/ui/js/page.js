/* What the page tells its scripts: its words, how its reader writes numbers and days, and how to post. */

const meta = (/** @type {string} */ name) =>
  /** @type {HTMLMetaElement | null} */ (document.querySelector(`meta[name="${name}"]`))?.content ?? "";

/** @type {Record<string, string>} */
let words = {};
let wordsSource = "";

/** The text for `key`, with `{0}`, `{1}` … filled in. @param {string} key @param {...(string | number)} values */
export function say(key, ...values) {
  const source = meta("payvand-words");
  if (source !== wordsSource) [words, wordsSource] = [JSON.parse(source || "{}"), source];
  return (words[key] ?? key).replace(/\{(\d)\}/g, (_, place) => String(values[Number(place)] ?? ""));
}

/**
 * @typedef {object} Look How this reader reads; weekdays count from Monday = 0.
 * @property {string} locale with calendar and digits named, for Intl
 * @property {string} language
 * @property {string} calendar
 * @property {string} digits
 * @property {number} firstWeekday
 * @property {number[]} weekend
 * @property {number} fiscalStart
 * @property {string} today ISO
 */

/** @returns {Look} */
export function look() {
  const { lang, dataset } = document.documentElement;
  const { calendar = "gregory", digits = "latn", region = "", today } = dataset;
  return {
    locale: `${lang}${region && `-${region}`}-u-ca-${calendar}-nu-${digits}`,
    language: lang,
    calendar,
    digits,
    firstWeekday: Number(dataset.firstWeekday ?? 0),
    weekend: (dataset.weekend ?? "5,6").split(",").map(Number),
    fiscalStart: Number(dataset.fiscalStart ?? 1),
    today: today || new Date().toISOString().slice(0, 10),
  };
}

const ZEROS = { arabext: 0x6f0, arab: 0x660, latn: 0x30 };

/** The text in ASCII digits and signs, whatever it was typed in. @param {string} text */
export function latin(text) {
  return text
    .replace(/[۰-۹]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0x6f0 + 0x30))
    .replace(/[٠-٩]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0x660 + 0x30))
    .replace(/٫/g, ".")
    .replace(/[٬،]/g, ",")
    .replace(/−/g, "-");
}

/** The text with the reader's digits. @param {string | number} text */
export function localDigits(text) {
  const zero = ZEROS[/** @type {keyof typeof ZEROS} */ (look().digits)] ?? 0x30;
  return String(text).replace(/\d/g, (sign) => String.fromCharCode(Number(sign) + zero));
}

/** A whole number as the reader writes it. @param {number} value */
export const count = (value) => new Intl.NumberFormat(look().locale).format(value);

/**
 * Post a form to our own server. Rejects where it cannot be reached; the answer may still be a refusal.
 * @param {string} address @param {FormData | Record<string, string>} data
 */
export function post(address, data) {
  const body = data instanceof FormData ? data : new URLSearchParams(data);
  return fetch(address, { method: "POST", body, headers: { ...askingHeaders(), "X-CSRFToken": meta("csrf-token") } });
}

/** What tells our server that a script asks for a part of a page. */
export const askingHeaders = () => ({ "HX-Request": "true", "X-Requested-With": "fetch" });

/** Send an event up from `element`. @param {EventTarget} element @param {string} name @param {object} [detail] */
export function tell(element, name, detail = {}) {
  return element.dispatchEvent(new CustomEvent(name, { bubbles: true, cancelable: true, detail }));
}

/** Tell the reader that something failed. @param {unknown} [error] */
export function tellFailure(error) {
  tell(document.body, "pv:toast", { text: say(error instanceof TypeError ? "offline" : "failed"), tone: "danger" });
}

/** Whether keys typed now belong to a field. @param {EventTarget | null} target */
export const isTyping = (target) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio]), textarea, select"));

/** @returns {{ process(element: Element): void, ajax(verb: string, path: string, context: object): Promise<void> }} */
export const htmx = () => /** @type {any} */ (window).htmx;
