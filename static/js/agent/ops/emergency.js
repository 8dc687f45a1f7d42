import { decryptBytes } from "../../core/encstring.js";
import { masterKey, stretch } from "../../core/kdf.js";
import { seal } from "../../core/rsa.js";
import { lockAccount } from "../account_lock.js";
import { prove } from "../proof.js";

/** Seal the person's own key to those they trust with all of it, after the master password. */
async function wrapUserKey(session, { publicKeys, proof }) {
  await prove(session, proof);
  const stretched = await stretch(await masterKey(proof.password, proof.email, proof.kdf));
  const raw = await decryptBytes(proof.userKey, stretched);
  try {
    return { keys: await Promise.all(publicKeys.map((publicKey) => seal(raw, publicKey))) };
  } finally {
    raw.fill(0);
  }
}

/**
 * Wrap the key of somebody's account, handed over by `open` under the id of the emergency access, with a new master
 * password for that account.
 */
async function takeOver({ keyring }, { id, ...account }) {
  const raw = await keyring.rawOrganizationKey(id);
  try {
    return await lockAccount(raw, account);
  } finally {
    raw.fill(0);
  }
}

export const emergencyOperations = { wrapUserKey, takeOver };
