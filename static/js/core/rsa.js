import { fromBase64, randomBytes, toBase64, toBase64Url } from "./bytes.js";
import { authenticate, MalformedEncString, parse, verified, WrongKeyOrAltered } from "./encstring.js";

const HASHES = { 3: "SHA-256", 4: "SHA-1" };
const RSA_2048 = { name: "RSA-OAEP", hash: "SHA-1", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };

/** @typedef {{ 3: CryptoKey, 4: CryptoKey }} PrivateKey one handle per EncString type it opens */

/**
 * Make an RSA-2048 key pair whose private key is wrapped as PKCS#8 under a symmetric key.
 *
 * @param {Uint8Array} rawWrapper 64 bytes, left as they are.
 * @param {SymmetricKey} wrapper the same key as handles.
 * @returns {Promise<{ publicKey: string, privateKey: string }>} base64 of the SPKI DER; EncString type 2.
 */
export async function newKeyPair(rawWrapper, wrapper) {
  const [pair, wrapping] = await Promise.all([
    crypto.subtle.generateKey(RSA_2048, true, ["encrypt", "decrypt"]),
    crypto.subtle.importKey("raw", rawWrapper.subarray(0, 32), "AES-CBC", false, ["wrapKey"]),
  ]);
  const iv = randomBytes(16);
  const [spki, ciphertext] = await Promise.all([
    crypto.subtle.exportKey("spki", pair.publicKey),
    crypto.subtle.wrapKey("pkcs8", pair.privateKey, wrapping, { name: "AES-CBC", iv }),
  ]);
  const privateKey = await authenticate(iv, new Uint8Array(ciphertext), wrapper);
  return { publicKey: toBase64(new Uint8Array(spki)), privateKey };
}

/**
 * Make an RSA-2048 key pair for one answer: its private key never leaves these handles.
 *
 * @returns {Promise<{ publicKey: string, privateKey: PrivateKey }>}
 */
export async function newEphemeralPair() {
  const pair = await crypto.subtle.generateKey(RSA_2048, false, ["encrypt", "decrypt"]);
  const spki = await crypto.subtle.exportKey("spki", pair.publicKey);
  return { publicKey: toBase64(new Uint8Array(spki)), privateKey: Object.freeze({ 4: pair.privateKey }) };
}

/**
 * Open a wrapped private key into handles that cannot be exported; PKCS#8 never reaches
 * JavaScript.
 *
 * @param {string} encString type 2 of the PKCS#8 DER.
 * @param {Uint8Array} rawWrapper 64 bytes, left as they are.
 * @param {SymmetricKey} wrapper the same key as handles.
 * @returns {Promise<PrivateKey>}
 * @throws {MalformedEncString}
 * @throws {WrongKeyOrAltered}
 */
export async function unwrapPrivateKey(encString, rawWrapper, wrapper) {
  const { iv, ciphertext } = await verified(encString, wrapper);
  const opening = await crypto.subtle.importKey("raw", rawWrapper.subarray(0, 32), "AES-CBC", false, ["unwrapKey"]);
  const open = (hash) =>
    crypto.subtle.unwrapKey(
      "pkcs8", ciphertext, opening, { name: "AES-CBC", iv }, { name: "RSA-OAEP", hash }, false, ["decrypt"],
    );
  try {
    const [sha256, sha1] = await Promise.all([open(HASHES[3]), open(HASHES[4])]);
    return Object.freeze({ 3: sha256, 4: sha1 });
  } catch {
    throw new MalformedEncString("not a PKCS#8 private key");
  }
}

/**
 * Seal bytes to a public key: EncString type 4, RSA-OAEP with SHA-1.
 *
 * @param {Uint8Array} bytes
 * @param {string} publicKey base64 of the SPKI DER.
 * @returns {Promise<string>}
 * @throws {MalformedEncString} when the public key is not one of RSA-2048.
 */
export async function seal(bytes, publicKey) {
  const key = await importPublicKey(publicKey);
  return `4.${toBase64(new Uint8Array(await crypto.subtle.encrypt("RSA-OAEP", key, bytes)))}`;
}

/**
 * Open an EncString of type 4, or of type 3 as older servers hold it.
 *
 * @param {string} encString
 * @param {PrivateKey} privateKey
 * @returns {Promise<Uint8Array>}
 * @throws {MalformedEncString}
 * @throws {WrongKeyOrAltered}
 */
export async function unseal(encString, privateKey) {
  const { type, sealed } = parse(encString);
  if (!sealed) throw new MalformedEncString("not a sealed EncString");
  try {
    return new Uint8Array(await crypto.subtle.decrypt("RSA-OAEP", privateKey[type], sealed));
  } catch {
    throw new WrongKeyOrAltered("the key is wrong or the data was altered");
  }
}

/**
 * Return the public half of a PKCS#8 RSA private key as base64 of its SPKI DER.
 *
 * @param {Uint8Array} pkcs8 left as it is.
 * @returns {Promise<string>}
 * @throws {MalformedEncString}
 */
export async function publicKeyOf(pkcs8) {
  // PrivateKeyInfo { version, algorithm, privateKey OCTET STRING { RSAPrivateKey { version, n, e, ... } } }:
  // RFC 5208 section 5, RFC 8017 appendix A.1.2.
  const [, , wrapped] = derChildren(derChildren(pkcs8)[0]);
  const [, n, e] = derChildren(derChildren(wrapped ?? new Uint8Array())[0]);
  if (!n || !e) throw new MalformedEncString("not a PKCS#8 RSA private key");
  const number = (bytes) => toBase64Url(bytes[0] === 0 ? bytes.subarray(1) : bytes);
  const jwk = { kty: "RSA", n: number(n), e: number(e) };
  const key = await crypto.subtle.importKey("jwk", jwk, RSA_2048, true, ["encrypt"]);
  return toBase64(new Uint8Array(await crypto.subtle.exportKey("spki", key)));
}

async function importPublicKey(publicKey) {
  let key;
  try {
    key = await crypto.subtle.importKey("spki", fromBase64(publicKey), RSA_2048, false, ["encrypt"]);
  } catch {
    throw new MalformedEncString("not a public key");
  }
  if (key.algorithm.modulusLength !== 2048) throw new MalformedEncString("not an RSA-2048 public key");
  return key;
}

/** Return the contents of the DER values that `bytes` holds one after the other. */
function derChildren(bytes = new Uint8Array()) {
  const contents = [];
  let offset = 0;
  while (offset + 2 <= bytes.length) {
    let length = bytes[offset + 1];
    let start = offset + 2;
    if (length > 0x80) {
      const digits = bytes.subarray(start, start + (length & 0x7f));
      length = digits.reduce((value, digit) => value * 256 + digit, 0);
      start += digits.length;
    }
    contents.push(bytes.subarray(start, start + length));
    offset = start + length;
  }
  return contents;
}
