import { call } from "../agent/client.js";
import { post } from "./http.js";
import { usePasskey } from "./passkey.js";

/**
 * Log in with a passkey, and unlock the vault agent where it opens the vault; resolves to the address to go on to: the
 * lock screen where it does not.
 *
 * @param {{ next: string }} wish
 * @param {{ passkeyOptions: string, passkeyLogin: string, passkeyRefused: string, lockPage: string }} texts
 * @returns {Promise<string>}
 */
export async function signInWithPasskey({ next }, texts) {
  const { options, token } = await post(texts.passkeyOptions);
  const { answer: deviceResponse, prf } = await usePasskey(options, texts.passkeyRefused);
  const answer = await post(texts.passkeyLogin, { deviceResponse, token, next });
  if (answer.passkey && prf && (await opens(answer, prf))) return answer.next;
  return `${texts.lockPage}?next=${encodeURIComponent(answer.next)}`;
}

/** Say whether the passkey opened the vault. Where it does not, the person is logged in all the same. */
async function opens(answer, prf) {
  try {
    await call("unlockByPasskey", { ...answer, prf });
    return true;
  } catch {
    return false;
  }
}
