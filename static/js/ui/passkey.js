// Passkeys that a person logs in with. What a device derives of one (WebAuthn's PRF) goes to the agent only, never to
// the server: the browser's own toJSON() would write it into the answer.
import { randomBytes, toBase64Url, utf8 } from "../core/bytes.js";
import { ApiError } from "./http.js";

// Every client of the protocol asks the device for the secret of these words.
const PRF_WORDS = "passwordless-login";

/**
 * Make a passkey.
 *
 * @param {object} options the server's, in JSON.
 * @param {string} refused what is said when the browser or the person does not do it.
 * @returns {Promise<{ answer: object, supportsPrf: boolean }>}
 */
export async function makePasskey(options, refused) {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  publicKey.extensions = { prf: {} };
  const credential = await attempt(() => navigator.credentials.create({ publicKey }), refused);
  return { answer: answerOf(credential), supportsPrf: credential.getClientExtensionResults().prf?.enabled === true };
}

/**
 * Use a passkey.
 *
 * @param {object} options the server's, in JSON; without `allowCredentials` the person chooses.
 * @param {string} refused
 * @returns {Promise<{ answer: object, prf: ArrayBuffer | null }>} what the device derived, where it can.
 */
export async function usePasskey(options, refused) {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  publicKey.extensions = { prf: { eval: { first: await crypto.subtle.digest("SHA-256", utf8(PRF_WORDS)) } } };
  const credential = await attempt(() => navigator.credentials.get({ publicKey }), refused);
  return { answer: answerOf(credential), prf: credential.getClientExtensionResults().prf?.results?.first ?? null };
}

/**
 * Use one of the passkeys that open the vault, for its secret alone: the server sees nothing of it, so any challenge will do.
 *
 * @param {{ credentialId: string, transports: string[] }[]} passkeys
 * @param {string} refused
 * @returns {Promise<{ passkey: object, prf: ArrayBuffer | null }>} the one that was used.
 */
export async function openingSecret(passkeys, refused) {
  const allowCredentials = passkeys.map(({ credentialId: id, transports }) => ({ type: "public-key", id, transports }));
  const asked = { challenge: toBase64Url(randomBytes(32)), allowCredentials, userVerification: "required" };
  const { answer, prf } = await usePasskey(asked, refused);
  return { passkey: passkeys.find(({ credentialId }) => credentialId === answer.id), prf };
}

function answerOf(credential) {
  const { id, rawId, type, response } = credential.toJSON();
  return { id, rawId, type, response };
}

async function attempt(ask, refused) {
  try {
    return await ask();
  } catch {
    throw new ApiError(0, refused);
  }
}
