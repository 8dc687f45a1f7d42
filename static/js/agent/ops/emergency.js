import { decryptBytes, encryptBytes } from "../../core/encstring.js";
import { masterKey, serverHash, stretch } from "../../core/kdf.js";
import { importKey } from "../../core/keys.js";
import { seal } from "../../core/rsa.js";
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
async function takeOver({ keyring }, { id, email, password, kdf }) {
  const raw = await keyring.rawOrganizationKey(id);
  try {
    // Refuses what is no key: it would leave the account without its own.
    await importKey(raw.slice());
    const master = await masterKey(password, email, kdf, "create");
    const [loginHash, stretched] = await Promise.all([serverHash(master, password), stretch(master)]);
    return { loginHash, userKey: await encryptBytes(raw, stretched) };
  } finally {
    raw.fill(0);
  }
}

export const emergencyOperations = { wrapUserKey, takeOver };
