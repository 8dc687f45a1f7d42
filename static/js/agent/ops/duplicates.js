import { duplicateKey } from "../../core/importers/duplicates.js";
import { openItem } from "../cipher.js";
import { namedIndex } from "../indexes.js";

const BATCH = 250;

/**
 * Return the indexes of the plain items that equal an item of an index, the trash aside. Only items of the same type
 * and name are opened.
 */
async function duplicates(session, { scope, items }) {
  const { entries } = await namedIndex(session, scope);
  const wanted = new Set(items.map(likeness));
  const alike = entries.filter(
    ({ cipher, name }) => !cipher.deletedDate && wanted.has(likeness({ type: cipher.type, name })),
  );
  const known = new Set();
  for (let start = 0; start < alike.length; start += BATCH) {
    const opened = alike.slice(start, start + BATCH).map(({ cipher }) => openedKey(cipher, session.keyring));
    for (const key of await Promise.all(opened)) known.add(key);
  }
  return items.flatMap((item, i) => (known.has(duplicateKey(item)) ? [i] : []));
}

async function openedKey(cipher, keyring) {
  return duplicateKey(await openItem(cipher, await keyring.vaultKey(cipher.organizationId)));
}

function likeness({ type, name }) {
  return `${type} ${(name ?? "").trim()}`;
}

export const duplicateOperations = { duplicates };
