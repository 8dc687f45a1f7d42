// What was chosen in a form, a row of a table each ([data-chosen]), and a search among the others ([data-others]).
import { element } from "./dom.js";
import { startPicker } from "./picker.js";

const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });

/**
 * Sort the rows by their names and wire the search above them; a new row is what the area's template holds.
 *
 * @param {HTMLElement} area
 * @param {{ name: (row: HTMLElement, id: string) => void, withdraw: (row: HTMLElement) => void }} options
 *   `name` makes the control of a new row say what the row is of, `withdraw` takes a row out of what is sent.
 */
export function startChosenRows(area, { name, withdraw }) {
  const body = area.querySelector("tbody");
  if (!body) return;
  for (const row of body.rows) dress(area, row);
  sort(body);
  if (!area.querySelector(".picker")) return;
  const blank = area.querySelector("template").content.firstElementChild;

  function add(one) {
    // One that was taken away may still say so, until it comes back.
    body.querySelector(`tr[data-id="${CSS.escape(one.id)}"]`)?.remove();
    const row = blank.cloneNode(true);
    row.dataset.id = one.id;
    row.querySelector("b").textContent = one.name;
    name(row, one.id);
    body.append(row);
    dress(area, row);
    sort(body);
    showState(area, body, say(area, "added", one.name));
  }

  const picker = startPicker(area.querySelector(".picker"), {
    others: [...area.querySelectorAll("[data-others] > li")].map(({ dataset, textContent }) => ({ id: dataset.id, name: textContent })),
    draw: (one) => [blank.querySelector(".glyph > svg").cloneNode(true), element("span", { dir: "auto", dataset: { ...blank.querySelector("b").dataset } }, one.name)],
    choose: add,
  });
  body.addEventListener("click", ({ target }) => {
    const row = target.closest("[data-remove]") && target.closest("tr");
    if (!row) return;
    const one = { id: row.dataset.id, name: nameOf(row) };
    const near = neighbor(row);
    picker.offer(one);
    withdraw(row);
    showState(area, body, say(area, "removed", one.name));
    if (near) near.focus();
    else picker.focus();
  });
  showState(area, body);
}

/** Where the focus goes when a row is taken away: to the button of the next one, or of the one before. */
function neighbor(row) {
  const buttons = [...row.parentElement.querySelectorAll("tr:not([hidden]) [data-remove]")];
  const at = buttons.findIndex((button) => row.contains(button));
  return buttons[at + 1] ?? buttons[at - 1];
}

function dress(area, row) {
  row.querySelector("select")?.setAttribute("aria-label", nameOf(row));
  row.querySelector("[data-remove]")?.setAttribute("aria-label", say(area, "remove", nameOf(row)));
}

function showState(area, body, words = "") {
  const isEmpty = [...body.rows].every(({ hidden }) => hidden);
  area.querySelector("[data-chosen]").hidden = isEmpty;
  area.querySelector("[data-none]").hidden = !isEmpty;
  area.querySelector("[data-status]").textContent = words;
}

function say(area, key, name) {
  const words = area.dataset[`text${key[0].toUpperCase()}${key.slice(1)}`];
  return words.replace("%s", () => name);
}

function nameOf(row) {
  return row.querySelector("b").textContent;
}

/** The server cannot sort what it cannot read. */
function sort(body) {
  body.append(...[...body.rows].sort((a, b) => compare(nameOf(a), nameOf(b))));
}
