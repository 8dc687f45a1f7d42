import { call } from "../agent/client.js";
import { openDialog } from "./dialog.js";
import { busy } from "./dom.js";
import { ApiError, get, post } from "./http.js";
import { showProblem } from "./problem.js";

/**
 * Ask for the master password (accounts/_step_up.html) and do something with it; what goes wrong is said in the dialog,
 * where the person can try again.
 *
 * @param {(proof: { password: string, email: string, kdf: KdfSettings, userKey: string }) => Promise<any>} act
 * @returns {Promise<any>} what `act` resolved to, or null when the person gave up.
 */
export function stepUp(act) {
  const dialog = document.getElementById("step-up");
  const form = dialog.querySelector("form");
  const password = form.elements.namedItem("step-up-password");
  return new Promise((resolve) => {
    const done = new AbortController();
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const result = await attempt(form, password, act);
      if (result === undefined) return;
      resolve(result);
      dialog.close();
    }, { signal: done.signal });
    dialog.addEventListener("close", () => {
      done.abort();
      form.reset();
      showProblem(form);
      resolve(null);
    }, { signal: done.signal });
    openDialog(dialog);
  });
}

/** Ask for the master password and post its hash, with `body`, to `url`; resolves to the answer, or null. */
export function postProven(url, body = {}) {
  return stepUp(async (proof) => {
    const { loginHash } = await call("prove", proof);
    return (await post(url, { ...body, loginHash })) ?? {};
  });
}

/** Say what went wrong with the master password in the words of a form's data-wrong and data-unsupported. */
export function wordsFor(error, texts) {
  if (error instanceof ApiError) return error.message;
  return error.code === "wrong_password" ? texts.wrong : texts.unsupported;
}

async function attempt(form, password, act) {
  const button = form.querySelector(".primary");
  busy(button);
  showProblem(form);
  try {
    const { email, kdf, userKey } = await get(form.dataset.keys);
    return (await act({ password: password.value, email, kdf, userKey })) ?? {};
  } catch (error) {
    showProblem(form, wordsFor(error, form.dataset));
    password.select();
    return undefined;
  } finally {
    busy(button, false);
  }
}
