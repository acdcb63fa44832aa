/* Days as people write them: typed text to a day and back, in the reader's calendar, words and digits. */

import { dayOf, firstOf, fromDay, toDay } from "./calendar.js";
import { latin, localDigits } from "./page.js";

/** @typedef {import("./page.js").Look} Look */

const RELATIVE = {
  today: 0, tomorrow: 1, yesterday: -1, امروز: 0, فردا: 1, "پس‌فردا": 2, "پس فردا": 2, پسفردا: 2, دیروز: -1,
  پریروز: -2, اليوم: 0, غدا: 1, "غدًا": 1, أمس: -1, امس: -1,
};

/** The day that a text means, or null. @param {string} text @param {Look} look @returns {number | null} */
export function parseDay(text, look) {
  const typed = latin(text).trim().toLowerCase().replace(/\s+/g, " ");
  const today = dayOf(look.today);
  if (typed in RELATIVE) return today + RELATIVE[/** @type {keyof typeof RELATIVE} */ (typed)];
  return ofWeekday(typed, today, look) ?? ofNumbers(typed, today, look) ?? ofMonthName(typed, today, look);
}

/** A day as the reader would type it. @param {number} day @param {Look} look */
export function formatDay(day, look) {
  const { year, month, day: number } = fromDay(look.calendar, day);
  if (look.language === "en" && look.calendar === "gregory") return `${number} ${monthName(year, month, look, "short")} ${year}`;
  return localDigits(`${year}/${month}/${number}`);
}

/** The name of a month, asked of its middle, for Intl may begin a Hijri month a day apart. @param {number} year @param {number} month @param {Look} look @param {"long" | "short"} [width] */
export function monthName(year, month, look, width = "long") {
  return new Intl.DateTimeFormat(look.locale, { month: width, timeZone: "UTC" }).format(moment(firstOf(look.calendar, year, month) + 14));
}

/** The weekday's name. @param {number} day @param {Look} look @param {"long" | "short" | "narrow"} [width] */
export function weekdayName(day, look, width = "long") {
  return new Intl.DateTimeFormat(look.locale, { weekday: width, timeZone: "UTC" }).format(moment(day));
}

/** Weekday, day, month and year in words, in a right order: Intl's own full Persian date is not. @param {number} day @param {Look} look */
export function describeDay(day, look) {
  const { year, month, day: number } = fromDay(look.calendar, day);
  return `${weekdayName(day, look)} ${localDigits(number)} ${monthName(year, month, look)} ${localDigits(year)}`;
}

/** @param {number} day */
const moment = (day) => new Date(day * 86_400_000);

/** @param {string} text */
const bare = (text) => text.replace(/[\s\u200c]/g, "").toLowerCase();

/** The next day with this weekday's name, today excluded. @param {string} typed @param {number} today @param {Look} look */
function ofWeekday(typed, today, look) {
  for (let ahead = 1; ahead <= 7; ahead += 1) {
    if (bare(weekdayName(today + ahead, look)) === bare(typed)) return today + ahead;
  }
  return null;
}

/** @param {string} typed @param {number} today @param {Look} look */
function ofNumbers(typed, today, look) {
  const numbers = typed.match(/^(\d{1,4})[/.\-](\d{1,2})(?:[/.\-](\d{1,4}))?$/);
  if (!numbers) return null;
  const [first, second, third] = numbers.slice(1).map(Number);
  if (numbers[3] === undefined) return toDay(look.calendar, { year: fromDay(look.calendar, today).year, month: first, day: second });
  if (numbers[1].length === 4) return inItsCalendar({ year: first, month: second, day: third }, look);
  return numbers[3].length === 4 ? inItsCalendar({ year: third, month: second, day: first }, look) : null;
}

/** "30 آبان 1405", "21 Nov 2026"; the year may be left out. @param {string} typed @param {number} today @param {Look} look */
function ofMonthName(typed, today, look) {
  const found = typed.match(/^(\d{1,2}) ?([^\d]+?),? ?(\d{4})?$/);
  if (!found) return null;
  const year = Number(found[3] ?? fromDay(look.calendar, today).year);
  for (let month = 1; month <= 12; month += 1) {
    const names = [monthName(year, month, look), monthName(year, month, look, "short")].map(bare);
    if (names.includes(bare(found[2]))) return toDay(look.calendar, { year, month, day: Number(found[1]) });
  }
  return null;
}

/** A year tells its calendar, save that 1343 to 1500 may be Jalali or Hijri: the reader's own decides. @param {import("./calendar.js").Parts} parts @param {Look} look */
function inItsCalendar(parts, look) {
  if (parts.year > 1600) return toDay("gregory", parts);
  const isHijri = look.calendar === "islamic-umalqura" && parts.year >= 1343 && parts.year <= 1500;
  return toDay(isHijri ? look.calendar : "persian", parts);
}

