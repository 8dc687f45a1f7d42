// How something went that was done to many rows of a list at once.
import { element } from "./dom.js";
import { confirmDialog, openDialog } from "./dialog.js";

/** Return the row whose box has this value. */
export function rowOf(area, id) {
  return area.querySelector(`[data-select][value="${CSS.escape(id)}"]`)?.closest("tr");
}

function nameOf(area, id) {
  const row = rowOf(area, id);
  return (row?.querySelector("bdi") ?? row?.querySelector("b"))?.textContent ?? id;
}

/** Show the page anew where all was done; say first in `dialog` what was not, and to whom. */
export function showOutcome(area, dialog, outcome) {
  if (outcome.every(({ error }) => !error)) return location.reload();
  const body = dialog.querySelector("[data-results]");
  body.replaceChildren(...outcome.map(({ id, error }) => element("tr", {},
    element("td", { dir: "auto" }, nameOf(area, id)),
    element("td", {}, error ?? body.dataset.done))));
  dialog.addEventListener("close", () => location.reload(), { once: true });
  openDialog(dialog);
}

/** Ask before what a button does to `count` rows, where the button has a question. */
export async function isWanted({ titleOne, titleMany, text, button, danger }, count) {
  if (!titleOne) return true;
  const title = count === 1 ? titleOne : titleMany.replace("%d", count);
  return confirmDialog({ title, body: text, confirm: button, danger: danger !== undefined });
}
