import { call } from "../agent/client.js";
import { fingerprint } from "../core/fingerprint.js";
import { post } from "../ui/http.js";
import { stepUp } from "../ui/step_up.js";
import { toast } from "../ui/toast.js";

const rows = [...document.querySelectorAll("[data-request]")];

/** Seal the account's key to the asking device, after the master password, and hand it over. */
function approve({ url, publicKey }) {
  return stepUp(async (proof) => {
    const { keys: [key] } = await call("wrapUserKey", { publicKeys: [publicKey], proof });
    return post(url, { requestApproved: true, key });
  });
}

document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-answer]");
  if (!button) return;
  const { dataset } = button.closest("[data-request]");
  try {
    const answered = await (button.dataset.answer === "approve" ? approve(dataset) : post(dataset.url, { requestApproved: false }));
    if (answered) location.reload();
  } catch (error) {
    toast(error.message, "danger");
  }
});

for (const row of rows) {
  row.querySelector("[data-phrase]").textContent = await fingerprint(row.dataset.publicKey, row.dataset.email);
}
