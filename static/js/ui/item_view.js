import { badge, element, icon, iconButton, text } from "./dom.js";
import { exactDate } from "./dates.js";
import { labelOf } from "./item_refusal.js";
import { setSecret } from "./secret.js";
import { totpLine } from "./totp_line.js";
import { say } from "./vault_texts.js";

const HIDDEN = 1;
const BOOLEAN = 2;
const LINKED = 3;
const SECRET_KINDS = ["secret", "password", "lines"];
let lastId = 0;

/**
 * Show an item.
 *
 * @param {object} item decrypted.
 * @param {{ type: object, owner: string | null, collections: string[], folder: string | null, files: Node | null }} surroundings
 * @returns {Node[]}
 */
export function itemView(item, { type, owner, collections, folder, files }) {
  return [
    brokenNotice(item, type),
    ownFields(item, type),
    websites(item),
    notes(item),
    customFields(item, type),
    history(item),
    files,
    facts(item, owner, collections, folder),
  ].filter(Boolean);
}

function brokenNotice({ broken }, type) {
  if (!broken.length) return null;
  const names = [...new Set(broken.map((path) => labelOf(path, type)))].join(", ");
  return element("div", { class: "notice danger", role: "alert" }, icon("alert-circle"), element("div", {}, element("p", {}, say("cannotDecrypt", names))));
}

function ownFields(item, type) {
  const content = item[type.member] ?? {};
  const rows = type.fields
    .filter(({ name }) => content[name] || item.broken.includes(`${type.member}.${name}`))
    .map(({ name, label, kind }) => line(label, content[name], { secret: SECRET_KINDS.includes(kind), hidden: withheld(item, name), kind: name }));
  if (item.login?.totp && !withheld(item, "totp")) rows.push(totpLine(item.login.totp));
  if (item.login?.fido2Credentials?.length) rows.push(line(say("passkeys"), exactDate(item.login.fido2Credentials[0].creationDate)));
  return list(rows);
}

/** A grant may hide the password and the authenticator key of a login. */
function withheld(item, name) {
  return item.viewPassword === false && ["password", "totp"].includes(name);
}

function websites({ login }) {
  const rows = (login?.uris ?? []).map(({ uri }) => line(say("website"), uri, { link: true }));
  return list(rows);
}

function notes(item) {
  return item.notes && list([line(say("notes"), item.notes)]);
}

function customFields(item, type) {
  if (!item.fields?.length) return null;
  const rows = item.fields.map(({ type: kind, name, value, linkedId }) => {
    if (kind === BOOLEAN) return line(name, value === "true" ? say("yes") : say("no"), { copies: false });
    if (kind === LINKED) return line(name, linkWords(type, linkedId), { copies: false });
    return line(name, value, { secret: kind === HIDDEN, hidden: kind === HIDDEN && item.viewPassword === false, kind: kind === HIDDEN ? "hidden" : null });
  });
  return section(say("customFields"), list(rows));
}

/** Name the field that a linked one takes its value from. */
function linkWords(type, linkedId) {
  const target = type.fields.find(({ linked }) => linked === linkedId);
  return target ? say("linkedTo", target.label) : say("linked");
}

function history(item) {
  if (!item.passwordHistory?.length || item.viewPassword === false) return null;
  const rows = item.passwordHistory.map(({ password, lastUsedDate }) =>
    line(lastUsedDate ? exactDate(lastUsedDate) : "", password, { secret: true }));
  const summary = element("summary", {}, icon("chevron-right", "small directional"), say("history"), badge(String(rows.length)));
  return element("details", { class: "disclosure" }, summary, list(rows));
}

function facts(item, owner, collections, folder) {
  const entries = [
    owner && [say("owner"), owner],
    collections.length > 0 && [say("collections"), collections.join(", ")],
    folder && [say("folder"), folder],
    [say("changed"), exactDate(item.revisionDate)],
    item.login?.passwordRevisionDate && [say("passwordChanged"), exactDate(item.login.passwordRevisionDate)],
    [say("created"), exactDate(item.creationDate)],
    item.archivedDate && [say("archived"), exactDate(item.archivedDate)],
    item.deletedDate && [say("deleted"), exactDate(item.deletedDate)],
  ].filter(Boolean);
  return element("dl", { class: "facts small" }, entries.flatMap(([label, value]) => [
    element("dt", {}, label), element("dd", { dir: "auto", dataset: { secret: "" } }, value)]));
}

function section(title, content) {
  return element("section", { class: "stack tight" }, element("h3", {}, title), content);
}

function list(rows) {
  return rows.length ? element("dl", { class: "fields" }, rows) : null;
}

function line(label, value, { secret = false, hidden = false, link = false, copies = true, kind = null } = {}) {
  lastId += 1;
  const target = element("dd", { id: `value-${lastId}` });
  const title = element("dt", { dir: "auto", dataset: { secret: "" } }, label || say("untitled"));
  const row = element("div", {}, title, target);
  if (hidden) {
    target.append(element("span", { class: "faint" }, say("hiddenByGrant")));
  } else if (value === null || value === undefined || value === "") {
    target.append(element("span", { class: "undecryptable" }, icon("alert-triangle", "small"), text("undecryptable")));
  } else {
    fill(target, value, secret);
    if (copies) row.append(actions(target, label, value, { secret, link, kind }));
  }
  return row;
}

function fill(target, value, secret) {
  if (secret) return setSecret(target, value);
  target.dir = "auto";
  target.dataset.secret = "";
  target.textContent = value;
}

function actions(target, label, value, { secret, link, kind }) {
  const ofSecret = kind ? { ofSecret: kind } : {};
  const reveal = secret && iconButton("eye", say("reveal", label), { "aria-pressed": "false", dataset: { reveal: `#${target.id}`, ...ofSecret } });
  const open = link && safeLink(value);
  const copies = iconButton("copy", say("copy", label), { dataset: { copy: `#${target.id}`, ...(secret ? { secret: "" } : {}), ...ofSecret } });
  return element("dd", { class: "field-actions" }, reveal, open, copies);
}

// Only web addresses become links: `javascript:` and the like stay text.
function safeLink(value) {
  const address = URL.canParse(value) ? value : `https://${value}`;
  if (!URL.canParse(address) || !["http:", "https:"].includes(new URL(address).protocol)) return null;
  return element("a", {
    class: "btn icon-only ghost small", href: address, target: "_blank", rel: "noopener noreferrer",
    "aria-label": say("open"), title: say("open"),
  }, icon("external-link"));
}
