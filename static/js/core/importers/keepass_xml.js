import { field, makeItem } from "./items.js";
import { isTotpPart, totpOfParts } from "./keepass_totp.js";
import { UnreadableExport } from "./unreadable.js";
import { childOf, parseXml, textIn } from "./xml.js";

const MEMBERS = { Title: "name", UserName: "username", Password: "password", Notes: "notes", otp: "totp" };
const URIS = /^(URL|KP2A_URL(_\d+)?|AndroidApp\d*)$/;

/**
 * Read a KeePass 2 XML export. Groups below the root one count as collections; what is in the recycle bin is named.
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
  const entries = [...entriesOf(root, [], { bin, collections, trashed: false })];
  return { entries: entries.map((entry, i) => ({ where: String(i + 1), ...entry })), collections };
}

function* entriesOf(group, path, { bin, collections, trashed }) {
  const place = path.join("/");
  if (place && !trashed) collections.push(place);
  for (const child of group.children) {
    if (child.name === "Entry")
      yield { item: itemOf(child), collections: place ? [place] : [], problem: trashed ? "trash" : undefined };
    if (child.name !== "Group") continue;
    const thrown = trashed || (bin !== "" && textIn(child, "UUID") === bin);
    yield* entriesOf(child, [...path, textIn(child, "Name").replaceAll("/", "-") || "--"], {
      bin,
      collections,
      trashed: thrown,
    });
  }
}

function itemOf(entry) {
  const content = { uris: [], fields: [] };
  const parts = {};
  for (const string of entry.children.filter(({ name }) => name === "String")) take(string, content, parts);
  content.totp ??= totpOfParts(parts);
  const times = childOf(entry, "Times");
  const expires = textIn(times, "Expires") === "True" ? textIn(times, "ExpiryTime") : "";
  for (const [name, value] of [
    ["Tags", textIn(entry, "Tags")],
    ["Expires", expires],
  ]) {
    if (value) content.fields.push(field(name, value, false));
  }
  return makeItem("login", content);
}

function take(string, content, parts) {
  const key = textIn(string, "Key");
  const value = childOf(string, "Value");
  if (!value?.text) return;
  const { ProtectInMemory: inMemory, Protected: encrypted } = value.attributes;
  if (Object.hasOwn(MEMBERS, key)) content[MEMBERS[key]] = value.text;
  else if (URIS.test(key))
    content.uris.push(
      key.startsWith("AndroidApp") && !value.text.includes("://") ? `androidapp://${value.text}` : value.text,
    );
  else if (isTotpPart(key)) parts[key] = value.text;
  else
    content.fields.push(
      field(key, value.text, [inMemory, encrypted].some((one) => one?.toLowerCase() === "true") || undefined),
    );
}
