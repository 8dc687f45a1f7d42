import { busy } from "../ui/dom.js";
import { ApiError } from "../ui/http.js";
import { signInWithPasskey } from "../ui/passkey_sign_in.js";
import { showProblem } from "../ui/problem.js";
import { askSecondStep } from "../ui/second_step.js";
import { signIn } from "../ui/sign_in.js";

const form = document.getElementById("login");
const button = form.querySelector("button.primary");
const passkeyButton = document.getElementById("passkey-login");
const { email, password } = form.elements;
const texts = form.dataset;

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  busy(button);
  showProblem(form);
  try {
    const { next, invitation } = texts;
    const url = await signIn({ email: email.value, password: password.value, next, invitation }, texts, secondStep);
    password.value = "";
    location.assign(url);
  } catch (error) {
    // Also after the second step: whoever comes back here starts anew.
    form.hidden = false;
    document.getElementById("second-step").hidden = true;
    showProblem(form, wordsFor(error));
    busy(button, false);
    password.select();
  }
});

passkeyButton.addEventListener("click", async () => {
  busy(passkeyButton);
  showProblem(form);
  try {
    location.assign(await signInWithPasskey(texts, texts));
  } catch (error) {
    showProblem(form, wordsFor(error));
    busy(passkeyButton, false);
  }
});

function secondStep(...given) {
  const second = document.getElementById("second-step");
  form.hidden = true;
  second.hidden = false;
  document.querySelector("h1").textContent = texts.second;
  document.querySelector(".signed-out-card > header p").textContent = texts.secondText;
  return askSecondStep(second, ...given);
}

function wordsFor(error) {
  if (error instanceof ApiError) return error.message;
  return error.code === "worker_unavailable" ? texts.unsupported : texts.broken;
}

// Only now is there somebody to keep the password from being posted.
button.disabled = false;
passkeyButton.disabled = !globalThis.PublicKeyCredential;
