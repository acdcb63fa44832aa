/* Keys of the page: links and buttons carry data-key ("e", "g c"); modules register what is not a click. */

import { isTyping, say } from "./page.js";

/** @typedef {{ key: string, label: string, group: string, act: (event: KeyboardEvent) => void }} Shortcut */

/** @type {Map<string, Shortcut>} */
const registered = new Map();
const PATIENCE = 900;
let begun = "";
let begunAt = 0;

/** @param {string} key @param {string} label @param {(event: KeyboardEvent) => void} act @param {string} [group] */
export function shortcut(key, label, act, group = "everywhere") {
  registered.set(key, { key, label, group, act });
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.defaultPrevented || event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") return submit(event);
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (document.querySelector("dialog[open], [popover]:popover-open") && event.key !== "?") return;
  // Enter belongs to the link or button that has the focus.
  if (event.key === "Enter" && /** @type {Element} */ (event.target).closest("a[href], button, summary, [role=menuitem]")) return;
  const pressed = latinKey(event);
  const sequence = performance.now() - begunAt < PATIENCE ? `${begun} ${pressed}` : pressed;
  [begun, begunAt] = [pressed, performance.now()];
  if (run(sequence, event) || run(pressed, event)) event.preventDefault();
}

/** The key by its place where the layout is not Latin, so that "c" works while Persian is typed. @param {KeyboardEvent} event */
export function latinKey(event) {
  if (/^[\x20-\x7e]$/.test(event.key) || event.key.length > 1) return event.key;
  if (event.key === "؟") return "?";
  const place = event.code.match(/^Key([A-Z])$/);
  return place ? place[1].toLowerCase() : event.code === "Slash" ? "/" : event.key;
}

/** @param {string} key @param {KeyboardEvent} event */
function run(key, event) {
  const element = [...document.querySelectorAll("[data-key]")].find((found) => found.getAttribute("data-key") === key && found.checkVisibility());
  if (element instanceof HTMLElement) element.click();
  else if (registered.has(key)) registered.get(key)?.act(event);
  else return false;
  return true;
}

/** @param {KeyboardEvent} event */
function submit(event) {
  const form = /** @type {Element} */ (event.target).closest("form");
  if (form?.matches(".form, [data-submit-key]")) {
    event.preventDefault();
    form.requestSubmit();
  }
}

function showHelp() {
  const place = document.querySelector("[data-shortcuts]");
  if (!place) return;
  const onPage = [...document.querySelectorAll("[data-key]")].map((element) => ({
    key: element.getAttribute("data-key") ?? "",
    label: element.getAttribute("data-key-label") || element.getAttribute("aria-label") || element.textContent?.trim() || "",
    group: "page",
  }));
  const all = [...registered.values(), ...onPage, { key: "Ctrl Enter", label: say("key_save"), group: "everywhere" }];
  const groups = ["everywhere", "list", "page"].filter((group) => all.some((one) => one.group === group));
  place.replaceChildren(...groups.flatMap((group) => section(group, all.filter((one) => one.group === group))));
  /** @type {HTMLDialogElement | null} */ (document.getElementById("shortcuts"))?.showModal();
}

/** @param {string} group @param {{ key: string, label: string }[]} shortcuts */
function section(group, shortcuts) {
  const heading = Object.assign(document.createElement("h3"), { textContent: say(group) });
  const list = Object.assign(document.createElement("div"), { className: "shortcuts" });
  for (const { key, label } of shortcuts) {
    const line = Object.assign(document.createElement("div"), { className: "shortcut" });
    const keys = document.createElement("span");
    for (const part of key.split(" ")) keys.append(Object.assign(document.createElement("kbd"), { textContent: part }));
    line.append(Object.assign(document.createElement("span"), { textContent: label }), keys);
    list.append(line);
  }
  return [heading, list];
}

document.addEventListener("keydown", onKey);
shortcut("?", say("key_help"), showHelp);
document.addEventListener("click", (event) => {
  if (/** @type {Element} */ (event.target).closest('[data-dialog="shortcuts"]')) showHelp();
}, true);
