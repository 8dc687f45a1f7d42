import { field, makeItem } from "./items.js";
import { isSecret, labelOf, lineOf, membersOf, pathOf, textOf, typeOf } from "./keeper_fields.js";
import { keyOfJwk, passkeyOf } from "./passkeys.js";
import { listOf } from "./unreadable.js";

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
 * Read a record of Keeper's.
 *
 * @param {object} record
 * @param {Map<any, object>} [others] by their uids: what a record refers to.
 * @returns {{ item?: object, problem?: string, collections: string[] }}
 */
export function entryOf(record, others = new Map()) {
  if (!record || typeof record !== "object") return { problem: "type", collections: [] };
  // A folder may be one inside of a shared folder.
  const paths = listOf(record.folders).map((one) =>
    [one?.shared_folder, one?.folder].map((path) => pathOf(textOf(path))).filter(Boolean).join("/"),
  );
  return { item: itemOf(record, others), collections: [...new Set(paths.filter(Boolean))] };
}

function itemOf(record, others) {
  const filled = Object.entries(record.custom_fields ?? {});
  const own = filled.flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
  const fields = [...own, ...referencesOf(record, others)];
  const kind = kindOf(record, fields);
  const login = {
    username: textOf(record.login),
    password: textOf(record.password),
    uris: [record.login_url, ...urlsOf(fields)].map(textOf).filter(Boolean),
    totp: textOf(fields.find(isTotp)?.[1]),
    fido2Credentials: [],
  };
  const content = { name: textOf(record.title), notes: [textOf(record.notes)], own: {}, fields: [], login };
  for (const [name, value] of fields) if (!isOfLogin(name, value, login)) take(name, value, kind, content);
  const common = { name: content.name, notes: content.notes.filter(Boolean).join("\n\n"), fields: content.fields };
  if (kind === "login") return makeItem("login", { ...common, ...login });
  return makeItem(kind, { ...common, fields: [...common.fields, ...looseOf(login)], ...content.own });
}

/** Make fields of what only a login has a place for. */
function looseOf({ username, password, totp, uris }) {
  const loose = { login: username, password, "one-time password": totp, url: uris.join("\n") };
  return Object.entries(loose)
    .filter(([, value]) => value)
    .map(([label, value]) => field(label, value, /passw/.test(label)));
}

/** Say of each record that one refers to what it is for: an address, or the name of a card. */
function referencesOf({ references }, others) {
  return Object.entries(references ?? {}).flatMap(([name, ids]) => {
    const type = typeOf(name).replace(/Ref$/, "");
    const records = [ids].flat().map((id) => others.get(id));
    return records.filter(Boolean).map(({ title, custom_fields: fields }) => {
      const [, found] = Object.entries(fields ?? {}).find(([one]) => typeOf(one) === type) ?? [];
      return [`$${type}`, found === undefined ? textOf(title) : [found].flat()[0]];
    });
  });
}

function kindOf({ $type: type }, fields) {
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : "login";
  // A key of ours has its private half.
  const hasKey = fields.some(([name, value]) => typeOf(name) === "keyPair" && textOf(value?.privateKey));
  return kind === "sshKey" && !hasKey ? "login" : kind;
}

function take(name, value, kind, content) {
  const own = membersOf(kind, name, value);
  const passkey = kind === "login" && typeOf(name) === "passkey" ? passkeyIn(value) : null;
  if (passkey) content.login.fido2Credentials.push(passkey);
  else if (own && !Object.keys(own).some((member) => content.own[member])) Object.assign(content.own, own);
  else if (kind === "secureNote" && typeOf(name) === "note") content.notes.push(textOf(value));
  else if (typeOf(name) === "securityQuestion" && value?.answer)
    content.fields.push(field(textOf(value.question) || labelOf(name), textOf(value.answer), true));
  else if (lineOf(name, value)) content.fields.push(field(labelOf(name), lineOf(name, value), isSecret(name)));
}

function passkeyIn({ credentialId, privateKey, relyingParty, username, userId, signCount, createdDate }) {
  const creationDate = Number.isFinite(createdDate) ? new Date(createdDate).toISOString() : null;
  const person = { userName: textOf(username), userHandle: textOf(userId) };
  const key = keyOfJwk(privateKey);
  return passkeyOf({ credentialId, key, rpId: relyingParty, ...person, counter: signCount, creationDate });
}

const isTotp = ([name, value]) =>
  typeof value === "string" &&
  (typeOf(name) === "oneTimeCode" || name === "TFC:Keeper" || value.startsWith("otpauth://"));
const urlsOf = (fields) => fields.filter(([name]) => typeOf(name) === "url").map(([, value]) => value);

function isOfLogin(name, value, login) {
  return typeOf(name) === "url" || (login.totp !== "" && value === login.totp);
}
