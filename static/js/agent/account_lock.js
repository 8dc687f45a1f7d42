import { encryptBytes } from "../core/encstring.js";
import { masterKey, serverHash, stretch } from "../core/kdf.js";
import { importKey } from "../core/keys.js";

/**
 * Wrap the key of somebody else's account, which they handed over for this, with a new master password for it.
 *
 * @param {Uint8Array} raw the account's 64 bytes, left as they are.
 * @param {{ email: string, password: string, kdf: KdfSettings }} account `email` is the salt of its derivation.
 * @returns {Promise<{ loginHash: string, userKey: string }>}
 */
export async function lockAccount(raw, { email, password, kdf }) {
  // Refuses what is no key: it would leave the account without its own.
  await importKey(raw.slice());
  const master = await masterKey(password, email, kdf, "create");
  const [loginHash, stretched] = await Promise.all([serverHash(master, password), stretch(master)]);
  return { loginHash, userKey: await encryptBytes(raw, stretched) };
}
