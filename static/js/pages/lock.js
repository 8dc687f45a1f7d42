import { call } from "../agent/client.js";
import { ready } from "../agent/guard.js";
import { busy } from "../ui/dom.js";
import { ApiError, get } from "../ui/http.js";
import { openingSecret } from "../ui/passkey.js";
import { showProblem } from "../ui/problem.js";

const form = document.getElementById("unlock");
const button = form.querySelector("button.primary");
const passkeyButton = document.getElementById("passkey-unlock");
const { password } = form.elements;
const texts = form.dataset;

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!await attempt(button, unlockByPassword)) password.select();
});
passkeyButton?.addEventListener("click", () => attempt(passkeyButton, unlockByPasskey));

async function unlockByPassword(keys) {
  await call("derive", { email: keys.email, password: password.value, kdf: keys.kdf });
  await call("unlock", keys);
}

async function unlockByPasskey(keys) {
  const { passkey, prf } = await openingSecret(keys.passkeys, texts.passkeyRefused);
  if (!prf) throw new ApiError(0, texts.passkeyBroken);
  await call("unlockByPasskey", { ...keys, passkey, prf });
}

/** Unlock by what lies sealed on this device, where the person wants that and it is still good. */
async function resumed() {
  try {
    return (await call("resume", await get(texts.keys))).unlocked;
  } catch {
    return false;
  }
}

/** Unlock and go on, or say why not. */
async function attempt(pressed, unlock) {
  busy(pressed);
  showProblem(form);
  try {
    await unlock(await get(texts.keys));
    password.value = "";
    location.assign(texts.next);
    return true;
  } catch (error) {
    if (error.status === 401) location.assign(texts.login);
    else showProblem(form, wordsFor(error, pressed));
    busy(pressed, false);
    return false;
  }
}

function wordsFor(error, pressed) {
  if (error instanceof ApiError) return error.message;
  if (error.code === "worker_unavailable") return texts.unsupported;
  return pressed === button ? texts.wrong : texts.passkeyBroken;
}

const { unlocked } = await ready;
if (unlocked || (texts.stays && await resumed())) location.assign(texts.next);
button.disabled = false;
if (passkeyButton) passkeyButton.disabled = !globalThis.PublicKeyCredential;
