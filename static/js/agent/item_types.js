/**
 * The encrypted members of each item type's own object, as the Bitwarden protocol names them;
 * `plain` members travel in clear. Logins have URIs and passkeys besides, see cipher.js.
 */
export const ITEM_TYPES = Object.freeze({
  1: { member: "login", encrypted: ["username", "password", "totp"], plain: ["passwordRevisionDate", "autofillOnPageLoad"] },
  2: { member: "secureNote", encrypted: [], plain: ["type"] },
  3: { member: "card", encrypted: ["cardholderName", "brand", "number", "expMonth", "expYear", "code"], plain: [] },
  4: {
    member: "identity",
    encrypted: [
      "title", "firstName", "middleName", "lastName", "address1", "address2", "address3", "city", "state",
      "postalCode", "country", "company", "email", "phone", "ssn", "username", "passportNumber", "licenseNumber",
    ],
    plain: [],
  },
  5: { member: "sshKey", encrypted: ["privateKey", "publicKey", "keyFingerprint"], plain: [] },
  6: {
    member: "bankAccount",
    encrypted: [
      "bankName", "nameOnAccount", "accountType", "accountNumber", "routingNumber", "branchNumber", "pin",
      "swiftCode", "iban", "bankContactPhone",
    ],
    plain: [],
  },
  7: {
    member: "driversLicense",
    encrypted: [
      "firstName", "middleName", "lastName", "dateOfBirth", "licenseNumber", "issuingCountry", "issuingState",
      "issueDate", "issuingAuthority", "expirationDate", "licenseClass",
    ],
    plain: [],
  },
  8: {
    member: "passport",
    encrypted: [
      "surname", "givenName", "dateOfBirth", "sex", "birthPlace", "nationality", "passportNumber", "passportType",
      "issuingCountry", "issuingAuthority", "issueDate", "expirationDate", "nationalIdentificationNumber",
    ],
    plain: [],
  },
});

/** The encrypted members of a passkey; its creation date travels in clear. */
export const PASSKEY_FIELDS = Object.freeze([
  "credentialId", "keyType", "keyAlgorithm", "keyCurve", "keyValue", "rpId", "rpName", "userHandle", "userName",
  "userDisplayName", "counter", "discoverable",
]);
