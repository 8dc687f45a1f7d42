import { isBitwardenCsv } from "./bitwarden_csv.js";
import { looksLikeLogins } from "./columns.js";
import { parseRows, parseTable, SAID } from "./csv.js";
import { isDashlaneCsv } from "./dashlane_csv.js";
import { isDashlaneJson } from "./dashlane_json.js";
import { isKeeperCsv } from "./keeper_csv.js";
import { isLastPassFormFill } from "./lastpass_csv.js";
import { isNordPassCsv } from "./nordpass_csv.js";
import { is1pif } from "./onepassword_1pif.js";
import { isProtonPassCsv, isProtonPassJson } from "./protonpass.js";
import { parseJson, UnreadableExport } from "./unreadable.js";

// So much of a file says what it is.
const BEGINNING = 20_000;
const ROWS = 5;

const has =
  (...names) =>
  (header) =>
    names.every((name) => header.includes(name));
const either =
  (...tests) =>
  (header) =>
    tests.some((test) => test(header));

// The first that fits counts, so what is more special stands before.
const HEADERS = [
  ["bitwardencsv", isBitwardenCsv],
  ["lastpasscsv", either(has("url", "username", "password", "extra", "name", "grouping"), isLastPassFormFill)],
  ["nordpasscsv", isNordPassCsv],
  ["protonpasscsv", isProtonPassCsv],
  ["firefoxcsv", has("url", "username", "password", "guid")],
  ["keepassxcsv", has("group", "title", "username", "password", "url")],
  ["passboltcsv", either(has("name", "username", "uri", "password"), has("name", "username", "uri", "secret"))],
  [
    "1passwordcsv",
    either(
      has("title", "password", "otpauth", "favorite"),
      has("title", "notesplain"),
      has("title", "username", "password", "uuid"),
      has("title", "password", "archived"),
      has("title", "password", "modified date"),
      has("title", "uuid", "scope", "autosubmit"),
    ),
  ],
  ["safaricsv", has("title", "url", "username", "password", "otpauth")],
  ["dashlanecsv", isDashlaneCsv],
  ["safaricsv", (header) => header.length <= 6 && has("title", "url", "username", "password", "notes")(header)],
  ["chromecsv", (header) => header.length <= 6 && has("name", "url", "username", "password")(header)],
];

/**
 * Guess the format of an export by its content.
 *
 * @param {string} text
 * @returns {string | null} a name of READERS; null when it is none of ours.
 */
export function detectFormat(text) {
  const beginning = text.slice(0, BEGINNING);
  if (/^\ufeff?\s*[{[]/.test(beginning)) return jsonFormat(text);
  if (/^\ufeff?\s*</.test(beginning)) return beginning.includes("<KeePassFile") ? "keepass2xml" : null;
  return csvFormat(text);
}

function jsonFormat(text) {
  if (is1pif(text)) return "1password1pif";
  const file = parseJson(text);
  if (Array.isArray(file?.accounts)) return "1password1pux";
  if (Array.isArray(file?.records)) return "keeperjson";
  if (isDashlaneJson(file)) return "dashlanejson";
  if (isProtonPassJson(file)) return "protonpass";
  if (file?.encrypted || Array.isArray(file?.items)) return "bitwardenjson";
  throw new UnreadableExport("shape");
}

function csvFormat(text) {
  const rows = firstLines(text);
  if (isKeeperCsv(rows.filter(({ cells }) => cells.length > 1))) return "keepercsv";
  const said = SAID.exec(text)?.[0] ?? "";
  const { header } = parseTable(said ? `${said}\n${headerOf(text.slice(said.length))}` : headerOf(text));
  const found = HEADERS.find(([, fits]) => fits(header))?.[0];
  return found ?? (looksLikeLogins(header) ? "csv" : null);
}

function headerOf(text) {
  return text
    .slice(0, BEGINNING)
    .replace(/^\ufeff?\s+/, "")
    .split(/[\r\n]/, 1)[0];
}

/** Read the first rows; a field that the cut runs through, or a broken one, is the reader's to name. */
function firstLines(text) {
  const lines = text.slice(0, BEGINNING).split(/\r\n|\r|\n/);
  for (let count = Math.min(ROWS, lines.length); count > 0; count -= 1) {
    try {
      return parseRows(lines.slice(0, count).join("\n"));
    } catch {
      // Try with a line less.
    }
  }
  return [];
}
