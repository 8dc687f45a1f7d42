import { leftover, loginRow, readRows } from "./columns.js";
import { brandOf, expiryOf, field, makeItem, nameParts } from "./items.js";

/** Whether a header is that of one of the files Dashlane writes. */
export function isDashlaneCsv(header) {
  const has = (...names) => names.every((name) => header.includes(name));
  return (
    has("username", "username2") ||
    has("title", "otpsecret") ||
    has("title", "otpurl") ||
    has("cc_number", "account_name") ||
    has("issue_date", "place_of_issue") ||
    has("place_of_birth", "item_name") ||
    has("ssid", "passphrase") ||
    (has("title", "note") && header.length <= 4 && !has("password"))
  );
}

/**
 * Read a CSV file of Dashlane's: credentials, payments, ids, personal information, notes or wireless networks.
 *
 * @param {string} text
 * @throws {MalformedCsv}
 */
export function readDashlaneCsv(text) {
  return readRows(text, (values, titles) => {
    if ("cc_number" in values) return payment(values, titles);
    if ("place_of_issue" in values) return { item: paper(values, titles) };
    if ("place_of_birth" in values) return { item: person(values, titles) };
    if ("ssid" in values) return { item: network(values, titles) };
    return "password" in values ? loginRow(values, titles) : note(values, titles);
  });
}

function note(values, titles) {
  const fields = leftover(values, titles, new Set(["title", "note", "category"]));
  const item = makeItem("secureNote", { name: values.title, notes: values.note, fields });
  return { item, collections: values.category ? [values.category] : [] };
}

function payment(values, titles) {
  const common = { name: values.name || values.account_name, notes: values.note };
  const used = new Set(["type", "name", "note", "account_name", "account_holder"]);
  const use = (...names) => names.forEach((name) => used.add(name));
  if (!values.cc_number && values.account_number) {
    use("account_number", "routing_number", "issuing_bank");
    const bank = {
      bankName: values.issuing_bank,
      nameOnAccount: values.account_holder,
      accountNumber: values.account_number,
      routingNumber: values.routing_number,
    };
    return { item: makeItem("bankAccount", { ...common, ...bank, fields: leftover(values, titles, used) }) };
  }
  use("cc_number", "code", "expiration_month", "expiration_year");
  const expiry = expiryOf(`${values.expiration_month}/${values.expiration_year}`);
  const card = {
    cardholderName: values.account_holder || values.account_name,
    number: values.cc_number,
    code: values.code,
    brand: brandOf(values.cc_number),
  };
  return { item: makeItem("card", { ...common, ...card, ...expiry, fields: leftover(values, titles, used) }) };
}

function paper(values, titles) {
  const {
    type,
    number,
    name,
    issue_date: issueDate,
    expiration_date: expirationDate,
    place_of_issue: place,
    state,
  } = values;
  const { firstName, middleName, lastName } = nameParts(name);
  const used = new Set(["type", "number", "name"]);
  const use = (...names) => names.forEach((one) => used.add(one));
  const title = [type.replaceAll("_", " "), name].filter(Boolean).join(" – ");
  if (type === "passport") {
    use("issue_date", "expiration_date", "place_of_issue");
    const given = [firstName, middleName].filter(Boolean).join(" ");
    const own = {
      givenName: given,
      surname: lastName,
      passportNumber: number,
      issueDate,
      expirationDate,
      issuingCountry: place,
    };
    return makeItem("passport", { name: title, ...own, fields: leftover(values, titles, used) });
  }
  if (type === "license") {
    use("issue_date", "expiration_date", "place_of_issue", "state");
    const own = {
      firstName,
      middleName,
      lastName,
      licenseNumber: number,
      issueDate,
      expirationDate,
      issuingCountry: place,
      issuingState: state,
    };
    return makeItem("driversLicense", { name: title, ...own, fields: leftover(values, titles, used) });
  }
  const own = { firstName, middleName, lastName, ...(type === "social_security" ? { ssn: number } : {}) };
  const fields = leftover(values, titles, used);
  if (type !== "social_security" && number) fields.unshift(field(titles.number, number));
  return makeItem("identity", { name: title, ...own, fields });
}

function person(values, titles) {
  const columns = {
    title: "title",
    first_name: "firstName",
    middle_name: "middleName",
    last_name: "lastName",
    login: "username",
    email: "email",
    phone_number: "phone",
    address: "address1",
    city: "city",
    state: "state",
    zip: "postalCode",
    country: "country",
  };
  const own = Object.fromEntries(Object.entries(columns).map(([column, member]) => [member, values[column] ?? ""]));
  const full = [values.first_name, values.middle_name, values.last_name].filter(Boolean).join(" ");
  const name = values.item_name || full || values.email || values.type;
  return makeItem("identity", {
    name,
    ...own,
    fields: leftover(values, titles, new Set([...Object.keys(columns), "item_name"])),
  });
}

function network(values, titles) {
  const fields = leftover(values, titles, new Set(["name", "note", "ssid", "passphrase"]));
  const content = { username: values.ssid, password: values.passphrase, fields };
  return makeItem("login", { name: values.name || values.ssid, notes: values.note, ...content });
}
