import { toHex } from "../bytes.js";

const SEQUENCE = 0x30;
const OBJECT_ID = 0x06;

/**
 * Read a value in DER.
 *
 * @param {Uint8Array} bytes
 * @returns {any} a sequence as a list, an object id in hexadecimal digits, of anything else its bytes.
 * @throws {RangeError} when it breaks off.
 */
export function readDer(bytes) {
  return valueAt(bytes, 0).value;
}

function valueAt(bytes, start) {
  const [tag, first] = [bytes[start], bytes[start + 1]];
  const more = first & 0x80 ? first & 0x7f : 0;
  const length = more ? bytes.subarray(start + 2, start + 2 + more).reduce((sum, byte) => sum * 256 + byte, 0) : first;
  const from = start + 2 + more;
  const end = from + length;
  if (!(end <= bytes.length)) throw new RangeError("breaks off");
  const content = bytes.subarray(from, end);
  if (tag === SEQUENCE) return { value: listOf(content), end };
  return { value: tag === OBJECT_ID ? toHex(content) : content, end };
}

function listOf(content) {
  const values = [];
  for (let at = 0; at < content.length; ) {
    const { value, end } = valueAt(content, at);
    values.push(value);
    at = end;
  }
  return values;
}
