// Files of any size in the protocol's binary form of type 2, `2 || iv || mac || ciphertext`, a part at a time: what is
// in memory is one part, whatever the file's size. WebCrypto's HMAC wants all of its input at once, so that of hash-wasm
// is used, which runs in workers only: a page's policy allows no WebAssembly.
import { createHMAC, createSHA256 } from "../../vendor/hash-wasm/sha256.js";
import { randomBytes } from "./bytes.js";
import { MalformedEncString, WrongKeyOrAltered } from "./encstring.js";

const TYPE = 2;
const IV = 16;
const MAC = 32;
const BLOCK = 16;
const HEADER = 1 + IV + MAC;
const PART = 4 * 1024 * 1024;

/** @typedef {{ encryption: CryptoKey, mac: Uint8Array }} FileKey AES-256-CBC's handle, HMAC's 32 raw bytes */

/**
 * Import a key of 64 raw bytes for files. The input is zeroed.
 *
 * @param {Uint8Array} raw
 * @returns {Promise<FileKey>}
 */
export async function importFileKey(raw) {
  const encryption = await crypto.subtle.importKey("raw", raw.subarray(0, 32), "AES-CBC", false, ["encrypt", "decrypt"]);
  const mac = raw.slice(32);
  raw.fill(0);
  return { encryption, mac };
}

/** Return how many bytes a file of `size` bytes has once it is encrypted. */
export function encryptedSize(size) {
  return HEADER + (Math.floor(size / BLOCK) + 1) * BLOCK;
}

/**
 * Encrypt a file.
 *
 * @param {Blob} blob
 * @param {FileKey} key
 * @param {(share: number) => void} [progress] told the share that is done, 0 to 1.
 * @returns {Promise<Blob>}
 */
export async function encryptBlob(blob, key, progress = () => {}) {
  const iv = randomBytes(IV);
  const mac = (await hmac(key)).update(iv);
  const parts = [];
  let vector = iv;
  for (let start = 0; start === 0 || start < blob.size; start += PART) {
    const isLast = start + PART >= blob.size;
    const encrypted = await encryptPart(await bytesOf(blob, start, start + PART), vector, key, isLast);
    mac.update(encrypted);
    vector = encrypted.slice(-BLOCK);
    // A blob of its own: the browser may keep it outside of memory.
    parts.push(new Blob([encrypted]));
    progress(Math.min(1, (start + PART) / blob.size));
  }
  return new Blob([Uint8Array.of(TYPE), iv, mac.digest("binary"), ...parts]);
}

/**
 * Decrypt a file; nothing of it is given out before all of it is known to be unaltered.
 *
 * @param {Blob} blob
 * @param {FileKey} key
 * @param {(share: number) => void} [progress]
 * @returns {Promise<Blob>}
 * @throws {MalformedEncString}
 * @throws {WrongKeyOrAltered}
 */
export async function decryptBlob(blob, key, progress = () => {}) {
  const header = await bytesOf(blob, 0, HEADER);
  const length = blob.size - HEADER;
  if (header[0] !== TYPE || length <= 0 || length % BLOCK) throw new MalformedEncString("not an encrypted file of type 2");
  const iv = header.slice(1, 1 + IV);
  const mac = (await hmac(key)).update(iv);
  for (let start = HEADER; start < blob.size; start += PART) {
    mac.update(await bytesOf(blob, start, start + PART));
    progress((start / blob.size) / 2);
  }
  if (!equal(mac.digest("binary"), header.subarray(1 + IV))) throw new WrongKeyOrAltered("the key is wrong or the data was altered");
  const parts = [];
  let vector = iv;
  for (let start = HEADER; start < blob.size; start += PART) {
    const encrypted = await bytesOf(blob, start, start + PART);
    parts.push(new Blob([await decryptPart(encrypted, vector, key, start + PART >= blob.size)]));
    vector = encrypted.slice(-BLOCK);
    progress(0.5 + (start / blob.size) / 2);
  }
  return new Blob(parts);
}

async function hmac({ mac }) {
  return (await createHMAC(createSHA256(), mac)).init();
}

async function bytesOf(blob, start, end) {
  return new Uint8Array(await blob.slice(start, end).arrayBuffer());
}

/** CBC goes on where it stopped when the last block becomes the next vector; only the file's end is padded. */
async function encryptPart(bytes, iv, key, isLast) {
  const encrypted = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-CBC", iv }, key.encryption, bytes));
  return isLast ? encrypted : encrypted.subarray(0, bytes.length);
}

/** WebCrypto insists on a padding: parts that have none are given one, encrypted under their own last block. */
async function decryptPart(encrypted, iv, key, isLast) {
  if (isLast) return crypto.subtle.decrypt({ name: "AES-CBC", iv }, key.encryption, encrypted);
  const padding = await crypto.subtle.encrypt({ name: "AES-CBC", iv: encrypted.slice(-BLOCK) }, key.encryption, new Uint8Array());
  return crypto.subtle.decrypt({ name: "AES-CBC", iv }, key.encryption, await new Blob([encrypted, padding]).arrayBuffer());
}

function equal(one, other) {
  let difference = one.length ^ other.length;
  for (let i = 0; i < one.length; i += 1) difference |= one[i] ^ other[i];
  return difference === 0;
}
