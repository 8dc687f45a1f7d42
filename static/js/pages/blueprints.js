// The blueprints of a provider: their names are read here, and changed.
import { call } from "../agent/client.js";
import { fill } from "../ui/fields.js";
import { post } from "../ui/http.js";
import { askName } from "../ui/name_dialog.js";

const area = document.getElementById("blueprints");

area.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-rename]");
  if (!button) return;
  const { rename: id, url, title } = button.dataset;
  const shown = document.getElementById(`name-${id}`);
  const keep = async (name) => {
    await post(url, { name });
    shown.dataset.enc = name;
  };
  if (await askName({ title, value: shown.textContent, organizationId: id, keep })) fill(area);
});

await call("open", JSON.parse(document.getElementById("keyring").textContent));
fill(area);
