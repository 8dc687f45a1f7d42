// What the item's form is made of. Every control has a name; the form is read by it.
import { element, icon, iconButton } from "./dom.js";
import { generateByRules } from "../core/generator_rules.js";
import { noteGenerated } from "./generated.js";
import { say } from "./vault_texts.js";

const QUIET = { autocomplete: "off", spellcheck: "false", autocapitalize: "none", dir: "auto", "data-1p-ignore": true, "data-lpignore": "true" };
const RULES = JSON.parse(document.getElementById("generator-rules")?.textContent ?? "null");
let lastId = 0;

/** Return a fresh id for a control. */
export function freshId() {
  lastId += 1;
  return `control-${lastId}`;
}

/** Make a labelled control of one of the kinds of the fields' table. */
export function labelled(name, label, kind, value, { options = [], required = false } = {}) {
  const id = freshId();
  const control = controlOf(kind, { id, name, label, value, options, required });
  return element("div", { class: "field" }, element("label", { for: id }, label), control);
}

function controlOf(kind, { id, name, label, value, options, required }) {
  const common = { id, name, required, ...QUIET };
  if (kind === "select") return choice(common, value, options);
  if (kind === "password") return secretInput(common, value, { label, generates: true });
  if (kind === "secret") return secretInput(common, value, { label });
  if (kind === "notes") return withValue(element("textarea", { ...common, rows: 4, spellcheck: "true" }), value);
  if (kind === "lines" || kind === "open-lines") return withValue(element("textarea", { ...common, rows: 4, class: "mono", dir: "ltr" }), value);
  const type = kind === "email" ? { inputmode: "email" } : kind === "digits" ? { inputmode: "numeric", maxlength: 4 } : {};
  return withValue(element("input", { type: "text", ...common, ...type }), value);
}

/** Make a masked input with an eye, and a dice that fills it. */
export function secretInput(common, value, { label, generates = false }) {
  const input = withValue(element("input", { type: "password", ...common, autocomplete: "new-password", class: "mono" }), value);
  const eye = iconButton("eye", say("reveal", label), { class: "ghost", "aria-pressed": "false", "aria-controls": common.id, dataset: { revealInput: common.id } });
  const dice = generates && iconButton("dice-5", say("generate"), { class: "ghost", on: { click: () => generate(input, eye) } });
  return element("div", { class: "input-group" }, input, element("span", { class: "input-actions" }, dice, eye));
}

function generate(input, eye) {
  input.value = generateByRules(RULES);
  // Whoever leaves the form by mistake finds it in the generator.
  noteGenerated(input.value).catch(() => {});
  input.dispatchEvent(new Event("input", { bubbles: true }));
  if (input.type === "password") eye.click();
}

function choice(common, value, options) {
  // A value that we do not offer was written by another client, and stays.
  const offered = value && !options.includes(value) ? [...options, value] : options;
  const select = element("select", { id: common.id, name: common.name, dir: "auto" },
    element("option", { value: "" }, say("choose")), offered.map((option) => element("option", { value: option }, option)));
  return withValue(select, value);
}

/** Set a control's value, which is no attribute: attributes would show it in the markup. */
export function withValue(control, value) {
  control.value = value ?? "";
  return control;
}

/** Make a check box with its label; `extra` are attributes of the box. */
export function checkbox(name, label, checked, extra = {}) {
  const id = freshId();
  const box = element("input", { type: "checkbox", id, name, ...extra });
  box.checked = Boolean(checked);
  return element("div", { class: "check" }, box, element("label", { for: id, dir: "auto" }, label));
}

/** Make a labelled select from `[value, label]` pairs. */
export function select(name, label, value, pairs, extra = {}) {
  const id = freshId();
  const control = element("select", { id, name, dir: "auto", ...extra }, pairs.map(([option, words]) => element("option", { value: option }, words)));
  return element("div", { class: "field" }, element("label", { for: id }, label), withValue(control, value));
}

/** Make a button that removes the row it stands in. */
export function removeButton() {
  return iconButton("trash", say("remove"), {
    class: "ghost",
    on: { click: ({ currentTarget }) => removeRow(currentTarget.closest("[data-row]")) },
  });
}

function removeRow(row) {
  const next = row.nextElementSibling ?? row.previousElementSibling ?? row.parentElement.nextElementSibling;
  const form = row.closest("form");
  row.remove();
  next?.querySelector("input, button, select")?.focus();
  form?.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Make a button that adds a row. */
export function addButton(label, add, name = "plus") {
  return element("button", { type: "button", class: "btn small", on: { click: add } }, icon(name), label);
}
