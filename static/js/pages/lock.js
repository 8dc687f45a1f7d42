import { call } from "../agent/client.js";
import { ready } from "../agent/guard.js";
import { busy } from "../ui/dom.js";
import { ApiError, get } from "../ui/http.js";
import { showProblem } from "../ui/problem.js";

const form = document.getElementById("unlock");
const button = form.querySelector("button.primary");
const { password } = form.elements;
const texts = form.dataset;

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  busy(button);
  showProblem(form);
  try {
    const keys = await get(texts.keys);
    await call("derive", { email: keys.email, password: password.value, kdf: keys.kdf });
    await call("unlock", keys);
    password.value = "";
    location.assign(texts.next);
  } catch (error) {
    if (error.status === 401) return location.assign(texts.login);
    showProblem(form, wordsFor(error));
    busy(button, false);
    password.select();
  }
});

function wordsFor(error) {
  if (error instanceof ApiError) return error.message;
  return error.code === "worker_unavailable" ? texts.unsupported : texts.wrong;
}

const { unlocked } = await ready;
if (unlocked) location.assign(texts.next);
button.disabled = false;
