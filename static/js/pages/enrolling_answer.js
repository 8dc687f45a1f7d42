// Accepting an invitation where that means: the person's own key, sealed to the organization.
import { ready } from "../agent/guard.js";
import { busy } from "../ui/dom.js";
import { sealOwnKey, showFingerprint } from "../ui/recovery_key.js";

const form = document.getElementById("enrolling-answer");
const button = form.querySelector("button.primary");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const sealed = await sealOwnKey(form.dataset.publicKey);
  if (!sealed) return;
  busy(button);
  form.elements.recovery_key.value = sealed.key;
  form.submit();
});
await ready;
await showFingerprint(form);
button.disabled = false;
