import { parseCsv } from "./csv.js";
import { field, makeItem } from "./items.js";

const COLUMNS = ["folder", "title", "login", "password", "uri", "notes", "shared"];
const TITLES = ["folder", "title", "login", "password", "website address"];

/** Whether rows are Keeper's: its header, or none and an address or nothing in the fifth cell of each. */
export function isKeeperCsv(rows) {
  if (hasHeader(rows)) return true;
  const addresses = rows.map(({ cells }) => cells[4] ?? null);
  const fits = rows.every(({ cells }) => cells.length >= COLUMNS.length && cells[1]);
  return fits && addresses.every((cell) => cell === "" || /^[a-z]+:\/\//i.test(cell)) && addresses.some(Boolean);
}

/**
 * Read a Keeper CSV export: seven columns, with or without a header, then pairs of a custom field's name and value.
 *
 * @param {string} text
 * @throws {MalformedCsv}
 */
export function readKeeperCsv(text) {
  const rows = parseCsv(text);
  const entries = rows
    .slice(hasHeader(rows) ? 1 : 0)
    .filter(({ cells }) => cells.some((cell) => cell !== ""))
    .map(({ line, cells }) => ({ where: String(line), ...entryOf(cells) }));
  return { entries, collections: [] };
}

/** Write Keeper's path of folders, `A\B`, as ours: `A/B`. A doubled backslash belongs to a name. */
export function pathOf(folder) {
  const parts = (folder ?? "").split(/(?<!\\)\\(?!\\)/);
  return parts
    .map((part) => part.replaceAll("\\\\", "\\").replaceAll("/", "-").trim())
    .filter(Boolean)
    .join("/");
}

function hasHeader([first]) {
  return TITLES.every((title, i) => first?.cells[i]?.trim().toLowerCase() === title);
}

function entryOf(cells) {
  const [folder, name, username, password, uri, notes, shared] = COLUMNS.map((_, i) => cells[i] ?? "");
  const { totp, fields } = customFields(cells.slice(COLUMNS.length));
  const item = makeItem("login", { name, username, password, totp, uris: [uri], notes, fields });
  return { item, collections: [...new Set([folder, shared].map(pathOf).filter(Boolean))] };
}

function customFields(pairs) {
  const fields = [];
  let totp = "";
  for (let i = 0; i < pairs.length; i += 2) {
    const [name, value = ""] = [pairs[i], pairs[i + 1]];
    if (!totp && (name === "TFC:Keeper" || value.startsWith("otpauth://"))) totp = value;
    else if (value) fields.push(field(labelOf(name), value));
  }
  return { totp, fields };
}

/** Take the label out of `$type:label:1`. */
export function labelOf(name) {
  const [, type, label] = /^\$([a-z]+):?(.*?)(?::\d+)?$/i.exec(name) ?? [];
  return type ? label || type : name;
}
