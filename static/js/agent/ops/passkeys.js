import { fromBase64 } from "../../core/bytes.js";
import { decryptBytes, encryptBytes } from "../../core/encstring.js";
import { stretchPrf } from "../../core/kdf.js";
import { importKey } from "../../core/keys.js";
import { newKeyPair, seal, unseal, unwrapPrivateKey } from "../../core/rsa.js";
import { enter } from "../entrance.js";
import { orWrongPassword } from "../errors.js";
import { proven } from "../proof.js";

/**
 * Make the keys by which a passkey opens the vault, after the master password.
 *
 * @param {object} session
 * @param {object} question
 * @param {ArrayBuffer} question.prf what the passkey's device derived; it is zeroed.
 * @returns {Promise<{ encryptedUserKey: string, encryptedPublicKey: string, encryptedPrivateKey: string }>}
 */
async function makePasskeyKeys(session, { prf, proof }) {
  const { stretched } = await proven(session, proof);
  const raw = await decryptBytes(proof.userKey, stretched);
  try {
    return await withSecret(prf, async (rawWrapper, wrapper) => {
      const { publicKey, privateKey } = await newKeyPair(rawWrapper, wrapper);
      const own = await session.keyring.vaultKey(null);
      const [encryptedUserKey, encryptedPublicKey] = await Promise.all([
        seal(raw, publicKey), encryptBytes(fromBase64(publicKey), own),
      ]);
      return { encryptedUserKey, encryptedPublicKey, encryptedPrivateKey: privateKey };
    });
  } finally {
    raw.fill(0);
  }
}

/** Open the account's keys with what a passkey's device derived; it is zeroed. */
async function unlockByPasskey(vault, { prf, passkey, ...keys }) {
  const raw = await withSecret(prf, async (rawWrapper, wrapper) => {
    const own = await orWrongPassword(unwrapPrivateKey(passkey.encryptedPrivateKey, rawWrapper, wrapper));
    return unseal(passkey.encryptedUserKey, own);
  });
  return enter(vault, raw, keys);
}

/** Hand the key that a passkey's secret stretches to over to `use`, as bytes and as handles, for that long only. */
async function withSecret(prf, use) {
  const output = new Uint8Array(prf);
  const rawWrapper = await stretchPrf(output);
  try {
    return await use(rawWrapper, await importKey(rawWrapper.slice()));
  } finally {
    output.fill(0);
    rawWrapper.fill(0);
  }
}

export const passkeyOperations = { makePasskeyKeys, unlockByPasskey };
