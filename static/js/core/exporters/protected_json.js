import { randomBytes, toBase64 } from "../bytes.js";
import { encryptText } from "../encstring.js";
import { PBKDF2, passwordKey, stretch } from "../kdf.js";

const SALT_LENGTH = 16;

/**
 * Encrypt an export with a password of its own (features 9.4); any account can read it with that.
 *
 * @param {string} text the plain JSON export.
 * @param {string} password
 * @param {KdfSettings} kdf the account's.
 * @returns {Promise<string>} the file's JSON.
 * @throws {KdfRefused}
 */
export async function protect(text, password, kdf) {
  // The salt is used as the text it is written as.
  const salt = toBase64(randomBytes(SALT_LENGTH));
  const key = await stretch(await passwordKey(password, salt, kdf));
  const [validation, data] = await Promise.all([encryptText(crypto.randomUUID(), key), encryptText(text, key)]);
  const lanes = kdf.type === PBKDF2 ? {} : { kdfMemory: kdf.memory, kdfParallelism: kdf.parallelism };
  return JSON.stringify(
    {
      encrypted: true,
      passwordProtected: true,
      salt,
      kdfType: kdf.type,
      kdfIterations: kdf.iterations,
      ...lanes,
      encKeyValidation_DO_NOT_EDIT: validation,
      data,
    },
    null,
    2,
  );
}
