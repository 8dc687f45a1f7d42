import { leftover, loginRow, readRows } from "./columns.js";
import { parseTable } from "./csv.js";
import { brandOf, expiryOf, isYes, makeItem } from "./items.js";
import { noteItem } from "./lastpass_notes.js";

const SECURE_NOTE = "http://sn";
// The row of a folder itself.
const FOLDER = "http://group";
const NO_FOLDER = "(none)";

/** Whether a header is that of LastPass's form fills. */
export function isLastPassFormFill(header) {
  return header.includes("profilename");
}

/** Whether a text begins with the header of LastPass's sites and notes. */
export function isLastPassCsv(text) {
  const { header } = parseTable(text.slice(0, text.search(/[\r\n]|$/)));
  return ["url", "username", "password", "extra", "name", "grouping"].every((name) => header.includes(name));
}

/**
 * Read a LastPass CSV export: sites and notes, or form fills (features 9.6).
 *
 * LastPass leaves notes of several lines without quotes when they hold none themselves: such rows are put together.
 *
 * @param {string} text
 * @throws {MalformedCsv}
 */
export function readLastPassCsv(text) {
  const folders = [];
  const read = readRows(text, convert, { mends: true });
  return { ...read, collections: folders };

  function convert(values, titles) {
    if ("profilename" in values) return formFill(values, titles);
    if (values.url !== FOLDER) return entryOf(values, titles);
    folders.push(...folderOf(values.grouping ?? ""));
    return null;
  }
}

function entryOf(values, titles) {
  const collections = folderOf(values.grouping ?? "");
  if (values.url !== SECURE_NOTE) return { ...loginRow({ ...values, grouping: "" }, titles), collections };
  const common = { name: values.name, favorite: isYes(values.fav) };
  return { item: noteItem(values.extra ?? "", common), collections };
}

function folderOf(grouping) {
  const path = grouping === NO_FOLDER ? "" : grouping.split("\\").filter(Boolean).join("/");
  return path ? [path] : [];
}

const IDENTITY = {
  title: "title",
  firstname: "firstName",
  middlename: "middleName",
  lastname: "lastName",
  username: "username",
  company: "company",
  ssn: "ssn",
  address1: "address1",
  address2: "address2",
  address3: "address3",
  city: "city",
  state: "state",
  zip: "postalCode",
  country: "country",
  email: "email",
  phone: "phone",
  cellphone: "phone",
};
const CARD = new Set(["ccname", "ccnum", "ccexp", "cccsc"]);
const MEANINGLESS = new Set(["profilename", "profilelanguage", "profiletype", "language", "notes"]);

/** A form fill is a card when it has a card's number, else an identity. */
function formFill(values, titles) {
  const common = { name: values.profilename, notes: values.notes };
  if (values.ccnum) {
    const fields = leftover(values, titles, new Set([...CARD, ...MEANINGLESS]));
    const card = {
      cardholderName: values.ccname,
      number: values.ccnum,
      code: values.cccsc,
      brand: brandOf(values.ccnum),
    };
    return { item: makeItem("card", { ...common, ...card, ...expiryOf(values.ccexp), fields }) };
  }
  const own = {};
  const used = new Set(MEANINGLESS);
  for (const [column, member] of Object.entries(IDENTITY)) {
    if (!values[column] || own[member]) continue;
    own[member] = values[column];
    used.add(column);
  }
  return { item: makeItem("identity", { ...common, ...own, fields: leftover(values, titles, used) }) };
}
