// Sealing one's own key to an organization that recovers accounts.
import { call } from "../agent/client.js";
import { fingerprint } from "../core/fingerprint.js";
import { stepUp } from "./step_up.js";

/** Show in `[data-phrase]` the words by which the organization's public key can be told from another. */
export async function showFingerprint(element) {
  const { publicKey, organization } = element.dataset;
  element.querySelector("[data-phrase]").textContent = await fingerprint(publicKey, organization);
}

/**
 * Ask for the master password and seal the person's key; `use` may send it on before the question closes.
 *
 * @param {string} publicKey the organization's
 * @param {(sealed: { key: string, loginHash: string }) => Promise<any>} [use]
 * @returns {Promise<any>} what `use` gave, else the sealed key; null when the person gave up.
 */
export function sealOwnKey(publicKey, use = async (sealed) => sealed) {
  return stepUp(async (proof) => {
    const { loginHash } = await call("prove", proof);
    const { keys: [key] } = await call("wrapUserKey", { publicKeys: [publicKey], proof });
    return use({ key, loginHash });
  });
}
