import { call } from "../agent/client.js";
import { fingerprint } from "../core/fingerprint.js";
import { get, post } from "../ui/http.js";
import { stepUp } from "../ui/step_up.js";

const form = document.getElementById("rotate-key");
const [receivers, button] = [[...document.querySelectorAll("[data-receiver]")], form.querySelector("button.primary")];

/** Take over whom the new key is sealed to: those whose phrase the page shows, with just that public key. */
function receiversOf(kind) {
  const own = receivers.filter(({ dataset }) => dataset.receiver === kind);
  return Object.fromEntries(own.map(({ dataset }) => [dataset.id, dataset.publicKey]));
}

async function rotate(proof) {
  const { revision, strings, passkeys } = await get(form.dataset.strings);
  const sealTo = { contacts: receiversOf("contacts"), recoveries: receiversOf("recoveries") };
  const made = await call("rotateKey", { proof, strings, passkeys, sealTo });
  const answer = await post(form.dataset.rotate, { ...made, revision });
  // What the agent holds is the old key.
  await call("lock", { reason: "another key" });
  return answer;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const rotated = await stepUp(rotate);
  if (rotated) location.assign(rotated.url);
});
for (const { dataset, lastElementChild } of receivers) {
  lastElementChild.textContent = await fingerprint(dataset.publicKey, dataset.material);
}
button.disabled = false;
