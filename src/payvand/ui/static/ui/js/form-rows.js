/* Rows of a field of several values: the button beside a row takes it away; the focus goes to the one before. */

document.addEventListener("click", (event) => {
  const remove = /** @type {Element} */ (event.target).closest("[data-row-remove]");
  if (!remove) return;
  const row = /** @type {HTMLElement} */ (remove.closest("[data-row]"));
  const rows = /** @type {HTMLElement} */ (row.parentElement);
  const form = row.closest("form");
  row.remove();
  /** @type {HTMLElement | null} */ (rows.querySelector("[data-row]:last-child input") ?? rows.parentElement?.querySelector("[name=_add]"))?.focus();
  form?.dispatchEvent(new Event("change", { bubbles: true }));
});

document.addEventListener("htmx:after:swap", () => {
  const fresh = document.activeElement?.matches("[name=_add]") && document.activeElement.closest(".several")?.querySelector("[data-row]:last-child input");
  if (fresh instanceof HTMLElement) fresh.focus();
});
