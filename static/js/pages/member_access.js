// Inviting members, and one member's access: the collections, the flags of a custom role.
import { call } from "../agent/client.js";
import { ready } from "../agent/guard.js";
import { startCollectionRows } from "../ui/collection_rows.js";

const CUSTOM = "4";
const flags = document.querySelector("[data-custom-flags]");
const collections = document.querySelector("[data-collections]");

function showFlags() {
  flags.hidden = document.querySelector('input[name="role"]:checked')?.value !== CUSTOM;
}

if (flags) {
  document.addEventListener("change", (event) => {
    if (event.target.name === "role") showFlags();
  });
  showFlags();
}

// While locked, the guard is on its way to the lock screen.
if ((await ready).unlocked) {
  await call("open", JSON.parse(document.getElementById("keyring").textContent));
  await startCollectionRows(collections);
}
