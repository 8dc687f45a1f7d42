import { field, isYes, KEPT_PASSWORDS, makeItem } from "./items.js";
import { content } from "./onepassword_fields.js";
import { listOf, parseJson, readEach, UnreadableExport } from "./unreadable.js";

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
  const found = vaults.flatMap((vault) => listOf(vault?.items).map((item) => ({ item, vault })));
  return { entries: readEach(found, ({ item, vault }) => entryOf(item, vault)), collections: [] };
}

/** Read one item; `vault` has a name that may count as its collection. */
export function entryOf(item, vault) {
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
  const kind = kindOf(KINDS[categoryUuid], own);
  if (!["login", "secureNote"].includes(kind)) fields.push(...looseOf(kind, own));
  const tags = listOf(overview?.tags).filter(Boolean).join(", ");
  const file = details?.documentAttributes?.fileName;
  const extra = [tags && field("tags", tags), file && field("file", file)].filter(Boolean);
  const uris = kind === "login" ? { uris: [...addresses(overview ?? {}), ...(own.uris ?? [])] } : {};
  return makeItem(kind, {
    name: overview?.title,
    notes: details?.notesPlain,
    favorite: isYes(favIndex),
    archived: state === "archived",
    fields: [...fields, ...extra],
    passwordHistory: historyOf(details),
    ...own,
    ...uris,
  });
}

/** A note with what a login has is one, and so is a key without its private half. */
function kindOf(kind = "secureNote", own) {
  const isPlain = kind === "secureNote" || (kind === "sshKey" && !own.privateKey);
  if (!isPlain) return kind;
  return [own.password, own.username, own.totp, own.uris].some(Boolean) ? "login" : "secureNote";
}

/** Make fields of what only a login has a place for. */
function looseOf(kind, own) {
  const { username, password, totp } = own;
  const loose = { ...(kind === "identity" ? {} : { username }), password, "one-time password": totp };
  return Object.entries(loose)
    .filter(([, value]) => value)
    .map(([name, value]) => field(name, value));
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
