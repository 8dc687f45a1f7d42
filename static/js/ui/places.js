// Where in a vault one is: a place of the side column, and a type. Both stand in the address; search words never do.

const IDS = ["organization", "collection", "folder"];
const VIEWS = ["favorites", "unassigned", "mine", "archive", "trash"];

/** Read place and type from the address. */
export function readPlace(search = location.search) {
  const query = new URLSearchParams(search);
  const id = IDS.find((name) => query.has(name));
  const view = VIEWS.find((name) => query.get("view") === name);
  const place = id ? { kind: id, id: query.get(id) } : { kind: view ?? "all", id: null };
  return { ...place, type: Number(query.get("type")) || null };
}

/** Return the query string of a place. */
export function addressOf({ kind, id, type }) {
  const query = new URLSearchParams();
  if (IDS.includes(kind)) query.set(kind, id);
  else if (kind !== "all") query.set("view", kind);
  if (type) query.set("type", type);
  return query.size ? `?${query}` : location.pathname;
}

/**
 * Return the filter that the agent understands.
 *
 * @param {object} place
 * @param {boolean} archives says that what one archived is shown in a place of its own; the trash shows all.
 */
export function filterOf({ kind, id, type }, archives) {
  return {
    type,
    archived: archives && kind !== "trash" ? kind === "archive" : null,
    organizationId: kind === "organization" ? id : null,
    collectionId: kind === "collection" ? id : null,
    folderId: kind === "folder" ? id : null,
    favorite: kind === "favorites",
    unassigned: kind === "unassigned",
    mine: kind === "mine",
    trash: kind === "trash",
  };
}

/** Say whether two places are the same one. */
export function samePlace(one, other) {
  return one.kind === other.kind && one.id === other.id;
}
