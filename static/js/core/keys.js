import { concat, randomBytes, toHex } from "./bytes.js";
import { decryptBytes, encryptBytes, MalformedEncString } from "./encstring.js";

const KEY_LENGTH = 64;
const HMAC = { name: "HMAC", hash: "SHA-256" };
const [CIPHER_USES, MAC_USES] = [["encrypt", "decrypt"], ["sign", "verify"]];
// The COSE_Key {1: 4, -1: key} in CBOR up to the key's bytes; RFC 9679 hashes exactly this.
const COSE_KEY_PREFIX = [0xa2, 0x01, 0x04, 0x20, 0x58, 0x40];

/**
 * Import 64 raw bytes (32 for AES-256-CBC, 32 for HMAC-SHA-256) as two handles that cannot be
 * exported. The input is zeroed, also on failure.
 *
 * @param {Uint8Array} raw
 * @returns {Promise<SymmetricKey>}
 * @throws {MalformedEncString} when the length is not 64 bytes.
 */
export async function importKey(raw) {
  try {
    if (raw.length !== KEY_LENGTH) throw new MalformedEncString("a symmetric key has 64 bytes");
    const [encryption, mac] = await Promise.all([
      crypto.subtle.importKey("raw", raw.subarray(0, 32), "AES-CBC", false, CIPHER_USES),
      crypto.subtle.importKey("raw", raw.subarray(32), HMAC, false, MAC_USES),
    ]);
    return Object.freeze({ encryption, mac });
  } finally {
    raw.fill(0);
  }
}

/**
 * Draw the 64 bytes of a new symmetric key. Whoever asks must import or zero them.
 *
 * @returns {Uint8Array}
 */
export function newKeyBytes() {
  return randomBytes(KEY_LENGTH);
}

/**
 * Open a symmetric key that is wrapped by another one (EncString type 2 of 64 raw bytes).
 *
 * @param {string} wrapped
 * @param {SymmetricKey} wrapper
 * @returns {Promise<SymmetricKey>}
 * @throws {MalformedEncString}
 * @throws {WrongKeyOrAltered}
 */
export async function unwrapKey(wrapped, wrapper) {
  return importKey(await decryptBytes(wrapped, wrapper));
}

/**
 * Make a symmetric key and its wrapped form (EncString type 2 of 64 raw bytes).
 *
 * @param {SymmetricKey} wrapper
 * @returns {Promise<{ key: SymmetricKey, wrapped: string }>}
 */
export async function newWrappedKey(wrapper) {
  const raw = newKeyBytes();
  const wrapped = await encryptBytes(raw, wrapper);
  return { key: await importKey(raw), wrapped };
}

/**
 * Say whether two handles hold the same MAC key, by a MAC over a fresh nonce.
 *
 * @param {SymmetricKey} one
 * @param {SymmetricKey} other
 * @returns {Promise<boolean>}
 */
export async function sameKey(one, other) {
  const nonce = randomBytes(32);
  const mac = await crypto.subtle.sign("HMAC", one.mac, nonce);
  return crypto.subtle.verify("HMAC", other.mac, mac, nonce);
}

/**
 * Return the id of a 64-byte key: the first 16 bytes of its RFC 9679 thumbprint, as 32
 * hexadecimal digits. The input is left as it is.
 *
 * @param {Uint8Array} raw
 * @returns {Promise<string>}
 */
export async function keyId(raw) {
  const named = concat(COSE_KEY_PREFIX, raw);
  try {
    return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", named)).subarray(0, 16));
  } finally {
    named.fill(0);
  }
}
