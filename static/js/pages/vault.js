import { ready } from "../agent/guard.js";
import { startBulk } from "../ui/bulk.js";
import { element } from "../ui/dom.js";
import { renderFilters } from "../ui/filters.js";
import { createItemActions } from "../ui/item_actions.js";
import { createItemDialog } from "../ui/item_dialog.js";
import { createItemList } from "../ui/item_list.js";
import { askName } from "../ui/name_dialog.js";
import { renderPlaceActions } from "../ui/place_actions.js";
import { addressOf, readPlace } from "../ui/places.js";
import { failedList, VaultPage } from "../ui/vault_page.js";
import { createCollection, createFolder } from "../ui/vault_routes.js";
import { createStore } from "../ui/vault_store.js";
import { say } from "../ui/vault_texts.js";

const page = new VaultPage(document.getElementById("vault").dataset);
const store = createStore(page);
const [filters, list, heading, type, search] = [
  document.getElementById("filters"), document.getElementById("list"), document.querySelector("h1"), document.getElementById("type"),
  document.getElementById("search"),
];
let place = readPlace();

const items = createItemList({ store, page, place: () => place });
const actions = createItemActions({ store, page, changed });
const dialog = createItemDialog({ store, types: page.types, page, changed, trash: (id) => actions.trash([id]), restore: (id) => actions.restore([id]) });
const byName = {
  open: dialog.view,
  edit: dialog.edit,
  clone: dialog.clone,
  favorite: (id) => actions.favorite([id]),
  unfavorite: (id) => actions.favorite([id], false),
  archive: (id) => actions.archive([id]),
  unarchive: (id) => actions.archive([id], false),
  trash: (id) => actions.trash([id]),
  restore: (id) => actions.restore([id]),
  delete: (id) => actions.remove([id]),
  "copy-username": (id) => actions.copyField(id, "username"),
  "copy-password": (id) => actions.copyField(id, "password"),
  "copy-code": actions.copyCodeOf,
  move: (id) => actions.move([id]),
  assign: actions.assignOne,
  share: actions.shareOne,
};

async function changed() {
  await store.reload();
  await show();
}

/** Show the current place: side column, heading and list. */
async function show() {
  const facets = await store.facets();
  page.count(facets);
  renderFilters(filters, facets, { ...page, place });
  showTypes(facets);
  const title = page.titleOf(place);
  search.placeholder = place.kind === "all" ? search.ariaLabel : say("searchIn", title);
  heading.textContent = place.kind === "all" && page.ofOrganization ? say("allItems") : title;
  renderPlaceActions(document.getElementById("place-actions"), place, { page, changed, leave });
  await items.render();
}

function showTypes({ types }) {
  const known = [...page.types.values()].filter(({ type: number, newLabel }) => newLabel || types[number]);
  type.replaceChildren(element("option", { value: "" }, say("everyType")), ...known.map(({ type: number, plural }) => element("option", { value: number }, plural)));
  type.value = place.type ?? "";
}

function go(next) {
  place = next;
  history.pushState(null, "", addressOf(place));
  if (filters.matches(":popover-open")) filters.hidePopover();
  return show().then(items.first);
}

async function leave() {
  await store.reload();
  await go({ kind: "all", id: null, type: place.type });
}

function startingPoint() {
  if (place.kind === "collection") {
    const { organizationId } = page.collections.find(({ id }) => id === place.id) ?? {};
    return { organizationId, collectionIds: [place.id] };
  }
  if (page.ofOrganization) return { organizationId: page.ofOrganization, collectionIds: [] };
  return { organizationId: null, favorite: place.kind === "favorites", folderId: place.kind === "folder" && place.id !== "none" ? place.id : null };
}

async function named(title, organizationId, keep) {
  if (await askName({ title, organizationId, keep })) await changed();
}

document.addEventListener("click", (event) => {
  const target = (selector) => event.target.closest(selector);
  const opener = target("[data-open]");
  const act = target("[data-act]");
  const link = target("[data-place]");
  const newItem = target("[data-new-item]");
  if (opener) dialog.view(opener.dataset.open);
  else if (act) byName[act.dataset.act](act.dataset.of);
  else if (newItem) dialog.create(Number(newItem.dataset.newItem), startingPoint());
  else if (target("[data-new-folder]")) named(say("newFolder"), null, createFolder);
  else if (target("[data-new-collection]")) named(say("newCollection"), page.ofOrganization, (name) => createCollection(page.ofOrganization, name));
  else if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    go({ kind: link.dataset.place, id: link.dataset.id || null, type: place.type });
  }
});
// The right button, and the keys that stand for it, open a row's menu.
list.addEventListener("contextmenu", (event) => {
  const button = event.target.closest("[data-item]")?.querySelector("[popovertarget]");
  if (!button) return;
  event.preventDefault();
  document.getElementById(button.getAttribute("popovertarget")).showPopover({ source: button });
});
type.addEventListener("change", () => go({ ...place, type: Number(type.value) || null }));
addEventListener("popstate", () => { place = readPlace(); show().then(items.first); });

async function start() {
  startBulk(list.closest("[data-selection]"), { rows: items.rows, actions, page, place: () => place });
  if (!(await ready).unlocked) return;
  await store.open();
  await show();
  document.getElementById("loading").remove();
  const query = new URLSearchParams(location.search);
  // As the field writes it: links to items are kept where nobody can change them.
  const linked = query.get("item") ?? query.get("itemId") ?? query.get("cipherId");
  if (linked) await dialog.view(linked);
}

start().catch((error) => {
  // A locked vault leads to the lock screen by itself.
  if (error.code === "locked") return;
  document.getElementById("loading")?.remove();
  list.replaceChildren(failedList(error.code === "worker_unavailable" ? say("workerMissing") : error.message));
});
