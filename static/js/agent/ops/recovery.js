import { importKey } from "../../core/keys.js";
import { unseal, unwrapPrivateKey } from "../../core/rsa.js";
import { lockAccount } from "../account_lock.js";
import { prove } from "../proof.js";

/**
 * Give a member's account a new master password, after the administrator's own. The member enrolled: their key is sealed
 * to the organization, whose private key the organization's key opens.
 */
async function recoverAccount(session, { organizationId, privateKey, recoveryKey, proof, ...account }) {
  await prove(session, proof);
  const raw = await sealedAccountKey(session.keyring, organizationId, privateKey, recoveryKey);
  try {
    return await lockAccount(raw, account);
  } finally {
    raw.fill(0);
  }
}

async function sealedAccountKey(keyring, organizationId, privateKey, recoveryKey) {
  const raw = await keyring.rawOrganizationKey(organizationId);
  try {
    return await unseal(recoveryKey, await unwrapPrivateKey(privateKey, raw, await importKey(raw.slice())));
  } finally {
    raw.fill(0);
  }
}

export const recoveryOperations = { recoverAccount };
