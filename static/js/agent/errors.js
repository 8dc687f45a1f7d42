import { MalformedEncString, WrongKeyOrAltered } from "../core/encstring.js";

/** A refusal a page can tell apart by its `code`. */
export class AgentError extends Error {
  name = "AgentError";

  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/**
 * Name any error by a code of the agent's contract.
 *
 * @param {unknown} error
 * @returns {"locked" | "wrong_password" | "malformed" | "wrong_key" | "unknown_operation" | "refused"}
 */
export function codeOf(error) {
  if (error instanceof AgentError) return error.code;
  if (error instanceof WrongKeyOrAltered) return "wrong_key";
  return error instanceof MalformedEncString ? "malformed" : "refused";
}

/** Run `promise`; a wrong key in it means that the password was wrong. */
export async function orWrongPassword(promise) {
  try {
    return await promise;
  } catch (error) {
    if (!(error instanceof WrongKeyOrAltered)) throw error;
    throw new AgentError("wrong_password", "the master password is wrong");
  }
}
