// Inviting members, and one member's access: the collections, the groups, the flags of a custom role.
import { call } from "../agent/client.js";
import { ready } from "../agent/guard.js";
import { startChosenRows } from "../ui/chosen_rows.js";
import { startCollectionRows } from "../ui/collection_rows.js";

const CUSTOM = "4";
const flags = document.querySelector("[data-custom-flags]");
const collections = document.querySelector("[data-collections]");
const groups = document.querySelector("[data-groups]");

function showFlags() {
  flags.hidden = document.querySelector('input[name="role"]:checked')?.value !== CUSTOM;
}

/** Keep the list of saved roles and the boxes saying the same. */
function startSavedRoles(list) {
  const boxes = [...flags.querySelectorAll('input[type="checkbox"]')];
  const ticked = () => boxes.filter((box) => box.checked).map((box) => box.value).sort().join(" ");
  const name = () => {
    const known = [...list.options].find((option) => option.value.split(" ").sort().join(" ") === ticked());
    list.selectedIndex = known ? known.index : 0;
  };
  list.addEventListener("change", () => {
    const wanted = new Set(list.value.split(" "));
    if (list.value) for (const box of boxes) box.checked = wanted.has(box.value);
  });
  for (const box of boxes) box.addEventListener("change", name);
  name();
}

if (flags) {
  document.addEventListener("change", (event) => {
    if (event.target.name === "role") showFlags();
  });
  showFlags();
  const list = flags.querySelector("[data-saved-role]");
  if (list) startSavedRoles(list);
}

if (groups) {
  startChosenRows(groups, { name: (row, id) => { row.querySelector("[name=groups]").value = id; }, withdraw: (row) => row.remove() });
}

// While locked, the guard is on its way to the lock screen.
if ((await ready).unlocked) {
  await call("open", JSON.parse(document.getElementById("keyring").textContent));
  await startCollectionRows(collections);
}
