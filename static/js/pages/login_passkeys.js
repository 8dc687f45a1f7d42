import { call } from "../agent/client.js";
import { busy } from "../ui/dom.js";
import { ApiError, post } from "../ui/http.js";
import { makePasskey, usePasskey } from "../ui/passkey.js";
import { showProblem } from "../ui/problem.js";
import { postProven, stepUp } from "../ui/step_up.js";

const list = document.getElementById("passkeys");
const form = document.getElementById("add-passkey");

/** Ask the server, with the master password's hash, for what a passkey is made or used by. */
async function start(url, proof, body = {}) {
  const { loginHash } = await call("prove", proof);
  return post(url, { ...body, loginHash });
}

async function addPasskey(proof, name, encrypting) {
  const { options, token } = await start(form.dataset.start, proof);
  const { answer, supportsPrf } = await makePasskey(options, form.dataset.refused);
  const keys = encrypting && supportsPrf ? await keysOf(options, answer, proof) : {};
  return post(form.dataset.add, { name, deviceResponse: answer, token, supportsPrf, ...keys });
}

/** Have the new passkey's device derive its secret; few do it when they make one. Without it there are no keys. */
async function keysOf({ challenge, rp }, { id, response }, proof) {
  const allowCredentials = [{ type: "public-key", id, transports: response.transports ?? [] }];
  // The server sees nothing of this answer, so any challenge will do.
  const asked = { challenge, rpId: rp.id, allowCredentials, userVerification: "required" };
  const { prf } = await usePasskey(asked, "").catch(() => ({ prf: null }));
  return prf ? call("makePasskeyKeys", { prf, proof }) : {};
}

async function encryptWith(proof, passkey) {
  const { options, token } = await start(list.dataset.startEncryption, proof, { passkey });
  const { answer, prf } = await usePasskey(options, list.dataset.refused);
  if (!prf) throw new ApiError(0, list.dataset.noSecret);
  const keys = await call("makePasskeyKeys", { prf, proof });
  return post(list.dataset.encryptUrl, { deviceResponse: answer, token, ...keys });
}

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  showProblem(form);
  const { name, encrypt } = form.elements;
  goOn(await stepUp((proof) => addPasskey(proof, name.value, encrypt.checked)));
});

list.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-encrypt], [data-remove]");
  if (!button) return;
  const { encrypt, remove } = button.dataset;
  busy(button);
  goOn(await (encrypt ? stepUp((proof) => encryptWith(proof, encrypt)) : postProven(list.dataset.removeUrl, { passkey: remove })));
  busy(button, false);
});

function goOn(answer) {
  if (answer) location.assign(answer.url);
}

const button = form?.querySelector("button.primary");
if (button) button.disabled = !globalThis.PublicKeyCredential;
