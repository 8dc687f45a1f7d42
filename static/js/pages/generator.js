import { ready } from "../agent/guard.js";
import { generatePassphrase, generatePassword, generateUsername, ImpossibleOptions } from "../core/generator.js";
import { noteGenerated, startGenerated } from "../ui/generated.js";
import { showProblem } from "../ui/problem.js";

const makers = { password: generatePassword, passphrase: generatePassphrase, username: generateUsername };
const form = document.getElementById("generator");
const result = document.getElementById("generated");
const rules = JSON.parse(document.getElementById("generator-rules").textContent) ?? {};
const kinds = [...form.querySelectorAll("fieldset[data-kind]")];

/** Keep the options from being weaker than a policy asks. */
function obeyRules() {
  for (const control of form.querySelectorAll("[data-rule]")) {
    const asked = rules[control.dataset.rule];
    if (!asked) continue;
    if (control.type === "checkbox") control.checked = control.disabled = true;
    else [control.min, control.value] = [Math.max(asked, control.min), Math.max(asked, control.value)];
  }
  const only = rules.overridePasswordType;
  if (!Object.hasOwn(makers, only ?? "")) return;
  form.elements.kind.value = only;
  for (const choice of form.elements.kind) choice.disabled = choice.value !== only && choice.value !== "username";
}

function show() {
  const kind = form.elements.kind.value;
  for (const part of kinds) part.hidden = part.dataset.kind !== kind;
  const { value: type } = document.getElementById("username-type");
  for (const part of form.querySelectorAll("[data-for-type]")) part.hidden = part.dataset.forType !== type;
  make(kind);
}

function make(kind) {
  showProblem(form);
  for (const control of form.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
  try {
    result.textContent = makers[kind](optionsOf(kinds.find(({ dataset }) => dataset.kind === kind)));
  } catch (error) {
    if (!(error instanceof ImpossibleOptions)) throw error;
    result.textContent = "";
    // A number beyond what its field takes is named by the browser.
    const beyond = form.querySelector("fieldset:not([hidden]) input:invalid");
    beyond?.setAttribute("aria-invalid", "true");
    showProblem(form, beyond ? `${beyond.labels[0].textContent}: ${beyond.validationMessage}` : form.dataset.impossible);
  }
}

function optionsOf(part) {
  const controls = [...part.querySelectorAll("[name]")];
  // What a policy forbids cannot be typed in either.
  const value = ({ type, checked, min, valueAsNumber, value: text }) =>
    type === "checkbox" ? checked : type === "number" ? Math.max(valueAsNumber || 0, Number(min)) : text;
  return Object.fromEntries(controls.map((control) => [control.name, value(control)]));
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  show();
});
form.addEventListener("input", show);
obeyRules();
show();

const showGenerated = startGenerated(document.getElementById("generated-before"));
async function note() {
  await noteGenerated(result.textContent);
  await showGenerated();
}
form.querySelector("[data-copy]").addEventListener("click", note);
result.addEventListener("copy", note);
if ((await ready).unlocked) await showGenerated();
