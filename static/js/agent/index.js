import { decryptText } from "../core/encstring.js";
import { itemKey } from "./cipher.js";
import { folded } from "./fold.js";

const BATCH = 1000;
const TEXT_FIELD = 0;
const SHORT_ID = 8;
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

// What a row needs of each type; the login's username is searched as well.
const ROW_FIELDS = {
  1: ["login", ["username"]],
  3: ["card", ["brand", "number"]],
  4: ["identity", ["firstName", "lastName"]],
  5: ["sshKey", ["keyFingerprint"]],
  6: ["bankAccount", ["bankName", "accountNumber"]],
  7: ["driversLicense", ["firstName", "lastName"]],
  8: ["passport", ["givenName", "surname"]],
};

/**
 * Decrypt what lists show and search of a vault, once: the names at once, since lists are sorted by them, all else
 * when `completed` asks for it.
 *
 * @param {{ ciphers?: object[], collections?: object[], folders?: object[] }} bundle in wire shape.
 * @param {(organizationId: string | null) => Promise<SymmetricKey>} vaultKey
 * @returns {Promise<{ entries: object[], ciphers: Map<string, object>, collections: object[], folders: object[] }>}
 *     `entries` sorted by name.
 */
export async function buildIndex({ ciphers = [], collections = [], folders = [] }, vaultKey) {
  const [entries, namedCollections, namedFolders] = await Promise.all([
    inBatches(ciphers, (cipher) => named(cipher, vaultKey)),
    inBatches(collections, (collection) => placeNamed(collection, vaultKey(collection.organizationId))),
    inBatches(folders, (folder) => placeNamed(folder, vaultKey(null))),
  ]);
  return {
    entries: entries.sort(byName),
    ciphers: new Map(ciphers.map((cipher) => [cipher.id, cipher])),
    collections: namedCollections.sort(byName),
    folders: namedFolders.sort(byName),
  };
}

/**
 * Decrypt what searching needs of all entries. Calls at the same time share the work.
 *
 * @param {object} index
 * @param {() => boolean} [goesOn] asked between batches: nobody needs an index any more that was replaced or locked.
 */
export function completed(index, goesOn = () => true) {
  index.completing ??= inBatches(index.entries, (entry) => (goesOn() ? entryCompleted(entry) : null)).then(() => index);
  return index.completing;
}

/** Decrypt the rest of one entry: a list needs it of the rows it shows. */
export function entryCompleted(entry) {
  entry.completing ??= complete(entry);
  return entry.completing;
}

/**
 * Bring an index up to date: take over `ciphers`, which are new or changed, and let go of what is no longer listed.
 *
 * @param {object} index
 * @param {{ ids: Set<string>, ciphers: object[], collections: object[], folders: object[] }} fresh `ids` of all there is.
 * @param {(organizationId: string | null) => Promise<SymmetricKey>} vaultKey
 * @returns {Promise<object>} as `buildIndex` does.
 */
export async function patchIndex(index, { ids, ...fresh }, vaultKey) {
  const changed = await buildIndex(fresh, vaultKey);
  const kept = index.entries.filter(({ cipher: { id } }) => ids.has(id) && !changed.ciphers.has(id));
  const entries = [...kept, ...changed.entries].sort(byName);
  return { ...changed, entries, ciphers: new Map(entries.map(({ cipher }) => [cipher.id, cipher])) };
}

function byName(one, other) {
  return collator.compare(one.name ?? "", other.name ?? "");
}

async function inBatches(list, convert) {
  const converted = [];
  for (let start = 0; start < list.length; start += BATCH) {
    converted.push(...(await Promise.all(list.slice(start, start + BATCH).map(convert))));
  }
  return converted;
}

async function named(cipher, vaultKey) {
  const broken = [];
  const open = await opener(cipher, vaultKey, broken);
  return { cipher, name: await open(cipher.name ?? "", "name"), broken, open };
}

async function complete(entry) {
  const { cipher, name, open } = entry;
  const [member, names] = ROW_FIELDS[cipher.type] ?? [null, []];
  const uris = cipher.login?.uris ?? [];
  const [parts, addresses, notes, fields, files] = await Promise.all([
    Promise.all(names.map((field) => open(cipher[member]?.[field], `${member}.${field}`))),
    Promise.all(uris.map(({ uri }, i) => open(uri, `login.uris[${i}].uri`))),
    open(cipher.notes, "notes"),
    textFields(cipher, open),
    Promise.all((cipher.attachments ?? []).map(({ fileName }, i) => open(fileName, `attachments[${i}].fileName`))),
  ]);
  const subtitle = subtitleOf(cipher.type, parts);
  const texts = foldedTexts({
    name, subtitle, username: cipher.type === 1 ? parts[0] : "", uris: addresses, notes, fields: fields.flat(), attachments: files,
    shortid: cipher.id?.slice(0, SHORT_ID), organizationid: cipher.organizationId,
  });
  const { notes: _, organizationid, ...short } = texts;
  const haystack = [...Object.values(short), folded(cipher.id ?? "")].filter(Boolean).join("\n");
  // The item's key is not kept longer than it is needed.
  Object.assign(entry, { subtitle, texts, haystack, open: null });
}

/** Names and values of the custom fields that are plain text; hidden ones are not for searching. */
function textFields({ fields }, open) {
  const own = (fields ?? []).map((field, i) => [field, `fields[${i}]`]).filter(([{ type }]) => type === TEXT_FIELD);
  return Promise.all(own.map(([{ name, value }, path]) => Promise.all([open(name, `${path}.name`), open(value, `${path}.value`)])));
}

function foldedTexts(texts) {
  const joined = Object.entries(texts).map(([name, text]) => [name, folded([text].flat().filter(Boolean).join("\n"))]);
  return Object.fromEntries(joined);
}

/** Return a function that decrypts a field of `cipher`, noting the path of what cannot be. */
async function opener(cipher, vaultKey, broken) {
  let key = null;
  try {
    key = await itemKey(cipher, await vaultKey(cipher.organizationId));
  } catch {
    // Without its key every field of the item is broken, and the list still shows the rest.
  }
  return async (field, path) => {
    if (field === null || field === undefined) return null;
    try {
      if (key) return await decryptText(field, key);
    } catch {
      // Named below, as a field without key is.
    }
    broken.push(path);
    return null;
  };
}

function subtitleOf(type, [first, second]) {
  if (type === 3 || type === 6) return [first, second && `*${second.slice(-4)}`].filter(Boolean).join(", ");
  return [first, second].filter(Boolean).join(" ");
}

async function placeNamed(source, keyPromise) {
  let name = null;
  try {
    name = await decryptText(source.name, await keyPromise);
  } catch {
    // A null name is shown as one that cannot be decrypted.
  }
  return { ...source, name };
}
