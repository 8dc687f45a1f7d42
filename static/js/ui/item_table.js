import { element, icon, iconButton, text } from "./dom.js";
import { relativeDate } from "./dates.js";
import { rowMenu } from "./item_menu.js";
import { say } from "./vault_texts.js";

/**
 * Make the table of one page of items.
 *
 * @param {object[]} rows of the agent's search.
 * @param {{ types: Map, page: object, sort: string, descending: boolean, trash: boolean }} shown
 * @returns {HTMLTableElement}
 */
export function itemTable(rows, shown) {
  return element("table", { class: shown.trash ? "table" : "table with-stars" },
    element("thead", {}, head(shown)),
    element("tbody", {}, rows.map((row) => itemRow(row, shown))));
}

function head({ sort, descending, trash, page }) {
  const all = element("input", { type: "checkbox", dataset: { selectAll: "" } });
  return element("tr", {},
    element("th", { class: "cell-check", scope: "col" }, element("label", {}, all, hidden(say("selectAll")))),
    sortable("name", say("name"), sort, descending),
    element("th", { class: "medium-only", scope: "col" }, page.ofOrganization ? say("collections") : say("owner")),
    sortable("revisionDate", trash ? say("deleted") : say("changed"), sort, descending, "cell-time medium-only"),
    element("th", { class: "cell-menu", scope: "col" }, hidden(say("actions", ""))));
}

function sortable(key, label, sort, descending, extra = "") {
  const current = sort === key;
  const direction = descending ? "descending" : "ascending";
  return element("th", { scope: "col", class: extra, "aria-sort": current ? direction : null },
    element("button", { type: "button", class: "sort", dataset: { sort: key } }, label, icon(current ? "chevron-up" : "selector")));
}

function itemRow(row, { types, page, trash }) {
  const title = row.name === null ? text("undecryptable") : row.name || say("untitled");
  const box = element("input", { type: "checkbox", value: row.id, dataset: { select: "" } });
  return element("tr", { dataset: { item: row.id } },
    element("td", { class: "cell-check" }, element("label", {}, box, hidden(say("select", title)))),
    element("td", { class: "cell-main" }, entry(row, types.get(row.type), title)),
    element("td", { class: "medium-only" }, owners(row, page)),
    element("td", { class: "cell-time medium-only" }, relativeDate(trash ? row.deletedDate : row.revisionDate)),
    element("td", { class: "cell-menu" }, !trash && star(row, title), menuButton(row, title), rowMenu(row, { trash, page })));
}

function entry(row, type, title) {
  const name = row.name === null
    ? element("b", { class: "undecryptable" }, icon("alert-triangle", "small"), title)
    : element("b", { dir: "auto", dataset: { secret: "" } }, title);
  return element("button", { type: "button", class: "entry", dataset: { open: row.id } },
    element("span", { class: "glyph", title: type?.label }, icon(type?.icon ?? "help-circle")),
    element("span", {},
      element("span", { class: "item-name" }, name, row.files > 0 && files()),
      element("small", { dir: "auto", dataset: { secret: "" } }, row.subtitle || type?.label || "")));
}

function files() {
  return element("span", { class: "faint item-files", title: say("attachments") }, icon("paperclip", "small"), hidden(say("attachments")));
}

/** Name the first place of an item, and how many more there are. */
function owners(row, page) {
  const owner = page.ownerOf(row);
  const [first, ...more] = owner === null ? page.collectionsOf(row) : [owner];
  const rest = more.length > 0 && element("span", { class: "faint small", title: more.join(", "), dataset: { secret: "" } }, say("more", more.length));
  return element("span", { class: "item-owners" }, first && ownerBadge(first), rest);
}

function ownerBadge(name) {
  const words = element("span", { class: "truncate", dir: "auto", title: name, dataset: { secret: "" } }, name);
  return element("span", { class: "badge" }, words);
}

function star({ id, favorite }, title) {
  return iconButton(favorite ? "star-filled" : "star", say("favoriteOf", title), {
    class: `ghost small item-star${favorite ? " chosen" : ""}`, "aria-pressed": String(favorite), dataset: { act: favorite ? "unfavorite" : "favorite", of: id },
  });
}

function menuButton(row, title) {
  return iconButton("dots-vertical", say("actions", title), { popovertarget: `menu-${row.id}` });
}

function hidden(label) {
  return element("span", { class: "visually-hidden" }, label);
}
