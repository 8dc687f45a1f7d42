import { field, makeItem } from "./items.js";
import { referencesAmong } from "./keepass_references.js";
import { dateOf, historyOf } from "./keepass_times.js";
import { isTotpPart, totpOfParts } from "./keepass_totp.js";
import { keyOfPem, passkeyOf } from "./passkeys.js";
import { readEach, UnreadableExport } from "./unreadable.js";
import { childOf, parseXml, textIn } from "./xml.js";

const MEMBERS = { Title: "name", UserName: "username", Password: "password", Notes: "notes", otp: "totp" };
const URIS = /^(URL|KP2A_URL(_\d+)?|AndroidApp\d*)$/;
// What KeePassXC and its kin write of a passkey.
const PASSKEY = /^KPEX_PASSKEY_/;

/**
 * Read a KeePass 2 XML export. Groups below the root one count as collections; what is in the recycle bin is named, and
 * older passwords are those of an entry's history.
 *
 * @param {string} text
 * @returns {{ entries: { where: string, item: object, problem?: string, collections: string[] }[], collections: string[] }}
 *   `where` is the entry's place in the file, from 1.
 * @throws {UnreadableExport}
 */
export function readKeePassXml(text) {
  const file = parseXml(text);
  const root = childOf(childOf(file, "Root"), "Group");
  if (file.name !== "KeePassFile" || !root) throw new UnreadableExport("shape");
  const bin = textIn(childOf(file, "Meta"), "RecycleBinUUID");
  const collections = [];
  const found = [...entriesOf(root, [], { bin, collections, trashed: false })];
  const resolve = referencesAmong(found.map(({ entry }) => entry));
  const entries = readEach(found, ({ entry, place, trashed }) => ({
    item: itemOf(entry, resolve),
    collections: place ? [place] : [],
    problem: trashed ? "trash" : undefined,
  }));
  return { entries, collections };
}

function* entriesOf(group, path, { bin, collections, trashed }) {
  const place = path.join("/");
  if (place && !trashed) collections.push(place);
  for (const child of group.children) {
    if (child.name === "Entry") yield { entry: child, place, trashed };
    if (child.name !== "Group") continue;
    const thrown = trashed || (bin !== "" && textIn(child, "UUID") === bin);
    yield* entriesOf(child, [...path, textIn(child, "Name").replaceAll("/", "-") || "--"], {
      bin,
      collections,
      trashed: thrown,
    });
  }
}

function itemOf(entry, resolve) {
  const content = { uris: [], fields: [], passwordHistory: historyOf(entry) };
  const parts = {};
  for (const string of entry.children.filter(({ name }) => name === "String")) take(string, content, parts, resolve);
  content.totp ??= totpOfParts(parts);
  content.fido2Credentials = passkeysOf(parts, content);
  const times = childOf(entry, "Times");
  const expires = textIn(times, "Expires") === "True" ? textIn(times, "ExpiryTime") : "";
  for (const [name, value] of [
    ["Tags", textIn(entry, "Tags")],
    ["Expires", dateOf(expires) ?? expires],
    ...entry.children.filter(({ name }) => name === "Binary").map((file) => ["Attachment", textIn(file, "Key")]),
  ]) {
    if (value) content.fields.push(field(name, value, false));
  }
  return makeItem("login", content);
}

function take(string, content, parts, resolve) {
  const key = textIn(string, "Key");
  const value = { attributes: {}, ...childOf(string, "Value") };
  value.text = resolve(value.text ?? "");
  if (!value.text) return;
  const { ProtectInMemory: inMemory, Protected: encrypted } = value.attributes;
  const isHidden = [inMemory, encrypted].some((one) => one?.toLowerCase() === "true");
  if (Object.hasOwn(MEMBERS, key)) content[MEMBERS[key]] = value.text;
  else if (URIS.test(key))
    content.uris.push(
      key.startsWith("AndroidApp") && !value.text.includes("://") ? `androidapp://${value.text}` : value.text,
    );
  else if (isTotpPart(key) || PASSKEY.test(key)) parts[key] = value.text;
  else content.fields.push(field(key, value.text, isHidden || undefined));
}

/** A passkey of a kind that we do not know stays readable in fields, its key hidden. */
function passkeysOf(parts, { fields }) {
  const part = (name) => parts[`KPEX_PASSKEY_${name}`] ?? "";
  const passkey = passkeyOf({
    credentialId: part("CREDENTIAL_ID") || part("GENERATED_USER_ID"),
    key: keyOfPem(part("PRIVATE_KEY_PEM")),
    rpId: part("RELYING_PARTY"),
    userName: part("USERNAME"),
    userHandle: part("USER_HANDLE"),
  });
  if (passkey) return [passkey];
  for (const name of Object.keys(parts).filter((key) => PASSKEY.test(key))) fields.push(field(name, parts[name]));
  return [];
}
