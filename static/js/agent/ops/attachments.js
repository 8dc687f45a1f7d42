import { decryptBytes, encryptBytes, encryptText } from "../../core/encstring.js";
import { decryptBlob, encryptBlob, importFileKey } from "../../core/file_stream.js";
import { newKeyBytes } from "../../core/keys.js";
import { itemKey } from "../cipher.js";
import { AgentError } from "../errors.js";

/**
 * Encrypt a file for an item, under a key of its own. A Blob is a reference: neither form of it has to fit into memory.
 *
 * @param {object} session
 * @param {{ organizationId: string | null, itemKey: string | null, file: Blob, name: string }} question
 *     `itemKey` is the item's own key, wrapped, if it has one.
 * @returns {Promise<{ file: Blob, fileName: string, key: string }>}
 */
async function sealAttachment(session, { organizationId = null, itemKey: wrapped = null, file, name }) {
  const wrapper = await itemKey({ key: wrapped }, await session.keyring.vaultKey(organizationId));
  const raw = newKeyBytes();
  const [key, fileName] = await Promise.all([encryptBytes(raw, wrapper), encryptText(name, wrapper)]);
  return { file: await encryptBlob(file, await importFileKey(raw)), fileName, key };
}

/** Decrypt the fetched content of an item's file; nothing is given out unless all of it is unaltered. */
async function openAttachment(session, { organizationId = null, itemKey: wrapped = null, key, file }) {
  // Very old files are encrypted with the vault's key itself, which is no key for files here.
  if (!key) throw new AgentError("refused", "the file has no key of its own");
  const wrapper = await itemKey({ key: wrapped }, await session.keyring.vaultKey(organizationId));
  return { file: await decryptBlob(file, await importFileKey(await decryptBytes(key, wrapper))) };
}

export const attachmentOperations = { sealAttachment, openAttachment };
