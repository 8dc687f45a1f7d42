// The rows of an item's form of which there may be any number: websites and custom fields.
import { element } from "./dom.js";
import { addButton, checkbox, freshId, removeButton, secretInput, withValue } from "./form_parts.js";
import { say, sayAll } from "./vault_texts.js";

const TEXT = 0;
const HIDDEN = 1;
const BOOLEAN = 2;
const LINKED = 3;

/** Make the websites of a login. */
export function websiteRows(uris) {
  const rows = element("div", { class: "stack tight", dataset: { rows: "uris" } }, uris.map(websiteRow));
  const add = addButton(say("addWebsite"), () => addTo(rows, websiteRow({ uri: "", match: null })));
  return element("fieldset", { class: "field" }, element("legend", {}, say("websites")), rows, element("div", {}, add));
}

function websiteRow({ uri, match }) {
  const matches = sayAll("matches").map((label, i) => [i === 0 ? "" : String(i - 1), label]);
  const input = withValue(element("input", {
    type: "text", name: "uri", inputmode: "url", dir: "ltr", autocomplete: "off", spellcheck: "false", maxlength: 5000, "aria-label": say("website"),
  }), uri);
  const choice = withValue(element("select", { name: "match", "aria-label": say("match") }, matches.map(([value, label]) => element("option", { value }, label))), match ?? "");
  return element("div", { class: "form-line", dataset: { row: "" } }, input, choice, removeButton());
}

/** Read the websites back. */
export function readWebsites(form) {
  const rows = [...form.querySelectorAll('[data-rows="uris"] > [data-row]')];
  return rows
    .map((row) => ({ uri: row.querySelector('[name="uri"]').value.trim(), match: row.querySelector('[name="match"]').value }))
    .filter(({ uri }) => uri)
    .map(({ uri, match }) => ({ uri, match: match === "" ? null : Number(match) }));
}

/** Make the custom fields. Rows remember the field they came from, so that what we do not show is kept. */
export function customFieldRows(fields, { showsSecrets }) {
  const rows = element("div", { class: "stack tight", dataset: { rows: "fields" } }, fields.map((field, i) => customRow(field, showsSecrets, i)));
  const adder = (type, label) => addButton(label, () => addTo(rows, customRow({ type, name: "", value: "" }, true)));
  const buttons = element("div", { class: "row" }, adder(TEXT, say("addText")), adder(HIDDEN, say("addHidden")), adder(BOOLEAN, say("addBoolean")));
  return element("fieldset", { class: "field" }, element("legend", {}, say("customFields")), rows, buttons);
}

function customRow(field, showsSecrets, index = "") {
  const name = withValue(element("input", { type: "text", name: "fieldName", dir: "auto", autocomplete: "off", maxlength: 500, placeholder: say("fieldName"), "aria-label": say("fieldName") }), field.name);
  return element("div", { class: "form-line", dataset: { row: "", type: field.type, index } }, name, customValue(field, showsSecrets), removeButton());
}

function customValue({ type, value }, showsSecrets) {
  const common = { name: "fieldValue", "aria-label": say("fieldValue"), autocomplete: "off", spellcheck: "false", maxlength: 3000, dir: "auto" };
  if (type === BOOLEAN) return checkbox("fieldValue", say("yes"), value === "true");
  if (type === LINKED) return element("span", { class: "faint" }, say("linked"));
  if (type === HIDDEN && !showsSecrets) return element("span", { class: "faint" }, say("hiddenByGrant"));
  if (type === HIDDEN) return secretInput({ ...common, id: freshId() }, value, { label: say("fieldValue") });
  return withValue(element("input", { type: "text", ...common }), value);
}

/** Read the custom fields back. */
export function readCustomFields(form, before) {
  const rows = [...form.querySelectorAll('[data-rows="fields"] > [data-row]')];
  return rows.map((row) => {
    const original = row.dataset.index === "" ? {} : before[Number(row.dataset.index)];
    const control = row.querySelector('[name="fieldValue"]');
    const value = !control ? original.value : control.type === "checkbox" ? String(control.checked) : control.value;
    return { linkedId: null, ...original, type: Number(row.dataset.type), name: row.querySelector('[name="fieldName"]').value, value: value ?? null };
  });
}

function addTo(rows, row) {
  rows.append(row);
  row.querySelector("input")?.focus();
}

