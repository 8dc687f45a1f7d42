import { leftover, loginRow, readRowsOfEither } from "./columns.js";
import { brandOf, expiryOf, field, isYes, makeItem } from "./items.js";

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
  number: ["ccnum", "number", "card number"],
  code: ["verification number", "cvv"],
  expiry: ["expiry", "expiry date", "expiry date (mmyyyy)"],
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
// On a Mac versions 6 and 7 write `label(id)`, and lists as `{( "a", "b" )}`.
const LABEL_AND_ID = /^(.+)\(([\w]+)\)$/;
const LIST = /^\{\([\s\S]*\)\}$/;

/**
 * Read a 1Password CSV export, of version 8 or, header-driven, of 6 and 7 (features 9.6).
 *
 * A row without a title is left out.
 *
 * @param {string} text
 * @throws {MalformedCsv}
 */
export function readOnePasswordCsv(text) {
  return readRowsOfEither(text, (row, written) => {
    if (!row.title?.trim()) return { problem: "title" };
    const values = "tags" in row ? { ...row, tags: tagsOf(row.tags) } : row;
    const labels = Object.entries(written).map(([name, title]) => [name, title.replace(LABEL_AND_ID, "$1")]);
    const titles = Object.fromEntries(labels);
    const read = byKind(kindOf(values), values, titles);
    if (isYes(values.archived)) read.item.archivedDate = new Date().toISOString();
    return read;
  });
}

function tagsOf(text) {
  if (!LIST.test(text.trim())) return text;
  const tags = text.trim().slice(2, -2).split(",");
  return tags
    .map((tag) => tag.trim().replace(/^"|"$/g, ""))
    .filter(Boolean)
    .join(", ");
}

/** Windows writes no kind: then it is told by what is filled. */
function kindOf(values) {
  const said = values.type ?? values.category;
  if (said !== undefined) return said.trim().toLowerCase();
  if (["username", "password", "url", "urls"].some((name) => values[name]?.trim())) return "login";
  const labels = columnsByLabel(values);
  const has = (...names) => names.some((name) => labels.has(name));
  if (has("number", "ccnum") && has("cardholder name", "verification number", "expiry date")) return "credit card";
  return has("first name", "last name") ? "identity" : "login";
}

function byKind(kind, values, titles) {
  if (kind === "credit card") return { item: ownItem("card", CARD, values, titles) };
  if (kind === "identity") return { item: ownItem("identity", IDENTITY, values, titles) };
  if (kind === "secure note") return { item: ownItem("secureNote", {}, values, titles) };
  return loginRow(values, titles, { ignored: FACTS });
}

/** Return the filled columns by what a name says: `2: section: label` is a label of a section. */
function columnsByLabel(values) {
  const byLabel = new Map();
  for (const name of Object.keys(values).filter((one) => values[one].trim())) {
    const [, label, id] = LABEL_AND_ID.exec(name) ?? [];
    for (const key of [id, label, name.split(":").at(-1).trim()]) if (key && !byLabel.has(key)) byLabel.set(key, name);
  }
  return byLabel;
}

function ownItem(member, columns, values, titles) {
  const byLabel = columnsByLabel(values);
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
