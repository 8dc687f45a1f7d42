/**
 * Nest named entries by the slashes in their names. A level that no entry names is not made up:
 * what is below it hangs on the nearest one above, with the rest of the name.
 *
 * @param {{ id: string, name: string | null }[]} entries sorted by name.
 * @returns {{ entry: object, label: string | null, children: object[] }[]}
 */
export function nested(entries) {
  const roots = [];
  const byPath = new Map();
  const ordered = [...entries].sort((one, other) => depth(one) - depth(other));
  for (const entry of ordered) {
    const { parent, rest } = nearest(byPath, entry.name);
    const node = { entry, label: entry.name === null ? null : rest, children: [] };
    (parent?.children ?? roots).push(node);
    if (entry.name !== null && !byPath.has(entry.name)) byPath.set(entry.name, node);
  }
  return roots;
}

function depth({ name }) {
  return name === null ? 0 : name.split("/").length;
}

function nearest(byPath, name) {
  const parts = name?.split("/") ?? [];
  for (let length = parts.length - 1; length > 0; length -= 1) {
    const parent = byPath.get(parts.slice(0, length).join("/"));
    if (parent) return { parent, rest: parts.slice(length).join("/") };
  }
  return { parent: null, rest: name };
}
