/* A record beside its list: links with data-peek open in #peek, and the address remembers which. */

import { htmx, say, tell } from "./page.js";
import { shortcut } from "./shortcuts.js";

const panel = () => /** @type {HTMLElement | null} */ (document.getElementById("peek"));
/** @type {HTMLElement | null} */
let opener = null;
/** @type {HTMLElement | null} */
let shown = null;

/** Show what a link with data-peek points at. @param {HTMLAnchorElement} link */
export async function peek(link) {
  const aside = panel();
  const address = link.dataset.peek;
  if (!aside || !address) return;
  opener = link;
  aside.querySelector("[data-peek-full]")?.setAttribute("href", link.href);
  aside.hidden = false;
  aside.setAttribute("aria-busy", "true");
  remember(address);
  await htmx().ajax("GET", address, { target: "#peek-body", swap: "innerHTML" });
  // Another record was asked for meanwhile; where it stood there already, this late answer has pushed it out.
  if (opener !== link) return shown === opener ? peek(/** @type {HTMLAnchorElement} */ (opener)) : undefined;
  shown = link;
  aside.setAttribute("aria-busy", "false");
  aside.querySelector("#peek-body")?.scrollTo(0, 0);
  tell(aside, "pv:peek", { url: address });
}

/** Whether the panel is open. */
export const isPeeking = () => panel()?.hidden === false;

export function closePeek() {
  const aside = panel();
  if (!aside || aside.hidden) return;
  aside.hidden = true;
  shown = null;
  aside.querySelector("#peek-body")?.replaceChildren();
  remember(null);
  if (opener?.isConnected) opener.focus({ preventScroll: true });
}

/** @param {string | null} address */
function remember(address) {
  const url = new URL(location.href);
  if (address) url.searchParams.set("peek", address);
  else url.searchParams.delete("peek");
  history.replaceState(history.state, "", url);
}

/** Open what the address remembers; only a path of our own, for anybody may write an address. */
function reopen() {
  const address = new URL(location.href).searchParams.get("peek");
  if (!address || !/^\/(?!\/)/.test(address)) return;
  const links = [...document.querySelectorAll("a[data-peek]")];
  const link = links.find((found) => found.getAttribute("data-peek") === address);
  if (link instanceof HTMLAnchorElement) peek(link);
}

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  if (target.closest("[data-peek-close]")) return closePeek();
  const by = target.closest("[data-peek-step]")?.getAttribute("data-peek-step");
  if (by) return tell(document, "pv:step", { by: Number(by) });
  const link = target.closest("a[data-peek]");
  if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  peek(link);
});

shortcut("Escape", say("key_close"), closePeek, "list");
reopen();
