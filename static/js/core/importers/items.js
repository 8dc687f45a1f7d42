import { encryptedLength } from "./limits.js";

/** The number of each item type, by the member that holds its own content. */
export const TYPES = Object.freeze({
  login: 1,
  secureNote: 2,
  card: 3,
  identity: 4,
  sshKey: 5,
  bankAccount: 6,
  driversLicense: 7,
  passport: 8,
});

const TEXT = 0;
const HIDDEN = 1;
const HIDDEN_NAME = /pass(?!port)|secret|key|\bpin\b|cvv|cvc|token|private|recovery|security (code|answer)/i;
const LONGEST_VALUE = 5000;
/** How many old passwords an item keeps; the newest come first. */
export const KEPT_PASSWORDS = 5;

/**
 * Make a custom field; one whose name speaks of a secret is hidden.
 *
 * @param {string} name
 * @param {string} value
 * @param {boolean} [hidden]
 * @returns {{ type: 0 | 1, name: string, value: string }}
 */
export function field(name, value, hidden = HIDDEN_NAME.test(name)) {
  return { type: hidden ? HIDDEN : TEXT, name: textOf(name), value: String(value) };
}

/**
 * Make an item in Bitwarden's plain shape.
 *
 * @param {keyof typeof TYPES} wanted
 * @param {object} content `name`, `notes`, `favorite`, `archived`, `fields`, `passwordHistory`; all else belongs to the
 *   kind. A login's `uris` are texts.
 * @returns {object} where a custom field too long for one stands in the notes; a login with nothing of one is a note.
 */
export function makeItem(wanted, content) {
  const { name, notes, favorite = false, archived = false, fields = [], passwordHistory = [], ...own } = content;
  const kind = wanted === "login" && isEmpty(own) ? "secureNote" : wanted;
  const long = fields.filter(({ value }) => encryptedLength(value) > LONGEST_VALUE);
  const appended = long.map((one) => `${one.name}: ${one.value}`);
  return {
    type: TYPES[kind],
    name: textOf(name).trim() || hostOf(own.uris?.find((uri) => typeof uri === "string" && uri)) || "--",
    notes: [textOf(notes), ...appended].filter(Boolean).join("\n\n") || null,
    favorite,
    reprompt: 0,
    fields: fields.filter((one) => !long.includes(one) && (one.name || one.value)),
    ...(passwordHistory.length ? { passwordHistory: passwordHistory.slice(0, KEPT_PASSWORDS) } : {}),
    ...(archived ? { archivedDate: new Date().toISOString() } : {}),
    [kind]: kind === "login" ? loginOf(own) : ownOf(kind, own),
  };
}

/** Write the address of an Android app as Bitwarden does; any other address stays as it is. */
function uriOf(address) {
  const app = /^android:\/\/[^@]*@([^/]+)\/?$/.exec(address.trim())?.[1];
  return app ? `androidapp://${app}` : address.trim();
}

/** Take the secret out of `key=…&size=6`, as the KeeOtp plug-in writes it. */
function totpOf(text) {
  if (typeof text !== "string" || !text) return null;
  return /^(?:.*&)?key=([^&]+)/.exec(text.trim())?.[1] ?? text.trim();
}

/** Read a yes of any of the programs. */
export function isYes(text) {
  return ["1", "true", "yes", "y"].includes(
    String(text ?? "")
      .trim()
      .toLowerCase(),
  );
}

/**
 * Read an expiry date: `06/2030`, `6/30`, `2030-06`, `2030-06-01`, `June, 2030`, `062030`, `203006`.
 *
 * @param {string} text
 * @returns {{ expMonth: string, expYear: string } | null} null when it is written otherwise.
 */
export function expiryOf(text) {
  const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
  const words = String(text ?? "")
    .trim()
    .toLowerCase();
  const named = /^([a-z]{3})[a-z]*[\s,.]*(\d{4})$/.exec(words);
  const yearFirst = /^(\d{4})\s*[-/.]?\s*(\d{1,2})(?:[-/.]\d{1,2})?$/.exec(words);
  const monthFirst = /^(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})$/.exec(words) ?? /^(\d{2})(\d{4})$/.exec(words);
  const inRange = (month) => month >= 1 && month <= 12;
  if (named && MONTHS.includes(named[1])) return expiry(MONTHS.indexOf(named[1]) + 1, named[2]);
  if (yearFirst && inRange(Number(yearFirst[2])) && Number(yearFirst[1]) >= 1900)
    return expiry(yearFirst[2], yearFirst[1]);
  return monthFirst && inRange(Number(monthFirst[1])) ? expiry(monthFirst[1], monthFirst[2]) : null;
}

/** Name the brand of a card by its number, as Bitwarden spells it; null when it is none of the great ones. */
export function brandOf(number) {
  const digits = String(number ?? "").replace(/\D/g, "");
  const brands = [
    ["Visa", /^4/],
    ["Mastercard", /^(5[1-5]|2(22[1-9]|2[3-9]|[3-6]|7[01]|720))/],
    ["Amex", /^3[47]/],
    ["Discover", /^(6011|64[4-9]|65)/],
    ["Diners Club", /^3(0[0-5]|[68])/],
    ["JCB", /^35(2[89]|[3-8])/],
    ["UnionPay", /^62/],
    ["Maestro", /^(50|5[6-9]|6)/],
  ];
  return brands.find(([, pattern]) => pattern.test(digits))?.[0] ?? null;
}

/** Part a full name into the members an identity, a licence or a passport has. */
export function nameParts(full) {
  const words = String(full ?? "")
    .trim()
    .split(/\s+/)
    .filter(Boolean);
  if (words.length < 2) return { firstName: words[0] ?? null, middleName: null, lastName: null };
  return { firstName: words[0], middleName: words.slice(1, -1).join(" ") || null, lastName: words.at(-1) };
}

function expiry(month, year) {
  return { expMonth: String(Number(month)), expYear: String(year).length === 2 ? `20${year}` : String(year) };
}

function isEmpty({ username, password, totp, uris = [], fido2Credentials = [] }) {
  return !fido2Credentials.length && ![username, password, totp, ...uris].some((text) => textOf(text).trim());
}

function loginOf({ username, password, totp, uris = [], fido2Credentials = [], ...rest }) {
  const addresses = [...new Set(uris.filter((uri) => typeof uri === "string").map(uriOf))].filter(Boolean);
  return {
    username: textOf(username) || null,
    password: textOf(password) || null,
    totp: totpOf(totp),
    uris: addresses.map((uri) => ({ uri, match: null })),
    ...texts(rest),
    ...(fido2Credentials.length ? { fido2Credentials } : {}),
  };
}

function ownOf(kind, own) {
  if (kind === "secureNote") return { type: 0 };
  return texts(own);
}

function texts(own) {
  return Object.fromEntries(Object.entries(own).map(([name, value]) => [name, textOf(value) || null]));
}

/** Files of other programs hold what they like. */
function textOf(value) {
  return ["string", "number"].includes(typeof value) ? String(value) : "";
}

function hostOf(address) {
  const uri = address ? uriOf(address) : "";
  if (uri.startsWith("androidapp://")) return uri.slice("androidapp://".length);
  return /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/?#@]*@)?([^/?#:]+)/i.exec(uri)?.[1].replace(/^www\./, "") ?? "";
}
