// An organization becomes a client: its key is wrapped under the provider's here, after the master password.
import { call } from "../agent/client.js";
import { post } from "../ui/http.js";
import { stepUp } from "../ui/step_up.js";

const form = document.getElementById("add-client");
const { provider, providerKey } = form.dataset;

async function add(organization, proof) {
  await call("open", JSON.parse(document.getElementById("keyring").textContent));
  const names = { organizationId: organization, providerId: provider };
  const { key } = await call("wrapOrganizationKeyForProvider", { ...names, proof });
  const comparesBaseline = Boolean(form.elements.baseline?.checked);
  return post(form.action, { organization, providerKeyId: providerKey, key, comparesBaseline });
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { value } = form.elements.organization;
  const answer = await stepUp((proof) => add(value, proof));
  if (answer) location.assign(answer.url);
});
