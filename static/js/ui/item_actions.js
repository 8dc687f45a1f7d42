import { parseTotp, totp } from "../core/totp.js";
import { askFolder, askPlacement } from "./bulk_dialogs.js";
import { copy } from "./clipboard.js";
import { confirmDialog } from "./dialog.js";
import { reportCopied } from "./item_events.js";
import { shareItemsInto } from "./item_save.js";
import { allowed } from "./reprompt.js";
import { toast } from "./toast.js";
import { archiveItems, assignItems, deleteItems, favoriteItems, moveItems, restoreItems, trashItems } from "./vault_routes.js";
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
  const archive = (ids, archived = true) => run(() => archiveItems(ids, archived), say(archived ? "archivedDone" : "unarchived"));
  const favorite = (ids, wanted = true) => run(() => favoriteItems(ids, wanted), say(wanted ? "favored" : "unfavored"));

  async function move(ids) {
    const folderId = await askFolder(page.folders);
    return folderId !== undefined && run(() => moveItems(ids, folderId), say("moved"));
  }

  async function assign(ids, organizationId) {
    const chosen = await askPlacement(page, organizationId);
    return chosen !== undefined && run(() => assignItems(ids, chosen.collectionIds), say("assigned"));
  }

  async function share(ids) {
    const chosen = await askPlacement(page);
    return chosen !== undefined && run(() => shareItemsInto(ids, chosen, store), say("shared"));
  }

  async function copyField(id, name) {
    const item = await store.item(id);
    const secret = name === "password";
    if (secret && !(await allowed(item))) return;
    await copy(item.login?.[name] ?? "", { secret });
    if (secret) reportCopied(item, name);
  }

  async function copyCode({ login }) {
    try {
      const { code } = await totp(parseTotp(login.totp), Date.now() / 1000);
      await copy(code, { secret: true });
    } catch {
      toast(say("totpMalformed"), "warning");
    }
  }

  /** What shows a secret or gives an item to others asks for the master password where the item wants that. */
  async function guarded(id, next) {
    const item = await store.item(id);
    return (await allowed(item)) && next(item);
  }

  const copyCodeOf = (id) => guarded(id, copyCode);
  const assignOne = (id) => guarded(id, ({ organizationId }) => assign([id], organizationId));
  const shareOne = (id) => guarded(id, () => share([id]));

  return { trash, remove, restore, archive, favorite, move, assign, assignOne, share, shareOne, copyField, copyCodeOf };
}
