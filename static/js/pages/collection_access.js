import { call } from "../agent/client.js";
import { busy } from "../ui/dom.js";
import { fill } from "../ui/fields.js";
import { put } from "../ui/http.js";

const form = document.getElementById("access");
const search = document.getElementById("people-search");
const error = document.getElementById("access-error");
const rows = [...form.querySelectorAll("tr[data-kind]")];

function show() {
  const everyone = form.elements.namedItem("shown").value === "everyone";
  const words = search.value.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
  for (const row of rows) {
    const found = words.every((word) => row.dataset.words.includes(word));
    row.hidden = !found || !(everyone || row.querySelector("select"));
  }
  document.getElementById("nobody").hidden = rows.some((row) => !row.hidden);
}

function give(button) {
  const row = button.closest("tr");
  const choice = document.getElementById("level-choice").content.firstElementChild.cloneNode(true);
  choice.setAttribute("aria-label", `${choice.getAttribute("aria-label")}${row.querySelector("b").textContent}`);
  button.replaceWith(choice);
  choice.focus();
}

/** Return what the rows of one kind hold, in the protocol's flags. */
function granted(kind) {
  return rows.filter((row) => row.dataset.kind === kind && row.querySelector("select")?.value).map((row) => {
    const { dataset } = row.querySelector("select").selectedOptions[0];
    const { readOnly, hidePasswords, manage } = dataset;
    return { id: row.dataset.id, readOnly: Boolean(readOnly), hidePasswords: Boolean(hidePasswords), manage: Boolean(manage) };
  });
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const submit = form.querySelector(".primary");
  busy(submit);
  try {
    await put(form.dataset.url, { users: granted("member"), groups: granted("group") });
    location.assign(form.dataset.back);
  } catch (refusal) {
    error.querySelector("p").textContent = refusal.message;
    error.hidden = false;
    error.scrollIntoView({ block: "nearest" });
    busy(submit, false);
  }
});
form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-give]");
  if (button) give(button);
});
form.addEventListener("change", (event) => {
  if (event.target.name === "shown") show();
});
search.addEventListener("input", show);
show();

await call("open", JSON.parse(document.getElementById("keyring").textContent));
await fill();
