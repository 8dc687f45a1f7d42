import { element, busy } from "./dom.js";
import { ApiError, post } from "./http.js";
import { showProblem } from "./problem.js";
import { toast } from "./toast.js";

const EMAIL = "1";
const PASSKEY = "7";
const RECOVERY = "8";

/**
 * Ask for the second step of a log-in (accounts/_second_step.html) until it passes.
 *
 * @param {HTMLFormElement} form
 * @param {{ kinds: number[], email?: string, passkeys?: object }} offer what the server asks for
 * @param {object} credentials by which the server mails a code or gives passkeys another challenge
 * @param {(step: { kind: number, token: string, remember: boolean } | null) => Promise<object>} attempt
 * @returns {Promise<object>} what `attempt` resolved to.
 */
export function askSecondStep(form, offer, credentials, attempt) {
  const { "second-step-code": code, "second-step-kind": kinds, "second-step-remember": remember } = form.elements;
  const button = form.querySelector("button.primary");
  const texts = form.dataset;
  let passkeys = offer.passkeys;

  const offered = [...offer.kinds.map(String), RECOVERY];
  kinds.replaceChildren(...offered.map((kind) => element("option", { value: kind }, text("label", kind))));
  kinds.addEventListener("change", show);
  const again = form.querySelector("[data-mail-again]");
  again.addEventListener("click", mail);
  show();

  function show() {
    const kind = kinds.value;
    const isPasskey = kind === PASSKEY;
    showProblem(form);
    form.querySelector("[data-passkey]").hidden = !isPasskey;
    form.querySelector("[data-code]").hidden = isPasskey;
    again.hidden = kind !== EMAIL;
    code.required = !isPasskey;
    code.value = "";
    code.inputMode = kind === RECOVERY ? "text" : "numeric";
    form.querySelector('label[for="second-step-code"]').textContent = text("label", kind);
    document.getElementById("second-step-help").textContent = text("help", kind).replace("%s", offer.email ?? "");
    if (!isPasskey) code.focus();
    if (kind === EMAIL) mail();
  }

  function text(name, kind) {
    return form.getAttribute(`data-${name}-${kind}`) ?? "";
  }

  async function mail() {
    busy(again);
    try {
      await post(texts.mail, credentials);
      toast(texts.mailed, "success");
    } catch (error) {
      showProblem(form, error.message);
    }
    busy(again, false);
  }

  async function token() {
    if (kinds.value !== PASSKEY) return code.value;
    // A challenge is good for one answer.
    passkeys ??= (await attempt(null)).secondStep.passkeys;
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(passkeys);
    passkeys = null;
    return JSON.stringify((await navigator.credentials.get({ publicKey })).toJSON());
  }

  return new Promise((resolve) => {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      busy(button);
      showProblem(form);
      try {
        resolve(await attempt({ kind: Number(kinds.value), token: await token(), remember: remember.checked }));
        return;
      } catch (error) {
        showProblem(form, error instanceof ApiError ? error.message : texts.refused);
        code.select();
      }
      busy(button, false);
    });
  });
}
