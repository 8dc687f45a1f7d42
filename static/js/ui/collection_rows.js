// The collections of a form that grants them ([data-collections]), each with a level.
import { startChosenRows } from "./chosen_rows.js";
import { element } from "./dom.js";
import { fill } from "./fields.js";

const PREFIX = "level-";

/** Decrypt the names and wire the rows; the keys must be open. */
export async function startCollectionRows(area) {
  await fill(area);
  startChosenRows(area, { name: (row, id) => { row.querySelector("select").name = `${PREFIX}${id}`; }, withdraw });
}

/** An empty level says that there is to be none; where nothing is said, what was granted stays. */
function withdraw(row) {
  row.hidden = true;
  row.querySelector("select").replaceWith(element("input", { type: "hidden", name: `${PREFIX}${row.dataset.id}`, value: "" }));
}
