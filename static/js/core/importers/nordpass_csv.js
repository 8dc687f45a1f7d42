import { leftover, loginRow, readRows } from "./columns.js";
import { brandOf, expiryOf, field, makeItem, nameParts } from "./items.js";

const LISTS = new Set(["type", "additional_urls", "custom_fields", "folder"]);
const CARD = { cardholdername: "cardholderName", cardnumber: "number", cvc: "code" };
// What only an identity has, where a row does not say what it is.
const PERSONAL = ["full_name", "phone_number", "address1"];
const IDENTITY = {
  phone_number: "phone",
  email: "email",
  address1: "address1",
  address2: "address2",
  city: "city",
  state: "state",
  zipcode: "postalCode",
  country: "country",
};

/** Whether a header is that of NordPass. */
export function isNordPassCsv(header) {
  return ["cardholdername", "cardnumber", "note"].every((name) => header.includes(name));
}

/**
 * Read a NordPass CSV export: logins, cards, identities and notes in one table.
 *
 * @param {string} text
 * @throws {MalformedCsv}
 */
export function readNordPassCsv(text) {
  const { entries } = readRows(text, (values, titles) => {
    if (isFolder(values)) return { folder: values.name, item: null };
    const item = itemOf(values, titles);
    item.fields.push(...customFields(values.custom_fields));
    return { item, collections: values.folder ? [values.folder] : [] };
  });
  return {
    entries: entries.filter(({ folder }) => folder === undefined),
    collections: entries.map(({ folder }) => folder).filter(Boolean),
  };
}

/** Older exports have no column for the type: there, a row of only a name is a folder. */
function isFolder({ name, type, ...values }) {
  return type === undefined ? name !== "" && Object.values(values).every((value) => value === "") : type === "folder";
}

function itemOf(values, titles) {
  const common = { name: values.name, notes: values.note };
  const used = new Set([...LISTS, "name", "note"]);
  const own = (columns) => {
    Object.keys(columns).forEach((column) => used.add(column));
    return Object.fromEntries(Object.entries(columns).map(([column, member]) => [member, values[column] ?? ""]));
  };
  const kind = kindOf(values);
  if (kind === "login") return login(values, titles);
  const content =
    kind === "card" ? card(values, own(CARD), used) : kind === "identity" ? identity(values, own(IDENTITY), used) : {};
  return makeItem(kind, { ...common, ...content, fields: leftover(values, titles, used) });
}

function kindOf({ type = "", cardnumber, url, username, password, note, ...rest }) {
  const known = { credit_card: "card", identity: "identity", note: "secureNote", password: "login" };
  if (Object.hasOwn(known, type)) return known[type];
  if (cardnumber) return "card";
  if (!url && !username && !password && PERSONAL.some((name) => rest[name])) return "identity";
  return note && !url && !username && !password ? "secureNote" : "login";
}

function login(values, titles) {
  const more = listOf(values.additional_urls).filter((url) => typeof url === "string" && url);
  const url = [values.url, ...more].join("\n");
  return loginRow({ ...values, url }, titles, { ignored: LISTS }).item;
}

function card(values, content, used) {
  const expiry = expiryOf(values.expirydate);
  if (expiry) used.add("expirydate");
  return { ...content, ...expiry, brand: brandOf(values.cardnumber) };
}

function identity(values, content, used) {
  used.add("full_name");
  return { ...content, ...nameParts(values.full_name) };
}

function customFields(cell) {
  return listOf(cell)
    .filter((one) => one && typeof one === "object" && one.value)
    .map(({ label = "", type, value }) => (type === "hidden" ? field(label, value, true) : field(label, value)));
}

function listOf(cell) {
  try {
    const list = JSON.parse(cell || "[]");
    return Array.isArray(list) ? list : [];
  } catch {
    return cell.split(/[\s,]+/);
  }
}
