import { generatePassphrase, generatePassword } from "./generator.js";

const LENGTH = 20;
const WORDS = 6;

/**
 * Generate a password that is at least what a policy asks for.
 *
 * @param {object | null} [rules] the data of the policy: what it does not say is as we think best.
 * @returns {string}
 */
export function generateByRules(rules) {
  const asked = rules ?? {};
  if (asked.overridePasswordType === "passphrase") {
    const words = Math.max(WORDS, asked.minNumberWords ?? 0);
    return generatePassphrase({ words, capitalize: Boolean(asked.capitalize), includeNumber: Boolean(asked.includeNumber) });
  }
  const [minNumbers, minSpecial] = [asked.minNumbers ?? 1, asked.minSpecial ?? 1];
  return generatePassword({ length: Math.max(LENGTH, asked.minLength ?? 0, minNumbers + minSpecial + 2), special: true, minNumbers, minSpecial });
}
