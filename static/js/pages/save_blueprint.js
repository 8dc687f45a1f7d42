// A client's structure becomes a blueprint: the names of its collections get another key here.
import { call } from "../agent/client.js";
import { fill } from "../ui/fields.js";
import { startKeyForm } from "../ui/key_form.js";

const form = document.getElementById("save-blueprint");
const { provider, providerKey, client } = form.dataset;
const opened = call("open", JSON.parse(document.getElementById("keyring").textContent));

startKeyForm(form, async ({ name }) => {
  await opened;
  const collections = [...form.querySelectorAll("[data-collection]")].map(({ dataset }) => dataset);
  const fields = collections.map(({ enc }) => enc);
  const made = await call("createBlueprint", { providerId: provider, organizationId: client, name, fields });
  const named = collections.map(({ collection: id }, place) => ({ id, name: made.names[place] }));
  return { providerKeyId: providerKey, key: made.key, name: made.name, collections: named };
});
await opened;
fill(form);
