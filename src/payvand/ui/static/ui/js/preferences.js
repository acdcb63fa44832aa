/* Theme, density, language, calendar, digits, money unit: switched at once, without losing the page's state. */

import { htmx, post, tell, tellFailure } from "./page.js";

const ON_ROOT = new Set(["theme", "density"]);
const SCROLLERS = ".page, .page-content, .peek-body, .rail";
const FIELDS = "input[name], select[name], textarea[name]";
// Elements that keep more than a text, and carry it themselves: field, hasChanged, chosen.
const CARRIERS = "pv-combobox, pv-day-picker";

/** @param {HTMLButtonElement} button */
async function prefer(button) {
  const form = /** @type {HTMLFormElement} */ (button.form);
  const { name, value } = button;
  mark(button);
  if (ON_ROOT.has(name)) document.documentElement.dataset[name] = value;
  try {
    const answer = await post(form.action, { [name]: value });
    if (!answer.ok) return tellFailure();
    if (!ON_ROOT.has(name)) await redraw();
    tell(document.body, "pv:preference", { name, value });
  } catch (error) {
    tellFailure(error);
  }
}

/** @param {HTMLButtonElement} chosen */
function mark(chosen) {
  for (const button of chosen.parentElement?.querySelectorAll("[data-preference]") ?? []) {
    button.setAttribute("aria-pressed", String(button === chosen));
  }
}

/** Fetch this page again in its new words, and put back what was scrolled, typed and ticked. */
async function redraw() {
  const address = location.href;
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) return location.reload();
  const text = await answer.text();
  // A search that was under way has moved the page on meanwhile: what came is the page before it.
  if (address !== location.href) return redraw();
  const fresh = new DOMParser().parseFromString(text, "text/html");
  const restore = remember();
  for (const { name, value } of fresh.documentElement.attributes) document.documentElement.setAttribute(name, value);
  for (const meta of fresh.querySelectorAll("meta[name]")) {
    document.querySelector(`meta[name="${meta.getAttribute("name")}"]`)?.setAttribute("content", meta.getAttribute("content") ?? "");
  }
  document.title = fresh.title;
  document.body.replaceWith(document.adoptNode(fresh.body));
  htmx().process(document.body);
  return restore();
}

/** Keep the state of the page; the function returned puts it back into the page that took its place. */
function remember() {
  const scrolled = [...document.querySelectorAll(SCROLLERS)].map((element) => [element.scrollTop, element.scrollLeft]);
  const typed = new Map([...document.querySelectorAll(FIELDS)].filter(isChanged).map((field) => [keyOf(field), stateOf(field)]));
  const chosen = new Map(carriers().filter((each) => each.hasChanged).map((each) => [each.field, each.chosen]));
  const focused = document.activeElement?.closest("[popover]")?.id;
  return () => {
    document.querySelectorAll(SCROLLERS).forEach((element, place) => element.scrollTo({ top: scrolled[place]?.[0], left: scrolled[place]?.[1] }));
    for (const field of document.querySelectorAll(FIELDS)) if (typed.has(keyOf(field))) putBack(field, typed.get(keyOf(field)));
    for (const each of carriers()) if (chosen.has(each.field)) each.chosen = chosen.get(each.field);
    if (focused) document.getElementById(focused)?.showPopover();
  };
}

/** @returns {any[]} */
const carriers = () => [...document.querySelectorAll(CARRIERS)];

/** @param {Element} field */
const keyOf = (field) => `${field.id || field.getAttribute("name")}:${isBox(field) ? /** @type {HTMLInputElement} */ (field).value : ""}`;

/** @param {Element} field */
const isBox = (field) => field.matches("[type=checkbox], [type=radio]");

/** Hidden values and files are not typed; a field of another calendar is not put back where nobody changed it. @param {Element} field */
function isChanged(field) {
  if (field.matches("[type=hidden], [type=file]") || field.closest(CARRIERS)) return false;
  if (field instanceof HTMLSelectElement) return [...field.options].some((option) => option.selected !== option.defaultSelected);
  const input = /** @type {HTMLInputElement} */ (field);
  return isBox(field) ? input.checked !== input.defaultChecked : input.value !== input.defaultValue;
}

/** @param {Element} field */
const stateOf = (field) => (isBox(field) ? /** @type {HTMLInputElement} */ (field).checked : /** @type {HTMLInputElement} */ (field).value);

/** @param {Element} field @param {string | boolean | undefined} state */
function putBack(field, state) {
  if (typeof state === "boolean") /** @type {HTMLInputElement} */ (field).checked = state;
  else /** @type {HTMLInputElement} */ (field).value = state ?? "";
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

document.addEventListener("click", (event) => {
  const button = /** @type {Element} */ (event.target).closest("[data-preference]");
  if (!(button instanceof HTMLButtonElement)) return;
  event.preventDefault();
  prefer(button);
});

document.addEventListener("click", (event) => {
  if (!/** @type {Element} */ (event.target).closest("[data-rail-toggle]")) return;
  const rail = document.documentElement.dataset.rail === "narrow" ? "wide" : "narrow";
  document.documentElement.dataset.rail = rail;
  localStorage.setItem("payvand.rail", rail);
});

// The headings of the rail that somebody has folded stand in a cookie: the server draws them so, and nothing jumps.
document.addEventListener("toggle", (event) => {
  if (!(event.target instanceof HTMLDetailsElement) || !event.target.dataset.group) return;
  const all = [...document.querySelectorAll("details[data-group]")];
  const folded = all.filter((one) => !(/** @type {HTMLDetailsElement} */ (one).open)).map((one) => /** @type {HTMLElement} */ (one).dataset.group);
  document.cookie = `payvand_folded=${folded.join(".")}; path=/; max-age=31536000; samesite=lax`;
}, true);
