import { fromBase64 } from "../core/bytes.js";
import { openFromSession, sealForSession } from "../core/session_seal.js";
import { Keyring } from "./keyring.js";

/**
 * Unlock by the account's key. Where the server handed out `half`, since the person wants to stay unlocked, the key is
 * sealed under it on the device, so that it outlives the worker; nowhere but in this server session does it open.
 *
 * @param {Vault} vault
 * @param {Uint8Array} raw the account's 64 bytes; they are zeroed.
 * @param {{ privateKey: string, userId: string, email: string, epoch: string, timeoutMinutes?: number | null,
 *     idleAction?: string, half?: string | null }} keys as the server hands them out.
 */
export async function enter(vault, raw, { privateKey, userId, email, epoch, timeoutMinutes, idleAction, half = null }) {
  const sealed = half && await sealForSession(raw, fromBase64(half), labelOf({ userId, epoch }));
  vault.unlock({ keyring: await Keyring.of(raw, privateKey), userId, email, epoch, timeoutMinutes, idleAction, sealed });
  return {};
}

/**
 * Unlock by what `enter` sealed in this server session, unless its time is over.
 *
 * @param {Vault} vault
 * @param {object} keys as for `enter`.
 * @returns {Promise<{ unlocked: boolean }>}
 */
export async function resume(vault, keys) {
  const sealed = keys.half && await vault.sealed();
  if (!sealed) return { unlocked: false };
  try {
    await enter(vault, await openFromSession(sealed, fromBase64(keys.half), labelOf(keys)), keys);
    return { unlocked: true };
  } catch {
    // Of another session, or for other keys than the account has now: the master password opens those.
    vault.unseal();
    return { unlocked: false };
  }
}

function labelOf({ userId, epoch }) {
  return `${userId}/${epoch}`;
}
