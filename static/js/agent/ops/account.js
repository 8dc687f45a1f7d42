import { decryptBytes, encryptBytes } from "../../core/encstring.js";
import { importKey, keyId, newKeyBytes } from "../../core/keys.js";
import { masterKey, serverHash, stretch } from "../../core/kdf.js";
import { newEphemeralPair, newKeyPair, unseal } from "../../core/rsa.js";
import { enter, resume } from "../entrance.js";
import { orWrongPassword } from "../errors.js";
import { prove, proven } from "../proof.js";

/** Report what is unlocked; a page of another server session locks it. */
async function status(vault, { epoch = null }) {
  if (vault.session && vault.session.epoch !== epoch) vault.lock("another session");
  const { userId = null, email = null } = vault.session ?? {};
  return { unlocked: vault.session !== null, over: vault.isOver(epoch), userId, email };
}

/** Derive the login hash; the stretched master key waits for `unlock`. */
async function derive(vault, { email, password, kdf }) {
  const master = await masterKey(password, email, kdf);
  const [loginHash, stretched] = await Promise.all([serverHash(master, password), stretch(master)]);
  vault.setPending(stretched);
  return { loginHash };
}

/** Open the account's keys with the stretched master key that `derive` left. */
async function unlock(vault, keys) {
  return enter(vault, await orWrongPassword(decryptBytes(keys.userKey, vault.takePending())), keys);
}

/** Make the key pair of a login request; its private key waits for `unlockByRequest`. */
async function askDevice(vault) {
  const { publicKey, privateKey } = await newEphemeralPair();
  vault.setRequest(privateKey);
  return { publicKey };
}

/** Open the account's keys with its key, which another device sealed to the request. */
async function unlockByRequest(vault, { sealed, ...keys }) {
  return enter(vault, await unseal(sealed, vault.takePending()), keys);
}

/** Make the keys of a new account; nothing is kept. */
async function register(_vault, { email, password, kdf }) {
  const master = await masterKey(password, email, kdf, "create");
  const [loginHash, stretched] = await Promise.all([serverHash(master, password), stretch(master)]);
  const raw = newKeyBytes();
  try {
    const key = await importKey(raw.slice());
    const [userKey, pair, id] = await Promise.all([encryptBytes(raw, stretched), newKeyPair(raw, key), keyId(raw)]);
    return { loginHash, userKey, ...pair, keyId: id };
  } finally {
    raw.fill(0);
  }
}

/**
 * Wrap the account's key anew, for another master password, address or derivation. The key itself stays, so
 * everything it opens stays as it is.
 */
async function changePassword(session, { current, next, email, kdf, userKey, newEmail = email, newKdf = kdf }) {
  const { loginHash, stretched } = await proven(session, { password: current, email, kdf, userKey });
  const master = await masterKey(next, newEmail, newKdf, "create");
  const [newLoginHash, wrapper, raw] = await Promise.all([
    serverHash(master, next), stretch(master), decryptBytes(userKey, stretched),
  ]);
  try {
    return { loginHash, newLoginHash, userKey: await encryptBytes(raw, wrapper) };
  } finally {
    raw.fill(0);
  }
}

/** Forget everything, at a person's or the server's wish. */
async function lock(vault, { reason = "locked" }) {
  vault.dropPending();
  vault.lock(reason);
  // A worker that was only just started has no session to lock.
  vault.unseal();
  return {};
}

export const accountOperations = {
  status, derive, unlock, resume, askDevice, unlockByRequest, register, changePassword, lock, prove,
};
