import { toBase64 } from "../../core/bytes.js";
import { decryptBytes, encryptBytes } from "../../core/encstring.js";
import { importKey, keyId, newKeyBytes } from "../../core/keys.js";
import { seal } from "../../core/rsa.js";
import { proven } from "../proof.js";

const BATCH = 500;

/**
 * Make another key for the account, after the master password, and encrypt with it all that is under the old one.
 *
 * @param {object} session
 * @param {object} question
 * @param {Record<string, Record<string, string[]>>} question.strings EncStrings by kind and id.
 * @param {Record<string, string>} question.passkeys the public keys of passkeys that open the vault, under the old key.
 * @param {Record<string, Record<string, string>>} question.sealTo public keys by kind and id, which get the new key.
 * @returns {Promise<object>} `loginHash`, `userKey`, `privateKey`, `keyId`, and each kind with its successors. What
 *     cannot be decrypted stays as it is: it was lost before.
 */
async function rotateKey(session, { proof, strings, passkeys = {}, sealTo }) {
  const { loginHash, stretched } = await proven(session, proof);
  const raw = newKeyBytes();
  try {
    const next = await importKey(raw.slice());
    const old = await session.keyring.vaultKey(null);
    const [userKey, privateKey, id] = await Promise.all([
      encryptBytes(raw, stretched), session.keyring.rewrapPrivateKey(next), keyId(raw),
    ]);
    const renewed = await mapKinds(strings, (list) => Promise.all(list.map((one) => renew(one, old, next))));
    const sealed = await mapKinds(sealTo, (publicKey) => seal(raw, publicKey));
    const unlocking = await mapKinds({ passkeys }, (encString) => renewPasskey(encString, { raw, old, next }));
    return { loginHash, userKey, privateKey, keyId: id, ...renewed, ...sealed, ...unlocking };
  } finally {
    raw.fill(0);
  }
}

async function renew(encString, old, next) {
  const bytes = await decryptBytes(encString, old).catch(() => null);
  if (!bytes) return encString;
  try {
    return await encryptBytes(bytes, next);
  } finally {
    bytes.fill(0);
  }
}

/**
 * Seal the new key to a passkey, which need not be there: its public key is read with the old one. Null where it cannot
 * be: then the passkey opened nothing before.
 */
async function renewPasskey(encString, { raw, old, next }) {
  const publicKey = await decryptBytes(encString, old).catch(() => null);
  if (!publicKey) return null;
  return {
    encryptedUserKey: await seal(raw, toBase64(publicKey)), encryptedPublicKey: await encryptBytes(publicKey, next),
  };
}

/** Convert each entry of each kind. */
async function mapKinds(kinds, convert) {
  const mapped = {};
  for (const [kind, entries] of Object.entries(kinds)) mapped[kind] = await mapEntries(Object.entries(entries), convert);
  return mapped;
}

async function mapEntries(entries, convert) {
  const mapped = [];
  for (let start = 0; start < entries.length; start += BATCH) {
    mapped.push(...(await Promise.all(entries.slice(start, start + BATCH).map(async ([id, value]) => [id, await convert(value)]))));
  }
  return Object.fromEntries(mapped);
}

export const rotationOperations = { rotateKey };
