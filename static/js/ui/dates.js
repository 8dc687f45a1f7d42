import { element } from "./dom.js";

const UNITS = [["year", 365 * 86_400], ["month", 30 * 86_400], ["day", 86_400], ["hour", 3600], ["minute", 60]];
const language = document.documentElement.lang;
const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
const exact = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });

/** Return a <time> that says how long ago, with the exact date as its title. */
export function relativeDate(iso, now = Date.now()) {
  if (!iso) return "";
  const seconds = (new Date(iso) - now) / 1000;
  const [unit, length] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
  const words = unit === "second" ? relative.format(0, "second") : relative.format(Math.trunc(seconds / length), unit);
  return element("time", { datetime: iso, title: exactDate(iso) }, words);
}

/** Return a date and time as text in the reader's language and zone. */
export function exactDate(iso) {
  return exact.format(new Date(iso));
}

/** Return a moment as an input of type datetime-local has it: in the person's own zone. */
export function localInput(iso) {
  const date = new Date(iso);
  return new Date(date - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Return what such an input says as a moment, or null when it says nothing. */
export function momentOf(value) {
  return value ? new Date(value).toISOString() : null;
}
