// A form whose answer needs keys that only this browser can make: posted as JSON, never as a form.
import { clearErrors, confirmDialog, explain } from "./dialog.js";
import { busy } from "./dom.js";
import { ApiError, post } from "./http.js";
import { showProblem } from "./problem.js";

/**
 * Send `form` by fetch when it is submitted; the answer's `url` is where to go next.
 *
 * `build(details)` makes the body from the form's values. An answer with `confirm` asks first, with the texts of
 * data-ask-title, data-ask-button and data-ask-cancel, and sends the same body again with `confirmed`.
 *
 * @param {HTMLFormElement} form with data-step-failed, the words for when no key could be made
 * @param {(details: Record<string, string>) => Promise<object>} build
 */
export function startKeyForm(form, build) {
  const button = form.querySelector("button:not([type=button])");
  let sending = false;
  // Coming back by the browser's history must not show the form half sent.
  addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload(); });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sending) return;
    sending = true;
    busy(button, true);
    showProblem(form);
    clearErrors(form);
    try {
      await send(form, await build(values(form)));
    } catch (error) {
      showProblem(form, error instanceof ApiError ? explain(form, error) : form.dataset.stepFailed);
    } finally {
      sending = false;
      busy(button, false);
    }
  });
}

async function send(form, body) {
  const answer = await post(form.action, body);
  if (!answer.confirm) {
    location.assign(answer.url);
    // The page stays busy until the next one is there.
    return new Promise(() => {});
  }
  const { askTitle, askButton, askCancel } = form.dataset;
  const goOn = await confirmDialog({ title: askTitle, body: answer.confirm, confirm: askButton, cancel: askCancel });
  return goOn ? send(form, { ...body, confirmed: true }) : undefined;
}

function values(form) {
  const fields = Object.fromEntries(new FormData(form));
  delete fields.csrfmiddlewaretoken;
  return fields;
}
