import { call } from "../agent/client.js";
import { openDialog, showErrors } from "./dialog.js";
import { busy } from "./dom.js";
import { get } from "./http.js";
import { say } from "./vault_texts.js";

/**
 * Ask for the master password before the secrets of an item that wants it.
 *
 * @param {{ reprompt: number }} item
 * @returns {Promise<boolean>} whether it may be shown.
 */
export function allowed(item) {
  return item.reprompt === 1 ? ask() : Promise.resolve(true);
}

function ask() {
  const dialog = document.getElementById("reprompt-dialog");
  const form = dialog.querySelector("form");
  return new Promise((resolve) => {
    const done = new AbortController();
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (await proven(form)) {
        resolve(true);
        dialog.close();
      }
    }, { signal: done.signal });
    dialog.addEventListener("close", () => {
      done.abort();
      form.reset();
      resolve(false);
    }, { signal: done.signal });
    openDialog(dialog);
  });
}

async function proven(form) {
  const submit = form.querySelector(".primary");
  busy(submit);
  try {
    const { email, kdf, userKey } = await get(form.dataset.accountUrl);
    await call("prove", { password: form.elements.password.value, email, kdf, userKey });
    return true;
  } catch (error) {
    showErrors(form, { password: error.code === "wrong_password" ? say("wrongPassword") : error.message });
    return false;
  } finally {
    busy(submit, false);
  }
}
