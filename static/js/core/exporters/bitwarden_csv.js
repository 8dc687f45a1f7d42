import { writeCells, writeCsv } from "./csv.js";

const LOGIN = 1;
const SECURE_NOTE = 2;
const COMMON = ["type", "name", "notes", "fields", "reprompt", "login_uri", "login_username", "login_password", "login_totp"];

/** Whether an item has a place in a CSV export. */
function fitsCsv({ type }) {
  return type === LOGIN || type === SECURE_NOTE;
}

/**
 * Write a Bitwarden CSV (features 9.2): logins and notes, and a row of its own for what is empty.
 *
 * @param {{ items: object[], collections: { id: string, name: string }[], folders: { id: string, name: string }[] }} vault
 * @param {boolean} isOrganization
 * @returns {string}
 */
export function writeBitwardenCsv({ items, collections, folders }, isOrganization) {
  const written = items.filter(fitsCsv);
  const places = isOrganization ? collections : folders;
  const names = new Map(places.map(({ id, name }) => [id, name]));
  const before = isOrganization ? inCollections(names) : inFolder(names);
  const used = new Set(written.flatMap((item) => (isOrganization ? item.collectionIds ?? [] : [item.folderId])));
  const empty = places.filter(({ id }) => !used.has(id)).map(({ name }) => [isOrganization ? writeCells([name]) : name]);
  const header = isOrganization ? ["collections", ...COMMON] : ["folder", "favorite", ...COMMON];
  const rows = [...written.map((item) => [...before(item), ...cellsOf(item)]), ...empty];
  return writeCsv([header, ...rows.map((row) => header.map((_, i) => row[i] ?? ""))]);
}

function inCollections(names) {
  return ({ collectionIds }) => [writeCells((collectionIds ?? []).map((id) => names.get(id)).filter(Boolean))];
}

function inFolder(names) {
  return ({ folderId, favorite }) => [names.get(folderId) ?? "", favorite ? "1" : ""];
}

function cellsOf({ type, name, notes, fields, reprompt, login }) {
  const { uris, username, password, totp } = login ?? {};
  return [
    type === LOGIN ? "login" : "note",
    name,
    notes,
    (fields ?? []).map((field) => `${field.name ?? ""}: ${field.value ?? ""}`).join("\n"),
    String(reprompt ?? 0),
    writeCells((uris ?? []).map(({ uri }) => uri)),
    username,
    password,
    totp,
  ];
}
