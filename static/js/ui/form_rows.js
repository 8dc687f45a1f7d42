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
export function customFieldRows(fields, { showsSecrets, targets }) {
  const rows = element("div", { class: "stack tight", dataset: { rows: "fields" } }, fields.map((field, i) => customRow(field, { showsSecrets, targets }, i)));
  const adder = (type, label) => addButton(label, () => addTo(rows, customRow({ type, name: "", value: "" }, { showsSecrets: true, targets })));
  const buttons = element("div", { class: "row" },
    adder(TEXT, say("addText")), adder(HIDDEN, say("addHidden")), adder(BOOLEAN, say("addBoolean")), targets.length > 0 && adder(LINKED, say("addLinked")));
  return element("fieldset", { class: "field" }, element("legend", {}, say("customFields")), rows, buttons);
}

function customRow(field, surroundings, index = "") {
  const name = withValue(element("input", { type: "text", name: "fieldName", dir: "auto", autocomplete: "off", maxlength: 500, placeholder: say("fieldName"), "aria-label": say("fieldName") }), field.name);
  return element("div", { class: "form-line", dataset: { row: "", type: field.type, index } }, name, customValue(field, surroundings), removeButton());
}

function customValue({ type, value, linkedId }, { showsSecrets, targets }) {
  const common = { name: "fieldValue", "aria-label": say("fieldValue"), autocomplete: "off", spellcheck: "false", maxlength: 3000, dir: "auto" };
  if (type === BOOLEAN) return checkbox("fieldValue", say("yes"), value === "true");
  if (type === LINKED) return linkChoice(linkedId ?? targets[0]?.linked, targets);
  if (type === HIDDEN && !showsSecrets) return element("span", { class: "faint" }, say("hiddenByGrant"));
  if (type === HIDDEN) return secretInput({ ...common, id: freshId() }, value, { label: say("fieldValue") });
  return withValue(element("input", { type: "text", ...common }), value);
}

/** Choose the field that a linked one takes its value from; one that we do not offer stays. */
function linkChoice(linkedId, targets) {
  const known = targets.some(({ linked }) => linked === linkedId);
  const pairs = [...targets.map(({ linked, label }) => [linked, label]), ...(known ? [] : [[linkedId ?? "", say("linked")]])];
  const options = pairs.map(([id, label]) => element("option", { value: id }, label));
  return withValue(element("select", { name: "linkedId", "aria-label": say("linked") }, options), linkedId);
}

/** Read the custom fields back. */
export function readCustomFields(form, before) {
  const rows = [...form.querySelectorAll('[data-rows="fields"] > [data-row]')];
  return rows.map((row) => {
    const original = row.dataset.index === "" ? {} : before[Number(row.dataset.index)];
    const control = row.querySelector('[name="fieldValue"]');
    const value = !control ? original.value : control.type === "checkbox" ? String(control.checked) : control.value;
    const link = Number(row.querySelector('[name="linkedId"]')?.value) || null;
    return { ...original, linkedId: link, type: Number(row.dataset.type), name: row.querySelector('[name="fieldName"]').value, value: value ?? null };
  });
}

function addTo(rows, row) {
  rows.append(row);
  row.querySelector("input")?.focus();
}

