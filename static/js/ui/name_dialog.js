import { call } from "../agent/client.js";
import { busy } from "./dom.js";
import { openDialog } from "./dialog.js";
import { say } from "./vault_texts.js";

/**
 * Ask for a name, encrypt it, and hand it over; the dialog stays open while that fails.
 *
 * @param {object} asked
 * @param {string} asked.title
 * @param {string} [asked.value] the name as it is.
 * @param {string | null} asked.organizationId whose key encrypts it; null is the person's own.
 * @param {(encrypted: string) => Promise<unknown>} asked.keep
 * @returns {Promise<boolean>} whether it was kept.
 */
export function askName({ title, value = "", organizationId, keep }) {
  const dialog = document.getElementById("name-dialog");
  const [heading, input, notice] = ["name-title", "name-input", "name-error"].map((id) => document.getElementById(id));
  heading.textContent = title;
  input.value = value;
  notice.hidden = true;
  const refuse = (message) => {
    notice.querySelector("p").textContent = message;
    notice.hidden = false;
    input.focus();
  };
  return new Promise((resolve) => {
    const done = new AbortController();
    dialog.querySelector("form").addEventListener("submit", async (event) => {
      event.preventDefault();
      const name = input.value.trim();
      if (!name) return refuse(say("unnamed"));
      const submit = dialog.querySelector(".primary");
      busy(submit);
      try {
        const [encrypted] = await call("encrypt", { organizationId, texts: [name] });
        await keep(encrypted);
        resolve(true);
        dialog.close();
      } catch (error) {
        refuse(error.message);
      } finally {
        busy(submit, false);
      }
    }, { signal: done.signal });
    dialog.addEventListener("close", () => {
      done.abort();
      input.value = "";
      resolve(false);
    }, { signal: done.signal });
    openDialog(dialog);
    input.select();
  });
}
