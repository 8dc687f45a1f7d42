import { namedOnly } from "./entry.js";
import { matcherOf } from "./query.js";

const PAGE_SIZE = 50;
const ROW_FACTS = [
  "id", "organizationId", "type", "favorite", "folderId", "collectionIds", "edit", "viewPassword", "permissions",
  "reprompt", "revisionDate", "deletedDate", "archivedDate",
];
const NO_FOLDER = "none";

/**
 * Find items by what `matcherOf` reads in the query. An absent or null filter does not count; `trash` chooses between
 * kept and deleted items, `archived` (true or false) between those put out of the way and all others.
 *
 * @param {{ entries: object[] }} index of entries that are not completed a query finds the name only.
 * @param {object} question `query`, `filter`, `sort`, `descending`, `page` (from 1), `size`.
 * @returns {{ total: number, page: number, pages: number, entries: object[] }}
 */
export function find({ entries }, { query = "", filter = {}, sort = "name", descending = false, page = 1, size = PAGE_SIZE }) {
  const matches = matcher(filter ?? {});
  const answers = query?.trim() ? matcherOf(query) : () => true;
  const found = entries.filter((entry) => matches(entry.cipher) && answers(entry.texts ? entry : namedOnly(entry)));
  if (sort === "revisionDate") found.sort((one, other) => compare(one.cipher.revisionDate, other.cipher.revisionDate));
  if (descending) found.reverse();
  const pages = Math.max(1, Math.ceil(found.length / size));
  const shown = Math.min(Math.max(1, page), pages);
  return { total: found.length, page: shown, pages, entries: found.slice((shown - 1) * size, shown * size) };
}

/**
 * Count what the filters of a list offer; items in the trash, and in the archive of a list that has one, count there only.
 *
 * @param {{ ciphers: Map<string, object>, collections: object[], folders: object[] }} index
 * @param {{ archives?: boolean }} [list]
 * @returns {object} total, trash, archived, favorites, unassigned (what is in no collection), types, organizations, collections, folders.
 */
export function facetsOf({ ciphers, collections, folders }, { archives = false } = {}) {
  const counts = { total: 0, trash: 0, archived: 0, favorites: 0, unassigned: 0, types: {}, organizations: {} };
  const inCollections = {};
  const inFolders = {};
  for (const cipher of ciphers.values()) {
    if (cipher.deletedDate) {
      counts.trash += 1;
      continue;
    }
    if (archives && cipher.archivedDate) {
      counts.archived += 1;
      continue;
    }
    counts.total += 1;
    if (cipher.favorite) counts.favorites += 1;
    if (isUnassigned(cipher)) counts.unassigned += 1;
    count(counts.types, cipher.type);
    count(counts.organizations, cipher.organizationId);
    count(inFolders, cipher.folderId);
    for (const id of cipher.collectionIds ?? []) count(inCollections, id);
  }
  return {
    ...counts,
    collections: collections.map(({ id, organizationId, name, readOnly, hidePasswords, manage }) => ({
      id, organizationId, name, count: inCollections[id] ?? 0, readOnly, hidePasswords, manage,
    })),
    folders: folders.map(({ id, name }) => ({ id, name, count: inFolders[id] ?? 0 })),
  };
}

function matcher({ organizationId, collectionId, folderId, type, favorite, trash, archived, unassigned, mine }) {
  const tests = [(cipher) => Boolean(cipher.deletedDate) === Boolean(trash)];
  if (typeof archived === "boolean") tests.push((cipher) => Boolean(cipher.archivedDate) === archived);
  if (organizationId) tests.push((cipher) => cipher.organizationId === organizationId);
  if (collectionId) tests.push((cipher) => cipher.collectionIds?.includes(collectionId));
  if (folderId) tests.push((cipher) => (cipher.folderId ?? NO_FOLDER) === folderId);
  if (type) tests.push((cipher) => cipher.type === Number(type));
  if (favorite) tests.push((cipher) => cipher.favorite);
  if (unassigned) tests.push(isUnassigned);
  if (mine) tests.push((cipher) => !cipher.organizationId);
  return (cipher) => tests.every((test) => test(cipher));
}

function isUnassigned({ organizationId, collectionIds }) {
  return Boolean(organizationId) && !collectionIds?.length;
}

/** Return what a list shows of a completed entry. */
export function toRow({ cipher, name, subtitle, broken }) {
  const facts = Object.fromEntries(ROW_FACTS.map((fact) => [fact, cipher[fact] ?? null]));
  return { ...facts, name, subtitle, broken, files: cipher.attachments?.length ?? 0, hasTotp: Boolean(cipher.login?.totp) };
}

function compare(one, other) {
  return one < other ? -1 : Number(one > other);
}

function count(counts, key) {
  if (key !== null && key !== undefined) counts[key] = (counts[key] ?? 0) + 1;
}
