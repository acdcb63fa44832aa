/* A day, a day with a time, or a range of days, round a text field that takes any digits, calendar and words.
   The field's text is for the reader; what is posted is ISO, or the text itself where we do not understand it. */

import { dayOf, isoOf, periods } from "./calendar.js";
import { describeDay, formatDay, parseDay } from "./day-text.js";
import { drawGrid, monthTitle, moveCursor } from "./day-grid.js";
import { latin, localDigits, look, say, tell } from "./page.js";

const ICON = {
  calendar: "M4 7a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2zM16 3v4M8 3v4M4 11h16",
  back: "M15 6l-6 6l6 6", ahead: "M9 6l6 6l-6 6", back2: "M11 7l-5 5l5 5M17 7l-5 5l5 5", ahead2: "M7 7l5 5l-5 5M13 7l5 5l-5 5",
};
const TIME = /(?:^|[\s،,T])(?:ساعت\s*)?(\d{1,2}):(\d{2})$/;

class DayPicker extends HTMLElement {
  /** @type {HTMLInputElement} */ #text = /** @type {any} */ (null);
  /** @type {HTMLInputElement[]} */ #posted = [];
  /** @type {HTMLElement} */ #panel = /** @type {any} */ (null);
  /** @type {number | null} */ #from = null;
  /** @type {number | null} */ #to = null;
  #time = "";
  #cursor = 0;
  #isHalf = false;
  hasChanged = false;

  connectedCallback() {
    if (this.#panel) return;
    this.#text = /** @type {HTMLInputElement} */ (this.querySelector("input[type=text]"));
    this.#makePosted();
    this.#makePanel();
    this.#start(this.#text.dataset.iso || "");
    this.#text.addEventListener("change", () => this.#read());
    this.#text.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" && event.altKey) this.#open();
    });
  }

  get field() {
    return this.#posted[0].name;
  }

  /** What stands here, so that it may be carried into another drawing of the page, in another calendar. */
  get chosen() {
    return { from: this.#from, to: this.#to, time: this.#time, text: this.#text.value };
  }

  set chosen({ from, to, time, text }) {
    [this.#from, this.#to, this.#time] = [from, to, time];
    if (from === null) this.#text.value = text;
    this.#write(from !== null);
  }

  get #isRange() {
    return this.hasAttribute("range");
  }

  #makePosted() {
    const name = this.#text.name;
    const names = this.#isRange ? [`${name}_from`, `${name}_to`] : [name];
    this.#posted = names.map((each) => Object.assign(document.createElement("input"), { type: "hidden", name: each }));
    this.#text.removeAttribute("name");
    this.append(...this.#posted);
  }

  #makePanel() {
    const opener = button("button button-ghost button-icon", say("open_calendar"), ICON.calendar, () => this.#open());
    opener.disabled = this.#text.disabled;
    this.querySelector(".input-box")?.append(opener);
    this.#panel = Object.assign(document.createElement("div"), { className: "popover day-panel", popover: "auto" });
    this.#panel.setAttribute("role", "dialog");
    this.#panel.setAttribute("aria-label", say("open_calendar"));
    this.#panel.classList.toggle("day-panel-range", this.#isRange);
    this.#panel.addEventListener("keydown", (event) => this.#onKey(event));
    this.append(this.#panel);
  }

  /** The value that the page came with. @param {string} iso */
  #start(iso) {
    if (!iso && this.#text.value) this.#read(false);
    else if (this.#isRange) [this.#from, this.#to] = iso.split("/").map((part) => (part ? dayOf(part) : null)).concat(null).slice(0, 2);
    else this.#from = iso ? dayOf(iso) : null;
    this.#time ||= this.hasAttribute("time") ? iso.slice(11, 16) : "";
    this.#write(this.#from === null || !this.#text.value);
    this.#text.defaultValue = this.#text.value;
  }

  /** Understand what was typed. */
  #read(isNews = true) {
    const typed = latin(this.#text.value).trim();
    const time = this.hasAttribute("time") ? typed.match(TIME) : null;
    if (time) this.#time = `${time[1].padStart(2, "0")}:${time[2]}`;
    const days = (this.#isRange ? typed.split(/ to | تا | إلى |–/) : [time ? typed.slice(0, time.index) : typed])
      .map((part) => parseDay(part, look()));
    const isUnderstood = days.every((day) => day !== null);
    [this.#from, this.#to] = [isUnderstood ? days[0] : null, isUnderstood ? (days[1] ?? (this.#isRange ? days[0] : null)) : null];
    this.#text.setCustomValidity(isUnderstood || !typed || !this.#isRange ? "" : say("not_a_day"));
    this.#write(isUnderstood);
    if (isNews) this.#told();
  }

  /** Bring the posted values, and the text where we know better, in line. */
  #write(withText = true) {
    const isos = [this.#from, this.#to].map((day) => (day === null ? "" : isoOf(day)));
    if (this.#isRange) this.#posted.forEach((input, place) => (input.value = isos[place]));
    else this.#posted[0].value = this.#from === null ? this.#text.value : isos[0] + (this.hasAttribute("time") ? `T${this.#time || "00:00"}` : "");
    if (withText) this.#text.value = this.#inWords();
    this.#text.title = this.#from === null ? "" : describeDay(this.#from, look());
  }

  #inWords() {
    if (this.#from === null) return "";
    const first = formatDay(this.#from, look());
    if (this.hasAttribute("time")) return this.#time ? `${first} ${localDigits(this.#time)}` : first;
    return this.#to === null || !this.#isRange ? first : say("from_to", first, formatDay(this.#to, look()));
  }

  #told() {
    this.hasChanged = true;
    this.#posted[0].dispatchEvent(new Event("change", { bubbles: true }));
    tell(this, "pv:day", { iso: this.#posted.map((input) => input.value).join("/") });
  }

  #open() {
    this.#cursor = this.#from ?? dayOf(look().today);
    this.#isHalf = false;
    this.#draw();
    this.#panel.showPopover();
    this.#focus();
  }

  #draw() {
    const reader = look();
    const head = Object.assign(document.createElement("div"), { className: "day-head" });
    const title = Object.assign(document.createElement("div"), { className: "day-title", textContent: monthTitle(this.#cursor, reader) });
    title.setAttribute("aria-live", "polite");
    const turn = (/** @type {string} */ word, /** @type {string} */ icon, /** @type {string} */ key, shift = false) =>
      button("button button-ghost button-icon button-s", say(word), icon, () => this.#move(key, shift, false), true);
    head.append(turn("previous_year", ICON.back2, "PageUp", true), turn("previous_month", ICON.back, "PageUp"), title,
      turn("next_month", ICON.ahead, "PageDown"), turn("next_year", ICON.ahead2, "PageDown", true));
    const shown = { cursor: this.#cursor, from: this.#from, to: this.#to, today: dayOf(reader.today), ...this.#limits() };
    const grid = drawGrid(shown, reader);
    grid.addEventListener("click", (event) => this.#pick(/** @type {HTMLElement} */ (event.target).closest("button")));
    const month = document.createElement("div");
    month.append(head, grid, this.#foot());
    this.#panel.replaceChildren(...(this.#isRange ? [this.#periods()] : []), month);
  }

  #limits() {
    const { min, max } = this.#text.dataset;
    return { min: min ? dayOf(min) : dayOf("1900-01-01"), max: max ? dayOf(max) : dayOf("2120-12-31") };
  }

  #foot() {
    const foot = Object.assign(document.createElement("div"), { className: "day-foot" });
    const today = dayOf(look().today);
    foot.append(button("button button-ghost button-s", say("today"), "", () => this.#take(today, this.#isRange ? today : null)));
    if (this.hasAttribute("time")) foot.append(this.#timeField());
    if (!this.#text.required) foot.append(button("button button-ghost button-s", say("clear"), "", () => this.#take(null, null)));
    return foot;
  }

  #timeField() {
    const field = Object.assign(document.createElement("input"), { type: "text", className: "input day-time", value: localDigits(this.#time), placeholder: localDigits("09:00"), dir: "ltr" });
    field.setAttribute("aria-label", say("time"));
    field.addEventListener("change", () => {
      const found = latin(field.value).match(/^(\d{1,2})(?::?(\d{2}))?$/);
      this.#time = found && Number(found[1]) < 24 && Number(found[2] ?? 0) < 60 ? `${found[1].padStart(2, "0")}:${found[2] ?? "00"}` : this.#time;
      field.value = localDigits(this.#time);
      this.#write();
      this.#told();
    });
    return field;
  }

  #periods() {
    const list = Object.assign(document.createElement("div"), { className: "day-periods" });
    for (const { key, from, to } of periods(dayOf(look().today), /** @type {any} */ (look()))) {
      list.append(button("menu-item", say(key), "", () => this.#take(from, to)));
    }
    return list;
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (/** @type {Element} */ (event.target).matches(".day") && this.#move(event.key, event.shiftKey, true)) event.preventDefault();
    event.stopPropagation();
  }

  /** @param {string} key @param {boolean} shift @param {boolean} focus */
  #move(key, shift, focus) {
    const goal = moveCursor(key, this.#cursor, look(), shift, getComputedStyle(this).direction === "rtl");
    if (goal === null) return false;
    const { min, max } = this.#limits();
    this.#cursor = Math.min(Math.max(goal, min), max);
    this.#draw();
    if (focus) this.#focus();
    return true;
  }

  #focus() {
    /** @type {HTMLElement | null} */ (this.#panel.querySelector(".day[tabindex='0']"))?.focus();
  }

  /** @param {HTMLButtonElement | null} chosen */
  #pick(chosen) {
    if (!chosen) return;
    const day = Number(chosen.dataset.day);
    if (!this.#isRange) return this.#take(day, null);
    if (!this.#isHalf) {
      [this.#from, this.#to, this.#cursor, this.#isHalf] = [day, null, day, true];
      this.#draw();
      return this.#focus();
    }
    const [from, to] = [this.#from ?? day, day].sort((a, b) => a - b);
    return this.#take(from, to);
  }

  /** @param {number | null} from @param {number | null} to */
  #take(from, to) {
    [this.#from, this.#to] = [from, to];
    this.#text.setCustomValidity("");
    if (from === null) this.#text.value = "";
    this.#write();
    this.#told();
    this.#panel.hidePopover();
    this.#text.focus();
  }
}

/** @param {string} className @param {string} label @param {string} path @param {() => void} act */
function button(className, label, path, act, flips = false) {
  const made = Object.assign(document.createElement("button"), { type: "button", className });
  if (path) {
    made.setAttribute("aria-label", label);
    made.innerHTML = `<svg class="icon${flips ? " icon-flip" : ""}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="${path}"/></svg>`;
  } else made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

customElements.define("pv-day-picker", DayPicker);
