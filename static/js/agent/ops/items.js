import { decryptText, encryptText } from "../../core/encstring.js";
import { fromUtf8 } from "../../core/bytes.js";
import { itemKey, openItem, rewrapAttachments, sealItem } from "../cipher.js";
import { AgentError } from "../errors.js";
import { entryCompleted } from "../entry.js";
import { beginIndex, completed, sorted } from "../index.js";
import { indexOf, keepIndex } from "../indexes.js";
import { recalled } from "../remembered.js";
import { facetsOf, find, toRow } from "../search.js";
import { attachmentOperations } from "./attachments.js";

const BATCH = 500;

/** Decrypt texts under one key, or under keys that it wraps, one to a text; what cannot be decrypted is null. */
async function decrypt({ keyring }, { organizationId = null, fields, keys = [] }) {
  const vaultKey = await keyring.vaultKey(organizationId).catch(() => null);
  if (!vaultKey) return fields.map(() => null);
  const text = async (field, key) => decryptText(field, await itemKey({ key }, vaultKey));
  return Promise.all(fields.map((field, i) => (field ? text(field, keys[i]).catch(() => null) : null)));
}

/** Encrypt texts under one key. */
async function encrypt({ keyring }, { organizationId = null, texts }) {
  const key = await keyring.vaultKey(organizationId);
  return Promise.all(texts.map((text) => encryptText(text, key)));
}

/** Say whether a scope has an index: of this revision, or of any. */
async function hasIndex({ indexes }, { scope, revision = null }) {
  const found = indexes.get(scope);
  return found !== undefined && (revision === null || found.revision === revision);
}

/**
 * Decrypt and index what a page fetched, in place of the scope's older index. Unless `whole` is asked for, a list where
 * there was none can be searched as soon as the first names are known.
 */
async function index(session, { scope, revision, buffer, whole = true }) {
  const bundle = parseBundle(buffer);
  const known = await recalled(session, scope);
  const begun = await beginIndex(bundle, (organizationId) => session.keyring.vaultKey(organizationId), known);
  if (whole || session.indexes.has(scope)) await begun.naming;
  keepIndex(session, scope, Object.assign(begun, { revision, shelved: new Set(known.keys()) }));
  return { total: begun.ciphers.size };
}

/** Find items. Unless `whole` is asked for, a vault that is still being decrypted is searched as far as it is: `partial`. */
async function search(session, { scope, whole = true, ...question }) {
  const index = indexOf(session, scope);
  const searches = Boolean(question.query?.trim());
  if (whole) await (searches ? completed(index) : index.naming);
  const partial = Boolean(index.naming) || (searches && index.entries.some(({ texts }) => !texts));
  const { entries, ...found } = find(sorted(index), question);
  await Promise.all(entries.map(entryCompleted));
  return { ...found, partial, rows: entries.map(toRow) };
}

async function facets(session, { scope, archives = false }) {
  return facetsOf(indexOf(session, scope), { archives });
}

/** Decrypt one item of an index whole. */
async function item(session, { scope, id }) {
  const cipher = indexOf(session, scope).ciphers.get(id);
  if (!cipher) throw new AgentError("refused", "no such item in this list");
  return openItem(cipher, await session.keyring.vaultKey(cipher.organizationId));
}

/**
 * Encrypt an item to a cipher request. `previous`, the item as it was before an edit, moves
 * replaced passwords to the history. Where it moves to another vault, the keys of its files are wrapped anew.
 */
async function seal(session, { item: plain, organizationId = null, key = null, previous = null }) {
  const vaultKey = await session.keyring.vaultKey(organizationId);
  const sealed = await sealItem(plain, { vaultKey, organizationId, key, previous });
  const moved = previous?.attachments?.length && (previous.organizationId ?? null) !== organizationId;
  const keys = moved && { before: await session.keyring.vaultKey(previous.organizationId), after: vaultKey };
  const attachments2 = moved ? await rewrapAttachments(previous, sealed, keys) : null;
  return { ...sealed, ...(attachments2 && { attachments2 }), ...writer(session, organizationId) };
}

/** Encrypt many new items, for an import. */
async function sealMany(session, { items, organizationId = null }) {
  const vaultKey = await session.keyring.vaultKey(organizationId);
  const sealed = [];
  for (let start = 0; start < items.length; start += BATCH) {
    const batch = items.slice(start, start + BATCH);
    sealed.push(...(await Promise.all(batch.map((plain) => sealItem(plain, { vaultKey, organizationId })))));
  }
  return sealed.map((request) => ({ ...request, ...writer(session, organizationId) }));
}

/** Name who encrypted and with which key, so that the server can refuse a mix-up. */
function writer({ userId, keyring }, organizationId) {
  const personal = organizationId === null ? { encryptedByKeyId: keyring.userKeyId } : {};
  return { encryptedFor: userId, ...personal };
}

function parseBundle(buffer) {
  try {
    return JSON.parse(fromUtf8(buffer));
  } catch {
    throw new AgentError("malformed", "not a list of items");
  }
}

export const itemOperations = { decrypt, encrypt, hasIndex, index, search, facets, item, seal, sealMany, ...attachmentOperations };
