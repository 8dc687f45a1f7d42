import { obeys } from "../core/password_rules.js";
import { confirmDialog, showErrors } from "./dialog.js";
import { startStrength } from "./password_strength.js";

const SHORTEST = 12;
const STRONG = 3;

/**
 * Hold the fields of a new master password (accounts/_new_password.html) to our rules.
 *
 * @param {HTMLFormElement} form
 * @param {() => string[]} personal words that are easy to guess for this person
 * @returns {{ isComplete: () => boolean, isStrongEnough: () => Promise<boolean> }} both tell the person what is wrong.
 */
export function startNewPassword(form, personal) {
  const { password, repeated, passwordHint } = form.elements;
  const { dataset: texts } = form.querySelector("[data-new-password]");
  const strength = startStrength(form.querySelector(".strength"), password, texts.strength, personal);

  function isComplete() {
    const errors = {};
    if ([...password.value].length < SHORTEST) errors.password = [texts.tooShort];
    else if (password.value !== repeated.value) errors.repeated = [texts.different];
    if (password.value && passwordHint?.value.toLowerCase().includes(password.value.toLowerCase())) errors.passwordHint = [texts.hintTells];
    showErrors(form, errors);
    return Object.keys(errors).length === 0;
  }

  async function isStrongEnough() {
    const score = await strength();
    if (!obeys(password.value, score, texts)) {
      showErrors(form, { password: [texts.refused] });
      return false;
    }
    if (score >= STRONG) return true;
    const { weakTitle: title, weakText: body, weakConfirm: confirm, weakCancel: cancel } = texts;
    return confirmDialog({ title, body, confirm, cancel });
  }

  return { isComplete, isStrongEnough };
}
