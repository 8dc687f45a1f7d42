import { utf8 } from "../bytes.js";

// What the protocol allows, in characters of the EncString (features 5.2).
const LIMIT = 1000;
const LIMITS = [
  [/^notes$/, 10000],
  [/\.uri$/, 10000],
  [/^login\.password$/, 5000],
  [/^fields\[\d+\]\.value$/, 5000],
  [/^passwordHistory\[\d+\]\.password$/, 5000],
  [/^sshKey\.(privateKey|publicKey)$/, 5000],
];
// Type, IV and MAC with their separators: `2.` 24 `|` … `|` 44.
const FRAME = 72;
// The item as a whole, less what is not text: its key, names of members, addresses' checksums.
const WHOLE = 480_000;

/**
 * Find the texts of a plain item that would be too long once encrypted.
 *
 * @param {object} item in Bitwarden's plain shape.
 * @returns {{ field: string, length: number, limit: number }[]} in characters of the EncString.
 */
export function tooLong(item) {
  const lengths = [...texts(item, "")].map(([field, text]) => ({
    field,
    length: encryptedLength(text),
    limit: limitOf(field),
  }));
  const long = lengths.filter(({ length, limit }) => length > limit);
  const whole = lengths.reduce((sum, { length }) => sum + length, 0);
  return long.length || whole <= WHOLE ? long : [{ field: "item", length: whole, limit: WHOLE }];
}

/**
 * Compute how long the EncString of a text is: padded to blocks of 16 bytes, then in base64.
 *
 * @param {string} text
 * @returns {number} characters.
 */
export function encryptedLength(text) {
  const blocks = Math.floor(utf8(text).length / 16) + 1;
  return FRAME + 4 * Math.ceil((blocks * 16) / 3);
}

function limitOf(field) {
  return LIMITS.find(([pattern]) => pattern.test(field))?.[1] ?? LIMIT;
}

function* texts(value, path) {
  if (typeof value === "string") yield [path, value];
  else if (Array.isArray(value)) for (const [i, entry] of value.entries()) yield* texts(entry, `${path}[${i}]`);
  else if (value && typeof value === "object")
    for (const [name, entry] of Object.entries(value)) yield* texts(entry, path ? `${path}.${name}` : name);
}
