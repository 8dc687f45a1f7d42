import { element, text } from "./dom.js";
import { checkbox, select } from "./form_parts.js";
import { say } from "./vault_texts.js";

/**
 * Make the choice of owner and collections.
 *
 * @param {object} item `id` of an existing one, its `organizationId` and `collectionIds`.
 * @param {{ organizations: {id, name}[], collections: object[], ofOrganization: string }} page
 * @returns {{ node: HTMLElement, read: () => { organizationId: string | null, collectionIds: string[] } }}
 */
export function placement(item, page) {
  const node = element("div", { class: "stack tight" });
  const owners = ownersOf(item, page);
  const owner = owners.length > 1
    ? select("owner", say("owner"), item.organizationId ?? "", owners.map(({ id, name }) => [id ?? "", name]))
    : null;
  const area = element("div");
  const organizationId = () => (owner ? owner.querySelector("select").value || null : owners[0].id);
  const show = () => area.replaceChildren(...collectionChoices(item, organizationId(), page));
  owner?.addEventListener("change", show);
  show();
  if (owner) node.append(owner);
  node.append(area);
  return {
    node,
    read: () => ({
      organizationId: organizationId(),
      collectionIds: [...area.querySelectorAll('[name="collection"]:checked')].map(({ value }) => value),
    }),
  };
}

/** An organization's item stays there; one's own may be kept, or moved to an organization. */
function ownersOf(item, page) {
  if (page.ofOrganization) return [{ id: page.ofOrganization }];
  if (item.id && item.organizationId) return [{ id: item.organizationId }];
  return [{ id: null, name: say("me") }, ...openOrganizations(page)];
}

/** Return the organizations that have a collection one may put items into. */
export function openOrganizations({ organizations, collections }) {
  return organizations.filter(({ id }) => collections.some((entry) => entry.organizationId === id && !entry.readOnly));
}

/** Make the check boxes of an organization's collections, those the item is in chosen. */
export function collectionChoices(item, organizationId, { collections }) {
  const chosen = new Set(item.organizationId === organizationId ? item.collectionIds ?? [] : []);
  const offered = collections.filter((entry) => entry.organizationId === organizationId);
  if (!organizationId || !offered.length) return [];
  // What is chosen stands first, where it is seen without scrolling.
  offered.sort((one, other) => chosen.has(other.id) - chosen.has(one.id));
  const boxes = offered.map(({ id, name, readOnly }) =>
    checkbox("collection", name ?? text("undecryptable"), chosen.has(id), { value: id, disabled: readOnly }));
  const list = element("div", { class: "collection-choices" }, boxes);
  return [element("fieldset", { class: "field" }, element("legend", {}, say("collections")), list)];
}
