/* Brings what others change while a page is open: asks every few seconds, and only while somebody looks. */

import { htmx, say, tell } from "./page.js";

// Nobody is disturbed who types, chooses, drags or reads further down.
const BUSY = "dialog[open], [popover]:popover-open, .cell-edit, .sortable-chosen, #main input[name=ids]:checked";
const FAR_DOWN = 300;
// A page that has nothing to ask looks now and then whether it has become one that has.
const IDLE = 4000;

/** @type {Set<number>} */ const seen = new Set();
let mark = "";

async function ask() {
  const main = /** @type {HTMLElement | null} */ (document.querySelector("#main[data-live]"));
  if (!main || document.visibilityState !== "visible") return;
  const { live = "", liveRecord = "", liveSince = "" } = main.dataset;
  const asked = new URLSearchParams({ object: live, record: liveRecord, since: liveSince, after: mark });
  const answer = await fetch(`/live?${asked}`, { headers: { Accept: "application/json" } });
  if (!answer.ok || answer.redirected) return;
  const { after, news } = /** @type {{ after: number, news: number[] }} */ (await answer.json());
  const isNew = news.filter((fact) => !seen.has(fact));
  for (const fact of news) seen.add(fact);
  mark = String(after);
  if (isNew.length) bring(main);
}

/** Show the page as it is now, or, where that would disturb, say that there is something new. @param {HTMLElement} main */
function bring(main) {
  if (!tell(main, "pv:live")) return;
  if (isBusy(main)) tell(document.body, "pv:toast", { text: say("changed_by_others"), href: location.href, href_label: say("show_changes") });
  else htmx().ajax("GET", location.pathname + location.search, { target: "#main", select: "#main", swap: "outerMorph" });
}

/** @param {HTMLElement} main */
function isBusy(main) {
  const active = document.activeElement;
  const isIn = active instanceof HTMLElement && main.contains(active) && active.matches("input, textarea, select, [contenteditable]");
  const scroller = main.querySelector(".page-content") ?? main;
  return isIn || scroller.scrollTop > FAR_DOWN || Boolean(document.querySelector(BUSY));
}

const pause = () => Number(document.getElementById("main")?.dataset.liveSeconds ?? 0) * 1000;

async function turn() {
  try {
    await ask();
  } catch {
    // The server is away for a moment: the next turn asks again.
  }
  setTimeout(turn, pause() || IDLE);
}

if (pause()) setTimeout(turn, 500);
else setTimeout(turn, IDLE);
