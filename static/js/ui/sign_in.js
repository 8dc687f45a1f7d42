import { call } from "../agent/client.js";
import { post } from "./http.js";
import { placeAfter } from "./weak_password.js";

/**
 * Log in and unlock the vault agent; resolves to the address to go on to. The master password reaches the agent only:
 * the server gets the hash that the agent derives. Rejects with an ApiError, or with an Error of the agent.
 *
 * @param {{ email: string, password: string, next: string, invitation: string }} credentials
 * @param {{ prelogin: string, login: string }} urls
 * @param {(offer: object, credentials: object, attempt: (step: object | null) => Promise<object>) => Promise<object>}
 *     [secondStep] asks for it where the account has one, and resolves to the answer of the attempt that passed.
 */
export async function signIn({ email, password, next = "", invitation = "" }, urls, secondStep) {
  const { kdf } = await post(urls.prelogin, { email });
  const { loginHash } = await call("derive", { email, password, kdf });
  try {
    const body = { email, loginHash, next, invitation };
    let answer = await post(urls.login, body);
    if (answer.secondStep) {
      answer = await secondStep(answer.secondStep, { email, loginHash }, (step) => post(urls.login, { ...body, secondStep: step }));
      // What was derived first is forgotten after a minute; the second step may have taken longer.
      await call("derive", { email, password, kdf });
    }
    if (answer.userKey) await call("unlock", answer);
    else await call("lock", { reason: "not logged in" });
    return answer.weakness ? placeAfter(answer, { email, password }, urls.strength) : answer.next;
  } catch (error) {
    // Drops what `derive` left waiting in the agent.
    await call("lock", { reason: "not logged in" });
    throw error;
  }
}
