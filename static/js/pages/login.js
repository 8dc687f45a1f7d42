import { busy } from "../ui/dom.js";
import { ApiError } from "../ui/http.js";
import { showProblem } from "../ui/problem.js";
import { signIn } from "../ui/sign_in.js";

const form = document.getElementById("login");
const button = form.querySelector("button.primary");
const { email, password } = form.elements;
const texts = form.dataset;

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  busy(button);
  showProblem(form);
  try {
    const { next, invitation } = texts;
    location.assign(await signIn({ email: email.value, password: password.value, next, invitation }, texts));
    password.value = "";
  } catch (error) {
    showProblem(form, wordsFor(error));
    busy(button, false);
    password.select();
  }
});

function wordsFor(error) {
  if (error instanceof ApiError) return error.message;
  return error.code === "worker_unavailable" ? texts.unsupported : texts.broken;
}

// Only now is there somebody to keep the password from being posted.
button.disabled = false;
