// The files of items, for an export: fetched one after the other, and decrypted by the agent.
import { call } from "../agent/client.js";
import { safeName } from "../core/exporters/zip.js";
import { getBlob } from "./http.js";

const ITEM = "00000000-0000-0000-0000-000000000001";
const FILE = "00000000-0000-0000-0000-000000000002";

/**
 * Fetch and decrypt every file of the items.
 *
 * @param {object[]} items in clear.
 * @param {string} address of a file, with two placeholders.
 * @param {(done: number, total: number) => void} progress
 * @returns {Promise<{ files: { name: string, file: Blob }[], missing: number }>} `missing` could not be read.
 */
export async function gatherFiles(items, address, progress) {
  const wanted = items.flatMap((item) => (item.attachments ?? []).map((attachment) => ({ item, attachment })));
  const taken = new Map();
  const files = [];
  for (const [done, { item, attachment }] of wanted.entries()) {
    progress(done, wanted.length);
    if (!taken.has(item.id)) taken.set(item.id, new Set());
    const file = await open(item, attachment, address);
    // Other programs look for a file below the id of its item.
    const name = () => `attachments/${item.id}/${safeName(attachment.fileName ?? attachment.id, taken.get(item.id))}`;
    if (file) files.push({ name: name(), file });
  }
  return { files, missing: wanted.length - files.length };
}

/** Return the file, or null for one that is altered or was deleted meanwhile: the others are worth having. */
async function open({ id, organizationId, key: itemKey }, attachment, address) {
  try {
    const encrypted = await getBlob(address.replace(ITEM, id).replace(FILE, attachment.id));
    const question = { organizationId, itemKey, key: attachment.key, file: encrypted };
    return (await call("openAttachment", question)).file;
  } catch (error) {
    if (error.status === 404 || ["wrong_key", "malformed", "refused"].includes(error.code)) return null;
    throw error;
  }
}
