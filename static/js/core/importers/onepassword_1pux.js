import { field, isYes, makeItem } from "./items.js";
import { content } from "./onepassword_fields.js";
import { listOf, parseJson, UnreadableExport } from "./unreadable.js";

const KINDS = {
  "001": "login",
  "002": "card",
  "003": "secureNote",
  "004": "identity",
  "005": "login",
  101: "bankAccount",
  103: "driversLicense",
  106: "passport",
  108: "identity",
  114: "sshKey",
};

const KEPT_PASSWORDS = 5;
// Of the year 9999, the last that dates are written with four digits.
const LAST_SECOND = 253_402_300_799;

/**
 * Read the `export.data` of a 1Password 1pux archive. Vaults count as collections.
 *
 * @param {string} text
 * @returns {{ entries: { where: string, item: object, collections: string[] }[], collections: string[] }} `where` is
 *   the item's place in the file, from 1.
 * @throws {UnreadableExport}
 */
export function read1pux(text) {
  const file = parseJson(text);
  if (!Array.isArray(file?.accounts)) throw new UnreadableExport("shape");
  const vaults = file.accounts.flatMap((account) => listOf(account?.vaults));
  const entries = vaults.flatMap((vault) => listOf(vault?.items).map((item) => entryOf(item, vault)));
  return { entries: entries.map((entry, i) => ({ where: String(i + 1), ...entry })), collections: [] };
}

function entryOf(item, vault) {
  const name = vault.attrs?.name;
  const collections = typeof name === "string" && name ? [name] : [];
  // Older archives wrap the item in another object.
  const inner = item?.item ?? item;
  if (!inner || typeof inner !== "object" || typeof inner.details !== "object") return { problem: "type", collections };
  return {
    item: itemOf(inner),
    collections,
    problem: [true, "Y"].includes(inner.trashed) || inner.state === "trashed" ? "trash" : undefined,
  };
}

function itemOf({ categoryUuid, favIndex, state, overview, details }) {
  const { own, fields } = content(KINDS[categoryUuid] ?? "secureNote", details ?? {});
  // A kind of ours that needs more than the item has, or one we do not know, that has a password, is a login.
  const unknown = !KINDS[categoryUuid] || (categoryUuid === "114" && !own.privateKey);
  const kind = unknown ? (own.password || own.username ? "login" : "secureNote") : KINDS[categoryUuid];
  const tags = listOf(overview?.tags).filter(Boolean).join(", ");
  const extra = [tags && field("tags", tags), state === "archived" && field("archived", "true")].filter(Boolean);
  const uris = kind === "login" ? { uris: addresses(overview ?? {}) } : {};
  return makeItem(kind, {
    name: overview?.title,
    notes: details?.notesPlain,
    favorite: isYes(favIndex),
    fields: [...fields, ...extra],
    passwordHistory: historyOf(details),
    ...own,
    ...uris,
  });
}

/** The newest come first here. */
function historyOf(details) {
  const old = listOf(details?.passwordHistory).filter(
    (one) => typeof one?.value === "string" && one.value && Number.isFinite(one.time),
  );
  const newest = old.sort((one, other) => other.time - one.time).slice(0, KEPT_PASSWORDS);
  return newest
    .filter(({ time }) => Math.abs(time) < LAST_SECOND)
    .map(({ value, time }) => ({ password: value, lastUsedDate: new Date(time * 1000).toISOString() }));
}

function addresses({ url, urls }) {
  return [url, ...listOf(urls).map((one) => one?.url)].filter((one) => typeof one === "string");
}
