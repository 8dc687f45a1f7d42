import { call } from "../agent/client.js";
import { post } from "../ui/http.js";
import { stepUp } from "../ui/step_up.js";

const form = document.getElementById("change-email");
const { change, address } = form.dataset;

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const changed = await stepUp(changeEmail);
  if (changed) location.assign(changed.url);
});

/** The address is the salt of the derivation, so the key is wrapped anew with it. */
async function changeEmail({ password, email, kdf, userKey }) {
  const made = await call("changePassword", { current: password, next: password, email, kdf, userKey, newEmail: address });
  return post(change, { ...made, kdf, email: address, code: form.elements.code.value });
}

form.querySelector("button.primary").disabled = false;
