import { loginRow, readRows, readRowsOfEither } from "./columns.js";
import { isLastPassCsv, readLastPassCsv } from "./lastpass_csv.js";

const FIREFOX_FACTS = new Set(["guid", "formactionorigin", "timecreated", "timelastused", "timepasswordchanged"]);
const KEEPASSXC_FACTS = new Set(["icon", "last modified", "created"]);
// What Firefox keeps for itself among the passwords.
const FIREFOX_ACCOUNT = "chrome://firefoxaccounts";

/** Read the export of Chrome, which Edge, Brave, Opera, Vivaldi and Arc share, or any CSV of logins. */
export function readLoginsCsv(text) {
  return readRowsOfEither(text, (values, titles) => loginRow(values, titles, { folder: withoutEdges }));
}

/** Read the export of Firefox; its own account's tokens are no login. */
export function readFirefoxCsv(text) {
  return readRows(text, (values, titles) => {
    const read = loginRow(values, titles, { ignored: FIREFOX_FACTS });
    return values.url?.toLowerCase().startsWith(FIREFOX_ACCOUNT) ? { ...read, problem: "internal" } : read;
  });
}

/** Read the export of KeePassXC, which Passbolt and others write, too. */
export function readKeePassXcCsv(text) {
  return readRows(text, (values, titles) => loginRow(values, titles, { ignored: KEEPASSXC_FACTS, folder: belowRoot }));
}

/** Read the export of Passbolt: its own columns, those of KeePassXC or those of LastPass. */
export function readPassboltCsv(text) {
  if (isLastPassCsv(text)) return readLastPassCsv(text);
  return readRows(text, (values, titles) =>
    loginRow(values, titles, { ignored: KEEPASSXC_FACTS, folder: withoutEdges }),
  );
}

function belowRoot(path) {
  return withoutEdges(path).replace(/^root(\/|$)/i, "");
}

function withoutEdges(path) {
  return path.replace(/^\/+|\/+$/g, "");
}
