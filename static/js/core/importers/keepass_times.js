import { fromBase64 } from "../bytes.js";
import { KEPT_PASSWORDS } from "./items.js";
import { childOf, textIn } from "./xml.js";

// Newer files count seconds from the first day of the year 1.
const YEAR_ONE = -62_135_596_800;
const LAST_SECOND = 253_402_300_799;

/**
 * Read a time as KeePass writes it: ISO 8601 or, in newer files, eight bytes in base64.
 *
 * @param {string} text
 * @returns {string | null} ISO 8601 in UTC; null when it is neither.
 */
export function dateOf(text) {
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return Number.isNaN(Date.parse(text)) ? null : text;
  try {
    const bytes = fromBase64(text);
    const seconds = Number(new DataView(bytes.buffer).getBigInt64(0, true)) + YEAR_ONE;
    if (bytes.length !== 8 || seconds < YEAR_ONE || seconds > LAST_SECOND) return null;
    return new Date(seconds * 1000).toISOString();
  } catch {
    return null;
  }
}

/**
 * Return the passwords that an entry had before, the newest first. A password was used until the next version was made.
 *
 * @param {XmlElement} entry
 * @returns {{ password: string, lastUsedDate: string }[]} without the one it has, and each once.
 */
export function historyOf(entry) {
  const older = childOf(entry, "History")?.children.filter(({ name }) => name === "Entry") ?? [];
  const versions = [...older, entry].map((version) => ({ password: passwordOf(version), at: changedAt(version) }));
  const history = [];
  for (let i = versions.length - 2; i >= 0; i -= 1) {
    const { password } = versions[i];
    const isKnown = [versions.at(-1), ...history].some((one) => one.password === password);
    const at = versions[i + 1].at ?? versions[i].at ?? new Date().toISOString();
    if (password && !isKnown) history.push({ password, lastUsedDate: at });
  }
  const newestFirst = (one, other) => Date.parse(other.lastUsedDate) - Date.parse(one.lastUsedDate);
  return history.sort(newestFirst).slice(0, KEPT_PASSWORDS);
}

function passwordOf(version) {
  const string = version.children.find((child) => child.name === "String" && textIn(child, "Key") === "Password");
  return string ? textIn(string, "Value") : "";
}

function changedAt(version) {
  return dateOf(textIn(childOf(version, "Times"), "LastModificationTime"));
}
