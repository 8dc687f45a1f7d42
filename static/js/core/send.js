import { toBase64, utf8 } from "./bytes.js";
import { importKey } from "./keys.js";

const PASSWORD_ROUNDS = 100_000;

/**
 * Derive the key of a Send from its seed: HKDF-SHA-256 (RFC 5869) with the salt
 * "bitwarden-send" and the info "send".
 *
 * @param {Uint8Array} seed 16 bytes, left as they are.
 * @returns {Promise<SymmetricKey>}
 */
export async function sendKey(seed) {
  const base = await crypto.subtle.importKey("raw", seed, "HKDF", false, ["deriveBits"]);
  const algorithm = { name: "HKDF", hash: "SHA-256", salt: utf8("bitwarden-send"), info: utf8("send") };
  return importKey(new Uint8Array(await crypto.subtle.deriveBits(algorithm, base, 512)));
}

/**
 * Return the hash of a Send's password that the server checks, in base64.
 *
 * @param {string} password
 * @param {Uint8Array} seed the PBKDF2 salt, 16 bytes.
 * @returns {Promise<string>}
 */
export async function sendPasswordHash(password, seed) {
  const secret = utf8(password);
  const base = await crypto.subtle.importKey("raw", secret, "PBKDF2", false, ["deriveBits"]);
  secret.fill(0);
  const algorithm = { name: "PBKDF2", hash: "SHA-256", salt: seed, iterations: PASSWORD_ROUNDS };
  return toBase64(new Uint8Array(await crypto.subtle.deriveBits(algorithm, base, 256)));
}
