import { field, makeItem } from "./items.js";
import { labelOf, pathOf } from "./keeper_csv.js";
import { isSecret, lineOf, membersOf, textOf, typeOf } from "./keeper_fields.js";
import { listOf, parseJson, UnreadableExport } from "./unreadable.js";

const KINDS = {
  bankCard: "card",
  encryptedNotes: "secureNote",
  file: "secureNote",
  photo: "secureNote",
  bankAccount: "bankAccount",
  contact: "identity",
  address: "identity",
  ssnCard: "identity",
  birthCertificate: "identity",
  driverLicense: "driversLicense",
  passport: "passport",
  sshKeys: "sshKey",
};

/**
 * Read a Keeper JSON export.
 *
 * @param {string} text
 * @returns {{ entries: { where: string, item: object, collections: string[] }[], collections: string[] }} `where` is
 *   the record's place in the file, from 1.
 * @throws {UnreadableExport}
 */
export function readKeeperJson(text) {
  const file = parseJson(text);
  const records = Array.isArray(file) ? file : file?.records;
  if (!Array.isArray(records)) throw new UnreadableExport("shape");
  const entries = records.map((record, i) => ({ where: String(i + 1), ...entryOf(record) }));
  const shared = listOf(file.shared_folders)
    .map((one) => pathOf(textOf(one?.path)))
    .filter(Boolean);
  return { entries, collections: shared };
}

function entryOf(record) {
  if (!record || typeof record !== "object") return { problem: "type", collections: [] };
  const paths = listOf(record.folders).flatMap((one) =>
    [one?.folder, one?.shared_folder].map((path) => pathOf(textOf(path))),
  );
  return { item: itemOf(record), collections: [...new Set(paths.filter(Boolean))] };
}

function itemOf(record) {
  const fields = Object.entries(record.custom_fields ?? {}).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, one]),
  );
  const login = {
    username: textOf(record.login),
    password: textOf(record.password),
    uris: [record.login_url, ...urlsOf(fields)].map(textOf).filter(Boolean),
    totp: textOf(fields.find(isTotp)?.[1]),
  };
  const kind = kindOf(record, fields);
  const content = { name: textOf(record.title), notes: [textOf(record.notes)], own: {}, fields: [] };
  for (const [name, value] of fields) if (!isOfLogin(name, value, login)) take(name, value, kind, content);
  const { name, notes, own } = content;
  const common = { name, notes: notes.filter(Boolean).join("\n\n"), fields: content.fields };
  if (kind === "login") return makeItem("login", { ...common, ...login });
  const loose = {
    login: login.username,
    password: login.password,
    "one-time password": login.totp,
    url: login.uris.join("\n"),
  };
  common.fields.push(
    ...Object.entries(loose)
      .filter(([, value]) => value)
      .map(([label, value]) => field(label, value, /passw/.test(label))),
  );
  return makeItem(kind, { ...common, ...own });
}

function kindOf({ $type: type }, fields) {
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : "login";
  // A key of ours has its private half.
  const hasKey = fields.some(([name, value]) => typeOf(name) === "keyPair" && textOf(value?.privateKey));
  return kind === "sshKey" && !hasKey ? "login" : kind;
}

function take(name, value, kind, content) {
  const own = membersOf(kind, name, value);
  if (own && !Object.keys(own).some((member) => content.own[member])) Object.assign(content.own, own);
  else if (kind === "secureNote" && typeOf(name) === "note") content.notes.push(textOf(value));
  else if (lineOf(name, value)) content.fields.push(field(labelOf(name), lineOf(name, value), isSecret(name)));
}

const isTotp = ([name, value]) =>
  typeof value === "string" &&
  (typeOf(name) === "oneTimeCode" || name === "TFC:Keeper" || value.startsWith("otpauth://"));
const urlsOf = (fields) => fields.filter(([name]) => typeOf(name) === "url").map(([, value]) => value);

function isOfLogin(name, value, login) {
  return typeOf(name) === "url" || (login.totp !== "" && value === login.totp);
}
