import { isBitwardenCsv, readBitwardenCsv } from "./bitwarden_csv.js";
import { readBitwardenJson } from "./bitwarden_json.js";
import { isChromeCsv, readChromeCsv } from "./chrome_csv.js";
import { parseTable } from "./csv.js";
import { tooLong } from "./limits.js";

export const READERS = { bitwardenjson: readBitwardenJson, bitwardencsv: readBitwardenCsv, chromecsv: readChromeCsv };

/**
 * Guess the format of an export by its content.
 *
 * @param {string} text
 * @returns {keyof typeof READERS | null} null when it is none of ours.
 */
export function detectFormat(text) {
  if (/^\ufeff?\s*[{[]/.test(text)) return "bitwardenjson";
  const { header } = parseTable(text.slice(0, Math.max(0, text.indexOf("\n"))) || text);
  if (isBitwardenCsv(header)) return "bitwardencsv";
  return isChromeCsv(header) ? "chromecsv" : null;
}

/**
 * Read an export and part what can be imported from what cannot.
 *
 * @param {string} text
 * @param {keyof typeof READERS} format
 * @returns {{ items: { where: string, item: object, collections: string[] }[], collections: string[],
 *   problems: { where: string, name: string, reason: "type" | "columns" | "length", field?: string }[] }}
 *   `collections` are the distinct names, in the order of the file.
 * @throws {MalformedCsv | UnreadableExport}
 */
export function readExport(text, format) {
  const read = READERS[format](text);
  const problems = read.entries.map(problemOf).filter(Boolean);
  const refused = new Set(problems.map(({ where }) => where));
  const items = read.entries.filter(({ where }) => !refused.has(where));
  const names = [...read.collections, ...items.flatMap(({ collections }) => collections)];
  return { items, problems, collections: [...new Set(names)] };
}

function problemOf({ where, item, problem }) {
  if (problem) return { where, name: item?.name ?? "", reason: problem };
  const [long] = tooLong(item);
  return long ? { where, name: item.name, reason: "length", field: long.field } : null;
}

