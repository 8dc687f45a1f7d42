const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const STRICT = { lastChunkHandling: "strict" };
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
  if (typeof text !== "string") throw new RangeError("not base64");
  return fromBase64Parts([text])[0];
}

/**
 * Decode texts of canonical base64 into one buffer, one after the other: what is side by side need not be joined.
 *
 * @param {string[]} texts
 * @returns {Uint8Array[]} views of that buffer.
 * @throws {RangeError}
 */
export function fromBase64Parts(texts) {
  const buffer = new Uint8Array(texts.reduce((length, text) => length + 3 * Math.ceil(text.length / 4), 0));
  let offset = 0;
  return texts.map((text) => {
    const rest = buffer.subarray(offset);
    const length = rest.setFromBase64 ? setByBrowser(rest, text) : setByHand(rest, text);
    offset += length;
    return rest.subarray(0, length);
  });
}

function setByBrowser(target, text) {
  let written;
  try {
    ({ written } = target.setFromBase64(text, STRICT));
  } catch {
    throw new RangeError("not canonical base64");
  }
  // It skips white space, which makes a text longer than its bytes need.
  if (text.length !== 4 * Math.ceil(written / 3)) throw new RangeError("not base64");
  return written;
}

function setByHand(target, text) {
  const bytes = fromBase64ByHand(text);
  target.set(bytes);
  return bytes.length;
}

function fromBase64ByHand(text) {
  if (!CANONICAL.test(text)) throw new RangeError("not base64");
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
