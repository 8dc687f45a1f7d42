// The members of an organization or a provider: what is done to one or to the chosen ones.
import { call } from "../agent/client.js";
import { ready } from "../agent/guard.js";
import { openConfirmation } from "../ui/member_confirmation.js";
import { busy } from "../ui/dom.js";
import { post } from "../ui/http.js";
import { isWanted, rowOf, showOutcome } from "../ui/outcome.js";
import { selected } from "../ui/selection.js";
import { toast } from "../ui/toast.js";

const area = document.getElementById("members");
const results = document.getElementById("member-results");
const confirmation = document.getElementById("confirm-members");

function mayBeDone(action, id) {
  return rowOf(area, id)?.dataset.actions.split(" ").includes(action);
}

function finish(outcome) {
  showOutcome(area, results, outcome);
}

async function act(action, ids) {
  const definition = area.querySelector(`[data-definition="${action}"]`);
  if (action === "confirm") return openConfirmation(confirmation, ids, finish);
  if (!await isWanted(definition.dataset, ids.length)) return;
  busy(definition);
  try {
    finish((await post(definition.dataset.url, { members: ids })).results);
  } catch (error) {
    toast(error.message, "danger");
  } finally {
    busy(definition, false);
  }
}

area.addEventListener("click", (event) => {
  const button = event.target.closest("[data-action]");
  if (button) act(button.dataset.action, button.dataset.member ? [button.dataset.member] : selected(area));
});
area.addEventListener("selectionchange", ({ target, detail: ids }) => {
  // Text fields fire an event of this name by themselves.
  if (target !== area) return;
  for (const button of area.querySelectorAll("[data-definition]")) {
    const { definition, all } = button.dataset;
    const allowed = ids.filter((id) => mayBeDone(definition, id)).length;
    button.hidden = allowed === 0 || (all !== undefined && allowed < ids.length);
  }
});

// While locked, the guard is on its way to the lock screen.
if ((await ready).unlocked) await call("open", JSON.parse(document.getElementById("keyring").textContent));
