// Recovering a member's account: a temporary master password, made in this browser, or no two-step login, or both.
import { call } from "../agent/client.js";
import { ready } from "../agent/guard.js";
import { clearErrors } from "../ui/dialog.js";
import { post } from "../ui/http.js";
import { startNewPassword } from "../ui/new_password.js";
import { showProblem } from "../ui/problem.js";
import { stepUp } from "../ui/step_up.js";

const form = document.getElementById("recover");
const fields = document.getElementById("temporary-password");
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const sealed = read("sealed");
const { password, "reset-password": resetPassword, "reset-two-step": resetTwoStep } = form.elements;
const newPassword = startNewPassword(form, () => [sealed.email]);

async function recover() {
  if (!resetPassword.checked && !resetTwoStep.checked) return showProblem(form, form.dataset.choose);
  if (resetPassword.checked && !(newPassword.isComplete() && await newPassword.isStrongEnough())) return;
  const answer = await stepUp(async (proof) => {
    const { loginHash } = await call("prove", proof);
    const lock = resetPassword.checked ? await call("recoverAccount", { ...sealed, password: password.value, proof }) : null;
    return post(location.pathname, { loginHash, password: lock, resetsTwoStep: resetTwoStep.checked });
  });
  if (answer) location.assign(answer.url);
}

resetPassword.addEventListener("change", () => {
  fields.hidden = !resetPassword.checked;
  for (const input of fields.querySelectorAll("input")) input.required = resetPassword.checked;
});
form.addEventListener("input", () => clearErrors(form));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  showProblem(form);
  recover();
});
await ready;
await call("open", read("keyring"));
form.querySelector("button.primary").disabled = false;
