import { readBitwardenCsv } from "./bitwarden_csv.js";
import { readBitwardenJson } from "./bitwarden_json.js";
import { readDashlaneCsv } from "./dashlane_csv.js";
import { readDashlaneJson } from "./dashlane_json.js";
import { readKeePassXml } from "./keepass_xml.js";
import { readKeeperCsv } from "./keeper_csv.js";
import { readKeeperJson } from "./keeper_json.js";
import { readLastPassCsv } from "./lastpass_csv.js";
import { readNordPassCsv } from "./nordpass_csv.js";
import { read1pux } from "./onepassword_1pux.js";
import { read1pif } from "./onepassword_1pif.js";
import { readOnePasswordCsv } from "./onepassword_csv.js";
import { readProtonPassCsv, readProtonPassJson } from "./protonpass.js";
import { readFirefoxCsv, readKeePassXcCsv, readLoginsCsv, readPassboltCsv } from "./simple_csv.js";

/** The reader of each format, under the names of features 9.5; `csv` is any other table of logins. */
export const READERS = Object.freeze({
  bitwardenjson: readBitwardenJson,
  bitwardencsv: readBitwardenCsv,
  "1password1pux": read1pux,
  "1password1pif": read1pif,
  "1passwordcsv": readOnePasswordCsv,
  chromecsv: readLoginsCsv,
  dashlanecsv: readDashlaneCsv,
  dashlanejson: readDashlaneJson,
  firefoxcsv: readFirefoxCsv,
  keepass2xml: readKeePassXml,
  keepassxcsv: readKeePassXcCsv,
  keepercsv: readKeeperCsv,
  keeperjson: readKeeperJson,
  lastpasscsv: readLastPassCsv,
  nordpasscsv: readNordPassCsv,
  passboltcsv: readPassboltCsv,
  protonpasscsv: readProtonPassCsv,
  protonpass: readProtonPassJson,
  safaricsv: readLoginsCsv,
  csv: readLoginsCsv,
});
