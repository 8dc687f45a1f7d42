// The groups of an organization: deleting one or the chosen ones.
import { busy } from "../ui/dom.js";
import { confirmDialog } from "../ui/dialog.js";
import { post } from "../ui/http.js";
import { selected } from "../ui/selection.js";
import { toast } from "../ui/toast.js";

const area = document.getElementById("groups");

function isWanted({ titleOne, titleMany, text, button }, count) {
  const title = count === 1 ? titleOne : titleMany.replace("%d", count);
  return confirmDialog({ title, body: text, confirm: button, danger: true });
}

async function remove(ids) {
  const definition = area.querySelector("[data-delete-url]");
  if (!await isWanted(definition.dataset, ids.length)) return;
  busy(definition);
  try {
    await post(definition.dataset.deleteUrl, { groups: ids });
    location.reload();
  } catch (error) {
    toast(error.message, "danger");
    busy(definition, false);
  }
}

area.addEventListener("click", (event) => {
  const button = event.target.closest("[data-delete]");
  if (button) remove(button.value ? [button.value] : selected(area));
});
