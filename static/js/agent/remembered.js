import { fromUtf8, utf8 } from "../core/bytes.js";
import { decryptFile, encryptFile } from "../core/encstring.js";
import { newWrappedKey, unwrapKey } from "../core/keys.js";
import { printOf } from "./entry.js";

const VERSION = 1;
// Fewer are decrypted as quickly as they are looked up.
const WORTHWHILE = 200;
// Lists of organizations are not kept: whoever leaves one must not keep its names.
const KEPT_SCOPE = "member";

/**
 * Return what this device remembers of a person's list, by the items' ids. It lies there encrypted under a key of its
 * own, which the person's key wraps; what does not open counts as nothing.
 *
 * @param {{ shelf?: object, keyring: object, userId: string }} session
 * @param {string} scope
 * @returns {Promise<Map<string, { print: string, name: string, subtitle: string, texts: object }>>}
 */
export async function recalled({ shelf, keyring, userId }, scope) {
  if (!shelf || scope !== KEPT_SCOPE) return new Map();
  try {
    const { key, sealed } = await shelf.get(userId);
    const bytes = await decryptFile(sealed, await unwrapKey(key, await keyring.vaultKey(null)));
    const { version, items } = JSON.parse(fromUtf8(bytes));
    bytes.fill(0);
    return new Map(version === VERSION ? items.map(([id, print, name, subtitle, texts]) => [id, { print, name, subtitle, texts }]) : []);
  } catch {
    return new Map();
  }
}

/**
 * Keep what was decrypted of a completed index, where it differs enough from what is kept.
 *
 * @param {object} session
 * @param {string} scope
 * @param {{ entries: object[], ciphers: Map, shelved?: Map<string, object> }} index
 */
export async function remember({ shelf, keyring, userId }, scope, index) {
  if (!shelf || scope !== KEPT_SCOPE || !isStale(index)) return;
  const whole = index.entries.filter(({ broken }) => !broken.length);
  const items = whole.map(({ cipher, name, subtitle, texts }) => [cipher.id, printOf(cipher), name, subtitle, texts]);
  const { key, wrapped } = await newWrappedKey(await keyring.vaultKey(null));
  const bytes = utf8(JSON.stringify({ version: VERSION, items }));
  try {
    await shelf.put(userId, { key: wrapped, sealed: await encryptFile(bytes, key) });
    index.shelved = new Set(whole.map(({ cipher: { id } }) => id));
  } finally {
    bytes.fill(0);
  }
}

/** Say whether much is new, or something that is kept is not the person's any more. */
function isStale({ entries, ciphers, shelved = new Set() }) {
  const unknown = entries.filter(({ cipher: { id }, broken }) => !shelved.has(id) && !broken.length).length;
  return unknown >= WORTHWHILE || [...shelved].some((id) => !ciphers.has(id));
}
