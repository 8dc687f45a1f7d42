import { call } from "../agent/client.js";
import { clearErrors, confirmDialog, showErrors } from "../ui/dialog.js";
import { busy } from "../ui/dom.js";
import { ApiError, post } from "../ui/http.js";
import { startStrength } from "../ui/password_strength.js";
import { showProblem } from "../ui/problem.js";
import { signIn } from "../ui/sign_in.js";

const SHORTEST = 12;
const STRONG = 3;

const form = document.getElementById("register");
const button = form.querySelector("button.primary");
const { name, email, password, repeated, passwordHint } = form.elements;
const texts = form.dataset;
const strength = startStrength(document.getElementById("strength"), password, texts.strength, () => [name.value, email.value]);

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  showProblem(form);
  const errors = check();
  showErrors(form, errors);
  if (Object.keys(errors).length > 0) return;
  busy(button);
  try {
    if (await isStrongEnough()) return location.assign(await register());
    password.select();
  } catch (error) {
    report(error);
  }
  busy(button, false);
});

function check() {
  const errors = {};
  if ([...password.value].length < SHORTEST) errors.password = [texts.tooShort];
  else if (password.value !== repeated.value) errors.repeated = [texts.different];
  if (password.value && passwordHint.value.toLowerCase().includes(password.value.toLowerCase())) errors.passwordHint = [texts.hintTells];
  return errors;
}

async function isStrongEnough() {
  if (await strength() >= STRONG) return true;
  const { weakTitle: title, weakText: body, weakConfirm: confirm, weakCancel: cancel } = texts;
  return confirmDialog({ title, body, confirm, cancel });
}

/** Make the keys, create the account, and where the address is known already log in; resolves to the next address. */
async function register() {
  const kdf = chosenKdf();
  const { next, invitation } = texts;
  const keys = await call("register", { email: email.value, password: password.value, kdf });
  const answer = await post(texts.register, {
    ...keys, kdf, invitation, next, name: name.value, email: email.value, passwordHint: passwordHint.value,
  });
  if (!answer.signIn) return answer.next;
  return signIn({ email: email.value, password: password.value, next, invitation }, texts);
}

function chosenKdf() {
  const { value, dataset } = form.querySelector('input[name="kdf"]:checked');
  const number = (text) => (text ? Number(text) : null);
  return {
    type: Number(value), iterations: number(dataset.iterations),
    memory: number(dataset.memory), parallelism: number(dataset.parallelism),
  };
}

function report(error) {
  if (!(error instanceof ApiError)) return showProblem(form, texts.unsupported);
  const loose = showErrors(form, error.errors);
  if (loose.length > 0 || Object.keys(error.errors).length === 0) showProblem(form, error.message);
}

form.addEventListener("input", () => clearErrors(form));
button.disabled = false;
