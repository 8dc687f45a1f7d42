import { brandOf, expiryOf } from "./items.js";

const number = (member) => (value) => ({ [member]: textOf(value) });
const date = (member) => (value) => ({ [member]: dateOf(value) });
const PERSON = {
  name: ({ first, middle, last }) => ({ firstName: textOf(first), middleName: textOf(middle), lastName: textOf(last) }),
  email: number("email"),
  phone: (value) => ({ phone: flat(value) }),
  address: ({ street1, street2, city, state, zip, country }) => ({
    address1: textOf(street1),
    address2: textOf(street2),
    city: textOf(city),
    state: textOf(state),
    postalCode: textOf(zip),
    country: textOf(country),
  }),
  "text:company": number("company"),
};

// By the kind of item: which field, by its type or its type and label, fills which members.
const MEMBERS = {
  card: {
    paymentCard: ({ cardNumber, cardExpirationDate, cardSecurityCode }) => ({
      number: textOf(cardNumber),
      code: textOf(cardSecurityCode),
      brand: brandOf(cardNumber),
      ...expiryOf(cardExpirationDate),
    }),
    "text:cardholdername": number("cardholderName"),
  },
  identity: { ...PERSON, "accountnumber:identitynumber": number("ssn") },
  bankAccount: {
    bankAccount: ({ accountType, routingNumber, accountNumber }) => ({
      accountType: textOf(accountType),
      routingNumber: textOf(routingNumber),
      accountNumber: textOf(accountNumber),
    }),
    name: ({ first, middle, last }) => ({ nameOnAccount: [first, middle, last].map(textOf).filter(Boolean).join(" ") }),
  },
  driversLicense: {
    name: PERSON.name,
    birthDate: date("dateOfBirth"),
    expirationDate: date("expirationDate"),
    "accountnumber:dlnumber": number("licenseNumber"),
  },
  passport: {
    name: ({ first, middle, last }) => ({
      givenName: [first, middle].map(textOf).filter(Boolean).join(" "),
      surname: textOf(last),
    }),
    birthDate: date("dateOfBirth"),
    expirationDate: date("expirationDate"),
    "date:dateissued": date("issueDate"),
    "accountnumber:passportnumber": number("passportNumber"),
  },
  sshKey: {
    keyPair: ({ publicKey, privateKey }) => ({ publicKey: textOf(publicKey).trim(), privateKey: textOf(privateKey) }),
  },
};
const HIDDEN = new Set([
  "secret",
  "pincode",
  "password",
  "keypair",
  "privatekey",
  "onetimecode",
  "bankaccount",
  "paymentcard",
  "passkey",
]);

/**
 * Return the members of a kind that a field of Keeper's fills, or null.
 *
 * @param {string} kind
 * @param {string} name as Keeper writes it: `$type`, `$type:label` or `$type:label:1`.
 * @param {any} value
 * @returns {object | null} null when none of them would have a value, too: a field may hold less than its type says.
 */
export function membersOf(kind, name, value) {
  const [, type = "", label = ""] = /^\$([a-z]+):?(.*?)(?::\d+)?$/i.exec(name) ?? [];
  const known = MEMBERS[kind] ?? {};
  const qualified = `${type}:${label}`.toLowerCase();
  const take = Object.hasOwn(known, qualified) ? known[qualified] : Object.hasOwn(known, type) ? known[type] : null;
  const members = take && value !== null ? take(value) : {};
  return Object.values(members).some(Boolean) ? members : null;
}

/** Write Keeper's path of folders, `A\B`, as ours: `A/B`. A doubled backslash belongs to a name. */
export function pathOf(folder) {
  const parts = (folder ?? "").split(/(?<!\\)\\(?!\\)/);
  return parts
    .map((part) => part.replaceAll("\\\\", "\\").replaceAll("/", "-").trim())
    .filter(Boolean)
    .join("/");
}

/** Take the label out of `$type:label:1`. */
export function labelOf(name) {
  const [, type, label] = /^\$([a-z]+):?(.*?)(?::\d+)?$/i.exec(name) ?? [];
  return type ? label || type : name;
}

/** Whether a field of Keeper's is a secret by its type; undefined where only its name could tell. */
export function isSecret(name) {
  return HIDDEN.has(typeOf(name).toLowerCase()) || undefined;
}

/** Return the type of a field, "" for one without. */
export function typeOf(name) {
  return /^\$([a-z]+)/i.exec(name)?.[1] ?? "";
}

/** Write any value as one line: of an object its parts, of a date in milliseconds the day. */
export function lineOf(name, value) {
  return /date$/i.test(typeOf(name)) ? dateOf(value) : flat(value);
}

/** Return a text or a number as text, anything else as "". */
export function textOf(value) {
  return ["string", "number", "boolean"].includes(typeof value) ? String(value) : "";
}

function dateOf(value) {
  if (!Number.isFinite(value) || Math.abs(value) > 8e15) return flat(value);
  return new Date(value).toISOString().slice(0, 10);
}

function flat(value) {
  if (typeof value !== "object" || value === null) return textOf(value);
  return Object.values(value).map(flat).filter(Boolean).join(" ");
}
