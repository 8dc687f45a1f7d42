import { toBase64, utf8 } from "../core/bytes.js";
import { decryptBytes, decryptText, encryptBytes, encryptText } from "../core/encstring.js";
import { newWrappedKey, unwrapKey } from "../core/keys.js";
import { AgentError } from "./errors.js";
import { withHistory } from "./history.js";
import { mapContent, mapMembers } from "./item_shape.js";

const FACTS = [
  "id", "organizationId", "folderId", "type", "favorite", "reprompt", "key", "collectionIds", "edit", "viewPassword",
  "permissions", "organizationUseTotp", "creationDate", "revisionDate", "deletedDate", "archivedDate",
];

/**
 * Return the key an item's fields are encrypted with: its own, or the vault's.
 *
 * @param {{ key?: string | null }} cipher
 * @param {SymmetricKey} vaultKey the organization's key, or the person's.
 * @returns {Promise<SymmetricKey>}
 */
export async function itemKey(cipher, vaultKey) {
  return cipher.key ? unwrapKey(cipher.key, vaultKey) : vaultKey;
}

/**
 * Decrypt an item whole.
 *
 * @param {object} cipher as the wire API answers it.
 * @param {SymmetricKey} vaultKey
 * @returns {Promise<object>} Bitwarden's plain JSON; `broken` names the fields that could not be decrypted.
 */
export async function openItem(cipher, vaultKey) {
  const key = await itemKey(cipher, vaultKey);
  const broken = [];
  const convert = (field, path) =>
    decryptText(field, key).catch(() => {
      broken.push(path);
      return null;
    });
  const content = await mapContent(cipher, convert);
  if (content.login?.uris) content.login.uris = await genuineUris(content.login.uris, Boolean(cipher.key), broken);
  const attachments = await openAttachments(cipher.attachments, convert);
  const facts = Object.fromEntries(FACTS.map((name) => [name, cipher[name] ?? null]));
  return { ...facts, ...content, attachments, broken };
}

/**
 * Encrypt an item to a cipher request.
 *
 * A new item gets an item key. One with attachments but without an item key keeps being
 * encrypted with the vault's key, since its attachments' keys are wrapped by that.
 *
 * @param {object} item Bitwarden's plain JSON.
 * @param {object} under
 * @param {SymmetricKey} under.vaultKey
 * @param {string | null} [under.organizationId]
 * @param {string | null} [under.key] the existing wrapped item key.
 * @param {object | null} [under.previous] the item before the edit.
 * @returns {Promise<object>} the request's JSON (cipher request of the wire API).
 * @throws {AgentError} `refused` when fields could not be decrypted: saving would destroy them.
 */
export async function sealItem(item, { vaultKey, organizationId = null, key = null, previous = null }) {
  if (item.broken?.length) throw new AgentError("refused", "fields that cannot be decrypted would be lost");
  const current = previous ? withHistory(item, previous) : item;
  const own = await keyToSealWith(current, key, vaultKey);
  const content = await mapContent(await withChecksums(current), (text) => encryptText(text, own.key));
  return {
    type: current.type,
    organizationId,
    folderId: current.folderId ?? null,
    favorite: Boolean(current.favorite),
    reprompt: current.reprompt ?? 0,
    key: own.wrapped,
    ...content,
    ...(current.id ? { lastKnownRevisionDate: current.revisionDate ?? null } : { archivedDate: current.archivedDate ?? null }),
  };
}

/**
 * Encrypt names and keys of an item's files anew, for an item that was sealed under another key.
 *
 * @param {object} item as it was, decrypted.
 * @param {object} sealed the request of `sealItem`.
 * @param {{ before: SymmetricKey, after: SymmetricKey }} vaultKeys
 * @returns {Promise<Record<string, { fileName: string, key: string }>>} by the files' ids.
 */
export async function rewrapAttachments(item, sealed, { before, after }) {
  const [old, own] = await Promise.all([itemKey(item, before), itemKey(sealed, after)]);
  const entries = item.attachments.map(async ({ id, fileName, key }) => {
    const raw = await decryptBytes(key, old);
    const wrapped = await encryptBytes(raw, own);
    raw.fill(0);
    return [id, { fileName: await encryptText(fileName, own), key: wrapped }];
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** Return the checksum clients demand of an item key's URI: base64 of SHA-256. */
export async function uriChecksum(uri) {
  return toBase64(new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(uri))));
}

async function keyToSealWith(item, wrapped, vaultKey) {
  if (wrapped) return { key: await unwrapKey(wrapped, vaultKey), wrapped };
  return item.attachments?.length ? { key: vaultKey, wrapped: null } : newWrappedKey(vaultKey);
}

async function withChecksums(item) {
  if (!item.login?.uris) return item;
  const filled = item.login.uris.filter(({ uri }) => uri);
  const uris = await Promise.all(filled.map(async (uri) => ({ ...uri, uriChecksum: await uriChecksum(uri.uri) })));
  return { ...item, login: { ...item.login, uris } };
}

/** Drop URIs whose checksum does not match: a server could have swapped two items' URIs. */
async function genuineUris(uris, hasItemKey, broken) {
  const genuine = [];
  for (const [i, { uri, uriChecksum: given, match }] of uris.entries()) {
    if (hasItemKey && uri !== null && given !== (await uriChecksum(uri))) broken.push(`login.uris[${i}].uri`);
    else if (uri !== null) genuine.push({ uri, match });
  }
  return genuine;
}

async function openAttachments(attachments, convert) {
  if (!attachments?.length) return null;
  return Promise.all(
    attachments.map(async (attachment, i) => ({
      ...attachment,
      ...(await mapMembers(attachment, ["fileName"], `attachments[${i}]`, convert)),
    })),
  );
}
