import { icon, element, text } from "./dom.js";
import { say } from "./vault_texts.js";

const read = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "null");

/** What a vault's page knows: what the server said of it, and what the agent counted last. */
export class VaultPage {
  organizations = read("organizations") ?? [];
  types = new Map(read("item-types").map((type) => [type.type, type]));
  keyring = read("keyring");
  collections = [];
  folders = [];

  constructor({ scope, organization, revision, maySeeEverything, mayEditEverything, mayDeleteCollections, mayDeleteManaged }) {
    Object.assign(this, { scope, revision, ofOrganization: organization });
    this.seesEverything = maySeeEverything !== undefined;
    this.editsEverything = mayEditEverything !== undefined;
    this.deletesAny = mayDeleteCollections !== undefined;
    this.deletesManaged = mayDeleteManaged !== undefined;
  }

  /** Say whether one's archive is a place of this list: who administers an organization sees all of it. */
  get archives() {
    return !this.ofOrganization;
  }

  /** Take over what the agent counted. */
  count({ collections, folders, unassigned }) {
    this.unassigned = this.seesEverything ? unassigned : 0;
    this.collections = collections;
    this.folders = folders;
  }

  /** Say whether the collection may be deleted by this person; the server decides again. */
  deletesCollection({ organizationId, manage }) {
    if (this.ofOrganization) return this.deletesAny || (manage && this.deletesManaged);
    return manage && Boolean(this.organizations.find(({ id }) => id === organizationId)?.deletesManaged);
  }

  /** Say whether a copy of an item may be made: of an organization's by who manages a collection that it is in. */
  mayClone({ organizationId, collectionIds, viewPassword }) {
    if (viewPassword === false) return false;
    if (!organizationId || this.editsEverything) return true;
    return this.collections.some(({ id, manage }) => manage && collectionIds?.includes(id));
  }

  /** Name who owns an item, where that is not the same for all of the list. */
  ownerOf({ organizationId }) {
    if (this.ofOrganization) return null;
    return organizationId ? this.organizations.find(({ id }) => id === organizationId)?.name ?? "" : say("me");
  }

  /** Name the collections an item is in. */
  collectionsOf({ collectionIds }) {
    const own = this.collections.filter(({ id }) => collectionIds?.includes(id));
    return own.map(({ name }) => name ?? text("undecryptable"));
  }

  /** Name the place one is in. */
  titleOf({ kind, id }) {
    const named = { collection: this.collections, folder: this.folders, organization: this.organizations }[kind];
    const found = named?.find((entry) => entry.id === id);
    if (found) return found.name ?? text("undecryptable");
    const views = { favorites: "favorites", unassigned: "unassigned", mine: "mine", archive: "archive", trash: "trash", folder: "noFolder" };
    return say(views[kind] ?? "allItems");
  }
}

/** Make what stands in place of an empty list. */
export function emptyList(kind, { narrowed }) {
  const whole = { trash: ["trash", say("trashEmpty"), ""], archive: ["archive", say("archiveEmpty"), say("archiveText")] };
  const [name, title, words] = narrowed
    ? ["search", say("nothingTitle"), say("nothingText")]
    : whole[kind] ?? ["lock", say("emptyTitle"), say("emptyText")];
  return element("div", { class: "empty" },
    element("span", { class: "empty-icon" }, icon(name, "large")), element("h2", {}, title), words && element("p", {}, words));
}

/** Make what stands in place of a list that could not be loaded. */
export function failedList(message) {
  return element("div", { class: "empty" },
    element("span", { class: "empty-icon" }, icon("alert-triangle", "large")), element("p", { role: "alert" }, message));
}
