// Taking an account over: its key, which was handed over for this, is wrapped with a new master password.
import { call } from "../agent/client.js";
import { ready } from "../agent/guard.js";
import { confirmDialog } from "../ui/dialog.js";
import { busy } from "../ui/dom.js";
import { ApiError, post } from "../ui/http.js";

const SHORTEST = 12;
const form = document.getElementById("takeover");
const problem = document.getElementById("takeover-problem");
const [first, second] = ["new-password", "new-password-again"].map((id) => document.getElementById(id));
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const words = form.dataset;

async function takeOver() {
  const wrong = [...first.value].length < SHORTEST ? words.tooShort : first.value !== second.value ? words.different : "";
  if (wrong) return complain(wrong);
  if (!await confirmDialog({ title: words.title, body: words.text, confirm: words.button, danger: true })) return;
  const button = form.querySelector(".primary");
  busy(button);
  try {
    await call("open", read("keyring"));
    const keys = await call("takeOver", { ...read("account"), password: first.value });
    location.assign((await post(words.address, keys)).next);
  } catch (error) {
    complain(error instanceof ApiError ? error.message : words.failed);
    busy(button, false);
  }
}

function complain(text) {
  problem.textContent = text;
  problem.hidden = false;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  takeOver();
});
await ready;
