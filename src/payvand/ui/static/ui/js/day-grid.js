/* The month that a day picker shows: an ARIA grid of days, drawn anew at every step. */

import { addMonths, fromDay, isoOf, monthGrid, weekday } from "./calendar.js";
import { describeDay, monthName, weekdayName } from "./day-text.js";
import { localDigits, say } from "./page.js";

/** @typedef {import("./page.js").Look} Look */
/** @typedef {{ cursor: number, from: number | null, to: number | null, today: number, min: number, max: number }} Shown */

/** Keys to days. @param {string} key @param {number} cursor @param {Look} look @param {boolean} shift @param {boolean} rtl */
export function moveCursor(key, cursor, look, shift, rtl) {
  const ahead = rtl ? -1 : 1;
  const inWeek = (weekday(cursor) - look.firstWeekday + 7) % 7;
  switch (key) {
    case "ArrowRight": return cursor + ahead;
    case "ArrowLeft": return cursor - ahead;
    case "ArrowDown": return cursor + 7;
    case "ArrowUp": return cursor - 7;
    case "Home": return cursor - inWeek;
    case "End": return cursor + 6 - inWeek;
    case "PageDown": return addMonths(look.calendar, cursor, shift ? 12 : 1);
    case "PageUp": return addMonths(look.calendar, cursor, shift ? -12 : -1);
    default: return null;
  }
}

/** The month's name and year. @param {number} cursor @param {Look} look */
export function monthTitle(cursor, look) {
  const { year, month } = fromDay(look.calendar, cursor);
  return `${monthName(year, month, look)} ${localDigits(year)}`;
}

/** @param {Shown} shown @param {Look} look */
export function drawGrid(shown, look) {
  const { year, month } = fromDay(look.calendar, shown.cursor);
  const weeks = monthGrid(look.calendar, year, month, look.firstWeekday);
  const table = Object.assign(document.createElement("table"), { className: "day-grid" });
  table.setAttribute("role", "grid");
  table.setAttribute("aria-label", monthTitle(shown.cursor, look));
  const head = table.createTHead().insertRow();
  for (const day of weeks[0]) {
    const cell = Object.assign(document.createElement("th"), { scope: "col", abbr: weekdayName(day, look), textContent: weekdayName(day, look, look.language === "en" ? "short" : "narrow") });
    head.append(cell);
  }
  const body = table.createTBody();
  for (const week of weeks) {
    if (fromDay(look.calendar, week[0]).month !== month && fromDay(look.calendar, week[6]).month !== month) continue;
    const row = body.insertRow();
    for (const day of week) row.insertCell().append(dayButton(day, month, shown, look));
  }
  return table;
}

/** @param {number} day @param {number} month @param {Shown} shown @param {Look} look */
function dayButton(day, month, shown, look) {
  const parts = fromDay(look.calendar, day);
  const button = Object.assign(document.createElement("button"), { type: "button", className: "day", textContent: localDigits(parts.day) });
  const isChosen = day === shown.from || day === shown.to;
  const isBetween = shown.from !== null && shown.to !== null && day > shown.from && day < shown.to;
  button.classList.toggle("day-other", parts.month !== month);
  button.classList.toggle("day-off", look.weekend.includes(weekday(day)) && parts.month === month);
  button.classList.toggle("day-today", day === shown.today);
  button.classList.toggle("day-between", isBetween);
  button.dataset.day = String(day);
  button.tabIndex = day === shown.cursor ? 0 : -1;
  button.disabled = day < shown.min || day > shown.max;
  button.setAttribute("aria-label", describeDay(day, look) + (day === shown.today ? `, ${say("today")}` : ""));
  button.setAttribute("aria-selected", String(isChosen));
  button.setAttribute("role", "gridcell");
  button.title = secondCalendar(day, look);
  return button;
}

/** The same day in the other calendar, for hovering. @param {number} day @param {Look} look */
function secondCalendar(day, look) {
  const other = look.calendar === "gregory" ? "persian" : "gregory";
  if (other === "persian" && look.language === "en") return isoOf(day);
  return describeDay(day, { ...look, calendar: other, locale: look.locale.replace(/-ca-[a-z]+(-umalqura)?/, `-ca-${other}`) });
}
