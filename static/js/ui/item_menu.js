import { element, icon } from "./dom.js";
import { openOrganizations } from "./placement.js";
import { say } from "./vault_texts.js";

const LOGIN = 1;

/** Make the menu of a row, filled when it is first opened: fifty of them would take longer than all else of a list. */
export function rowMenu(row, shown) {
  const menu = element("div", { class: "menu", id: `menu-${row.id}`, popover: "auto" });
  menu.addEventListener("beforetoggle", () => menu.replaceChildren(...entriesOf(row, shown)), { once: true });
  return menu;
}

/** Say what can be done with this item, by whom it is shown to. */
function entriesOf(row, { trash, page }) {
  const act = (action, name, label, extra = "") =>
    element("button", { type: "button", class: `menu-item ${extra}`.trim(), dataset: { act: action, of: row.id } }, icon(name), label);
  const entries = trash ? trashed(row, act) : kept(row, act, page);
  return entries.filter(Boolean);
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

function kept(row, act, page) {
  const login = row.type === LOGIN;
  const mine = !page.ofOrganization;
  const editable = row.edit && !row.broken.length;
  return [
    act("open", "eye", say("view")),
    row.edit && act("edit", "pencil", say("edit")),
    page.mayClone(row) && act("clone", "circle-plus", say("clone")),
    login && element("hr"),
    login && act("copy-username", "copy", say("copyUsername")),
    login && row.viewPassword && act("copy-password", "key", say("copyPassword")),
    login && row.viewPassword && row.hasTotp && act("copy-code", "clock", say("copyCode")),
    element("hr"),
    row.favorite ? act("unfavorite", "star-filled", say("removeFavorite")) : act("favorite", "star", say("addFavorite")),
    mine && act("move", "folder", say("moveToFolder")),
    editable && row.organizationId && act("assign", "stack-2", say("assignTitle")),
    editable && !row.organizationId && openOrganizations(page).length > 0 && act("share", "building", say("shareTitle")),
    page.archives && (row.archivedDate ? act("unarchive", "archive-off", say("fromArchive")) : act("archive", "archive", say("toArchive"))),
    row.permissions?.delete && act("trash", "trash", say("toTrash"), "danger"),
  ];
}
