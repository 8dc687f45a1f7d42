// From the collections of a file to those of the organization.

/**
 * Say for each collection of an export which one of the organization's it is, or that it is new.
 *
 * @param {{ items: { item: object, collections: string[] }[], collections: string[] }} read what readExport gave.
 * @param {{ id: string, name: string }[]} existing the organization's collections, names decrypted.
 * @param {string} target id of the collection everything is put below, or "".
 * @returns {{ collections: { id: string | null, name: string }[], places: number[][], unassigned: number }}
 *   `places` holds, for each item, indexes into `collections`.
 */
export function planImport(read, existing, target) {
  const parent = existing.find(({ id }) => id === target);
  const known = new Map(existing.map((collection) => [collection.name, collection]));
  const collections = [];
  const indexes = new Map();
  const place = (name) => {
    const full = parent && name !== null ? `${parent.name}/${name}` : (name ?? parent.name);
    if (!indexes.has(full)) {
      indexes.set(full, collections.length);
      collections.push({ id: known.get(full)?.id ?? null, name: full });
    }
    return indexes.get(full);
  };
  for (const name of read.collections) place(name);
  const places = read.items.map(({ collections: names }) => {
    if (names.length) return [...new Set(names.map(place))];
    return parent ? [place(null)] : [];
  });
  return { collections, places, unassigned: places.filter((indexes) => !indexes.length).length };
}
