// From the collections of a file to those of the organization.
import { encryptedLength } from "../core/importers/limits.js";

const LONGEST_NAME = 1000;
const TEXT = 0;

/**
 * Say for each collection of an export which one of the organization's it is, or that it is new.
 *
 * @param {{ items: { item: object, collections: string[] }[], collections: string[] }} read what readExport gave.
 * @param {{ id: string, name: string }[]} existing the organization's collections, names decrypted.
 * @param {string} target id of the collection everything is put below, or "".
 * @param {{ isPersonal?: boolean }} [into] a person's own vault: the collections are folders, of which an item has one.
 * @returns {{ items: object[], collections: { id: string | null, name: string }[], places: number[][], unassigned: number,
 *   problems: object[] }} `places` holds, for each item, indexes into `collections`; `problems` are the items left out
 *   because the name of a collection would be too long.
 */
export function planImport(read, existing, target, { isPersonal = false } = {}) {
  const parent = existing.find(({ id }) => id === target);
  const known = new Map(existing.map((collection) => [collection.name, collection]));
  const path = (name) => (parent ? [parent.name, name].filter((part) => part !== null).join("/") : name);
  const fits = (name) => encryptedLength(path(name)) <= LONGEST_NAME;
  const collections = [];
  const indexes = new Map();
  const place = (name) => {
    const full = path(name);
    if (!indexes.has(full)) {
      indexes.set(full, collections.length);
      collections.push({ id: known.get(full)?.id ?? null, name: full });
    }
    return indexes.get(full);
  };
  const fitting = read.items.filter(({ collections: names }) => names.every(fits));
  const items = isPersonal ? fitting : fitting.map(shared);
  const refused = read.items.filter(({ collections: names }) => !names.every(fits));
  const problems = refused.map(({ where, item }) => ({ where, name: item.name, reason: "collection" }));
  read.collections.filter(fits).forEach(place);
  const places = items.map(({ collections: names }) => {
    if (names.length) return [...new Set(names.map(place))].slice(0, isPersonal ? 1 : undefined);
    return parent ? [place(null)] : [];
  });
  const unassigned = isPersonal ? 0 : places.filter((one) => !one.length).length;
  return { items, collections, places, problems, unassigned };
}

/** What one person archived is for all others what it was: that they did is only noted. */
function shared({ item: { archivedDate, ...item }, ...entry }) {
  const noted = archivedDate ? [{ type: TEXT, name: "archived", value: "true" }] : [];
  return { ...entry, item: { ...item, fields: [...item.fields, ...noted] } };
}
