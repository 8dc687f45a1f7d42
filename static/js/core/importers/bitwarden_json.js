import { KEPT_PASSWORDS, TYPES } from "./items.js";
import { listOf, parseJson, readEach, UnreadableExport } from "./unreadable.js";

const KINDS = Object.fromEntries(Object.entries(TYPES).map(([kind, type]) => [type, kind]));
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;
const HIGHEST_MATCH = 5;
const HIGHEST_FIELD = 3;

/**
 * Read a Bitwarden JSON export, of a person or of an organization (features 9.3).
 *
 * What is not an item, or is in the trash, is a problem of its entry. Attachments are not part of the file, and ids and
 * keys are those of another vault.
 *
 * @param {string} text
 * @returns {{ entries: { where: string, item?: object, problem?: string, collections: string[] }[], collections: string[] }}
 *   `where` is the item's place in the file, from 1; folders of a personal export count as collections.
 * @throws {UnreadableExport}
 */
export function readBitwardenJson(text) {
  const file = parseJson(text);
  if (file?.encrypted) throw new UnreadableExport(file.passwordProtected ? "password" : "encrypted");
  if (!Array.isArray(file?.items)) throw new UnreadableExport("shape");
  const named = [...listOf(file.collections), ...listOf(file.folders)].filter(
    (one) => typeof one?.name === "string" && one.name,
  );
  const names = new Map(named.map(({ id, name }) => [id, name]));
  return { entries: readEach(file.items, (item) => read(item, names)), collections: [...names.values()] };
}

function read(item, names) {
  const kind = KINDS[item?.type];
  if (!kind) return { problem: "type", item: item && { name: textOf(item.name) }, collections: [] };
  const ids = Array.isArray(item.collectionIds) ? item.collectionIds : [item.folderId];
  const collections = ids.map((id) => names.get(id)).filter((name) => name !== undefined);
  return { collections, item: plain(item, kind), problem: problemOf(item) };
}

function problemOf(item) {
  if (item.deletedDate) return "trash";
  return item.type === TYPES.sshKey && !item.sshKey?.privateKey ? "shape" : undefined;
}

/** Copy what the protocol knows of an item; whatever has another shape is left away. */
function plain(item, kind) {
  const own = item[kind] && typeof item[kind] === "object" ? item[kind] : {};
  return {
    type: item.type,
    name: textOf(item.name) || "--",
    notes: textOf(item.notes),
    favorite: item.favorite === true,
    reprompt: item.reprompt === 1 ? 1 : 0,
    fields: objects(item.fields).map(fieldOf),
    passwordHistory: objects(item.passwordHistory)
      .filter(({ password }) => textOf(password))
      .map(oldPassword)
      .slice(0, KEPT_PASSWORDS),
    ...(dateOf(item.archivedDate) ? { archivedDate: item.archivedDate } : {}),
    [kind]: kind === "login" ? loginOf(own) : kind === "secureNote" ? { type: 0 } : texts(own),
  };
}

function loginOf({ uris, fido2Credentials, passwordRevisionDate, autofillOnPageLoad, ...own }) {
  return {
    ...texts(own),
    autofillOnPageLoad: typeof autofillOnPageLoad === "boolean" ? autofillOnPageLoad : null,
    passwordRevisionDate: dateOf(passwordRevisionDate),
    uris: objects(uris)
      .filter(({ uri }) => textOf(uri))
      .map(({ uri, match }) => ({ uri: textOf(uri), match: within(match, HIGHEST_MATCH) })),
    fido2Credentials: objects(fido2Credentials).map(({ creationDate, ...passkey }) => ({
      ...texts(passkey),
      creationDate: dateOf(creationDate),
    })),
  };
}

function fieldOf({ type, name, value, linkedId }) {
  return {
    type: within(type, HIGHEST_FIELD) ?? 0,
    name: textOf(name),
    value: textOf(value),
    linkedId: Number.isInteger(linkedId) ? linkedId : null,
  };
}

function oldPassword({ password, lastUsedDate }) {
  return { password: textOf(password), lastUsedDate: dateOf(lastUsedDate) };
}

function objects(list) {
  return Array.isArray(list) ? list.filter((one) => one && typeof one === "object") : [];
}

function texts(own) {
  return Object.fromEntries(Object.entries(own).map(([name, value]) => [name, textOf(value)]));
}

function textOf(value) {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" ? value : null;
}

function dateOf(value) {
  return typeof value === "string" && TIMESTAMP.test(value) && !Number.isNaN(Date.parse(value)) ? value : null;
}

function within(value, highest) {
  return Number.isInteger(value) && value >= 0 && value <= highest ? value : null;
}
