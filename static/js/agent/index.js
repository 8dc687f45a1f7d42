import { decryptText } from "../core/encstring.js";
import { entryCompleted, entryOf } from "./entry.js";

const BATCH = 200;
// As many rows as let a list be looked at while the other names are still decrypted.
const FIRST = 1000;
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

/**
 * Begin to decrypt what lists show and search of a vault: the names, since lists are sorted by them. All else is
 * decrypted when `completed` asks for it.
 *
 * @param {{ ciphers?: object[], collections?: object[], folders?: object[] }} bundle in wire shape.
 * @param {(organizationId: string | null) => Promise<SymmetricKey>} vaultKey
 * @param {Map<string, object>} [remembered] of earlier, by id; what is of another ciphertext now does not count.
 * @returns {Promise<{ entries: object[], ciphers: Map<string, object>, collections: object[], folders: object[],
 *     naming: Promise<object> | null }>} once the first are named; `naming` gives the index when all of them are, and is
 *     null then. `entries` are those named so far, in no order.
 */
export async function beginIndex({ ciphers = [], collections = [], folders = [] }, vaultKey, remembered = new Map()) {
  const [namedCollections, namedFolders] = await Promise.all([
    inBatches(collections, (collection) => placeNamed(collection, vaultKey(collection.organizationId))),
    inBatches(folders, (folder) => placeNamed(folder, vaultKey(null))),
  ]);
  const index = {
    entries: [],
    ciphers: new Map(ciphers.map((cipher) => [cipher.id, cipher])),
    collections: namedCollections.sort(byName),
    folders: namedFolders.sort(byName),
  };
  let begun;
  const first = new Promise((resolve) => { begun = resolve; });
  index.naming = nameAll(index, (cipher) => entryOf(cipher, vaultKey, remembered.get(cipher.id)), begun);
  await Promise.race([first, index.naming]);
  return index;
}

/** Do all of what `beginIndex` begins; `entries` are sorted by name then. */
export async function buildIndex(...parts) {
  const index = await beginIndex(...parts);
  return (await index.naming) ?? index;
}

async function nameAll(index, entry, begun) {
  for await (const entries of batches([...index.ciphers.values()], entry)) {
    index.entries.push(...entries);
    if (index.entries.length >= FIRST) begun();
  }
  index.entries.sort(byName);
  index.naming = null;
  return index;
}

/** Return the index with the entries that are named so far sorted by name. */
export function sorted(index) {
  const { entries, naming, sorted: count } = index;
  if (naming && count !== entries.length) {
    entries.sort(byName);
    index.sorted = entries.length;
  }
  return index;
}

/**
 * Decrypt what searching needs of all entries, once all are named. Calls at the same time share the work.
 *
 * @param {object} index
 * @param {() => boolean} [goesOn] asked between batches: nobody needs an index any more that was replaced or locked.
 */
export function completed(index, goesOn = () => true) {
  index.completing ??= completeAll(index, goesOn);
  return index.completing;
}

async function completeAll(index, goesOn) {
  await index.naming;
  for await (const _ of batches(index.entries, entryCompleted)) {
    if (!goesOn()) break;
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

async function* batches(list, convert) {
  for (let start = 0; start < list.length; start += BATCH) {
    if (start) await turn();
    yield await Promise.all(list.slice(start, start + BATCH).map(convert));
  }
}

async function inBatches(list, convert) {
  const converted = [];
  for await (const batch of batches(list, convert)) converted.push(...batch);
  return converted;
}

/**
 * Let a message be read. Browsers answer short encryption work at once, so that none would be until all is done; a
 * timer would wait for some milliseconds each time.
 */
function turn() {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => { port1.close(); resolve(); };
    port2.postMessage(null);
  });
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
