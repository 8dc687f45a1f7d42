import { call } from "../agent/client.js";
import { post } from "./http.js";

/**
 * Log in and unlock the vault agent; resolves to the address to go on to. The master password reaches the agent only:
 * the server gets the hash that the agent derives. Rejects with an ApiError, or with an Error of the agent.
 *
 * @param {{ email: string, password: string, next: string, invitation: string }} credentials
 * @param {{ prelogin: string, login: string }} urls
 */
export async function signIn({ email, password, next = "", invitation = "" }, urls) {
  const { kdf } = await post(urls.prelogin, { email });
  const { loginHash } = await call("derive", { email, password, kdf });
  try {
    const answer = await post(urls.login, { email, loginHash, next, invitation });
    if (answer.userKey) await call("unlock", answer);
    else await call("lock", { reason: "not logged in" });
    return answer.next;
  } catch (error) {
    // Drops what `derive` left waiting in the agent.
    await call("lock", { reason: "not logged in" });
    throw error;
  }
}
