// Taking an account over: its key, which was handed over for this, is wrapped with a new master password.
import { call } from "../agent/client.js";
import { ready } from "../agent/guard.js";
import { clearErrors, confirmDialog } from "../ui/dialog.js";
import { busy } from "../ui/dom.js";
import { ApiError, post } from "../ui/http.js";
import { startNewPassword } from "../ui/new_password.js";
import { showProblem } from "../ui/problem.js";

const form = document.getElementById("takeover");
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const words = form.dataset;
const account = read("account");
const newPassword = startNewPassword(form, () => [account.email]);

async function takeOver() {
  if (!(newPassword.isComplete() && await newPassword.isStrongEnough())) return;
  if (!await confirmDialog({ title: words.title, body: words.text, confirm: words.button, danger: true })) return;
  const button = form.querySelector(".primary");
  busy(button);
  try {
    await call("open", read("keyring"));
    const keys = await call("takeOver", { ...account, password: form.elements.password.value });
    location.assign((await post(words.address, keys)).next);
  } catch (error) {
    showProblem(form, error instanceof ApiError ? error.message : words.failed);
    busy(button, false);
  }
}

form.addEventListener("input", () => clearErrors(form));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  showProblem(form);
  takeOver();
});
await ready;
