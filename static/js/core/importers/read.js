import { READERS } from "./formats.js";
import { repeated } from "./duplicates.js";
import { tooLong } from "./limits.js";
import { openText, textsOf } from "./source.js";
import { withWholeKey } from "./ssh_keys.js";
import { UnreadableExport } from "./unreadable.js";

// A name is shown, and may be anything.
const SHOWN = 120;
const STRANGE = { entries: [{ where: "1", problem: "strange" }], collections: [] };

/**
 * Read an export file of any format and part what can be imported from what cannot.
 *
 * @param {Uint8Array} bytes
 * @param {{ format?: string, password?: string }} [how] without a format it is told by the content.
 * @returns {Promise<object>} what readExport returns, with `format`; `where` ends with the file's name where the archive
 *   holds several, and a file of it that nothing is known about is a problem.
 * @throws {MalformedCsv | UnreadableExport}
 */
export async function readFile(bytes, { format = "", password = "" } = {}) {
  const entries = [];
  const collections = [];
  let found = format;
  const texts = await textsOf(bytes);
  for (const { file, text } of texts) {
    const opened = await openText(text, format, password).catch((error) => orStrange(error, texts.length));
    if (opened) found = opened.format;
    const read = opened ? READERS[found](opened.text) : STRANGE;
    for (const entry of read.entries) {
      const item = entry.item && !entry.problem ? await withWholeKey(entry.item) : entry.item;
      entries.push({ ...entry, item, where: file ? `${entry.where}, ${file}` : entry.where });
    }
    for (const name of read.collections) collections.push(name);
  }
  if (!found) throw new UnreadableExport("unknown");
  return { format: found, ...parted({ entries, collections }) };
}

/** Only a file that is one of several may be strange or empty. */
function orStrange(error, count) {
  if (count > 1 && error instanceof UnreadableExport && ["unknown", "none"].includes(error.reason)) return null;
  throw error;
}

/**
 * Read the text of an export of a known format.
 *
 * @param {string} text
 * @param {keyof typeof READERS} format
 * @returns {{ items: { where: string, item: object, collections: string[] }[], collections: string[], repeated: number[],
 *   problems: { where: string, name: string, reason: string, field?: string }[] }}
 *   `collections` are the distinct names, in the order of the file; `repeated` are indexes of items that an earlier one
 *   equals. Reasons are `type`, `shape`, `columns`, `length` (with `field`), `title`, `trash`, `internal` and `strange`.
 * @throws {MalformedCsv | UnreadableExport}
 */
export function readExport(text, format) {
  return parted(READERS[format](text));
}

function parted({ entries, collections }) {
  const judged = entries.map((entry) => [entry, problemOf(entry)]);
  const items = judged
    .filter(([, problem]) => !problem)
    .map(([{ where, item, collections: names }]) => ({ where, item, collections: names }));
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
