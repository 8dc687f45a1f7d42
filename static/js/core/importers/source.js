import { detectFormat } from "./detect.js";
import { openProtected } from "./protected_json.js";
import { parseJson, UnreadableExport } from "./unreadable.js";
import { isZip, unzip } from "./zip.js";

/** More than this would not fit into a browser's memory several times over. */
export const LARGEST = 100_000_000;
// What exports put into archives: of 1Password, of Bitwarden and Proton Pass, of Dashlane.
const IN_ARCHIVES = /^(?:[^/]+\/)?(?:export\.data|data\.1pif|data\.json|[\w-]+\.csv)$/;

/**
 * Find the texts of an export: the file itself or, of an archive, those in it.
 *
 * @param {Uint8Array} bytes
 * @returns {Promise<{ file: string, text: string }[]>} `file` is "" where there is only one.
 * @throws {UnreadableExport} `large`, `zip`, `utf8` or `none`.
 */
export async function textsOf(bytes) {
  if (bytes.length > LARGEST) throw new UnreadableExport("large");
  if (!isZip(bytes)) return [{ file: "", text: decoded(bytes) }];
  const files = await unzip(bytes, (name) => IN_ARCHIVES.test(name), LARGEST);
  if (!files.length) throw new UnreadableExport("unknown");
  return files.map(({ name, bytes: content }) => ({ file: files.length > 1 ? name : "", text: decoded(content) }));
}

/**
 * Say which format a text has and, when a password protects it, open it.
 *
 * @param {string} text
 * @param {string} format "" to detect it.
 * @param {string} password
 * @returns {Promise<{ text: string, format: string }>}
 * @throws {UnreadableExport | MalformedCsv}
 */
export async function openText(text, format, password) {
  if (!text.trim()) throw new UnreadableExport("none");
  const known = format || detectFormat(text);
  if (!known) throw new UnreadableExport("unknown");
  if (known !== "bitwardenjson") return { text, format: known };
  const file = parseJson(text);
  return { text: file?.passwordProtected ? await openProtected(file, password) : text, format: known };
}

function decoded(bytes) {
  const marked = { "255,254": "utf-16le", "254,255": "utf-16be" }[bytes.subarray(0, 2).join()];
  // Each of our formats begins with a character of ASCII, which in UTF-16 is half a zero.
  const utf16 = marked ?? (bytes[1] === 0 ? "utf-16le" : bytes[0] === 0 ? "utf-16be" : null);
  try {
    return new TextDecoder(utf16 ?? "utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableExport("utf8");
  }
}
