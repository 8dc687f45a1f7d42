import { FAVORITE, NOTES, ROLES, URIS } from "./column_names.js";
import { MalformedCsv, parseTable } from "./csv.js";
import { field, isYes, makeItem } from "./items.js";

/** Whether a header names what a login needs: a password, and what it is for. */
export function looksLikeLogins(header) {
  const plain = header.map(canonical);
  const has = (names) => names.some((name) => plain.includes(name));
  return has(ROLES.password) && (has(ROLES.name) || has(URIS) || has(ROLES.username));
}

/**
 * Read CSV with a header, row by row.
 *
 * @param {string} text
 * @param {(values: Record<string, string>, titles: Record<string, string>) =>
 *   { item?: object, problem?: string, collections?: string[] } | null} convert null leaves the row out without a word.
 * @param {{ escape?: string, mends?: boolean }} [dialect] as parseTable has it.
 * @returns {{ entries: { where: string, item?: object, problem?: string, collections: string[] }[], collections: string[] }}
 *   `where` is the line in the file.
 * @throws {MalformedCsv}
 */
export function readRows(text, convert, dialect = {}) {
  const { titles, rows } = parseTable(text, dialect);
  const entries = rows.flatMap(({ line, values, fits }) => {
    const read = convert(values, titles);
    if (!read) return [];
    return [{ where: String(line), collections: [], ...read, problem: read.problem ?? (fits ? undefined : "columns") }];
  });
  return { entries, collections: [] };
}

/** Read CSV whose quotes are doubled or, where that does not read, escaped by a backslash. */
export function readRowsOfEither(text, convert) {
  try {
    return readRows(text, convert);
  } catch (error) {
    if (!(error instanceof MalformedCsv)) throw error;
    return readRows(text, convert, { escape: "\\" });
  }
}

/**
 * Take what a login has out of a row; what no member of a login holds becomes a custom field.
 *
 * @param {Record<string, string>} values
 * @param {Record<string, string>} titles the names as the file writes them.
 * @param {Set<string>} [ignored] columns that say nothing about the item.
 * @returns {{ name: string, username: string, password: string, totp: string, folder: string, uris: string[],
 *   notes: string, favorite: boolean, fields: object[] }}
 */
function loginColumns(values, titles, ignored = new Set()) {
  const used = new Set(ignored);
  const columns = new Map(
    Object.keys(values)
      .filter((name) => !ignored.has(name))
      .map((name) => [canonical(name), name]),
  );
  const filled = (names) =>
    names.map((name) => columns.get(name)).filter((name) => name !== undefined && values[name].trim());
  const take = (names) => {
    names.forEach((name) => used.add(name));
    return names.map((name) => values[name]);
  };
  const roles = Object.entries(ROLES).map(([role, names]) => [role, take(filled(names).slice(0, 1))[0] ?? ""]);
  const uris = take(filled(URIS)).flatMap((cell) => cell.split(/[\r\n]+/));
  const notes = take(filled(NOTES)).join("\n\n");
  const favorite = take(filled(FAVORITE)).some(isYes);
  const fields = leftover(values, titles, used);
  return { ...Object.fromEntries(roles), uris, notes, favorite, fields };
}

/** Some write `login_uri` where others write `Login URI`. */
function canonical(name) {
  return name.replace(/_+/g, " ");
}

/** Make custom fields of the columns not used. */
export function leftover(values, titles, used) {
  return Object.entries(values)
    .filter(([name, value]) => !used.has(name) && value.trim() !== "")
    .map(([name, value]) => field(titles[name], value));
}

/** Read a row that is a login. */
export function loginRow(values, titles, { ignored, folder = (path) => path } = {}) {
  const { folder: path, ...content } = loginColumns(values, titles, ignored);
  const place = folder(path);
  return { item: makeItem("login", content), collections: place ? [place] : [] };
}
