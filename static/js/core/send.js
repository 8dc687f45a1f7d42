import { fromBase64, randomBytes, toBase64, toBase64Url, utf8 } from "./bytes.js";
import { importFileKey } from "./file_stream.js";
import { importKey } from "./keys.js";

const PASSWORD_ROUNDS = 100_000;
const SEED_LENGTH = 16;

/** Draw the seed of a new Send. */
export function newSeed() {
  return randomBytes(SEED_LENGTH);
}

/** Write a seed as the fragment of a Send's link has it. */
export function seedToFragment(seed) {
  return toBase64Url(seed);
}

/**
 * Read the seed from a link's fragment.
 *
 * @param {string} fragment base64url without padding.
 * @returns {Uint8Array | null} null where it is none.
 */
export function seedFromFragment(fragment) {
  try {
    const seed = fromBase64(`${fragment.replaceAll("-", "+").replaceAll("_", "/")}==`);
    return seed.length === SEED_LENGTH ? seed : null;
  } catch {
    return null;
  }
}

/**
 * Derive the key of a Send from its seed: HKDF-SHA-256 (RFC 5869) with the salt
 * "bitwarden-send" and the info "send".
 *
 * @param {Uint8Array} seed 16 bytes, left as they are.
 * @returns {Promise<SymmetricKey>}
 */
export async function sendKey(seed) {
  return importKey(await sendKeyBytes(seed));
}

/** Derive the same key for the Send's file. */
export async function sendFileKey(seed) {
  return importFileKey(await sendKeyBytes(seed));
}

async function sendKeyBytes(seed) {
  const base = await crypto.subtle.importKey("raw", seed, "HKDF", false, ["deriveBits"]);
  const algorithm = { name: "HKDF", hash: "SHA-256", salt: utf8("bitwarden-send"), info: utf8("send") };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, base, 512));
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
