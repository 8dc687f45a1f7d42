import { call } from "../agent/client.js";
import { clearErrors } from "../ui/dialog.js";
import { busy } from "../ui/dom.js";
import { get, post } from "../ui/http.js";
import { startKdfSettings } from "../ui/kdf_settings.js";
import { startNewPassword } from "../ui/new_password.js";
import { showProblem } from "../ui/problem.js";
import { stepUp, wordsFor } from "../ui/step_up.js";

const form = document.getElementById("change-password");
const button = form.querySelector("button.primary");
const { current, password, passwordHint } = form.elements;
const newPassword = startNewPassword(form, () => [form.querySelector('[autocomplete="username"]').value]);

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  showProblem(form);
  if (!newPassword.isComplete()) return;
  busy(button);
  try {
    if (await newPassword.isStrongEnough()) return location.assign(await changePassword());
  } catch (error) {
    showProblem(form, wordsFor(error, form.dataset));
    current.select();
  }
  busy(button, false);
});
form.addEventListener("input", () => clearErrors(form));

async function changePassword() {
  const { email, kdf, userKey } = await get(form.dataset.keys);
  const made = await call("changePassword", { current: current.value, next: password.value, email, kdf, userKey });
  const { url } = await post(form.dataset.change, { ...made, kdf, passwordHint: passwordHint.value });
  return url;
}

const kdfForm = document.getElementById("change-kdf");
const chosenKdf = startKdfSettings(kdfForm);

kdfForm.addEventListener("submit", async (event) => {
  event.preventDefault();
  const changed = await stepUp(changeKdf);
  if (changed) location.assign(changed.url);
});

async function changeKdf({ password: known, email, kdf, userKey }) {
  const newKdf = chosenKdf();
  const made = await call("changePassword", { current: known, next: known, email, kdf, userKey, newKdf });
  return post(kdfForm.dataset.change, { ...made, kdf: newKdf });
}

button.disabled = false;
kdfForm.querySelector("button.primary").disabled = false;
