// What is asked before several items go elsewhere.
import { openDialog } from "./dialog.js";
import { element } from "./dom.js";
import { collectionChoices, openOrganizations } from "./placement.js";
import { say } from "./vault_texts.js";

/** Ask for one of the folders; null is none of them, undefined is no answer. */
export function askFolder(folders) {
  const choice = document.getElementById("folder-choice");
  const options = [{ id: "", name: say("noFolder") }, ...folders];
  document.getElementById("folder-help").hidden = folders.length > 0;
  choice.replaceChildren(...options.map(({ id, name }) => element("option", { value: id }, name ?? "")));
  return answerOf(document.getElementById("folder-dialog"), () => choice.value || null);
}

/**
 * Ask for collections of an organization, or for the organization as well where none is given.
 *
 * @param {{ organizations: {id, name}[], collections: object[] }} page
 * @param {string | null} [organizationId]
 * @returns {Promise<{ organizationId: string, collectionIds: string[] } | undefined>}
 */
export function askPlacement(page, organizationId = null) {
  const dialog = document.getElementById("placement-dialog");
  const part = (name) => dialog.querySelector(`[data-part="${name}"]`);
  const [owner, area, error] = [dialog.querySelector("select"), part("collections"), part("error")];
  const kind = organizationId ? "assign" : "share";
  for (const [name, key] of [["title", "Title"], ["text", "Text"], ["confirm", "Confirm"]]) part(name).textContent = say(kind + key);
  const owners = organizationId ? [{ id: organizationId, name: "" }] : openOrganizations(page);
  owner.replaceChildren(...owners.map(({ id, name }) => element("option", { value: id }, name)));
  part("organization").hidden = Boolean(organizationId);
  const show = () => area.replaceChildren(...collectionChoices({}, owner.value, page));
  owner.onchange = show;
  error.hidden = true;
  show();
  return answerOf(dialog, () => {
    const collectionIds = [...area.querySelectorAll(":checked")].map(({ value }) => value);
    error.hidden = collectionIds.length > 0;
    return collectionIds.length ? { organizationId: owner.value, collectionIds } : undefined;
  });
}

/** Open a dialog and resolve to what `read` makes of it, or to undefined where it is closed; it stays open over undefined. */
function answerOf(dialog, read) {
  return new Promise((resolve) => {
    const done = new AbortController();
    dialog.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      const answer = read();
      if (answer === undefined) return;
      resolve(answer);
      dialog.close();
    }, { signal: done.signal });
    dialog.addEventListener("close", () => { done.abort(); resolve(undefined); }, { signal: done.signal });
    openDialog(dialog);
  });
}
