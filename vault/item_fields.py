"""The item types and their fields as people see them: one table for the dialog's view and its form.

The names are the protocol's (features 5.2). `kind` says how a field is shown and typed; `half` puts two in a row.
"""

from django.utils.translation import gettext_lazy as _

from vault.models import Cipher

Type = Cipher.Type

CARD_BRANDS = [
    "Visa", "Mastercard", "Amex", "Discover", "Diners Club", "JCB", "Maestro", "UnionPay", "RuPay", "Other",
]  # fmt: skip
# The fields that a custom field of type "linked" can stand for, in the order of the numbers that the protocol gives them.
LINKED = {
    Type.LOGIN: (100, "username password"),
    Type.CARD: (300, "cardholderName expMonth expYear code brand number"),
    Type.IDENTITY: (
        400,
        "title middleName address1 address2 address3 city state postalCode country company email phone ssn username"
        " passportNumber licenseNumber firstName lastName",
    ),
}
TITLES = [_("Mr"), _("Mrs"), _("Ms"), _("Mx"), _("Dr")]
MONTHS = [str(month) for month in range(1, 13)]


def field(name, label, kind="text", *, half=False, options=(), required=False):
    return {"name": name, "label": label, "kind": kind, "half": half, "options": list(options), "required": required}


def half(name, label, kind="text", options=()):
    return field(name, label, kind, half=True, options=options)


FIELDS = {
    Type.LOGIN: [
        field("username", _("Username")),
        field("password", _("Password"), "password"),
        field("totp", _("Authenticator key"), "secret"),
    ],
    Type.CARD: [
        field("cardholderName", _("Cardholder name")),
        half("number", _("Number"), "secret"),
        half("brand", _("Brand"), "select", CARD_BRANDS),
        half("expMonth", _("Expiration month"), "select", MONTHS),
        half("expYear", _("Expiration year"), "digits"),
        half("code", _("Security code"), "secret"),
    ],
    Type.IDENTITY: [
        half("title", _("Title"), "select", TITLES),
        half("firstName", _("First name")),
        half("middleName", _("Middle name")),
        half("lastName", _("Last name")),
        half("username", _("Username")),
        half("company", _("Company")),
        half("email", _("E-mail"), "email"),
        half("phone", _("Phone")),
        half("ssn", _("Social security number"), "secret"),
        half("passportNumber", _("Passport number"), "secret"),
        field("licenseNumber", _("License number"), "secret"),
        field("address1", _("Address 1")),
        half("address2", _("Address 2")),
        half("address3", _("Address 3")),
        half("postalCode", _("Postal code")),
        half("city", _("City")),
        half("state", _("State or province")),
        half("country", _("Country")),
    ],
    Type.SECURE_NOTE: [],
    Type.SSH_KEY: [
        field("privateKey", _("Private key"), "lines", required=True),
        field("publicKey", _("Public key"), "open-lines"),
        field("keyFingerprint", _("Fingerprint")),
    ],
    Type.BANK_ACCOUNT: [
        field("bankName", _("Bank name")),
        field("nameOnAccount", _("Name on account")),
        half("accountType", _("Account type")),
        half("accountNumber", _("Account number"), "secret"),
        half("routingNumber", _("Routing number")),
        half("branchNumber", _("Branch number")),
        half("pin", _("PIN"), "secret"),
        half("swiftCode", _("SWIFT code")),
        field("iban", _("IBAN"), "secret"),
        field("bankContactPhone", _("Bank's phone")),
    ],
    Type.DRIVERS_LICENSE: [
        half("firstName", _("First name")),
        half("middleName", _("Middle name")),
        half("lastName", _("Last name")),
        half("dateOfBirth", _("Date of birth")),
        field("licenseNumber", _("License number"), "secret"),
        half("issuingCountry", _("Issuing country")),
        half("issuingState", _("Issuing state")),
        half("issueDate", _("Issue date")),
        half("expirationDate", _("Expiration date")),
        half("issuingAuthority", _("Issuing authority")),
        half("licenseClass", _("License class")),
    ],
    Type.PASSPORT: [
        half("surname", _("Surname")),
        half("givenName", _("Given name")),
        half("dateOfBirth", _("Date of birth")),
        half("sex", _("Sex")),
        half("birthPlace", _("Place of birth")),
        half("nationality", _("Nationality")),
        half("passportNumber", _("Passport number"), "secret"),
        half("passportType", _("Passport type")),
        half("issuingCountry", _("Issuing country")),
        half("issuingAuthority", _("Issuing authority")),
        half("issueDate", _("Issue date")),
        half("expirationDate", _("Expiration date")),
        field("nationalIdentificationNumber", _("National identification number"), "secret"),
    ],
}

# In the order of menus: the member of the item that holds the fields, the plural, the icon, the title of a new one.
SHOWN = [
    (Type.LOGIN, "login", _("Logins"), "world", _("New login")),
    (Type.CARD, "card", _("Cards"), "credit-card", _("New card")),
    (Type.IDENTITY, "identity", _("Identities"), "id", _("New identity")),
    (Type.SECURE_NOTE, "secureNote", _("Secure notes"), "note", _("New secure note")),
    (Type.SSH_KEY, "sshKey", _("SSH keys"), "terminal-2", _("New SSH key")),
    (Type.BANK_ACCOUNT, "bankAccount", _("Bank accounts"), "building-community", _("New bank account")),
    (Type.DRIVERS_LICENSE, "driversLicense", _("Driver's licenses"), "license", _("New driver's license")),
    (Type.PASSPORT, "passport", _("Passports"), "id-badge-2", _("New passport")),
]


def fields_of(type):
    """Return a type's fields, those that custom fields can be linked to with their number."""
    first, names = LINKED.get(type, (0, ""))
    numbers = {name: number for number, name in enumerate(names.split(), first)}
    return [entry | {"linked": numbers.get(entry["name"])} for entry in FIELDS[type]]


ITEM_TYPES = [
    {
        "type": int(type),
        "member": member,
        "label": type.label,
        "plural": plural,
        "icon": icon,
        "newLabel": new_label,
        "fields": fields_of(type),
    }
    for type, member, plural, icon, new_label in SHOWN
]
