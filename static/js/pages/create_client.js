// A new client: the organization's key, its key pair and the name of its first collection are made here.
import { call } from "../agent/client.js";
import { startKeyForm } from "../ui/key_form.js";
import { startSeatPreview } from "../ui/seat_preview.js";

const form = document.getElementById("create-client");
const { provider, providerKey, collectionName } = form.dataset;

startSeatPreview(form, document.getElementById("seat-preview"));
startKeyForm(form, async (details) => {
  await call("open", JSON.parse(document.getElementById("keyring").textContent));
  const keys = await call("createOrganization", { providerId: provider, names: [collectionName] });
  return { details, providerKeyId: providerKey, ...keys };
});
