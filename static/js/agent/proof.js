import { masterKey, serverHash, stretch } from "../core/kdf.js";
import { AgentError, orWrongPassword } from "./errors.js";

/**
 * Check the master password against the user key in memory, so that a server that swaps the
 * wrapped user key proves nothing.
 *
 * @param {{ keyring: Keyring }} session
 * @param {{ password: string, email: string, kdf: KdfSettings, userKey: string }} proof
 * @returns {Promise<{ loginHash: string }>} for a post that asks for the password again.
 * @throws {AgentError} `wrong_password`
 */
export async function prove(session, proof) {
  const { loginHash } = await proven(session, proof);
  return { loginHash };
}

/** As `prove`, with the stretched master key as well: for the agent itself, never for a page. */
export async function proven({ keyring }, { password, email, kdf, userKey } = {}) {
  const master = await masterKey(password ?? "", email ?? "", kdf);
  const [loginHash, stretched] = await Promise.all([serverHash(master, password), stretch(master)]);
  if (!(await orWrongPassword(keyring.holds(userKey, stretched)))) {
    throw new AgentError("wrong_password", "the master password is wrong");
  }
  return { loginHash, stretched };
}
