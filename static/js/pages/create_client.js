// A new client: the organization's key, its key pair and the names of its first collections are made here.
import { call } from "../agent/client.js";
import { fill } from "../ui/fields.js";
import { startKeyForm } from "../ui/key_form.js";
import { startSeatPreview } from "../ui/seat_preview.js";

const form = document.getElementById("create-client");
const { provider, providerKey, collectionName } = form.dataset;
const data = (id) => JSON.parse(document.getElementById(id).textContent);
const opened = call("open", data("keyring"));

/** A blueprint brings the names of its collections along; without one, there is a single collection. */
function collections({ blueprint }) {
  if (!blueprint) return { names: [collectionName] };
  return { from: blueprint, fields: data("blueprint-names")[blueprint] };
}

startSeatPreview(form, document.getElementById("seat-preview"));
startKeyForm(form, async (details) => {
  await opened;
  const keys = await call("createOrganization", { providerId: provider, ...collections(details) });
  return { details, providerKeyId: providerKey, ...keys };
});
await opened;
fill(form);
