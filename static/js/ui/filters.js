import { element, icon, text } from "./dom.js";
import { nested } from "./nesting.js";
import { addressOf, samePlace } from "./places.js";
import { say } from "./vault_texts.js";

const ICONS = {
  all: "lock", favorites: "star", unassigned: "inbox", archive: "archive", trash: "trash", mine: "user",
  organization: "building", collection: "stack-2", folder: "folder",
};

/**
 * Fill the side column.
 *
 * @param {HTMLElement} column
 * @param {object} facets of the agent.
 * @param {{ place: object, organizations: {id, name}[], ofOrganization: string, seesEverything: boolean }} page
 */
export function renderFilters(column, facets, page) {
  const closed = new Set([...column.querySelectorAll('.tree-toggle[aria-expanded="false"]')].map(({ dataset }) => dataset.of));
  const link = linker(page.place);
  const member = !page.ofOrganization;
  const groups = [group(null, [
    link({ kind: "all" }, say("allItems"), facets.total),
    member && link({ kind: "favorites" }, say("favorites"), facets.favorites),
    page.seesEverything && link({ kind: "unassigned" }, say("unassigned"), page.unassigned),
    member && link({ kind: "archive" }, say("archive"), facets.archived),
    link({ kind: "trash" }, say("trash"), facets.trash),
  ])];
  if (member && page.organizations.length) groups.push(vaults(facets, page, link));
  groups.push(...collections(facets, page, link, closed));
  if (member) groups.push(folders(facets, link, closed));
  column.replaceChildren(...groups);
}

function vaults(facets, { organizations }, link) {
  const shared = organizations.map(({ id, name }) => link({ kind: "organization", id }, name, facets.organizations[id] ?? 0));
  const others = Object.values(facets.organizations).reduce((sum, count) => sum + count, 0);
  return group(say("vaults"), [link({ kind: "mine" }, say("mine"), facets.total - others), ...shared]);
}

function collections(facets, { organizations, ofOrganization }, link, closed) {
  const owners = ofOrganization ? [{ id: ofOrganization, name: "" }] : organizations;
  return owners.flatMap(({ id, name }) => {
    const own = facets.collections.filter(({ organizationId }) => organizationId === id);
    if (!own.length && !ofOrganization) return [];
    const title = name && owners.length > 1 ? `${say("collections")} · ${name}` : say("collections");
    if (!own.length) return [group(title, [element("p", { class: "small faint aside-note" }, say("noCollections"))])];
    return [group(title, tree(nested(own), "collection", link, closed))];
  });
}

function folders(facets, link, closed) {
  const own = tree(nested(facets.folders), "folder", link, closed);
  const none = element("li", {}, element("div", { class: "tree-row" }, link({ kind: "folder", id: "none" }, say("noFolder"))));
  own.append(none);
  return group(say("folders"), own);
}

function group(title, entries) {
  const heading = title && element("h2", { class: "nav-title", dir: "auto" }, title);
  return element("div", { class: "nav-group" }, heading, entries);
}

function tree(nodes, kind, link, closed) {
  return element("ul", { class: "tree", role: "list" }, nodes.map(({ entry, label, children }) => {
    const toggle = children.length > 0 && element("button", {
      type: "button", class: "tree-toggle", "aria-expanded": String(!closed.has(entry.id)),
      "aria-label": say("expand"), dataset: { of: entry.id },
    }, icon("chevron-right"));
    const row = element("div", { class: "tree-row" }, toggle, link({ kind, id: entry.id }, label, entry.count));
    return element("li", {}, row, children.length > 0 && tree(children, kind, link, closed));
  }));
}

function linker(current) {
  return ({ kind, id = null }, label, count) => {
    const place = { kind, id };
    const name = label === null
      ? element("span", { class: "undecryptable" }, text("undecryptable"))
      : element("span", { class: kind === "collection" || kind === "folder" ? null : "truncate", dir: "auto", title: label, dataset: { secret: "" } }, label);
    return element("a", {
      class: "nav-link", href: addressOf({ ...place, type: current.type }), dataset: { place: kind, id: id ?? "" },
      "aria-current": samePlace(place, current) ? "page" : null,
    }, icon(ICONS[kind]), name, count !== undefined && element("span", { class: "count" }, String(count)));
  };
}
