import { argon2id } from "../../vendor/hash-wasm/argon2.js";
import { concat, toBase64, utf8 } from "./bytes.js";
import { MalformedEncString } from "./encstring.js";
import { importKey } from "./keys.js";

const HMAC = { name: "HMAC", hash: "SHA-256", length: 256 };
const PRF_LENGTH = 32;

/** KDF types as the protocol numbers them. */
export const PBKDF2 = 0;
export const ARGON2ID = 1;

// Opening accepts what official clients accept (a lower value is a downgrade attack); a new
// account must keep the settable range. The ceilings stop a server from freezing the browser.
const RANGES = {
  open: { [PBKDF2]: { iterations: [5000, 2_000_000] } },
  create: { [PBKDF2]: { iterations: [600_000, 2_000_000] } },
};
RANGES.open[ARGON2ID] = { iterations: [2, 10], memory: [16, 1024], parallelism: [1, 16] };
RANGES.create[ARGON2ID] = RANGES.open[ARGON2ID];

/**
 * @typedef {object} KdfSettings
 * @property {0 | 1} type PBKDF2-HMAC-SHA-256 or Argon2id version 1.3.
 * @property {number} iterations
 * @property {number} [memory] Argon2id only, in MiB.
 * @property {number} [parallelism] Argon2id only, lanes.
 */

/** The key derivation settings are outside the accepted range. */
export class KdfRefused extends Error {
  name = "KdfRefused";
}

/**
 * Return the KDF salt text of an e-mail address: trimmed and in lower case.
 *
 * @param {string} email
 * @returns {string}
 */
export function normalizeEmail(email) {
  return email.trim().toLowerCase();
}

/**
 * Refuse weak and absurd key derivation settings.
 *
 * @param {KdfSettings} kdf
 * @param {"open" | "create"} purpose
 * @throws {KdfRefused}
 */
export function checkKdf(kdf, purpose = "open") {
  const ranges = RANGES[purpose][kdf?.type];
  if (!ranges) throw new KdfRefused("unknown key derivation function");
  for (const [name, [least, most]] of Object.entries(ranges)) {
    if (!Number.isInteger(kdf[name]) || kdf[name] < least || kdf[name] > most) {
      throw new KdfRefused(`${name} must be between ${least} and ${most}`);
    }
  }
}

/**
 * Derive the 32-byte master key as an HMAC handle: everything made from it is an HMAC, so its
 * bytes need not exist in JavaScript (Argon2id's leave WebAssembly once and are zeroed).
 *
 * @param {string} password
 * @param {string} email any spelling; it is normalized here.
 * @param {KdfSettings} kdf
 * @param {"open" | "create"} [purpose]
 * @returns {Promise<CryptoKey>}
 * @throws {KdfRefused}
 */
export async function masterKey(password, email, kdf, purpose = "open") {
  return passwordKey(password, normalizeEmail(email), kdf, purpose);
}

/**
 * Derive 32 bytes of a password as an HMAC handle, over a salt that is taken as it is written: a
 * password-protected export has a random one in base64.
 *
 * @param {string} password
 * @param {string} salt
 * @param {KdfSettings} kdf
 * @param {"open" | "create"} [purpose]
 * @returns {Promise<CryptoKey>}
 * @throws {KdfRefused}
 */
export async function passwordKey(password, salt, kdf, purpose = "open") {
  checkKdf(kdf, purpose);
  const secret = utf8(password);
  try {
    return await (kdf.type === PBKDF2 ? pbkdf2Key(secret, utf8(salt), kdf) : argon2Key(secret, utf8(salt), kdf));
  } finally {
    secret.fill(0);
  }
}

/**
 * Return the login hash that is sent to the server, in base64: PBKDF2-HMAC-SHA-256 of one round
 * with the master key in the password's place and the password in the salt's.
 *
 * @param {CryptoKey} master
 * @param {string} password
 * @returns {Promise<string>}
 */
export async function serverHash(master, password) {
  // One PBKDF2 round of one block is HMAC(key, salt || 00000001), RFC 8018 section 5.2.
  const block = concat(utf8(password), [0, 0, 0, 1]);
  try {
    return toBase64(await hmac(master, block));
  } finally {
    block.fill(0);
  }
}

/**
 * Stretch the master key to the key that wraps the user key: HKDF-Expand (RFC 5869 section 2.3)
 * with the infos "enc" and "mac", without Extract.
 *
 * @param {CryptoKey} master
 * @returns {Promise<SymmetricKey>}
 */
export async function stretch(master) {
  return importKey(await stretchedBytes(master));
}

/**
 * Stretch the secret that a passkey's device derives (WebAuthn's PRF) to the 64 bytes of the key that wraps the
 * passkey's private key. Whoever asks must zero them; the output is left as it is.
 *
 * @param {Uint8Array} output of which the first 32 bytes count.
 * @returns {Promise<Uint8Array>}
 * @throws {MalformedEncString} when the output is too short for a key.
 */
export async function stretchPrf(output) {
  if (output.length < PRF_LENGTH) throw new MalformedEncString("a passkey's secret has 32 bytes");
  const secret = output.slice(0, PRF_LENGTH);
  try {
    return await stretchedBytes(await crypto.subtle.importKey("raw", secret, HMAC, false, ["sign"]));
  } finally {
    secret.fill(0);
  }
}

async function stretchedBytes(key) {
  const [enc, mac] = await Promise.all(["enc", "mac"].map((info) => hmac(key, concat(utf8(info), [1]))));
  try {
    return concat(enc, mac);
  } finally {
    enc.fill(0);
    mac.fill(0);
  }
}

async function hmac(key, bytes) {
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes));
}

async function pbkdf2Key(secret, salt, { iterations }) {
  const base = await crypto.subtle.importKey("raw", secret, "PBKDF2", false, ["deriveKey"]);
  const algorithm = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return crypto.subtle.deriveKey(algorithm, base, HMAC, false, ["sign"]);
}

async function argon2Key(secret, written, { iterations, memory, parallelism }) {
  // Argon2 wants a salt of 8 bytes at least; a hashed one always has 32.
  const salt = new Uint8Array(await crypto.subtle.digest("SHA-256", written));
  const raw = await argon2id({
    password: secret,
    salt,
    iterations,
    memorySize: memory * 1024,
    parallelism,
    hashLength: 32,
    outputType: "binary",
  });
  try {
    return await crypto.subtle.importKey("raw", raw, HMAC, false, ["sign"]);
  } finally {
    raw.fill(0);
  }
}
