import { decryptText } from "../core/encstring.js";
import { entryCompleted, entryOf } from "./entry.js";

const BATCH = 1000;
// Whoever asks for a page of the list meanwhile waits for one batch at most.
const SMALL_BATCH = 200;
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

/**
 * Decrypt what lists show and search of a vault, once: the names at once, since lists are sorted by them, all else
 * when `completed` asks for it.
 *
 * @param {{ ciphers?: object[], collections?: object[], folders?: object[] }} bundle in wire shape.
 * @param {(organizationId: string | null) => Promise<SymmetricKey>} vaultKey
 * @param {Map<string, object>} [remembered] of earlier, by id; what is of another ciphertext now does not count.
 * @returns {Promise<{ entries: object[], ciphers: Map<string, object>, collections: object[], folders: object[] }>}
 *     `entries` sorted by name.
 */
export async function buildIndex({ ciphers = [], collections = [], folders = [] }, vaultKey, remembered = new Map()) {
  const [entries, namedCollections, namedFolders] = await Promise.all([
    inBatches(ciphers, (cipher) => entryOf(cipher, vaultKey, remembered.get(cipher.id))),
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
  index.completing ??= completeAll(index, goesOn);
  return index.completing;
}

async function completeAll(index, goesOn) {
  for (let start = 0; start < index.entries.length && goesOn(); start += SMALL_BATCH) {
    // Browsers answer short encryption work at once: without this no message would be read until all is done.
    await new Promise((resolve) => { setTimeout(resolve); });
    await Promise.all(index.entries.slice(start, start + SMALL_BATCH).map(entryCompleted));
  }
  return index;
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

async function placeNamed(source, keyPromise) {
  let name = null;
  try {
    name = await decryptText(source.name, await keyPromise);
  } catch {
    // A null name is shown as one that cannot be decrypted.
  }
  return { ...source, name };
}
