import { allowed } from "./reprompt.js";
import { openOrganizations } from "./placement.js";
import { selected } from "./selection.js";

// What takes an item away, or shows it to others, asks for the master password where the item wants that.
const GUARDED = ["trash", "delete", "assign", "share"];

/**
 * Wire the bar of the chosen rows: only what may be done with each of them is offered.
 *
 * @param {HTMLElement} area `[data-selection]`
 * @param {{ rows: Map, actions: object, page: object, place: () => object }} surroundings
 */
export function startBulk(area, { rows, actions, page, place }) {
  const buttons = new Map([...area.querySelectorAll("[data-bulk]")].map((button) => [button.dataset.bulk, button]));
  const chosen = () => selected(area).map((id) => rows.get(id)).filter(Boolean);
  const run = {
    move: actions.move,
    favorite: actions.favorite,
    unfavorite: (ids) => actions.favorite(ids, false),
    assign: (ids) => actions.assign(ids, chosen()[0].organizationId),
    share: actions.share,
    archive: actions.archive,
    unarchive: (ids) => actions.archive(ids, false),
    trash: actions.trash,
    restore: actions.restore,
    delete: actions.remove,
  };

  async function start(name) {
    const guarded = GUARDED.includes(name) && chosen().some(({ reprompt }) => reprompt === 1);
    if (await allowed({ reprompt: Number(guarded) })) await run[name](selected(area));
  }

  area.addEventListener("selectionchange", ({ target }) => {
    // Text fields inside have an event of the same name.
    if (target !== area) return;
    const offered = offersOf(chosen(), { page, trash: place().kind === "trash" });
    for (const [name, button] of buttons) button.hidden = !offered[name];
  });
  for (const [name, button] of buttons) button.addEventListener("click", () => start(name));
}

/** Say what is offered for all of these rows together. */
function offersOf(rows, { page, trash }) {
  const all = (test) => rows.length > 0 && rows.every(test);
  const deletable = all(({ permissions }) => permissions?.delete);
  const mine = !trash && !page.ofOrganization;
  const editable = !trash && all(({ edit, broken }) => edit && !broken.length);
  const own = all(({ organizationId }) => !organizationId);
  const together = all(({ organizationId }) => organizationId && organizationId === rows[0].organizationId);
  const favorites = all(({ favorite }) => favorite);
  const archived = all(({ archivedDate }) => archivedDate);
  return {
    move: mine,
    favorite: mine && !favorites,
    unfavorite: mine && favorites,
    assign: editable && together,
    share: editable && own && openOrganizations(page).length > 0,
    archive: mine && !archived,
    unarchive: mine && archived,
    trash: !trash && deletable,
    restore: trash && deletable,
    delete: trash && deletable,
  };
}
