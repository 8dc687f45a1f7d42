import { decryptText, MalformedEncString, WrongKeyOrAltered } from "../encstring.js";
import { KdfRefused, passwordKey, PBKDF2, stretch } from "../kdf.js";
import { UnreadableExport } from "./unreadable.js";

/**
 * Open a password-protected Bitwarden export (features 9.4).
 *
 * What it says of its key derivation may come from anybody: the ranges of an account's own keep it from freezing the
 * browser.
 *
 * @param {object} file the parsed JSON.
 * @param {string} password
 * @returns {Promise<string>} the text of the plain export.
 * @throws {UnreadableExport} `password` without one, `wrongPassword`, `kdf` when its key derivation is out of range, or `shape`.
 */
export async function openProtected(file, password) {
  if (!password) throw new UnreadableExport("password");
  const { salt, data, encKeyValidation_DO_NOT_EDIT: validation } = file;
  if (![salt, data, validation].every((text) => typeof text === "string")) throw new UnreadableExport("shape");
  try {
    const key = await stretch(await passwordKey(password, salt, kdfOf(file)));
    await decryptText(validation, key);
    return await decryptText(data, key);
  } catch (error) {
    throw reasonFor(error);
  }
}

function kdfOf({ kdfType, kdfIterations, kdfMemory, kdfParallelism }) {
  if (kdfType === PBKDF2) return { type: PBKDF2, iterations: kdfIterations };
  return { type: kdfType, iterations: kdfIterations, memory: kdfMemory, parallelism: kdfParallelism };
}

function reasonFor(error) {
  if (error instanceof WrongKeyOrAltered) return new UnreadableExport("wrongPassword");
  if (error instanceof KdfRefused) return new UnreadableExport("kdf");
  return error instanceof MalformedEncString ? new UnreadableExport("shape") : error;
}
