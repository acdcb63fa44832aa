/* Native dialogs: buttons with data-dialog open, data-close closes, and #dialog opens when content arrives. */

/** @param {Event} event */
function onClick(event) {
  const target = /** @type {Element} */ (event.target);
  const opener = target.closest("[data-dialog]");
  if (opener) {
    /** @type {HTMLElement | null} */ (opener.closest("[popover]"))?.hidePopover();
    open(document.getElementById(opener.getAttribute("data-dialog") ?? ""));
  }
  if (target.closest("[data-close]") || isBackdrop(target, /** @type {MouseEvent} */ (event))) target.closest("dialog")?.close();
}

/** A click on the dialog itself but outside its box is one on the backdrop. @param {Element} target @param {MouseEvent} event */
function isBackdrop(target, event) {
  if (!(target instanceof HTMLDialogElement)) return false;
  const box = target.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}

/** @param {Element | null} dialog */
function open(dialog) {
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

document.addEventListener("click", onClick);
document.addEventListener("htmx:after:swap", () => {
  const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById("dialog"));
  if (!dialog) return;
  if (dialog.children.length) open(dialog);
  else dialog.close();
});
document.addEventListener("close", (event) => {
  if (event.target instanceof HTMLElement && event.target.id === "dialog") event.target.replaceChildren();
}, true);
