// Taking part in the account recovery of one's organizations.
import { ready } from "../agent/guard.js";
import { fingerprint } from "../core/fingerprint.js";
import { post } from "../ui/http.js";
import { sealOwnKey } from "../ui/recovery_key.js";

await ready;
for (const button of document.querySelectorAll("[data-enroll]")) {
  const { enroll: url, publicKey, organization } = button.dataset;
  button.closest(".setting").querySelector("[data-phrase]").textContent = await fingerprint(publicKey, organization);
  button.addEventListener("click", async () => {
    const answer = await sealOwnKey(publicKey, (sealed) => post(url, sealed));
    if (answer) location.assign(answer.url);
  });
}
