const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const CANONICAL = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * Encode text as UTF-8, without Unicode normalization.
 *
 * @param {string} text
 * @returns {Uint8Array}
 */
export function utf8(text) {
  return encoder.encode(text);
}

/**
 * Decode strict UTF-8.
 *
 * @param {BufferSource} bytes
 * @returns {string}
 * @throws {TypeError} when the bytes are not valid UTF-8.
 */
export function fromUtf8(bytes) {
  return decoder.decode(bytes);
}

/**
 * Join byte arrays.
 *
 * @param {...(Uint8Array | number[])} parts
 * @returns {Uint8Array}
 */
export function concat(...parts) {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/**
 * Draw bytes from the system's random generator.
 *
 * @param {number} length in bytes, at most 65536.
 * @returns {Uint8Array}
 */
export function randomBytes(length) {
  return crypto.getRandomValues(new Uint8Array(length));
}

/**
 * Encode bytes as standard base64 with padding (RFC 4648 section 4).
 *
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function toBase64(bytes) {
  let binary = "";
  // A larger spread would exceed the argument limit of some engines.
  for (let offset = 0; offset < bytes.length; offset += 8192) {
    binary += String.fromCharCode(...bytes.subarray(offset, offset + 8192));
  }
  return btoa(binary);
}

/**
 * Decode canonical standard base64 (RFC 4648 section 4): padding is required, and the unused
 * bits of the last character must be zero, so that one value has one spelling.
 *
 * @param {string} text
 * @returns {Uint8Array}
 * @throws {RangeError} for anything else.
 */
export function fromBase64(text) {
  return Uint8Array.fromBase64 ? fromBase64ByBrowser(text) : fromBase64ByHand(text);
}

function fromBase64ByBrowser(text) {
  let bytes;
  try {
    bytes = Uint8Array.fromBase64(text, { lastChunkHandling: "strict" });
  } catch {
    throw new RangeError("not canonical base64");
  }
  // It skips white space, which makes a text longer than its bytes need.
  if (text.length !== 4 * Math.ceil(bytes.length / 3)) throw new RangeError("not base64");
  return bytes;
}

function fromBase64ByHand(text) {
  if (typeof text !== "string" || !CANONICAL.test(text)) throw new RangeError("not base64");
  const unusedBits = text.endsWith("==") ? 0b1111 : text.endsWith("=") ? 0b11 : 0;
  // atob accepts any value in the unused bits.
  if (unusedBits && ALPHABET.indexOf(text[text.indexOf("=") - 1]) & unusedBits) {
    throw new RangeError("not canonical base64");
  }
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/**
 * Encode bytes with the URL alphabet without padding (RFC 4648 section 5).
 *
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function toBase64Url(bytes) {
  return toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * Encode bytes as lower-case hexadecimal digits.
 *
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
