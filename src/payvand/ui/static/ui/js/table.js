/* The sheet of records: walking it by keys. Selection, columns and cells have modules of their own. */

import { Cells } from "./table-cells.js";
import { Columns } from "./table-columns.js";
import { Selection } from "./table-selection.js";
import { isPeeking, peek } from "./peek.js";
import { say } from "./page.js";
import { shortcut } from "./shortcuts.js";

class Table extends HTMLElement {
  connectedCallback() {
    if (this.selection) return;
    this.selection = new Selection(this);
    this.columns = new Columns(this);
    this.cells = new Cells(this);
  }

  disconnectedCallback() {
    this.selection?.leave();
  }

  /** @returns {HTMLTableRowElement[]} */
  get rows() {
    return [...this.querySelectorAll("tbody > tr[data-id]")].map((row) => /** @type {HTMLTableRowElement} */ (row));
  }

  /** @returns {HTMLTableRowElement | null} */
  get active() {
    return this.querySelector("tr.row-active");
  }

  /** Go `by` rows on; where the panel is open it follows. @param {number} by */
  walk(by) {
    const rows = this.rows;
    const place = this.active ? rows.indexOf(this.active) + by : by > 0 ? 0 : rows.length - 1;
    const row = rows[Math.min(Math.max(place, 0), rows.length - 1)];
    if (!row) return;
    this.activate(row);
    const link = linkOf(row);
    link?.focus({ preventScroll: true });
    if (isPeeking() && link?.dataset.peek) peek(link);
  }

  /** @param {Element} row */
  activate(row) {
    this.active?.classList.remove("row-active");
    row.classList.add("row-active");
    row.scrollIntoView({ block: "nearest" });
  }
}

/** @param {Element | null | undefined} row @returns {HTMLAnchorElement | null} */
const linkOf = (row) => row?.querySelector(".lead a") ?? null;

/** The first sheet of the page has the keys. @returns {Table | null} */
const sheet = () => /** @type {Table | null} */ (document.querySelector("pv-table"));

customElements.define("pv-table", Table);
shortcut("j", say("key_next"), () => sheet()?.walk(1), "list");
shortcut("k", say("key_previous"), () => sheet()?.walk(-1), "list");
shortcut("x", say("key_pick"), () => /** @type {HTMLElement | null | undefined} */ (sheet()?.active?.querySelector("input[name=ids]"))?.click(), "list");
shortcut("p", say("key_peek"), () => {
  const link = linkOf(sheet()?.active);
  if (link?.dataset.peek) peek(link);
}, "list");
shortcut("Enter", say("key_open"), (event) => {
  const link = linkOf(sheet()?.active);
  if (link && (event.target === document.body || event.target === link || link.contains(/** @type {Node} */ (event.target)))) location.assign(link.href);
}, "list");
document.addEventListener("pv:step", (event) => sheet()?.walk(/** @type {CustomEvent} */ (event).detail.by));
document.addEventListener("pv:peek", (event) => {
  const url = /** @type {CustomEvent} */ (event).detail.url;
  const link = [...document.querySelectorAll("pv-table a[data-peek]")].find((found) => found.getAttribute("data-peek") === url);
  const row = link?.closest("tr");
  if (row && !row.classList.contains("row-active")) sheet()?.activate(row);
});
