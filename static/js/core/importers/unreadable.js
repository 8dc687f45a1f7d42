/**
 * The file is not an export that can be read. `reason` is one of: `none` (nothing was given), `unknown` (no format of
 * ours), `shape` (not what the format should be), `encrypted` (for one account only), `password` (a password is
 * needed), `wrongPassword`, `kdf` (its key derivation is out of range), `xml`, `zip`, `large`, `utf8`.
 */
export class UnreadableExport extends Error {
  name = "UnreadableExport";

  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/** Read JSON, or refuse the file as `shape`. */
export function parseJson(text) {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    throw new UnreadableExport("shape");
  }
}

/** Read JSON that may be none: null then. */
export function jsonOrNull(text) {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}

/**
 * Read the entries of a list, each on its own: one of a strange shape is a problem, and the others are read.
 *
 * @param {any[]} list
 * @param {(one: any) => object} read
 * @returns {object[]} the entries, `where` being their places, from 1.
 */
export function readEach(list, read) {
  return list.map((one, i) => ({ where: String(i + 1), collections: [], ...readOr(one, read) }));
}

function readOr(one, read) {
  try {
    return read(one);
  } catch {
    const name = [one?.title, one?.name, one?.item?.overview?.title].find((text) => typeof text === "string");
    return { problem: "shape", item: { name } };
  }
}

/** Return the list, or an empty one for nothing; refuse anything else as `shape`. */
export function listOf(value) {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new UnreadableExport("shape");
  return value;
}
