// What can be done with the place one is in: a collection that one manages, or a folder of one's own.
import { confirmDialog } from "./dialog.js";
import { element, icon, iconButton } from "./dom.js";
import { askName } from "./name_dialog.js";
import { toast } from "./toast.js";
import { address, deleteCollection, deleteFolder, updateCollection, updateFolder } from "./vault_routes.js";
import { say } from "./vault_texts.js";

/**
 * Show the menu of the current place, or nothing.
 *
 * @param {HTMLElement} target
 * @param {{ kind: string, id: string | null }} place
 * @param {{ page: object, changed: () => Promise<void>, leave: () => void }} surroundings
 */
export function renderPlaceActions(target, { kind, id }, { page, changed, leave }) {
  const thing = { collection: page.collections, folder: page.folders }[kind]?.find((entry) => entry.id === id);
  const entries = thing ? (kind === "collection" ? ofCollection : ofFolder)(thing, { page, changed, leave }) : [];
  if (!entries.length) return target.replaceChildren();
  const menu = element("div", { class: "menu", id: "place-menu", popover: "auto" }, entries);
  const button = iconButton("dots-vertical", say("actions", thing.name ?? ""), { popovertarget: "place-menu", class: "" });
  target.replaceChildren(button, menu);
}

function ofCollection(collection, { page, changed, leave }) {
  const rename = () => askName({
    title: say("renameCollection"), value: collection.name ?? "", organizationId: collection.organizationId,
    keep: (name) => updateCollection(collection.id, name),
  }).then((kept) => kept && changed());
  const remove = () => removal({ title: say("deleteCollectionTitle"), body: say("deleteCollectionText") },
    () => deleteCollection(collection.id), leave);
  return [
    collection.manage && entry("pencil", say("rename"), rename),
    collection.manage && element("a", { class: "menu-item", href: address("collectionAccess", collection.id) }, icon("users"), say("collectionAccessLabel")),
    page.deletesCollection(collection) && element("hr"),
    page.deletesCollection(collection) && entry("trash", say("delete"), remove, "danger"),
  ].filter(Boolean);
}

function ofFolder(folder, { changed, leave }) {
  const rename = () => askName({
    title: say("renameFolder"), value: folder.name ?? "", organizationId: null, keep: (name) => updateFolder(folder.id, name),
  }).then((kept) => kept && changed());
  const remove = () => removal({ title: say("deleteFolderTitle"), body: say("deleteFolderText") }, () => deleteFolder(folder.id), leave);
  return [entry("pencil", say("rename"), rename), element("hr"), entry("trash", say("delete"), remove, "danger")];
}

async function removal(asked, change, leave) {
  if (!(await confirmDialog({ ...asked, confirm: say("delete"), danger: true }))) return;
  try {
    await change();
    leave();
  } catch (error) {
    toast(error.message, "danger");
  }
}

function entry(name, label, click, extra = "") {
  return element("button", { type: "button", class: `menu-item ${extra}`.trim(), on: { click } }, icon(name), label);
}
