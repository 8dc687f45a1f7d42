import { brandOf, expiryOf, field, makeItem } from "./items.js";
import { labelOf, pathOf } from "./keeper_csv.js";
import { listOf, parseJson, UnreadableExport } from "./unreadable.js";

const KINDS = { bankCard: "card", encryptedNotes: "secureNote", bankAccount: "bankAccount", contact: "identity", address: "identity" };

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
  const shared = listOf(file.shared_folders).map((one) => pathOf(textOf(one?.path))).filter(Boolean);
  return { entries, collections: shared };
}

function entryOf(record) {
  if (!record || typeof record !== "object") return { problem: "type", collections: [] };
  const paths = listOf(record.folders).flatMap((one) => [one?.folder, one?.shared_folder].map((path) => pathOf(textOf(path))));
  return { item: itemOf(record), collections: [...new Set(paths.filter(Boolean))] };
}

function itemOf(record) {
  const kind = Object.hasOwn(KINDS, record.$type) ? KINDS[record.$type] : "login";
  const content = { totp: "", uris: [record.login_url], own: {}, fields: [] };
  for (const [name, value] of Object.entries(record.custom_fields ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) take(name, one, kind, content);
  }
  const { totp, own, fields } = content;
  const common = { name: textOf(record.title), notes: textOf(record.notes), fields };
  const [username, password] = [textOf(record.login), textOf(record.password)];
  if (kind === "login") return makeItem("login", { ...common, username, password, totp, uris: content.uris.map(textOf) });
  const loose = Object.entries({ login: username, password, "one-time password": totp, url: textOf(record.login_url) });
  fields.push(...loose.filter(([, value]) => value).map(([name, value]) => field(name, value)));
  return makeItem(kind, { ...common, ...own });
}

function take(name, value, kind, content) {
  const type = /^\$([a-z]+)/i.exec(name)?.[1] ?? "";
  if (value === null || value === undefined || value === "") return;
  if (type === "oneTimeCode" && !content.totp) content.totp = textOf(value);
  else if (type === "url" && kind === "login") content.uris.push(textOf(value));
  else {
    const own = ownOf(type, name, value, kind, content.own);
    if (own) Object.assign(content.own, own);
    else addField(name, value, content.fields);
  }
}

/** Return the members of the kind that a field fills, or null. */
function ownOf(type, name, value, kind, own) {
  if (kind === "card" && type === "paymentCard" && value.cardNumber) {
    const number = textOf(value.cardNumber);
    return { number, code: textOf(value.cardSecurityCode), brand: brandOf(number), ...expiryOf(value.cardExpirationDate) };
  }
  if (kind === "card" && /cardholdername/i.test(name)) return { cardholderName: textOf(value) };
  if (kind === "bankAccount" && type === "bankAccount") {
    const { accountType, routingNumber, accountNumber } = value;
    return { accountType: textOf(accountType), routingNumber: textOf(routingNumber), accountNumber: textOf(accountNumber) };
  }
  if (kind !== "identity") return null;
  if (type === "name") return { firstName: textOf(value.first), middleName: textOf(value.middle), lastName: textOf(value.last) };
  if (type === "email" && !own.email) return { email: textOf(value) };
  if (type === "phone" && !own.phone) return { phone: flat(value) };
  if (type !== "address" || own.address1) return null;
  const { street1, street2, city, state, zip, country } = value;
  return { address1: textOf(street1), address2: textOf(street2), city: textOf(city), state: textOf(state), postalCode: textOf(zip), country: textOf(country) };
}

function addField(name, value, fields) {
  const secret = /^\$(secret|pinCode|password|keyPair|privateKey|note|oneTimeCode)/i.test(name) ? true : undefined;
  const text = /^\$(date|birthDate|expirationDate)/i.test(name) && Number.isFinite(value) ? dateOf(value) : flat(value);
  if (text) fields.push(field(labelOf(name), text, secret));
}

function dateOf(milliseconds) {
  return Math.abs(milliseconds) < 8e15 ? new Date(milliseconds).toISOString().slice(0, 10) : String(milliseconds);
}

function flat(value) {
  if (typeof value !== "object" || value === null) return textOf(value);
  return Object.values(value).map(flat).filter(Boolean).join(" ");
}

function textOf(value) {
  return ["string", "number", "boolean"].includes(typeof value) ? String(value) : "";
}
