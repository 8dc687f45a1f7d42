import { entryOf } from "./onepassword_1pux.js";
import { jsonOrNull, listOf, readEach, UnreadableExport } from "./unreadable.js";

// Stands after each item; the number is the same in all files.
const SEPARATOR = "***5642bee8-a5ff-11dc-8314-0800200c9a66***";
const FOLDER = "system.folder.Regular";
// What 1pux calls each of the kinds that both have.
const CATEGORIES = {
  "webforms.WebForm": "001",
  "wallet.financial.CreditCard": "002",
  "securenotes.SecureNote": "003",
  "identities.Identity": "004",
  "passwords.Password": "005",
  "wallet.financial.BankAccountUS": "101",
  "wallet.government.DriversLicense": "103",
  "wallet.government.Passport": "106",
  "wallet.government.SsnUS": "108",
};
// Members that are read by themselves, and those that say in parts what a field of a section says.
const OWN = new Set(["notesPlain", "password"]);
const PARTS = /^html|_(yy|mm|dd)$/;

/** Whether a text is 1Password's interchange format: a line of JSON for each item, a separator after it. */
export function is1pif(text) {
  return text.includes(`\n${SEPARATOR}`);
}

/**
 * Read the `data.1pif` of 1Password 7 and older. Folders count as collections.
 *
 * @param {string} text
 * @returns {{ entries: { where: string, item: object, collections: string[] }[], collections: string[] }} `where` is
 *   the item's place in the file, from 1.
 * @throws {UnreadableExport}
 */
export function read1pif(text) {
  if (!is1pif(text)) throw new UnreadableExport("shape");
  const lines = text.split(/\r?\n/).filter((line) => line.trim() && line.trim() !== SEPARATOR);
  // One that is no JSON is a problem by itself.
  const found = lines.map(jsonOrNull);
  const folders = new Map(found.filter((one) => one?.typeName === FOLDER).map((one) => [one.uuid, one]));
  const items = found.filter((one) => !String(one?.typeName).startsWith("system."));
  const read = (one) => entryOf(asIn1pux(one), { attrs: { name: pathOf(one, folders) } });
  return { entries: readEach(items, read), collections: [] };
}

/** Name the folders that something lies in, the outermost first. */
function pathOf({ folderUuid }, folders) {
  const path = new Set();
  for (let at = folders.get(folderUuid); at && !path.has(at); at = folders.get(at.folderUuid)) path.add(at);
  return [...path].map(({ title }) => title).filter(Boolean).reverse().join("/");
}

function asIn1pux({ typeName, title, location, trashed, openContents, secureContents = {} }) {
  return {
    categoryUuid: CATEGORIES[typeName] ?? typeName,
    favIndex: Number(openContents?.faveIndex) > 0 ? 1 : 0,
    trashed,
    overview: { title, url: location, urls: secureContents.URLs, tags: openContents?.tags },
    details: {
      notesPlain: secureContents.notesPlain,
      password: secureContents.password,
      passwordHistory: secureContents.passwordHistory,
      loginFields: listOf(secureContents.fields).map((one) => ({ ...one, fieldType: one?.type })),
      sections: sectionsOf(secureContents),
    },
  };
}

/** Items of old programs have no sections: their members stand beside each other. */
function sectionsOf(secureContents) {
  const sections = listOf(secureContents.sections).map((section) => ({
    title: section?.title,
    fields: listOf(section?.fields).filter(Boolean).map(fieldOf),
  }));
  const known = new Set(sections.flatMap(({ fields }) => fields.map(({ id }) => id)));
  const { expiry_mm: month, expiry_yy: year } = secureContents;
  const expiry = month && year ? { expiry: `${month}/${year}` } : {};
  const loose = Object.entries({ ...secureContents, ...expiry });
  const isLeft = ([name, text]) => typeof text === "string" && !OWN.has(name) && !known.has(name) && !PARTS.test(name);
  const fields = loose.filter(isLeft).map(([id, text]) => ({ id, title: id, value: { string: text } }));
  return [...sections, { title: "", fields }];
}

function fieldOf({ k: kind, n: id, t: title, v: value }) {
  return { id, title, value: { [String(id).startsWith("TOTP_") ? "totp" : kind]: value } };
}
