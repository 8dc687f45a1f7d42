// The collections of a form that grants them ([data-collections]): their names, in order, and a filter.
import { fill } from "./fields.js";

/** Decrypt the names, sort the rows by them and wire the filter; the keys must be open. */
export async function startCollectionRows(area) {
  area.querySelector("[data-filter]")?.addEventListener("input", (event) => filter(area, event.target.value));
  await fill(area);
  sort(area);
}

function nameOf(row) {
  return row.querySelector("[data-enc]").textContent;
}

function filter(area, query) {
  const words = query.trim().toLocaleLowerCase();
  for (const row of area.querySelectorAll("tbody > tr")) row.hidden = !nameOf(row).toLocaleLowerCase().includes(words);
}

/** The server cannot sort what it cannot read. */
function sort(area) {
  const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const body = area.querySelector("tbody");
  body?.append(...[...body.rows].sort((a, b) => compare(nameOf(a), nameOf(b))));
}
