import { pathOf, textOf } from "./keeper_fields.js";
import { entryOf } from "./keeper_records.js";
import { listOf, parseJson, readEach, UnreadableExport } from "./unreadable.js";

/**
 * Read a Keeper JSON export.
 *
 * @param {string} text
 * @returns {{ entries: { where: string, item: object, collections: string[] }[], collections: string[] }} `where` is
 *   the record's place in the file, from 1.
 * @throws {UnreadableExport}
 */
export function readKeeperJson(text) {
  const file = parseJson(text);
  const records = Array.isArray(file) ? file : file?.records;
  if (!Array.isArray(records)) throw new UnreadableExport("shape");
  const others = new Map(records.map((record) => [record?.uid, record]));
  const shared = listOf(file.shared_folders)
    .map((one) => pathOf(textOf(one?.path)))
    .filter(Boolean);
  return { entries: readEach(records, (record) => entryOf(record, others)), collections: shared };
}
