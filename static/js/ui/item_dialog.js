import { attachmentSection } from "./attachments.js";
import { busy, element, icon } from "./dom.js";
import { confirmDialog } from "./dialog.js";
import { reportViewed, startItemEvents } from "./item_events.js";
import { itemForm, readItem } from "./item_form.js";
import { faultOf, refusalOf } from "./item_refusal.js";
import { saveItem } from "./item_save.js";
import { itemView } from "./item_view.js";
import { placement } from "./placement.js";
import { allowed } from "./reprompt.js";
import { toast } from "./toast.js";
import { say } from "./vault_texts.js";

/**
 * Wire the item's dialog.
 *
 * @param {{ store: object, types: Map, page: object, changed: () => Promise<void>, trash: (id: string) => Promise<boolean> }} surroundings
 *     `page` has the current `organizations`, `collections`, `folders` and `ofOrganization`.
 * @returns {{ view, edit, create, clone }}
 */
export function createItemDialog({ store, types, page, changed, trash, restore }) {
  const dialog = document.getElementById("item-dialog");
  const form = dialog.querySelector("form");
  const [title, body, foot] = ["item-title", "item-body", "item-foot"].map((id) => document.getElementById(id));
  let shown = null;

  async function view(id, { asked = false } = {}) {
    const item = await store.item(id).catch(() => null);
    if (!item) return toast(say("notFound"), "warning");
    if (!asked && !(await allowed(item))) return;
    const type = types.get(item.type);
    shown = { item, type, editing: false, dirty: false };
    const folder = page.folders.find((entry) => entry.id === item.folderId)?.name;
    const files = attachmentSection(item, { edits: mayEdit(item), changed: () => filesChanged(id) });
    open(item.name ?? type.label, itemView(item, { type, owner: page.ownerOf(item), collections: page.collectionsOf(item), folder, files }), viewButtons(item));
    remember(id);
    if (!asked) reportViewed(item);
  }

  function viewButtons(item) {
    const edits = mayEdit(item);
    const trashes = item.permissions?.delete && !item.deletedDate;
    const restores = item.permissions?.restore && item.deletedDate;
    return [
      trashes && element("button", { type: "button", class: "btn danger start", on: { click: () => trashShown(item.id) } }, icon("trash"), say("toTrash")),
      button(say("close"), close),
      edits && element("button", { type: "button", class: "btn primary", on: { click: () => edit(item.id) } }, icon("pencil"), say("edit")),
      restores && element("button", { type: "button", class: "btn primary", on: { click: () => restoreShown(item.id) } }, icon("restore"), say("restore")),
    ];
  }

  /** Show the item with its new files, unless its dialog was closed meanwhile. */
  async function filesChanged(id) {
    await changed();
    if (shown?.item.id === id && !shown.editing) await view(id, { asked: true });
  }

  async function trashShown(id) {
    if (await trash(id)) close();
  }

  async function restoreShown(id) {
    if (await restore(id)) close();
  }

  async function edit(id) {
    const item = await store.item(id).catch(() => null);
    if (!item) return toast(say("notFound"), "warning");
    if (item.broken.length) return view(id);
    if (shown?.item.id !== id && !(await allowed(item))) return;
    showForm(item, item, say("editTitle", item.name));
    remember(id);
  }

  function create(typeNumber, start) {
    const type = types.get(typeNumber);
    showForm({ type: typeNumber, name: "", [type.member]: {}, ...start }, null, type.newLabel);
  }

  /** Begin a new item with all that one has but its passkeys, which their sites know of once, and its files. */
  async function clone(id) {
    const item = await store.item(id).catch(() => null);
    if (!item) return toast(say("notFound"), "warning");
    if (item.broken.length) return view(id);
    if (!(await allowed(item))) return;
    const { id: _, key, attachments, passwordHistory, revisionDate, deletedDate, archivedDate, ...copy } = item;
    if (copy.login) copy.login = { ...copy.login, fido2Credentials: null };
    const name = say("cloneName", item.name);
    showForm({ ...copy, name }, null, name);
  }

  function showForm(item, before, heading) {
    const type = types.get(item.type);
    const places = placement(item, page);
    const passwordUse = (password) => store.passwordUse(password, before?.id);
    const nodes = itemForm(item, { type, placement: places.node, folders: page.folders, passwordUse });
    shown = { item, before, type, places, editing: true, dirty: false };
    open(heading, [errorNotice(), ...nodes], [button(say("cancel"), close), element("button", { class: "btn primary" }, say("save"))]);
    form.elements.namedItem("name").focus();
  }

  function open(heading, content, buttons) {
    title.textContent = heading;
    body.replaceChildren(...content);
    body.scrollTop = 0;
    foot.replaceChildren(...buttons.filter(Boolean));
    if (!dialog.open) dialog.showModal();
    if (!shown.editing) dialog.querySelector("[data-close-item]").focus();
  }

  async function save(event) {
    event.preventDefault();
    const submit = foot.querySelector(".primary");
    const item = readItem(form, shown.item, shown.type);
    const target = shown.places.read();
    const fault = faultOf(item, shown.before);
    if (fault) return refuse(fault);
    if (target.organizationId && !target.collectionIds.length && !page.editsEverything) return refuse(say("noCollection"));
    let kept = false;
    busy(submit);
    try {
      await saveItem(item, shown.before, target);
      kept = true;
      hide();
      toast(say("saved"), "success");
      await changed();
    } catch (error) {
      if (kept) toast(error.message, "danger");
      else refuse(refusalOf(error, shown.type));
    } finally {
      busy(submit, false);
    }
  }

  function refuse(message) {
    const notice = body.querySelector("#item-error");
    notice.querySelector("p").textContent = message;
    notice.hidden = false;
    notice.scrollIntoView({ block: "nearest" });
  }

  async function close() {
    if (shown?.dirty && !(await confirmDialog({ title: say("discardTitle"), confirm: say("discard"), cancel: say("keepEditing"), danger: true }))) return;
    hide();
  }

  function hide() {
    dialog.close();
  }

  dialog.addEventListener("cancel", (event) => {
    if (event.target !== dialog || !shown?.dirty) return;
    event.preventDefault();
    close();
  });
  dialog.addEventListener("close", (event) => {
    if (event.target !== dialog) return;
    // Nothing decrypted stays in a closed dialog.
    body.replaceChildren();
    title.textContent = "";
    shown = null;
    remember(null);
  });
  dialog.querySelector("[data-close-item]").addEventListener("click", close);
  startItemEvents(body, () => shown?.item ?? null);
  form.addEventListener("submit", (event) => (shown?.editing ? save(event) : event.preventDefault()));
  form.addEventListener("input", () => { if (shown) shown.dirty = shown.editing; });

  return { view, edit, create, clone };
}

function mayEdit(item) {
  return item.edit && !item.deletedDate && !item.broken.length;
}

function button(label, click) {
  return element("button", { type: "button", class: "btn", on: { click } }, label);
}

function errorNotice() {
  return element("div", { class: "notice danger", id: "item-error", role: "alert", hidden: true }, icon("alert-circle"), element("div", {}, element("p")));
}

/** Put the open item into the address, so that it can be linked to. */
function remember(id) {
  const here = new URL(location.href);
  if (id) here.searchParams.set("item", id); else here.searchParams.delete("item");
  history.replaceState(history.state, "", here);
}
