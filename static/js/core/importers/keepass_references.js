import { fromBase64, toHex } from "../bytes.js";
import { textIn } from "./xml.js";

const STRINGS = { T: "Title", U: "UserName", P: "Password", A: "URL", N: "Notes" };
const REFERENCE = /\{REF:([TUPAN])@I:([0-9a-f]{32})\}/gi;

/**
 * Return a function that puts what other entries say in the place of `{REF:P@I:…}`, as KeePass shows it. What is looked
 * for by anything but the id of an entry, or is not there, stays as it is written.
 *
 * @param {XmlElement[]} entries all of the file.
 * @returns {(text: string) => string}
 */
export function referencesAmong(entries) {
  const byId = new Map(entries.map((entry) => [idOf(entry), entry]));
  return (text) =>
    text.replace(REFERENCE, (written, letter, id) => {
      const entry = byId.get(id.toLowerCase());
      return entry ? stringOf(entry, STRINGS[letter.toUpperCase()]) : written;
    });
}

function idOf(entry) {
  try {
    return toHex(fromBase64(textIn(entry, "UUID")));
  } catch {
    return "";
  }
}

function stringOf(entry, key) {
  const string = entry.children.find((child) => child.name === "String" && textIn(child, "Key") === key);
  return string ? textIn(string, "Value") : "";
}
