import { decryptText } from "../../core/encstring.js";
import { openItem } from "../cipher.js";

const BATCH = 250;

/**
 * Decrypt a document whole, for an export. `unreadable` items have no key that opens them and are left out;
 * `broken` counts those with single fields that cannot be decrypted.
 */
async function openDocument({ keyring }, { document: { ciphers = [], collections = [], folders = [] } }) {
  const vaultKey = (organizationId) => keyring.vaultKey(organizationId);
  const opened = await inBatches(ciphers, async (cipher) => openItem(cipher, await vaultKey(cipher.organizationId)));
  const [namedCollections, namedFolders] = await Promise.all([named(collections, vaultKey), named(folders, vaultKey)]);
  const items = opened.filter(Boolean);
  return {
    items,
    collections: namedCollections,
    folders: namedFolders,
    unreadable: opened.length - items.length,
    broken: items.filter(({ broken }) => broken.length).length,
  };
}

/** Return the places whose name can be decrypted. */
async function named(places, vaultKey) {
  const list = await inBatches(places, async (place) => {
    const name = await decryptText(place.name, await vaultKey(place.organizationId));
    return { ...place, name };
  });
  return list.filter(Boolean);
}

async function inBatches(list, open) {
  const opened = [];
  for (let start = 0; start < list.length; start += BATCH) {
    const batch = list.slice(start, start + BATCH).map((one) => open(one).catch(() => null));
    opened.push(...(await Promise.all(batch)));
  }
  return opened;
}

export const documentOperations = { openDocument };
