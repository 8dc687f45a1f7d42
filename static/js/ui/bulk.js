import { selected } from "./selection.js";

/**
 * Wire the bar of the chosen rows: only what may be done with each of them is offered.
 *
 * @param {HTMLElement} area `[data-selection]`
 * @param {{ rows: Map, actions: object, page: object, place: () => object }} surroundings
 */
export function startBulk(area, { rows, actions, page, place }) {
  const buttons = new Map([...area.querySelectorAll("[data-bulk]")].map((button) => [button.dataset.bulk, button]));
  const run = { trash: actions.trash, restore: actions.restore, delete: actions.remove, move: actions.move };

  area.addEventListener("selectionchange", ({ target, detail: ids }) => {
    // Text fields inside have an event of the same name.
    if (target !== area) return;
    const trash = place().kind === "trash";
    const deletable = ids.every((id) => rows.get(id)?.permissions?.delete);
    const offered = { trash: !trash && deletable, restore: trash && deletable, delete: trash && deletable, move: !trash && !page.ofOrganization };
    for (const [name, button] of buttons) button.hidden = !offered[name];
  });
  for (const [name, button] of buttons) button.addEventListener("click", () => run[name](selected(area)));
}
