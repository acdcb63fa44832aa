/* Date arithmetic in three calendars, pure: a day is the count of days since 1 January 1970.
   Jalali leap years follow the 33-year rule, which equals the computed equinox for 1300 to 1500; Hijri is Umm al-Qura. */

/** @typedef {"persian" | "gregory" | "islamic-umalqura"} Calendar */
/** @typedef {{ year: number, month: number, day: number }} Parts months count from 1 */

const MILLISECONDS = 86_400_000;
const JALALI_LEAPS = [1, 5, 9, 13, 17, 22, 26, 30];
const JALALI_YEARS = [1250, 1500];
const HIJRI_YEARS = [1343, 1500];
const GREGORIAN_YEARS = [1900, 2200];

const modulo = (/** @type {number} */ value, /** @type {number} */ by) => ((value % by) + by) % by;

/** @param {string} iso its time of day is ignored @returns {number} */
export const dayOf = (iso) => Date.UTC(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)) - 1, Number(iso.slice(8, 10))) / MILLISECONDS;

/** @param {number} day */
export const isoOf = (day) => new Date(day * MILLISECONDS).toISOString().slice(0, 10);

/** Monday is 0. @param {number} day */
export const weekday = (day) => modulo(day + 3, 7);

/** The day of these parts, or null where there is none such. @param {string} calendar @param {Parts} parts @returns {number | null} */
export function toDay(calendar, { year, month, day }) {
  const [first, last] = { persian: JALALI_YEARS, gregory: GREGORIAN_YEARS }[calendar] ?? HIJRI_YEARS;
  if (!(year >= first && year <= last && month >= 1 && month <= 12 && day >= 1)) return null;
  return day > monthLength(calendar, year, month) ? null : firstOf(calendar, year, month) + day - 1;
}

/** @param {string} calendar @param {number} day @returns {Parts} */
export function fromDay(calendar, day) {
  if (calendar === "persian") return jalaliParts(day);
  if (calendar === "gregory") {
    const date = new Date(day * MILLISECONDS);
    return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
  }
  return hijriParts(day);
}

/** @param {string} calendar @param {number} year @param {number} month */
export function monthLength(calendar, year, month) {
  if (calendar === "persian") return month < 7 ? 31 : month < 12 || isJalaliLeap(year) ? 30 : 29;
  return month === 12 ? firstOf(calendar, year + 1, 1) - firstOf(calendar, year, 12) : firstOf(calendar, year, month + 1) - firstOf(calendar, year, month);
}

/** @param {number} year */
export const isJalaliLeap = (year) => JALALI_LEAPS.includes(modulo(year, 33));

/** The same day of another month; its last day where that month is shorter. @param {string} calendar @param {number} day @param {number} months */
export function addMonths(calendar, day, months) {
  const parts = fromDay(calendar, day);
  const total = parts.year * 12 + parts.month - 1 + months;
  const [year, month] = [Math.floor(total / 12), modulo(total, 12) + 1];
  return firstOf(calendar, year, month) + Math.min(parts.day, monthLength(calendar, year, month)) - 1;
}

/** The day that opens a month. @param {string} calendar @param {number} year @param {number} month */
export function firstOf(calendar, year, month) {
  if (calendar === "persian") return jalaliNewYear(year) + (month - 1) * 30 + Math.min(month - 1, 6);
  if (calendar === "gregory") return Date.UTC(year, month - 1, 1) / MILLISECONDS;
  return hijriFirst(year, month);
}

/** The weeks that show a month, six of seven days. @param {string} calendar @param {number} year @param {number} month @param {number} firstWeekday */
export function monthGrid(calendar, year, month, firstWeekday) {
  const first = firstOf(calendar, year, month);
  const start = first - modulo(weekday(first) - firstWeekday, 7);
  return Array.from({ length: 6 }, (_, week) => Array.from({ length: 7 }, (_, place) => start + week * 7 + place));
}

/**
 * Quick periods that end or begin at today, first and last day included.
 * @param {number} today @param {{ calendar: string, firstWeekday: number, fiscalStart: number }} look
 * @returns {{ key: string, from: number, to: number }[]}
 */
export function periods(today, { calendar, firstWeekday, fiscalStart }) {
  const { year, month, day } = fromDay(calendar, today);
  const monthStart = today - day + 1;
  const next = (/** @type {number} */ from, /** @type {number} */ months) => addMonths(calendar, from, months);
  const weekStart = today - modulo(weekday(today) - firstWeekday, 7);
  const fiscal = firstOf(calendar, month >= fiscalStart ? year : year - 1, fiscalStart);
  const quarter = next(fiscal, Math.floor(modulo(month - fiscalStart, 12) / 3) * 3);
  return [
    { key: "today", from: today, to: today },
    { key: "this_week", from: weekStart, to: weekStart + 6 },
    { key: "this_month", from: monthStart, to: next(monthStart, 1) - 1 },
    { key: "last_month", from: next(monthStart, -1), to: monthStart - 1 },
    { key: "this_quarter", from: quarter, to: next(quarter, 3) - 1 },
    { key: "this_year", from: fiscal, to: next(fiscal, 12) - 1 },
    { key: "last_year", from: next(fiscal, -12), to: fiscal - 1 },
    { key: "last_30", from: today - 29, to: today },
  ];
}

// 1 Farvardin 1403 was 20 March 2024.
const ANCHOR = Date.UTC(2024, 2, 20) / MILLISECONDS - jalaliDaysBefore(1403);

/** @param {number} year */
function jalaliDaysBefore(year) {
  const past = year - 1;
  const leaps = Math.floor(past / 33) * 8 + JALALI_LEAPS.filter((place) => place <= modulo(past, 33)).length;
  return past * 365 + leaps;
}

/** @param {number} year */
function jalaliNewYear(year) {
  return ANCHOR + jalaliDaysBefore(year);
}

/** @param {number} day @returns {Parts} */
function jalaliParts(day) {
  let year = new Date(day * MILLISECONDS).getUTCFullYear() - 621;
  if (day < jalaliNewYear(year)) year -= 1;
  const past = day - jalaliNewYear(year);
  const month = past < 186 ? Math.floor(past / 31) : 6 + Math.floor((past - 186) / 30);
  return { year, month: month + 1, day: past - month * 30 - Math.min(month, 6) + 1 };
}

// Umm al-Qura: six hexadecimal digits a year from 1343; two bits a month, from the lowest, say by how much it is longer
// than 28 days. It is the table of the server's library: browsers disagree with it, and with each other.
const HIJRI_START = Date.UTC(1924, 7, 1) / MILLISECONDS;
const HIJRI_MONTHS =
  "a8a9a66666659a27666969a55a69a535a666b2a6669a65999a56666666669699a66669999a666665a665a6666669659a" +
  "65966aa66666666666666666a666666a2666a66666666666666666a6666669a666666666a99966a65999999999a5a666" +
  "696666666a59a699966666669999996666666659a69969a66666996666666a65a6a6665aa66665666669a6666659a666" +
  "a66666a66665a665666966666659a69966a666669999a666699999a6659a66599999666a6599a9966a696669a59a6666" +
  "9999999966666599a69666a659a69966a696a69a599a99659a6599996666599a66666a669a69999aa6599aa5659a9596" +
  "9996666659a66699a69a699969a665a6a596a696599999699666695999a96669a65a69999a66669999999665a66596a6" +
  "9666a6599a99669a66669999a666669996999659a95969a96666a699a69969a66569996666659a99966a6665a99999a9" +
  "6699a59a9996a696599a596669659aa5999a6666999a666669a659a99966a965999996666659a69999a65a69a56a6696" +
  "69a6596996666659a699669a659a99969a995a9a659a69969a6659999969659a699669a659a9a569a696a99a59a66665" +
  "a659999966696599a99669a6a669999a66659a599699965a66599a99666a665a69999a66699999a9965a";

/** The first day of every Hijri month, and of the one after the last. */
const hijriFirsts = [HIJRI_START];
for (let year = 0; year < HIJRI_MONTHS.length / 6; year += 1) {
  const lengths = parseInt(HIJRI_MONTHS.slice(year * 6, year * 6 + 6), 16);
  for (let month = 0; month < 12; month += 1) hijriFirsts.push(hijriFirsts[hijriFirsts.length - 1] + 28 + ((lengths >> (month * 2)) & 3));
}

/** @param {number} day @returns {Parts} the first or the last month of the table where the day lies outside it */
function hijriParts(day) {
  let [low, high] = [0, hijriFirsts.length - 2];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (hijriFirsts[middle] <= day) low = middle;
    else high = middle - 1;
  }
  return { year: HIJRI_YEARS[0] + Math.floor(low / 12), month: (low % 12) + 1, day: day - hijriFirsts[low] + 1 };
}

/** @param {number} year @param {number} month */
function hijriFirst(year, month) {
  const place = (year - HIJRI_YEARS[0]) * 12 + month - 1;
  return hijriFirsts[Math.min(Math.max(place, 0), hijriFirsts.length - 1)];
}
