import { parseRows } from "./csv.js";
import { entryOf } from "./keeper_records.js";

const COLUMNS = ["folder", "title", "login", "password", "uri", "notes", "shared"];
const TITLES = ["folder", "title", "login", "password", "website address"];
// What Keeper's command line tool writes behind the name of a shared folder.
const FLAGS = /(#(edit|reshare))+$/;

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
  const rows = parseRows(text);
  const entries = rows
    .slice(hasHeader(rows) ? 1 : 0)
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ""))
    .map(({ line, cells }) => ({ where: String(line), ...entryOf(recordOf(cells)) }));
  return { entries, collections: [] };
}

function hasHeader([first]) {
  return TITLES.every((title, i) => first?.cells[i]?.trim().toLowerCase() === title);
}

/** Write a row as the JSON export writes a record. */
function recordOf(cells) {
  const [folder, title, login, password, uri, notes, shared] = COLUMNS.map((_, i) => cells[i] ?? "");
  const { $record_uid: _, $type, ...fields } = pairsOf(cells.slice(COLUMNS.length));
  const folders = [{ folder, shared_folder: shared.replace(FLAGS, "") }];
  return { title, login, password, login_url: uri, notes, $type: $type?.[0], custom_fields: fields, folders };
}

/** Return the values of each name, of which there may be several. */
function pairsOf(cells) {
  // A name may be any, `__proto__` too.
  const pairs = Object.create(null);
  for (let i = 0; i < cells.length; i += 2) if (cells[i + 1]) (pairs[cells[i]] ??= []).push(cells[i + 1]);
  return pairs;
}
