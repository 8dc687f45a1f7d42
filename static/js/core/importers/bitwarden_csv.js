import { parseCsv, parseTable } from "./csv.js";

const LOGIN = 1;
const SECURE_NOTE = 2;
const TEXT_FIELD = 0;
// Newer files say when an item was archived.
const ARCHIVED = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;

/** Whether a header is that of a Bitwarden CSV, of a person or of an organization. */
export function isBitwardenCsv(header) {
  return header.includes("type") && header.includes("name") && header.includes("login_uri");
}

/**
 * Read a Bitwarden CSV export (features 9.2).
 *
 * A row of only collections names empty collections. Whatever is not a note is a login.
 *
 * @param {string} text
 * @returns {{ entries: { where: string, item: object, problem?: string, collections: string[] }[],
 *   collections: string[] }} `where` is
 *   the line in the file; folders of a personal export count as collections.
 * @throws {MalformedCsv}
 */
export function readBitwardenCsv(text) {
  const { rows } = parseTable(text);
  const read = rows.map(({ line, values, fits }) => ({
    where: String(line),
    collections: collectionsOf(values),
    item: isItem(values) ? itemOf(values) : null,
    problem: fits ? undefined : "columns",
  }));
  return {
    entries: read.filter(({ item }) => item),
    collections: read.filter(({ item }) => !item).flatMap(({ collections }) => collections),
  };
}

function isItem({ collections, folder, ...values }) {
  return Object.values(values).some((value) => value !== "");
}

function collectionsOf({ collections = "", folder = "" }) {
  return folder ? [folder] : listOf(collections);
}

/** Read a cell that is itself a row of CSV: several addresses or collections. */
function listOf(cell) {
  if (cell === "") return [];
  return parseCsv(cell)
    .flatMap(({ cells }) => cells)
    .map((part) => part.trim())
    .filter(Boolean);
}

function itemOf(values) {
  const item = {
    type: values.type.toLowerCase() === "note" ? SECURE_NOTE : LOGIN,
    name: values.name || "--",
    notes: values.notes || null,
    favorite: values.favorite === "1",
    reprompt: values.reprompt === "1" ? 1 : 0,
    fields: fieldsOf(values.fields ?? ""),
    ...(ARCHIVED.test(values.archiveddate ?? "") ? { archivedDate: values.archiveddate } : {}),
  };
  if (item.type === SECURE_NOTE) return { ...item, secureNote: { type: 0 } };
  return {
    ...item,
    login: {
      username: values.login_username || values.username || null,
      password: values.login_password || values.password || null,
      totp: values.login_totp || values.totp || null,
      uris: listOf(values.login_uri || values.uri || "").map((uri) => ({ uri, match: null })),
    },
  };
}

/** One `name: value` per line, split at the last `: `. A line without one belongs to the value before it. */
function fieldsOf(cell) {
  const fields = [];
  for (const line of cell.split(/\r?\n/).filter(Boolean)) {
    const split = line.lastIndexOf(": ");
    if (split >= 0) fields.push({ type: TEXT_FIELD, name: line.slice(0, split), value: line.slice(split + 2) });
    else if (fields.length) fields.at(-1).value += `\n${line}`;
    else fields.push({ type: TEXT_FIELD, name: line, value: "" });
  }
  return fields;
}
