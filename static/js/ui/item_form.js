import { element } from "./dom.js";
import { checkbox, labelled, select } from "./form_parts.js";
import { showPasswordHealth } from "./password_health.js";
import { customFieldRows, readCustomFields, readWebsites, websiteRows } from "./form_rows.js";
import { say } from "./vault_texts.js";

const HIDDEN_BY_GRANT = ["password", "totp"];

/**
 * Make the form of an item.
 *
 * @param {object} item decrypted, or the beginning of a new one.
 * @param {{ type: object, placement: Node, folders: {id, name}[], passwordUse: (password: string) => Promise<number> }} surroundings
 * @returns {Node[]}
 */
export function itemForm(item, { type, placement, folders, passwordUse }) {
  const content = item[type.member] ?? {};
  const showsSecrets = item.viewPassword !== false;
  return [
    labelled("name", say("name"), "text", item.name, { required: true }),
    fieldGrid(type, content, showsSecrets, passwordUse),
    type.member === "login" && websiteRows(content.uris ?? [{ uri: "", match: null }]),
    labelled("notes", say("notes"), "notes", item.notes),
    customFieldRows(item.fields ?? [], { showsSecrets, targets: type.fields.filter(({ linked }) => linked) }),
    placement,
    folders.length > 0 && select("folderId", say("folder"), item.folderId ?? "", [["", say("noFolder")], ...folders.map(({ id, name }) => [id, name ?? ""])]),
    element("div", { class: "stack tight" },
      checkbox("favorite", say("favorite"), item.favorite),
      checkbox("reprompt", say("reprompt"), item.reprompt === 1)),
  ].filter(Boolean);
}

function fieldGrid(type, content, showsSecrets, passwordUse) {
  const shown = type.fields.filter(({ name }) => showsSecrets || !HIDDEN_BY_GRANT.includes(name));
  if (!shown.length) return null;
  const cells = shown.map(({ name, label, kind, half, options, required }) => {
    const field = labelled(`own.${name}`, label, kind, content[name], { options, required });
    if (!half) field.classList.add("full-row");
    if (kind === "password") showPasswordHealth(field, passwordUse);
    return field;
  });
  return element("div", { class: "item-fields" }, cells);
}

/**
 * Return the item as the form has it; what the form does not show stays as it was.
 *
 * @param {HTMLFormElement} form
 * @param {object} item
 * @param {object} type
 * @returns {object}
 */
export function readItem(form, item, type) {
  const changed = structuredClone(item);
  const own = { ...changed[type.member] };
  for (const { name } of type.fields) {
    const control = form.elements.namedItem(`own.${name}`);
    if (control) own[name] = control.value || null;
  }
  if (type.member === "login") own.uris = readWebsites(form);
  if (type.member === "secureNote") own.type = own.type ?? 0;
  changed[type.member] = own;
  changed.name = form.elements.namedItem("name").value.trim();
  changed.notes = form.elements.namedItem("notes").value || null;
  changed.fields = readCustomFields(form, item.fields ?? []);
  changed.favorite = form.elements.namedItem("favorite").checked;
  changed.reprompt = form.elements.namedItem("reprompt").checked ? 1 : 0;
  const folder = form.elements.namedItem("folderId");
  if (folder) changed.folderId = folder.value || null;
  return changed;
}
