import { readRows } from "./columns.js";
import { brandOf, expiryOf, field, makeItem, nameParts } from "./items.js";
import { jsonOrNull, listOf, parseJson, readEach, UnreadableExport } from "./unreadable.js";

const TRASHED = 2;
// Members of an identity, and where each stands in ours.
const IDENTITY = {
  email: "email",
  phoneNumber: "phone",
  company: "company",
  socialSecurityNumber: "ssn",
  passportNumber: "passportNumber",
  licenseNumber: "licenseNumber",
  streetAddress: "address1",
  floor: "address2",
  county: "address3",
  city: "city",
  stateOrProvince: "state",
  zipOrPostalCode: "postalCode",
  countryOrRegion: "country",
};
const NAMES = ["fullName", "firstName", "middleName", "lastName"];
const KINDS = { login, alias, creditCard, identity, sshKey, wifi };
// What a table has no columns for stands in its notes, as JSON.
const IN_NOTES = new Set(["creditCard", "identity"]);

/** Whether a file is Proton Pass's: vaults by their ids, with items in each. */
export function isProtonPassJson(file) {
  return Boolean(file?.vaults) && typeof file.vaults === "object" && !Array.isArray(file.vaults);
}

/** Whether a header is that of Proton Pass; older ones have no column for the e-mail address, or for the vault. */
export function isProtonPassCsv(header) {
  const names = ["type", "name", "url", "username", "password", "note", "totp", "createtime", "modifytime"];
  return names.every((name) => header.includes(name));
}

/**
 * Read the `data.json` of a Proton Pass archive. Vaults count as collections.
 *
 * @param {string} text
 * @returns {{ entries: { where: string, item: object, collections: string[] }[], collections: string[] }} `where` is
 *   the item's place in the file, from 1.
 * @throws {UnreadableExport}
 */
export function readProtonPassJson(text) {
  const file = parseJson(text);
  if (!isProtonPassJson(file)) throw new UnreadableExport("shape");
  const inVault = (vault) => listOf(vault?.items).map((item) => ({ item, vault: vault.name }));
  const found = Object.values(file.vaults).flatMap(inVault);
  return { entries: readEach(found, ({ item, vault }) => entryOf(item, vault)), collections: [] };
}

/**
 * Read a Proton Pass CSV export.
 *
 * @param {string} text
 * @throws {MalformedCsv}
 */
export function readProtonPassCsv(text) {
  return readRows(text, ({ type, name, vault, email = "", username, password, note, totp, url, autofillurls = "" }) => {
    const own = { itemEmail: email, itemUsername: username, password, totpUri: totp };
    const urls = url.split(/,\s+/);
    const inside = IN_NOTES.has(type) ? jsonOrNull(note) : null;
    const content = inside ?? { ...own, urls, autofillUrls: jsonOrNull(autofillurls) };
    const kind = IN_NOTES.has(type) && !inside ? "note" : type;
    const data = { type: kind, metadata: { name, note: inside ? inside.note : note }, content };
    return entryOf({ data, aliasEmail: email }, vault);
  });
}

function entryOf(item, vault) {
  const { type, metadata, content, extraFields, platformSpecific } = item.data;
  const read = Object.hasOwn(KINDS, type) ? KINDS[type] : note;
  const { kind, fields: more, ...own } = read(content ?? {}, { item, apps: platformSpecific?.android?.allowedApps });
  const made = makeItem(kind, {
    name: metadata?.name,
    notes: metadata?.note,
    favorite: item.pinned === true,
    ...own,
    fields: [...more, ...sectionsOf(content?.sections), ...extraFieldsOf(extraFields)],
  });
  return {
    item: made,
    collections: typeof vault === "string" && vault ? [vault] : [],
    problem: item.state === TRASHED ? "trash" : undefined,
  };
}

function login({ itemEmail, itemUsername, username, password, totpUri, urls, autofillUrls }, { apps }) {
  const name = itemUsername || username || itemEmail;
  const addresses = [...listOf(urls), ...listOf(autofillUrls).map((one) => one?.url)];
  const packages = listOf(apps).map((app) => app?.packageName && `androidapp://${app.packageName}`);
  const fields = itemEmail && itemEmail !== name ? [field("email", itemEmail)] : [];
  return { kind: "login", username: name, password, totp: totpUri, uris: [...addresses, ...packages], fields };
}

function alias(content, { item }) {
  return { kind: "login", username: item.aliasEmail, fields: [] };
}

function creditCard({ cardholderName, number, verificationNumber, expirationDate, pin }) {
  const expiry = expiryOf(expirationDate);
  const fields = [];
  if (expirationDate && !expiry) fields.push(field("expirationDate", expirationDate));
  if (pin) fields.push(field("PIN", pin));
  return { kind: "card", cardholderName, number, code: verificationNumber, brand: brandOf(number), ...expiry, fields };
}

function identity(content) {
  const { fullName, firstName, middleName, lastName } = content;
  const isParted = Boolean(firstName || middleName || lastName);
  const names = isParted ? { firstName, middleName, lastName } : nameParts(fullName);
  const own = Object.fromEntries(Object.entries(IDENTITY).map(([theirs, ours]) => [ours, content[theirs]]));
  const used = new Set([...Object.keys(IDENTITY), ...NAMES, "note"]);
  const entries = Object.entries(content);
  const others = entries.filter(([name, value]) => !used.has(name) && typeof value === "string" && value);
  const lists = entries.filter(([name]) => /^extra\w+Details$/.test(name));
  const fields = [
    ...(isParted && fullName ? [field("fullName", fullName)] : []),
    ...others.map(([name, value]) => field(name, value)),
    ...lists.flatMap(([, list]) => extraFieldsOf(list)),
    ...sectionsOf(content.extraSections),
  ];
  return { kind: "identity", ...names, ...own, fields };
}

/** A key without its private half is none, and stays as text. */
function sshKey({ privateKey, publicKey }) {
  if (privateKey) return { kind: "sshKey", privateKey, publicKey, fields: [] };
  return { kind: "secureNote", fields: publicKey ? [field("publicKey", publicKey, false)] : [] };
}

function wifi({ ssid, password }) {
  return { kind: "login", username: ssid, password, fields: [] };
}

function note() {
  return { kind: "secureNote", fields: [] };
}

function sectionsOf(sections) {
  return listOf(sections).flatMap((section) => extraFieldsOf(section?.sectionFields));
}

function extraFieldsOf(list) {
  return listOf(list).flatMap(({ fieldName, type, data }) => {
    const value = data?.content ?? data?.totpUri ?? data?.timestamp;
    if (!["string", "number"].includes(typeof value) || value === "") return [];
    return [field(fieldName, value, ["hidden", "totp"].includes(type) || undefined)];
  });
}
