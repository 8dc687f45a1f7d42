const CLASSES = { upper: /[A-Z]/, lower: /[a-z]/, numbers: /[0-9]/, special: /[!@#$%^&*]/ };

/**
 * Tell whether a master password is what a policy asks for, as the protocol's clients judge it.
 *
 * @param {string} password
 * @param {number} score 0 to 4, how hard it is to guess.
 * @param {{ least?: number, score?: number, upper?: boolean, lower?: boolean, numbers?: boolean, special?: boolean }} rules
 * @returns {boolean}
 */
export function obeys(password, score, rules) {
  if (password.length < (rules.least || 0) || score < (rules.score || 0)) return false;
  return Object.entries(CLASSES).every(([name, letters]) => !rules[name] || letters.test(password));
}

/** Return the rules in the words of `obeys`, given as the policy's data. */
export function rulesOf(data) {
  return {
    least: data.minLength, score: data.minComplexity, upper: data.requireUpper, lower: data.requireLower,
    numbers: data.requireNumbers, special: data.requireSpecial,
  };
}
