import { call } from "../agent/client.js";
import { fingerprint } from "../core/fingerprint.js";
import { generatePassword } from "../core/generator.js";
import { busy } from "../ui/dom.js";
import { ApiError, post } from "../ui/http.js";
import { showProblem } from "../ui/problem.js";
import { askSecondStep } from "../ui/second_step.js";

const PAUSE = 3000;
const CODE_LENGTH = 25;
const NONE = "00000000-0000-0000-0000-000000000000";
const form = document.getElementById("ask");
const waiting = document.getElementById("waiting");
const second = document.getElementById("second-step");
const button = form.querySelector("button.primary");
const texts = form.dataset;

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  busy(button);
  showProblem(form);
  try {
    location.assign(await logIn(form.elements.email.value.trim().toLowerCase()));
  } catch (error) {
    await call("lock", { reason: "not logged in" }).catch(() => {});
    for (const [part, hidden] of [[form, false], [waiting, true], [second, true]]) part.hidden = hidden;
    showProblem(form, wordsFor(error));
    busy(button, false);
  }
});

async function logIn(email) {
  const { publicKey } = await call("askDevice");
  const accessCode = generatePassword({ length: CODE_LENGTH, special: false });
  const { id: requestId } = await post(texts.ask, { email, publicKey, accessCode });
  waiting.querySelector("[data-phrase]").textContent = await fingerprint(publicKey, email);
  [form.hidden, waiting.hidden] = [true, false];
  waiting.focus();
  const sealed = await answerTo(requestId, accessCode);
  const body = { email, requestId, accessCode, next: texts.next };
  let answer = await post(texts.login, body);
  if (answer.secondStep) {
    [waiting.hidden, second.hidden] = [true, false];
    // The mailed code is asked for by the request, too.
    second.dataset.mail = texts.mail;
    answer = await askSecondStep(second, answer.secondStep, body, (step) => post(texts.login, { ...body, secondStep: step }));
  }
  await call("unlockByRequest", { ...answer, sealed });
  return answer.next;
}

/** Ask until the other device has answered; resolves to the account's key, sealed to this browser. */
async function answerTo(requestId, accessCode) {
  for (;;) {
    await new Promise((resolve) => { setTimeout(resolve, PAUSE); });
    const { approved, key } = await post(texts.response.replace(NONE, requestId), { accessCode });
    if (approved === false) throw new ApiError(0, texts.refused);
    if (approved) return key;
  }
}

function wordsFor(error) {
  return error instanceof ApiError ? error.message : texts.unsupported;
}

button.disabled = false;
