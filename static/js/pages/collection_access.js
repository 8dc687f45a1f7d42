import { call } from "../agent/client.js";
import { namedBy, startCandidates } from "../ui/candidates.js";
import { avatar, busy, element, icon } from "../ui/dom.js";
import { fill } from "../ui/fields.js";
import { put } from "../ui/http.js";

const form = document.getElementById("access");
const search = document.getElementById("people-search");
const error = document.getElementById("access-error");
const more = document.getElementById("more");
const rows = [...form.querySelectorAll("tr[data-kind]")];

function show() {
  const everyone = form.elements.namedItem("shown").value === "everyone";
  for (const row of rows) {
    row.hidden = !namedBy(search, row) || !(everyone || row.querySelector("select"));
  }
  document.getElementById("nobody").hidden = rows.some((row) => !row.hidden);
  if (more) more.hidden = !everyone || search.value.trim() !== "";
}

/** Put those whom the search found under the rows that are there. */
function add(people) {
  const known = new Set(rows.map(({ dataset }) => dataset.id));
  for (const { kind, id, name, note } of people.filter((person) => !known.has(person.id))) {
    const row = document.getElementById("person").content.firstElementChild.cloneNode(true);
    Object.assign(row.dataset, { kind, id, words: `${name} ${note}`.toLocaleLowerCase() });
    row.querySelector(".entry").firstElementChild.replaceWith(picture(kind, id, name));
    row.querySelector("b").textContent = name;
    row.querySelector("small").textContent = note;
    form.querySelector("tbody").append(row);
    rows.push(row);
  }
  show();
}

function picture(kind, id, name) {
  return kind === "group" ? element("span", { class: "glyph" }, icon("users-group")) : avatar(name, id);
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
startCandidates(search, form.dataset.candidates, add);
show();

await call("open", JSON.parse(document.getElementById("keyring").textContent));
await fill();
