/* The list page: states of the list are swapped in without leaving the page, and the address says which one it is. */

import "./board.js";
import "./list-order.js";
import "./month.js";
import { htmx } from "./page.js";
import { isPeeking, peek } from "./peek.js";

const TYPING_PAUSE = 250;

/** Show another state of the list. @param {string} address */
function show(address) {
  const goal = new URL(address, location.href);
  const peeked = new URL(location.href).searchParams.get("peek");
  if (peeked && isPeeking()) goal.searchParams.set("peek", peeked);
  return htmx().ajax("GET", goal.pathname + goal.search, { target: "#main", select: "#main", swap: "outerMorph", push: "true" });
}

/** @param {MouseEvent} event */
const isPlain = (event) => !event.button && !event.ctrlKey && !event.metaKey && !event.altKey;

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const link = target.closest("a");
  if (link?.matches("pv-table .head-cell") && isPlain(event)) {
    event.preventDefault();
    show(event.shiftKey ? alsoBy(link) : link.href);
  } else if (link?.matches("[data-list], .list-views .tab") && isPlain(event) && !event.shiftKey) {
    event.preventDefault();
    show(link.href);
  } else if (link?.matches("[data-close-or-go]") && link.closest("dialog")) {
    event.preventDefault();
    link.closest("dialog")?.close();
  } else if (!link && isPlain(event)) onRow(target);
});

/** A click into a row opens its record beside the list; into a cell that can be edited, only once the panel is open. @param {Element} target */
function onRow(target) {
  const cell = target.closest("pv-table tbody td");
  if (!cell || target.closest("input, select, textarea, button, label, .cell-edit") || getSelection()?.toString()) return;
  const row = /** @type {HTMLTableRowElement} */ (cell.parentElement);
  const link = row.querySelector(".lead a");
  for (const other of document.querySelectorAll("pv-table .row-active")) other.classList.remove("row-active");
  row.classList.add("row-active");
  if (link instanceof HTMLAnchorElement && (isPeeking() || !cell.matches("[data-field]"))) peek(link);
}

/** The address that sorts by one more column, or turns or drops it where it sorts already. @param {HTMLAnchorElement} link */
function alsoBy(link) {
  const name = link.closest("th")?.dataset.column ?? "";
  const before = (link.closest("pv-table")?.getAttribute("data-sort") ?? "").split(",").filter(Boolean);
  const place = before.findIndex((key) => key.replace(/^-/, "") === name);
  if (place < 0) before.push(name);
  else if (before[place] === name) before[place] = `-${name}`;
  else before.splice(place, 1);
  const address = new URL(location.href);
  address.searchParams.set("sort", before.join(","));
  address.searchParams.delete("after");
  return address.href;
}

/** @type {number | undefined} */
let pause;

/** @param {Event} event */
function onSearch(event) {
  const form = /** @type {Element} */ (event.target).closest("form[data-list-search]");
  if (!(form instanceof HTMLFormElement)) return;
  const submitted = event.type === "submit";
  if (submitted) event.preventDefault();
  clearTimeout(pause);
  pause = setTimeout(() => show(`${form.action}?${new URLSearchParams(/** @type {any} */ (new FormData(form)))}`), submitted ? 0 : TYPING_PAUSE);
}

document.addEventListener("input", onSearch);
document.addEventListener("submit", onSearch);

// A head was dragged: a view of one's own has kept it, else the address does.
document.addEventListener("pv:columns", (event) => {
  const table = /** @type {HTMLElement} */ (event.target);
  const address = new URL(location.href);
  address.searchParams.delete("columns");
  if (table.hasAttribute("data-kept")) return history.replaceState(history.state, "", address);
  const { columns } = /** @type {CustomEvent} */ (event).detail;
  address.searchParams.set("columns", columns.map((/** @type {{ name: string, width: number }} */ { name, width }) => `${name}:${width}`).join(","));
  return show(address.href);
});

document.addEventListener("pv:done", (event) => {
  /** @type {HTMLDialogElement | null} */ (document.getElementById("dialog"))?.close();
  const clear = document.querySelector("form.bulk [data-nothing]");
  if (/** @type {CustomEvent} */ (event).detail?.forget && clear instanceof HTMLElement) clear.click();
});
document.addEventListener("htmx:after:swap", () => {
  const first = document.querySelector("#dialog [data-first]");
  if (first instanceof HTMLElement && !document.activeElement?.matches("#dialog :is(input, select)")) first.focus();
});
