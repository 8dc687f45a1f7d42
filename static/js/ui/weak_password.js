// A policy may ask for a stronger master password at every login; only the browser knows how strong it is.
import { obeys, rulesOf } from "../core/password_rules.js";
import { workerURL } from "../core/trusted.js";
import { post } from "./http.js";

/** Return where to go after logging in: to a new master password where this one is weaker than asked for. */
export async function placeAfter({ next, weakness }, { email, password }, strength) {
  const score = strength ? await scoreOf(strength, password, email) : 0;
  if (!strength || obeys(password, score, rulesOf(weakness.rules))) return next;
  document.querySelector('meta[name="csrf-token"]').content = weakness.token;
  return (await post(weakness.url)).url;
}

function scoreOf(address, password, email) {
  const worker = new Worker(workerURL(address), { type: "module" });
  return new Promise((resolve) => {
    worker.addEventListener("message", ({ data }) => {
      worker.terminate();
      resolve(data.score);
    });
    worker.postMessage({ id: 1, password, inputs: [email, ...email.split(/[@.]/)] });
  });
}
