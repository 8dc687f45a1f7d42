import { element, icon } from "./dom.js";
import { say } from "./vault_texts.js";

const LOGIN = 1;

/** Make the menu of a row: what can be done with this item, by whom it is shown to. */
export function rowMenu(row, { trash, mayClone }) {
  const act = (action, name, label, extra = "") =>
    element("button", { type: "button", class: `menu-item ${extra}`.trim(), dataset: { act: action, of: row.id } }, icon(name), label);
  const entries = trash ? trashed(row, act) : kept(row, act, mayClone);
  return element("div", { class: "menu", id: `menu-${row.id}`, popover: "auto" }, entries);
}

function trashed(row, act) {
  const may = row.permissions?.restore;
  return [
    act("open", "eye", say("view")),
    may && act("restore", "restore", say("restore")),
    row.permissions?.delete && element("hr"),
    row.permissions?.delete && act("delete", "trash-x", say("deleteForever"), "danger"),
  ];
}

function kept(row, act, mayClone) {
  const login = row.type === LOGIN;
  return [
    act("open", "eye", say("view")),
    row.edit && act("edit", "pencil", say("edit")),
    mayClone && act("clone", "stack-2", say("clone")),
    login && element("hr"),
    login && act("copy-username", "copy", say("copyUsername")),
    login && row.viewPassword && act("copy-password", "key", say("copyPassword")),
    element("hr"),
    act("favorite", row.favorite ? "star-filled" : "star", row.favorite ? say("removeFavorite") : say("addFavorite")),
    row.permissions?.delete && act("trash", "trash", say("toTrash"), "danger"),
  ];
}
