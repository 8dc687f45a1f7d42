const MEMBERS = { 1: "login", 2: "secureNote", 3: "card", 4: "identity", 5: "sshKey", 6: "bankAccount", 7: "driversLicense", 8: "passport" };

/** The file is JSON, but not an export that can be read. `reason` is `encrypted` or `shape`. */
export class UnreadableExport extends Error {
  name = "UnreadableExport";

  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Read a Bitwarden JSON export, of a person or of an organization (features 9.3).
 *
 * Items in the trash are left out, as the official import does. What is not an item is a problem of its entry.
 *
 * @param {string} text
 * @returns {{ entries: { where: string, item?: object, problem?: string, collections: string[] }[], collections: string[] }}
 *   `where` is the item's place in the file, from 1; folders of a personal export count as collections.
 * @throws {UnreadableExport}
 */
export function readBitwardenJson(text) {
  const file = parse(text);
  const names = new Map([...(file.collections ?? []), ...(file.folders ?? [])].map(({ id, name }) => [id, name]));
  const entries = file.items
    .map((item, i) => ({ where: String(i + 1), ...read(item, names) }))
    .filter(({ item }) => !item?.deletedDate);
  return { entries, collections: [...names.values()] };
}

function parse(text) {
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    throw new UnreadableExport("shape");
  }
  if (file?.encrypted) throw new UnreadableExport("encrypted");
  const lists = [file?.items, file?.collections ?? [], file?.folders ?? []];
  if (!lists.every(Array.isArray)) throw new UnreadableExport("shape");
  return file;
}

function read(item, names) {
  const member = MEMBERS[item?.type];
  if (!member) return { problem: "type", collections: [] };
  const ids = item.collectionIds ?? (item.folderId ? [item.folderId] : []);
  const collections = ids.map((id) => names.get(id)).filter((name) => name !== undefined);
  // Attachments are not part of the file, and ids and keys are those of another vault.
  const { type, notes, favorite, reprompt, fields, passwordHistory, deletedDate } = item;
  const own = item[member] ?? {};
  return {
    collections,
    item: {
      type, notes, favorite: Boolean(favorite), reprompt: reprompt ? 1 : 0, fields, passwordHistory, deletedDate,
      name: item.name || "--", [member]: own,
    },
  };
}
