// Emergency contacts: confirming one hands over the key to the person's own vault.
import { call } from "../agent/client.js";
import { fingerprint } from "../core/fingerprint.js";
import { clearErrors, openDialog, showErrors } from "../ui/dialog.js";
import { busy } from "../ui/dom.js";
import { get, post } from "../ui/http.js";

const { accountUrl } = document.getElementById("contacts").dataset;
const dialog = document.getElementById("confirm-contact");
const form = dialog.querySelector("form");
let contact = null;

async function ask(button) {
  const { confirmContact: url, publicKey, user, name } = button.dataset;
  contact = { url, publicKey };
  form.reset();
  clearErrors(form);
  dialog.querySelector("[data-person]").textContent = name;
  dialog.querySelector("[data-phrase]").textContent = await fingerprint(publicKey, user);
  openDialog(dialog);
}

async function confirm() {
  const button = form.querySelector(".dialog-foot .primary");
  busy(button);
  try {
    const { email, kdf, userKey } = await get(accountUrl);
    const proof = { password: form.elements.password.value, email, kdf, userKey };
    const { keys } = await call("wrapUserKey", { publicKeys: [contact.publicKey], proof });
    await post(contact.url, { key: keys[0] });
    location.reload();
  } catch (error) {
    const words = { wrong_password: form.dataset.wrongPassword, locked: form.dataset.locked };
    showErrors(form, { password: words[error.code] ?? error.message });
    busy(button, false);
  } finally {
    form.elements.password.value = "";
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-confirm-contact]");
  if (button) ask(button);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  confirm();
});
const refused = document.querySelector("form[data-open-now]");
if (refused) openDialog(refused.closest("dialog"));
