/**
 * Nest named entries by the slashes in their names. A level that no entry names is not made up:
 * what is below it hangs on the nearest one above, with the rest of the name.
 *
 * @param {{ id: string, name: string | null }[]} entries sorted by name; so is each level of the result.
 * @returns {{ entry: object, label: string | null, children: object[] }[]}
 */
export function nested(entries) {
  const byName = new Map();
  for (const entry of entries) {
    if (entry.name !== null && !byName.has(entry.name)) byName.set(entry.name, entry);
  }
  const nodes = new Map(entries.map((entry) => [entry, { entry, label: entry.name, children: [] }]));
  const roots = [];
  for (const node of nodes.values()) {
    const { parent, rest } = nearest(byName, node.entry.name);
    node.label = rest;
    (nodes.get(parent)?.children ?? roots).push(node);
  }
  return roots;
}

function nearest(byName, name) {
  const parts = name?.split("/") ?? [];
  for (let length = parts.length - 1; length > 0; length -= 1) {
    const parent = byName.get(parts.slice(0, length).join("/"));
    if (parent) return { parent, rest: parts.slice(length).join("/") };
  }
  return { parent: undefined, rest: name };
}
