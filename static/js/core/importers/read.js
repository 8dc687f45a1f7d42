import { READERS } from "./formats.js";
import { repeated } from "./duplicates.js";
import { tooLong } from "./limits.js";
import { openText, textsOf } from "./source.js";

// A name is shown, and may be anything.
const SHOWN = 120;

/**
 * Read an export file of any format and part what can be imported from what cannot.
 *
 * @param {Uint8Array} bytes
 * @param {{ format?: string, password?: string }} [how] without a format it is told by the content.
 * @returns {Promise<object>} what readExport returns, with `format`; `where` begins with the file's name where the
 *   archive holds several.
 * @throws {MalformedCsv | UnreadableExport}
 */
export async function readFile(bytes, { format = "", password = "" } = {}) {
  const entries = [];
  const collections = [];
  let found = format;
  for (const { file, text } of await textsOf(bytes)) {
    const opened = await openText(text, format, password);
    found = opened.format;
    const read = READERS[found](opened.text);
    for (const entry of read.entries) entries.push(file ? { ...entry, where: `${file} ${entry.where}` } : entry);
    collections.push(...read.collections);
  }
  return { format: found, ...parted({ entries, collections }) };
}

/**
 * Read the text of an export of a known format.
 *
 * @param {string} text
 * @param {keyof typeof READERS} format
 * @returns {{ items: { where: string, item: object, collections: string[] }[], collections: string[], repeated: number[],
 *   problems: { where: string, name: string, reason: string, field?: string }[] }}
 *   `collections` are the distinct names, in the order of the file; `repeated` are indexes of items that an earlier one
 *   equals. Reasons are `type`, `shape`, `columns`, `length` (with `field`), `title`, `trash` and `internal`.
 * @throws {MalformedCsv | UnreadableExport}
 */
export function readExport(text, format) {
  return parted(READERS[format](text));
}

function parted({ entries, collections }) {
  const judged = entries.map((entry) => [entry, problemOf(entry)]);
  const items = judged.filter(([, problem]) => !problem).map(([{ where, item, collections: names }]) => ({ where, item, collections: names }));
  const names = [...collections, ...items.flatMap((entry) => entry.collections)];
  return {
    items,
    problems: judged.map(([, problem]) => problem).filter(Boolean),
    collections: [...new Set(names)],
    repeated: repeated(items.map(({ item }) => item)),
  };
}

function problemOf({ where, item, problem }) {
  const name = shown(item?.name ?? "");
  if (problem) return { where, name, reason: problem };
  const [long] = tooLong(item);
  return long ? { where, name, reason: "length", field: long.field } : null;
}

function shown(name) {
  return name.length > SHOWN ? `${name.slice(0, SHOWN)}…` : name;
}
