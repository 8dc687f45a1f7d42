import { copy } from "./clipboard.js";
import { confirmDialog, openDialog } from "./dialog.js";
import { element } from "./dom.js";
import { reportCopied } from "./item_events.js";
import { allowed } from "./reprompt.js";
import { toast } from "./toast.js";
import { deleteItems, moveItems, restoreItems, setItemState, trashItems } from "./vault_routes.js";
import { say } from "./vault_texts.js";

/**
 * Make what can be done with items outside their dialog.
 *
 * @param {{ store: object, page: object, changed: () => Promise<void> }} surroundings
 */
export function createItemActions({ store, page, changed }) {
  async function run(change, message) {
    try {
      await change();
      toast(message, "success");
      await changed();
      return true;
    } catch (error) {
      toast(error.message, "danger");
      return false;
    }
  }

  async function trash(ids) {
    const asked = { title: say("trashTitle"), body: say("trashText"), confirm: say("toTrash"), danger: true };
    return (await confirmDialog(asked)) && run(() => trashItems(ids), say("movedToTrash"));
  }

  async function remove(ids) {
    const asked = { title: say("deleteTitle"), body: say("deleteText"), confirm: say("deleteForever"), danger: true };
    return (await confirmDialog(asked)) && run(() => deleteItems(ids), say("deletedForever"));
  }

  const restore = (ids) => run(() => restoreItems(ids), say("restored"));

  async function move(ids) {
    const folderId = await chooseFolder(page.folders);
    return folderId !== undefined && run(() => moveItems(ids, folderId), say("moved"));
  }

  async function favorite(id) {
    const { folderId, favorite: before } = await store.item(id);
    return run(() => setItemState(id, { folderId, favorite: !before }), say("saved"));
  }

  async function copyField(id, name) {
    const item = await store.item(id);
    const secret = name === "password";
    if (secret && !(await allowed(item))) return;
    await copy(item.login?.[name] ?? "", { secret });
    if (secret) reportCopied(item, name);
  }

  return { trash, remove, restore, move, favorite, copyField };
}

/** Ask for one of the folders; null is none of them, undefined is no answer. */
function chooseFolder(folders) {
  const dialog = document.getElementById("folder-dialog");
  const choice = document.getElementById("folder-choice");
  const options = [{ id: "", name: say("noFolder") }, ...folders];
  choice.replaceChildren(...options.map(({ id, name }) => element("option", { value: id }, name ?? "")));
  return new Promise((resolve) => {
    const done = new AbortController();
    dialog.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      resolve(choice.value || null);
      dialog.close();
    }, { signal: done.signal });
    dialog.addEventListener("close", () => { done.abort(); resolve(undefined); }, { signal: done.signal });
    openDialog(dialog);
  });
}
