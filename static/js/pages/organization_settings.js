// The settings of an organization: what the provider's staff reach, and who confirms members, need the master password once more.
import { call } from "../agent/client.js";
import { ready } from "../agent/guard.js";
import { confirmSoon } from "../ui/automatic_confirmation.js";
import { confirmDialog } from "../ui/dialog.js";
import { post } from "../ui/http.js";
import { postProven, stepUp } from "../ui/step_up.js";

const access = document.querySelector("#provider-access form");
const confirmation = document.getElementById("automatic-confirmation");

access?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const answer = await postProven(access.action, { access: new FormData(access).get("access") });
  if (answer) location.assign(answer.url);
});

confirmation?.addEventListener("click", async () => {
  const { url, on } = confirmation.dataset;
  const answer = on === undefined ? await turnOn(confirmation.dataset) : await postProven(url);
  if (answer) location.assign(answer.url);
});

async function turnOn({ url, organization: organizationId, title, text: body, button: confirm }) {
  if (!await confirmDialog({ title, body, confirm })) return null;
  return stepUp(async (proof) => {
    const consent = await call("allowAutomaticConfirmation", { organizationId, proof });
    const answer = await post(url, consent);
    confirmSoon();
    return answer;
  });
}

// While locked, the guard is on its way to the lock screen.
if ((await ready).unlocked) await call("open", JSON.parse(document.getElementById("keyring").textContent));
