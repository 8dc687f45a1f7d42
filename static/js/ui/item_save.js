import { call } from "../agent/client.js";
import { createItem, createSharedItem, shareItem, shareItems, updateItem } from "./vault_routes.js";

/**
 * Encrypt an item and hand it to the server.
 *
 * @param {object} item as it shall be, in plain.
 * @param {object | null} before as it was; null for a new one.
 * @param {{ organizationId: string | null, collectionIds: string[] }} target
 * @returns {Promise<string>} the item's id.
 */
export async function saveItem(item, before, { organizationId, collectionIds }) {
  const moved = before && before.organizationId !== organizationId;
  const key = before && !moved ? before.key : null;
  const cipher = await call("seal", { item, organizationId, key, previous: before });
  if (moved) return (await shareItem(before.id, { cipher, collectionIds })).id;
  if (before) return (await updateItem(before.id, { cipher, collectionIds: organizationId ? collectionIds : null })).id;
  return (await (organizationId ? createSharedItem(organizationId, { cipher, collectionIds }) : createItem(cipher))).id;
}

/**
 * Encrypt several of one's own items for an organization and hand them over, all or none.
 *
 * @param {string[]} ids
 * @param {{ organizationId: string, collectionIds: string[] }} target
 * @param {object} store
 */
export async function shareItemsInto(ids, { organizationId, collectionIds }, store) {
  const ciphers = [];
  for (const id of ids) {
    const item = await store.item(id);
    ciphers.push({ id, ...(await call("seal", { item, organizationId, key: null, previous: item })) });
  }
  await shareItems({ ciphers, collectionIds });
}
