import { leftover, loginRow, readRowsOfEither } from "./columns.js";
import { brandOf, expiryOf, field, makeItem } from "./items.js";

const FACTS = new Set([
  "ainfo",
  "autosubmit",
  "ps",
  "scope",
  "uuid",
  "created date",
  "modified date",
  "createdat",
  "updatedat",
  "archived",
  "type",
  "category",
]);
const CARD = {
  cardholderName: ["cardholder name", "cardholder"],
  number: ["number", "ccnum", "card number"],
  code: ["verification number", "cvv"],
  expiry: ["expiry date", "expiry date (mmyyyy)", "expiry"],
};
const IDENTITY = {
  firstName: ["first name", "firstname"],
  middleName: ["initial", "middle name"],
  lastName: ["last name", "lastname"],
  username: ["username"],
  email: ["email"],
  company: ["company"],
  phone: ["default phone", "phone", "home", "cell"],
  address1: ["address"],
};
const COMMON = new Set(["title", "notes", "notesplain", "tags", "favorite"]);

/**
 * Read a 1Password CSV export, of version 8 or, header-driven, of 6 and 7 (features 9.6).
 *
 * A row without a title is left out.
 *
 * @param {string} text
 * @throws {MalformedCsv}
 */
export function readOnePasswordCsv(text) {
  return readRowsOfEither(text, (values, titles) => {
    if (!values.title?.trim()) return { problem: "title" };
    const kind = (values.type ?? values.category ?? "").trim().toLowerCase();
    const archived = /^true$/i.test(values.archived ?? "") ? [field(titles.archived, "true")] : [];
    const read = byKind(kind, values, titles);
    read.item.fields.push(...archived);
    return read;
  });
}

function byKind(kind, values, titles) {
  if (kind === "credit card") return { item: ownItem("card", CARD, values, titles) };
  if (kind === "identity") return { item: ownItem("identity", IDENTITY, values, titles) };
  if (kind === "secure note") return { item: ownItem("secureNote", {}, values, titles) };
  return loginRow(values, titles, { ignored: FACTS });
}

function ownItem(member, columns, values, titles) {
  // Versions 6 and 7 write `2: section: label` for the label of a section.
  const byLabel = new Map();
  for (const name of Object.keys(values)) if (values[name].trim()) byLabel.set(name.split(":").at(-1).trim(), name);
  const used = new Set([...FACTS, "title", "notes", "notesplain", "favorite"]);
  const own = {};
  for (const [key, labels] of Object.entries(columns)) {
    const label = labels.find((one) => byLabel.has(one) && !COMMON.has(one));
    if (!label) continue;
    own[key] = values[byLabel.get(label)];
    used.add(byLabel.get(label));
  }
  const { expiry, ...rest } = own;
  const dates = expiryOf(expiry);
  const fields = leftover(values, titles, used);
  if (expiry && !dates) fields.push(field("expiry date", expiry));
  const brand = member === "card" ? { brand: brandOf(rest.number) } : {};
  const favorite = /^(1|true)$/i.test(values.favorite ?? "");
  const notes = values.notes || values.notesplain;
  return makeItem(member, { name: values.title, notes, favorite, fields, ...rest, ...brand, ...dates });
}
