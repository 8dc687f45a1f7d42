import { call } from "../agent/client.js";
import { createItem, createSharedItem, shareItem, updateItem } from "./vault_routes.js";

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
