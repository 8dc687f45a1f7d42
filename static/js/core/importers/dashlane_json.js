import { brandOf, expiryOf, field, makeItem, nameParts } from "./items.js";
import { listOf, parseJson, readEach, UnreadableExport } from "./unreadable.js";

// By the name of a list: the kind of its items, which of our members hold what, and which of theirs says the name.
const KINDS = {
  AUTHENTIFIANT: [
    "login",
    { password: ["password"], totp: ["otpSecret", "otpUrl"], username: ["login", "email", "secondaryLogin"] },
    ["title"],
  ],
  SECURENOTE: ["secureNote", {}, ["title"]],
  PAYMENTMEANS_CREDITCARD: [
    "card",
    { cardholderName: ["owner"], number: ["cardNumber"], code: ["securityCode"] },
    ["name", "bank"],
  ],
  BANKSTATEMENT: [
    "bankAccount",
    {
      nameOnAccount: ["BankAccountOwner"],
      iban: ["BankAccountIBAN"],
      swiftCode: ["BankAccountBIC"],
      bankName: ["BankAccountBank"],
    },
    ["BankAccountName"],
  ],
  ADDRESS: [
    "identity",
    { address1: ["addressFull"], city: ["city"], state: ["state"], postalCode: ["zipcode"], country: ["country"] },
    ["addressName"],
  ],
  IDENTITY: ["identity", { username: ["pseudo"] }, ["fullName"]],
  EMAIL: ["identity", { email: ["email"] }, ["emailName", "email"]],
  PHONE: ["identity", { phone: ["number"] }, ["phoneName", "number"]],
  COMPANY: ["identity", { company: ["name"] }, ["name"]],
};
const NOTES = ["note", "content", "cCNote"];
const ADDRESSES = ["domain", "url", "userSelectedUrl"];
const EXPIRY = ["expireMonth", "expireYear"];

/** Whether a file is Dashlane's: lists of capital names, logins among them or notes. */
export function isDashlaneJson(file) {
  return Array.isArray(file?.AUTHENTIFIANT) || Array.isArray(file?.SECURENOTE);
}

/**
 * Read a Dashlane JSON export. What is of no kind of ours is a note whose members are custom fields.
 *
 * @param {string} text
 * @returns {{ entries: { where: string, item: object, collections: string[] }[], collections: string[] }} `where` is the
 *   entry's place in the file, from 1.
 * @throws {UnreadableExport}
 */
export function readDashlaneJson(text) {
  const file = parseJson(text);
  if (!isDashlaneJson(file)) throw new UnreadableExport("shape");
  const found = Object.entries(file).flatMap(([kind, list]) => listOf(list).map((one) => ({ kind, one })));
  return { entries: readEach(found, entryOf), collections: [] };
}

function entryOf({ kind, one }) {
  if (!one || typeof one !== "object") return { problem: "type" };
  const isFilled = ([, value]) => ["string", "number"].includes(typeof value) && value !== "";
  const left = new Map(Object.entries(one).filter(isFilled));
  const [member, columns, names] = Object.hasOwn(KINDS, kind) ? KINDS[kind] : ["secureNote", {}, ["title", "name"]];
  const take = (keys) => {
    const key = keys.find((name) => left.has(name));
    const value = key === undefined ? "" : String(left.get(key));
    left.delete(key);
    return value;
  };
  const title = names.find((key) => left.has(key));
  const name = title === undefined ? "" : String(left.get(title));
  const own = Object.fromEntries(Object.entries(columns).map(([ours, theirs]) => [ours, take(theirs)]));
  left.delete(title);
  const category = take(["category"]);
  const content = { name: name || kind.toLowerCase(), notes: take(NOTES), ...own };
  Object.assign(content, particular(member, kind, { name, own, take }));
  const fields = [...left].map(([key, value]) => field(key, String(value)));
  return { item: makeItem(member, { ...content, fields }), collections: category ? [category] : [] };
}

/** What needs more than its member's name. */
function particular(member, kind, { name, own, take }) {
  if (member === "login") return { name, uris: ADDRESSES.map((key) => take([key])) };
  if (member === "card") return { ...expiryOf(EXPIRY.map((key) => take([key])).join("/")), brand: brandOf(own.number) };
  return kind === "IDENTITY" ? nameParts(name) : {};
}
