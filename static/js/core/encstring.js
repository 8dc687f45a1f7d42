import { concat, fromBase64Parts, fromUtf8, randomBytes, toBase64, utf8 } from "./bytes.js";

const IV_LENGTH = 16;
const MAC_LENGTH = 32;
const BLOCK = 16;
const RSA_LENGTH = 256;
const FILE_TYPE = 2;
/** @typedef {{ encryption: CryptoKey, mac: CryptoKey }} SymmetricKey */
/**
 * `authenticated` is what the MAC is of: iv and ciphertext, which are views of it.
 * @typedef {{ type: 2, iv: Uint8Array, ciphertext: Uint8Array, mac: Uint8Array, authenticated: Uint8Array }} Authenticated
 */
/** @typedef {{ type: 3 | 4, sealed: Uint8Array }} Sealed */

/** The text is not an EncString this product opens; no key was used. */
export class MalformedEncString extends Error {
  name = "MalformedEncString";
}

/** The key is wrong or the data was altered; nothing was decrypted. */
export class WrongKeyOrAltered extends Error {
  name = "WrongKeyOrAltered";
}

/**
 * Parse an EncString of type 2 (`2.iv|ciphertext|mac`) or of type 3 or 4 (`4.sealed`), each part
 * canonical base64. Types without a MAC (0) and retired types are refused.
 *
 * @param {string} encString
 * @returns {Authenticated | Sealed}
 * @throws {MalformedEncString}
 */
export function parse(encString) {
  const match = typeof encString === "string" && /^([234])\.([^.]+)$/.exec(encString);
  if (!match) throw new MalformedEncString("not an EncString of type 2, 3 or 4");
  const parts = decoded(match[2].split("|"));
  return match[1] === "2" ? authenticated(parts) : sealed(Number(match[1]), parts);
}

/**
 * Encrypt text to an EncString of type 2.
 *
 * @param {string} text
 * @param {SymmetricKey} key
 * @returns {Promise<string>}
 */
export function encryptText(text, key) {
  return encryptBytes(utf8(text), key);
}

/**
 * Encrypt bytes to an EncString of type 2: AES-256-CBC, then HMAC-SHA-256 over iv and ciphertext.
 *
 * @param {Uint8Array} bytes
 * @param {SymmetricKey} key
 * @returns {Promise<string>}
 */
export async function encryptBytes(bytes, key) {
  const { iv, ciphertext } = await encryptBlocks(bytes, key);
  return authenticate(iv, ciphertext, key);
}

/**
 * Decrypt an EncString of type 2 to text.
 *
 * @param {string} encString
 * @param {SymmetricKey} key
 * @returns {Promise<string>}
 * @throws {MalformedEncString} also when the plaintext is not UTF-8 text.
 * @throws {WrongKeyOrAltered}
 */
export async function decryptText(encString, key) {
  const bytes = await decryptBytes(encString, key);
  try {
    return fromUtf8(bytes);
  } catch {
    bytes.fill(0);
    throw new MalformedEncString("the plaintext is not text");
  }
}

/**
 * Decrypt an EncString of type 2 to bytes.
 *
 * @param {string} encString
 * @param {SymmetricKey} key
 * @returns {Promise<Uint8Array>}
 * @throws {MalformedEncString}
 * @throws {WrongKeyOrAltered}
 */
export async function decryptBytes(encString, key) {
  return decryptParts(parseAuthenticated(encString), key);
}

/**
 * Verify an EncString of type 2 without decrypting it.
 *
 * @param {string} encString
 * @param {SymmetricKey} key
 * @returns {Promise<Authenticated>}
 * @throws {MalformedEncString}
 * @throws {WrongKeyOrAltered}
 */
export async function verified(encString, key) {
  const parts = parseAuthenticated(encString);
  await verify(parts, key);
  return parts;
}

/**
 * Make an EncString of type 2 of a ciphertext that AES-256-CBC produced elsewhere.
 *
 * @param {Uint8Array} iv
 * @param {Uint8Array} ciphertext
 * @param {SymmetricKey} key
 * @returns {Promise<string>}
 */
export async function authenticate(iv, ciphertext, key) {
  const parts = [iv, ciphertext, await macOf(iv, ciphertext, key)];
  return `2.${parts.map(toBase64).join("|")}`;
}

/**
 * Encrypt a file to the binary form `0x02 || iv || mac || ciphertext`; the MAC stands before the
 * ciphertext, unlike in the text form.
 *
 * @param {Uint8Array} bytes
 * @param {SymmetricKey} key
 * @returns {Promise<Uint8Array>}
 */
export async function encryptFile(bytes, key) {
  const { iv, ciphertext } = await encryptBlocks(bytes, key);
  return concat([FILE_TYPE], iv, await macOf(iv, ciphertext, key), ciphertext);
}

/**
 * Decrypt the binary form of type 2.
 *
 * @param {Uint8Array} buffer
 * @param {SymmetricKey} key
 * @returns {Promise<Uint8Array>}
 * @throws {MalformedEncString}
 * @throws {WrongKeyOrAltered}
 */
export async function decryptFile(buffer, key) {
  const header = 1 + IV_LENGTH + MAC_LENGTH;
  if (buffer[0] !== FILE_TYPE) throw new MalformedEncString("not an encrypted file of type 2");
  const iv = buffer.subarray(1, 1 + IV_LENGTH);
  const mac = buffer.subarray(1 + IV_LENGTH, header);
  return decryptParts(authenticated([iv, buffer.subarray(header), mac]), key);
}

function decoded(parts) {
  try {
    return fromBase64Parts(parts);
  } catch {
    throw new MalformedEncString("a part is not canonical base64");
  }
}

function authenticated(parts) {
  const [iv, ciphertext, mac] = parts;
  const whole = parts.length === 3 && iv.length === IV_LENGTH && mac.length === MAC_LENGTH;
  if (!whole || ciphertext.length === 0 || ciphertext.length % BLOCK) {
    throw new MalformedEncString("type 2 needs an iv, whole blocks and a MAC");
  }
  return { type: 2, iv, ciphertext, mac, authenticated: sideBySide(iv, ciphertext) };
}

/** Return both as one; parts of a text already lie like that. */
function sideBySide(iv, ciphertext) {
  const { buffer, byteOffset } = iv;
  const adjoins = ciphertext.buffer === buffer && ciphertext.byteOffset === byteOffset + IV_LENGTH;
  return adjoins ? new Uint8Array(buffer, byteOffset, IV_LENGTH + ciphertext.length) : concat(iv, ciphertext);
}

function sealed(type, parts) {
  if (parts.length !== 1 || parts[0].length !== RSA_LENGTH) {
    throw new MalformedEncString("a sealed key is one RSA-2048 block");
  }
  return { type, sealed: parts[0] };
}

function parseAuthenticated(encString) {
  const parts = parse(encString);
  if (parts.type !== 2) throw new MalformedEncString("not an EncString of type 2");
  return parts;
}

async function macOf(iv, ciphertext, key) {
  return new Uint8Array(await crypto.subtle.sign("HMAC", key.mac, concat(iv, ciphertext)));
}

async function encryptBlocks(bytes, key) {
  const iv = randomBytes(IV_LENGTH);
  const ciphertext = await crypto.subtle.encrypt({ name: "AES-CBC", iv }, key.encryption, bytes);
  return { iv, ciphertext: new Uint8Array(ciphertext) };
}

async function verify({ mac, authenticated }, key) {
  if (!(await crypto.subtle.verify("HMAC", key.mac, mac, authenticated))) {
    throw new WrongKeyOrAltered("the key is wrong or the data was altered");
  }
}

async function decryptParts(parts, key) {
  await verify(parts, key);
  const { iv, ciphertext } = parts;
  return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-CBC", iv }, key.encryption, ciphertext));
}
