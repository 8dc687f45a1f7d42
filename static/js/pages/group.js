// One group: its people, found by name, and its collections.
import { call } from "../agent/client.js";
import { ready } from "../agent/guard.js";
import { startCollectionRows } from "../ui/collection_rows.js";

const people = document.querySelector("[data-people]");
const search = people.querySelector("[data-people-search]");
const shown = people.querySelectorAll('input[name="shown"]');
const rows = [...people.querySelectorAll("tbody > tr")];
const nobody = people.querySelector("[data-nobody]");

function showPeople() {
  const everyone = [...shown].some(({ checked, value }) => checked && value === "everyone");
  const words = search.value.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
  for (const row of rows) {
    const found = words.every((word) => row.dataset.words.includes(word));
    row.hidden = !found || !(everyone || row.querySelector("input").checked);
  }
  nobody.hidden = rows.some((row) => !row.hidden);
}

search.addEventListener("input", showPeople);
for (const choice of shown) choice.addEventListener("change", showPeople);
showPeople();

// While locked, the guard is on its way to the lock screen.
if ((await ready).unlocked) {
  await call("open", JSON.parse(document.getElementById("keyring").textContent));
  await startCollectionRows(document.querySelector("[data-collections]"));
}
