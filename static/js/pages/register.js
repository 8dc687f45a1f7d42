import { call } from "../agent/client.js";
import { clearErrors, explain } from "../ui/dialog.js";
import { busy } from "../ui/dom.js";
import { ApiError, post } from "../ui/http.js";
import { chosenKdf } from "../ui/kdf_choice.js";
import { startNewPassword } from "../ui/new_password.js";
import { showProblem } from "../ui/problem.js";
import { signIn } from "../ui/sign_in.js";

const form = document.getElementById("register");
const button = form.querySelector("button.primary");
const { name, email, password, passwordHint } = form.elements;
const texts = form.dataset;
const newPassword = startNewPassword(form, () => [name.value, email.value]);

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  showProblem(form);
  if (!newPassword.isComplete()) return;
  busy(button);
  try {
    if (await newPassword.isStrongEnough()) return location.assign(await register());
    password.select();
  } catch (error) {
    report(error);
  }
  busy(button, false);
});

/** Make the keys, create the account, and where the address is known already log in; resolves to the next address. */
async function register() {
  const kdf = chosenKdf(form);
  const { next, invitation } = texts;
  const keys = await call("register", { email: email.value, password: password.value, kdf });
  const answer = await post(texts.register, {
    ...keys, kdf, invitation, next, name: name.value, email: email.value, passwordHint: passwordHint.value,
  });
  if (!answer.signIn) return answer.next;
  return signIn({ email: email.value, password: password.value, next, invitation }, texts);
}

function report(error) {
  if (!(error instanceof ApiError)) return showProblem(form, texts.unsupported);
  showProblem(form, explain(form, error));
}

form.addEventListener("input", () => clearErrors(form));
button.disabled = false;
