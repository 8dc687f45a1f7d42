// The collections of a form that grants them ([data-collections]): their names, in order, and a search to add others.
import { element, icon } from "./dom.js";
import { fill } from "./fields.js";
import { startPicker } from "./picker.js";

const PREFIX = "level-";
const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });

/** Decrypt the names, sort the rows by them and wire the search; the keys must be open. */
export async function startCollectionRows(area) {
  await fill(area);
  const body = area.querySelector("tbody");
  if (!body) return;
  for (const row of body.rows) dress(area, row);
  sort(body);
  if (area.querySelector(".picker")) startChoice(area, body);
}

function startChoice(area, body) {
  const others = [...area.querySelectorAll("[data-others] > li")].map(({ dataset, textContent }) => ({ id: dataset.id, name: textContent }));
  const picker = startPicker(area.querySelector(".picker"), {
    others,
    draw: ({ name }) => [icon("folder"), element("span", { dir: "auto", dataset: { secret: "" } }, name)],
    choose: (one) => {
      add(area, body, one);
      showState(area, body, say(area, "added", one.name));
    },
  });
  body.addEventListener("click", ({ target }) => {
    const row = target.closest("[data-remove]") && target.closest("tr");
    if (!row) return;
    picker.offer({ id: row.dataset.id, name: nameOf(row) });
    const near = neighbor(row);
    withdraw(row);
    showState(area, body, say(area, "removed", nameOf(row)));
    if (near) near.focus();
    else picker.focus();
  });
  showState(area, body);
}

function add(area, body, { id, name }) {
  // One that was taken away says so until it comes back.
  body.querySelector(`tr[data-id="${CSS.escape(id)}"]`)?.remove();
  const row = area.querySelector("template").content.firstElementChild.cloneNode(true);
  row.dataset.id = id;
  row.querySelector("b").textContent = name;
  row.querySelector("b").dataset.secret = "";
  row.querySelector("select").name = `${PREFIX}${id}`;
  body.append(row);
  dress(area, row);
  sort(body);
}

/** An empty level says that there is to be none; where nothing is said, what was granted stays. */
function withdraw(row) {
  row.hidden = true;
  row.querySelector("select").replaceWith(element("input", { type: "hidden", name: `${PREFIX}${row.dataset.id}`, value: "" }));
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
