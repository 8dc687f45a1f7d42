// Handing the key of an organization, or of a provider, to members: fingerprints to compare, the master password, sealed keys to the server.
import { call } from "../agent/client.js";
import { fingerprint } from "../core/fingerprint.js";
import { openDialog, showErrors } from "./dialog.js";
import { avatar, busy, element } from "./dom.js";
import { get, post } from "./http.js";
import { toast } from "./toast.js";

/**
 * Ask to confirm the members among `ids` who wait for it.
 *
 * @param {HTMLDialogElement} dialog
 * @param {string[]} ids
 * @param {(results: {id: string, error: string|null}[]) => void} finish
 */
export async function openConfirmation(dialog, ids, finish) {
  const form = dialog.querySelector("form");
  try {
    const query = new URLSearchParams(ids.map((id) => ["member", id]));
    const { members } = await get(`${form.dataset.keysUrl}?${query}`);
    if (members.length === 0) return toast(form.dataset.nobody, "warning");
    await showPeople(dialog, members);
    form.reset();
    form.onsubmit = (event) => {
      event.preventDefault();
      confirm(dialog, form, members, finish);
    };
    openDialog(dialog);
  } catch (error) {
    toast(error.message, "danger");
  }
}

async function showPeople(dialog, members) {
  const template = dialog.querySelector("template");
  const rows = await Promise.all(members.map(async (member) => {
    const row = template.content.cloneNode(true);
    row.querySelector("[data-person]").append(
      avatar(member.name, member.userId),
      element("span", {}, element("b", { dir: "auto" }, member.name), element("small", { dir: "auto" }, member.email)));
    row.querySelector("[data-phrase]").textContent = await fingerprint(member.publicKey, member.userId);
    return row;
  }));
  dialog.querySelector("[data-people]").replaceChildren(...rows);
}

async function confirm(dialog, form, members, finish) {
  const button = form.querySelector(".dialog-foot .primary");
  busy(button);
  try {
    const account = await get(form.dataset.accountUrl);
    const keys = await sealedKeys(form.dataset, members.map(({ publicKey }) => publicKey), {
      password: form.elements.password.value, email: account.email, kdf: account.kdf, userKey: account.userKey,
    });
    const { results } = await post(form.action, { keys: members.map(({ id }, i) => ({ id, key: keys[i] })) });
    dialog.close();
    finish(results);
  } catch (error) {
    explain(form, error);
  } finally {
    form.elements.password.value = "";
    busy(button, false);
  }
}

/** Seal the key that the dialog is about to each of the public keys. */
async function sealedKeys({ organization, provider }, publicKeys, proof) {
  const { keys } = provider
    ? await call("wrapProviderKey", { providerId: provider, publicKeys, proof })
    : await call("wrapOrganizationKey", { organizationId: organization, publicKeys, proof });
  return keys;
}

function explain(form, error) {
  const words = { wrong_password: form.dataset.wrongPassword, wrong_key: form.dataset.noKey, locked: form.dataset.noKey };
  showErrors(form, { password: words[error.code] ?? error.message });
}
