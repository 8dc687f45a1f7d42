// One group: its people, found by name, and its collections.
import { call } from "../agent/client.js";
import { ready } from "../agent/guard.js";
import { namedBy, startCandidates } from "../ui/candidates.js";
import { startCollectionRows } from "../ui/collection_rows.js";
import { avatar } from "../ui/dom.js";

const people = document.querySelector("[data-people]");
const search = people.querySelector("[data-people-search]");
const shown = people.querySelectorAll('input[name="shown"]');
const rows = [...people.querySelectorAll("tbody > tr")];
const more = people.querySelector("[data-more]");
const nobody = people.querySelector("[data-nobody]");

function showPeople() {
  const everyone = [...shown].some(({ checked, value }) => checked && value === "everyone");
  for (const row of rows) {
    row.hidden = !namedBy(search, row) || !(everyone || row.querySelector("input").checked);
  }
  nobody.hidden = rows.some((row) => !row.hidden);
  if (more) more.hidden = !everyone || search.value.trim() !== "";
}

/** Put those whom the search found under the rows that are there. */
function add(found) {
  const known = new Set(rows.map((row) => row.querySelector("input").value));
  for (const { id, userId, name, note, role } of found.filter((person) => !known.has(person.id))) {
    const row = people.querySelector("template").content.firstElementChild.cloneNode(true);
    row.dataset.words = `${name} ${note}`.toLocaleLowerCase();
    row.querySelector("input").value = id;
    row.querySelector(".visually-hidden").textContent = name;
    row.querySelector(".entry").prepend(avatar(name, userId));
    row.querySelector("b").textContent = name;
    row.querySelector("small").textContent = note;
    row.lastElementChild.textContent = role;
    people.querySelector("tbody").append(row);
    rows.push(row);
  }
  showPeople();
}

search.addEventListener("input", showPeople);
startCandidates(search, people.dataset.candidates, add);
for (const choice of shown) choice.addEventListener("change", showPeople);
showPeople();

// While locked, the guard is on its way to the lock screen.
if ((await ready).unlocked) {
  await call("open", JSON.parse(document.getElementById("keyring").textContent));
  await startCollectionRows(document.querySelector("[data-collections]"));
}
