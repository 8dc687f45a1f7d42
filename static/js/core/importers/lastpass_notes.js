import { brandOf, expiryOf, field, makeItem, nameParts } from "./items.js";

const TYPED = "NoteType:";
const SAYS_NOTHING = new Set(["NoteType", "Language", "Notes"]);

const KINDS = {
  "Credit Card": ["card", { cardholderName: "Name on Card", brand: "Type", number: "Number", code: "Security Code" }],
  Address: [
    "identity",
    {
      title: "Title",
      firstName: "First Name",
      middleName: "Middle Name",
      lastName: "Last Name",
      username: "Username",
      company: "Company",
      address1: "Address 1",
      address2: "Address 2",
      address3: "Address 3",
      city: "City / Town",
      state: "State",
      postalCode: "Zip / Postal Code",
      country: "Country",
      email: "Email Address",
      phone: "Phone",
    },
  ],
  "Social Security": ["identity", { ssn: "Number" }],
  "Bank Account": [
    "bankAccount",
    {
      bankName: "Bank Name",
      accountType: "Account Type",
      routingNumber: "Routing Number",
      accountNumber: "Account Number",
      swiftCode: "SWIFT Code",
      iban: "IBAN Number",
      pin: "Pin",
      branchNumber: "Branch Number",
      bankContactPhone: "Branch Phone",
    },
  ],
  Passport: [
    "passport",
    {
      passportType: "Type",
      issuingCountry: "Country",
      passportNumber: "Number",
      sex: "Sex",
      nationality: "Nationality",
      issuingAuthority: "Issuing Authority",
      dateOfBirth: "Date of Birth",
      issueDate: "Issued Date",
      expirationDate: "Expiration Date",
    },
  ],
  "Driver's License": [
    "driversLicense",
    {
      licenseNumber: "Number",
      expirationDate: "Expiration Date",
      licenseClass: "License Class",
      issuingState: "State",
      issuingCountry: "Country",
      dateOfBirth: "Date of Birth",
    },
  ],
};
const MONTH_LESS = /^[,\s]*$/;

/**
 * Make an item of a LastPass note. One that begins with `NoteType:` is an item of that type or, where there is none,
 * a note whose lines are custom fields.
 *
 * @param {string} extra the text of the note.
 * @param {{ name: string, favorite: boolean }} common
 * @returns {object}
 */
export function noteItem(extra, common) {
  if (!extra.startsWith(TYPED)) return makeItem("secureNote", { ...common, notes: extra });
  const lines = linesOf(extra);
  const kind = lines.get("NoteType");
  const [member, columns] = Object.hasOwn(KINDS, kind) ? KINDS[kind] : ["secureNote", {}];
  const own = Object.fromEntries(Object.entries(columns).map(([name, key]) => [name, lines.get(key) ?? ""]));
  const used = new Set([...SAYS_NOTHING, ...Object.values(columns)]);
  Object.assign(own, extras(member, lines, used));
  const fields = [...lines]
    .filter(([key, value]) => !used.has(key) && !MONTH_LESS.test(value))
    .map(([key, value]) => field(key, value));
  return makeItem(member, { ...common, ...own, notes: lines.get("Notes"), fields });
}

/** Read `key:value` lines; a line of no known shape belongs to the value before it. */
function linesOf(extra) {
  const lines = new Map();
  let last = null;
  for (const line of extra.split(/\r?\n/)) {
    const [, key, value] = /^([^:]{1,60}):(.*)$/.exec(line) ?? [];
    if (key && !goesOn(last, lines)) {
      lines.set(key, value);
      last = key;
    } else if (last !== null) lines.set(last, `${lines.get(last)}\n${line}`);
  }
  return new Map([...lines].map(([key, value]) => [key, value.trim()]));
}

/** Notes are the last key and may hold anything; a private key ends where it says so. */
function goesOn(key, lines) {
  const value = lines.get(key) ?? "";
  return key === "Notes" || (value.includes("-----BEGIN") && !value.includes("-----END"));
}

/** What needs more than its column's name. */
function extras(member, lines, used) {
  const name = lines.get("Name") ?? "";
  const { firstName, middleName, lastName } = nameParts(name);
  if (member === "card") {
    const expiry = expiryOf(lines.get("Expiration Date"));
    if (expiry) used.add("Expiration Date");
    return { ...expiry, brand: brandOf(lines.get("Number")) ?? lines.get("Type") };
  }
  if (member === "identity" && lines.get("Phone")) return { phone: phoneOf(lines.get("Phone")) };
  if (!name) return {};
  if (member === "passport") {
    used.add("Name");
    return { givenName: [firstName, middleName].filter(Boolean).join(" "), surname: lastName };
  }
  if (member === "driversLicense" || member === "identity") {
    used.add("Name");
    return { firstName, middleName, lastName };
  }
  return {};
}

/** A phone number is JSON in newer exports. */
function phoneOf(text) {
  try {
    const { num, ext } = JSON.parse(text);
    return [num, ext].filter(Boolean).join(" x") || text;
  } catch {
    return text;
  }
}
