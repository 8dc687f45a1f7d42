import { randomBytes, utf8 } from "./bytes.js";
import { WrongKeyOrAltered } from "./encstring.js";

const IV_LENGTH = 12;

/**
 * Encrypt bytes under a half that only the server session has: AES-256-GCM, which authenticates `label` as well.
 *
 * @param {Uint8Array} bytes
 * @param {Uint8Array} half 32 bytes; they are zeroed.
 * @param {string} label what the seal belongs to.
 * @returns {Promise<{ iv: Uint8Array, ciphertext: ArrayBuffer }>}
 */
export async function sealForSession(bytes, half, label) {
  const key = await importHalf(half, "encrypt");
  const iv = randomBytes(IV_LENGTH);
  const ciphertext = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: utf8(label) }, key, bytes);
  return { iv, ciphertext };
}

/**
 * Open what `sealForSession` made under the same half and label.
 *
 * @param {{ iv: Uint8Array, ciphertext: ArrayBuffer }} sealed
 * @param {Uint8Array} half 32 bytes; they are zeroed.
 * @param {string} label
 * @returns {Promise<Uint8Array>}
 * @throws {WrongKeyOrAltered}
 */
export async function openFromSession({ iv, ciphertext }, half, label) {
  const key = await importHalf(half, "decrypt");
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: utf8(label) }, key, ciphertext));
  } catch {
    throw new WrongKeyOrAltered("sealed for another session");
  }
}

async function importHalf(half, use) {
  try {
    return await crypto.subtle.importKey("raw", half, "AES-GCM", false, [use]);
  } finally {
    half.fill(0);
  }
}
