// Inviting members, and one member's access: names of collections, their filter, the flags of a custom role.
import { call } from "../agent/client.js";
import { ready } from "../agent/guard.js";
import { fill } from "../ui/fields.js";

const CUSTOM = "4";
const flags = document.querySelector("[data-custom-flags]");
const collections = document.querySelector("[data-collections]");

function showFlags() {
  flags.hidden = document.querySelector('input[name="role"]:checked')?.value !== CUSTOM;
}

function filterCollections(query) {
  const words = query.trim().toLocaleLowerCase();
  for (const row of collections.querySelectorAll("tbody > tr")) {
    row.hidden = !row.querySelector("[data-enc]").textContent.toLocaleLowerCase().includes(words);
  }
}

if (flags) {
  document.addEventListener("change", (event) => {
    if (event.target.name === "role") showFlags();
  });
  showFlags();
}
collections.querySelector("[data-filter]")?.addEventListener("input", (event) => filterCollections(event.target.value));

/** The server cannot sort what it cannot read. */
function sortCollections() {
  const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const body = collections.querySelector("tbody");
  const nameOf = (row) => row.querySelector("[data-enc]").textContent;
  body?.append(...[...body.rows].sort((a, b) => compare(nameOf(a), nameOf(b))));
}

// While locked, the guard is on its way to the lock screen.
if ((await ready).unlocked) {
  await call("open", JSON.parse(document.getElementById("keyring").textContent));
  await fill(collections);
  sortCollections();
}
