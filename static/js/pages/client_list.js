// The clients of a provider: searched while one types, and what is done to the chosen ones.
import { busy } from "../ui/dom.js";
import { openDialog } from "../ui/dialog.js";
import { post } from "../ui/http.js";
import { startLiveSearch } from "../ui/live_search.js";
import { isWanted, rowOf, showOutcome } from "../ui/outcome.js";
import { selected } from "../ui/selection.js";
import { toast } from "../ui/toast.js";

const area = document.getElementById("clients");
const results = document.getElementById("client-results");

async function send(button, url, body) {
  busy(button);
  try {
    showOutcome(area, results, (await post(url, { clients: selected(area), ...body })).results);
  } catch (error) {
    toast(error.message, "danger");
  } finally {
    busy(button, false);
  }
}

/** Let the fields of a dialog go with the chosen clients. */
function startForm(opener) {
  const dialog = document.getElementById(opener.dataset.bulkForm);
  const form = dialog.querySelector("form");
  opener.addEventListener("click", () => openDialog(dialog));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { csrfmiddlewaretoken, ...fields } = Object.fromEntries(new FormData(form));
    if ("seats" in fields) fields.seats = Number(fields.seats);
    await send(event.submitter, opener.dataset.url, fields);
    dialog.close();
  });
}

for (const opener of area.querySelectorAll("[data-bulk-form]")) startForm(opener);
for (const button of area.querySelectorAll("[data-bulk]")) {
  button.addEventListener("click", async () => {
    if (await isWanted(button.dataset, selected(area).length)) await send(button, button.dataset.url, {});
  });
}
// What is suspended is resumed, what is active is suspended.
area.addEventListener("selectionchange", ({ target, detail: ids }) => {
  if (target !== area) return;
  const states = new Set(ids.map((id) => rowOf(area, id)?.dataset.state));
  for (const button of area.querySelectorAll("[data-bulk]")) {
    button.hidden = !states.has(button.dataset.bulk === "resume" ? "suspended" : "active");
  }
});
startLiveSearch(area.querySelector("[data-live-search]"));
