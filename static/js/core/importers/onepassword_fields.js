import { brandOf, expiryOf, field, nameParts } from "./items.js";
import { listOf } from "./unreadable.js";

// By kind: the id 1Password gives a field, and the member it becomes.
const MEMBERS = {
  login: { username: "username", password: "password", wireless_password: "password" },
  secureNote: {
    username: "username",
    password: "password",
    pop_username: "username",
    pop_password: "password",
    credential: "password",
  },
  card: { cardholder: "cardholderName", ccnum: "number", cvv: "code", expiry: "expiry" },
  identity: {
    firstname: "firstName",
    initial: "middleName",
    lastname: "lastName",
    company: "company",
    username: "username",
    email: "email",
    defphone: "phone",
    address: "address",
    name: "fullName",
    number: "ssn",
  },
  bankAccount: {
    bankName: "bankName",
    owner: "nameOnAccount",
    accountType: "accountType",
    routingNo: "routingNumber",
    accountNo: "accountNumber",
    swift: "swiftCode",
    iban: "iban",
    telephonePin: "pin",
    branchPhone: "bankContactPhone",
  },
  driversLicense: {
    fullname: "fullName",
    birthdate: "dateOfBirth",
    number: "licenseNumber",
    class: "licenseClass",
    state: "issuingState",
    country: "issuingCountry",
    expiry_date: "expirationDate",
  },
  passport: {
    type: "passportType",
    issuing_country: "issuingCountry",
    number: "passportNumber",
    fullname: "fullName",
    sex: "sex",
    nationality: "nationality",
    issuing_authority: "issuingAuthority",
    birthdate: "dateOfBirth",
    birthplace: "birthPlace",
    issue_date: "issueDate",
    expiry_date: "expirationDate",
  },
  sshKey: { private_key: "sshKey" },
};
const RANDOM_ID = /^[a-z0-9]{26}$/;

/**
 * Part the fields of a 1Password item into the members of its kind and custom fields.
 *
 * @param {string} kind
 * @param {object} details
 * @returns {{ own: object, fields: object[] }}
 */
export function content(kind, details) {
  const own = {};
  const fields = [];
  if (typeof details.password === "string" && details.password) own.password = details.password;
  for (const { designation, name, value, fieldType } of listOf(details.loginFields).filter(Boolean)) {
    if (typeof value !== "string" || !value) continue;
    if (["username", "password"].includes(designation) && !own[designation]) own[designation] = value;
    else fields.push(field(name || designation || "", value, fieldType === "P" || undefined));
  }
  for (const section of listOf(details.sections)) {
    for (const one of listOf(section?.fields).filter(Boolean)) take(one, section.title, kind, own, fields);
  }
  return { own: finished(kind, own), fields };
}

function take({ id, title, value }, section, kind, own, fields) {
  const [type, inner] = Object.entries(value ?? {})[0] ?? [];
  if (inner === null || inner === undefined || inner === "") return;
  const member = Object.hasOwn(MEMBERS[kind], id) ? MEMBERS[kind][id] : null;
  const isPlain = ["login", "secureNote"].includes(kind);
  if (type === "totp" && !own.totp && isPlain) own.totp = inner;
  else if (id === "url" && isPlain) own.uris = [...(own.uris ?? []), textOf(type, inner)];
  else if (member && !own[member]) own[member] = ["address", "sshKey"].includes(type) ? inner : textOf(type, inner);
  else if (type === "email" && kind === "identity" && !own.email) own.email = textOf(type, inner);
  else if (textOf(type, inner))
    fields.push(field(title || section || nameOf(id, type), textOf(type, inner), type === "concealed" || undefined));
}

/** What a person added and did not name has an id that says nothing; one by its type does. */
function nameOf(id, type) {
  return id && !RANDOM_ID.test(id) ? id : type;
}

function textOf(type, inner) {
  if (type === "date" && Number.isFinite(inner)) return new Date(inner * 1000).toISOString().slice(0, 10);
  if (type === "monthYear") return `${String(inner).slice(4)}/${String(inner).slice(0, 4)}`;
  if (type === "email") return typeof inner === "string" ? inner : (inner.email_address ?? "");
  if (type === "file") return inner.fileName ?? "";
  if (type === "sshKey") return inner.privateKey ?? "";
  if (typeof inner === "object")
    return Object.values(inner)
      .filter((part) => typeof part === "string" && part)
      .join(", ");
  return String(inner);
}

function finished(kind, { expiry, fullName, address, sshKey, ...own }) {
  if (kind === "card") return { ...own, ...expiryOf(expiry), brand: brandOf(own.number) };
  if (kind === "sshKey") return { ...own, ...keyOf(sshKey) };
  if (kind === "identity") return { ...(fullName ? nameParts(fullName) : {}), ...own, ...placeOf(address) };
  if (kind === "driversLicense" && fullName) return { ...own, ...nameParts(fullName) };
  if (kind !== "passport" || !fullName) return own;
  const { firstName, middleName, lastName } = nameParts(fullName);
  return { ...own, givenName: [firstName, middleName].filter(Boolean).join(" "), surname: lastName };
}

function placeOf(address) {
  if (!address || typeof address !== "object") return {};
  const { street, city, state, zip, country } = address;
  return { address1: street, city, state, postalCode: zip, country };
}

function keyOf(sshKey) {
  const { privateKey, metadata } = sshKey ?? {};
  return {
    privateKey: privateKey || metadata?.privateKey,
    publicKey: metadata?.publicKey,
    keyFingerprint: metadata?.fingerprint,
  };
}
