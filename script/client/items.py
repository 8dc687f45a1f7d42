"""Items between Bitwarden's plain JSON and what the wire API carries."""

import hashlib

from . import crypto

TYPES = {
    1: ("login", "username password totp"),
    2: ("secureNote", ""),
    3: ("card", "cardholderName brand number expMonth expYear code"),
    4: (
        "identity",
        "title firstName middleName lastName address1 address2 address3 city state postalCode country company"
        " email phone ssn username passportNumber licenseNumber",
    ),
    5: ("sshKey", "privateKey publicKey keyFingerprint"),
    6: (
        "bankAccount",
        "bankName nameOnAccount accountType accountNumber routingNumber branchNumber pin swiftCode iban"
        " bankContactPhone",
    ),
    7: (
        "driversLicense",
        "firstName middleName lastName dateOfBirth licenseNumber issuingCountry issuingState issueDate"
        " issuingAuthority expirationDate licenseClass",
    ),
    8: (
        "passport",
        "surname givenName dateOfBirth sex birthPlace nationality passportNumber passportType issuingCountry"
        " issuingAuthority issueDate expirationDate nationalIdentificationNumber",
    ),
}
PASSKEY = (
    "credentialId keyType keyAlgorithm keyCurve keyValue rpId rpName userHandle userName userDisplayName"
    " counter discoverable"
)
FACTS = (
    "id organizationId folderId type favorite reprompt key collectionIds edit viewPassword permissions"
    " creationDate revisionDate deletedDate archivedDate"
).split()


def encrypt_item(item, vault_key, *, organization_id=None, wrapped_item_key=None):
    """Encrypt an item in Bitwarden's plain JSON to a cipher request.

    `vault_key` is the person's user key or the organization's key; the item key it
    wraps is made here unless `wrapped_item_key` is given.
    """
    key = crypto.decrypt_bytes(wrapped_item_key, vault_key) if wrapped_item_key else crypto.new_key()
    content = _map_content(_with_checksums(item), lambda text: crypto.encrypt(text, key))
    return {
        "type": item["type"],
        "organizationId": organization_id,
        "folderId": item.get("folderId"),
        "favorite": bool(item.get("favorite")),
        "reprompt": item.get("reprompt") or 0,
        "key": wrapped_item_key or crypto.encrypt(key, vault_key),
        **content,
    }


def decrypt_item(cipher, vault_key):
    """Decrypt a cipher of the wire API to Bitwarden's plain JSON, refusing an altered field."""
    key = crypto.decrypt_bytes(cipher["key"], vault_key) if cipher.get("key") else vault_key
    content = _map_content(cipher, lambda field: crypto.decrypt(field, key))
    for uri in (content.get("login") or {}).get("uris") or []:
        checksum = uri.pop("uriChecksum")
        if cipher.get("key") and checksum != uri_checksum(uri["uri"]):
            raise crypto.WrongKeyOrAltered("the checksum of a URI does not match")
    return {name: cipher.get(name) for name in FACTS} | content


def encrypt_folder(name, user_key):
    """Return a folder request."""
    return {"name": crypto.encrypt(name, user_key)}


def uri_checksum(uri):
    """Return the checksum that clients demand beside a URI of an item with its own key."""
    return crypto.b64(hashlib.sha256(uri.encode()).digest())


def _map_content(item, convert):
    """Copy an item's content with `convert` applied to each text that is encrypted."""
    member, names = TYPES[item["type"]]
    own = _map_own(member, item.get(member) or {}, names, convert)
    return {
        "name": convert(item.get("name") or ""),
        "notes": _text(item.get("notes"), convert),
        member: own,
        "fields": _map_list(item.get("fields"), "name value", {"type": 0, "linkedId": None}, convert),
        "passwordHistory": _map_list(item.get("passwordHistory"), "password", {"lastUsedDate": None}, convert),
    }


def _map_own(member, source, names, convert):
    own = _map_members(source, names, convert)
    if member == "secureNote":
        own["type"] = source.get("type") or 0
    if member == "login":
        own["passwordRevisionDate"] = source.get("passwordRevisionDate")
        own["autofillOnPageLoad"] = source.get("autofillOnPageLoad")
        own["uris"] = _map_list(source.get("uris"), "uri uriChecksum", {"match": None}, convert)
        own["fido2Credentials"] = _map_list(source.get("fido2Credentials"), PASSKEY, {"creationDate": None}, convert)
    return own


def _map_list(entries, names, plain, convert):
    if not entries:
        return None
    return [
        _map_members(entry, names, convert) | {name: entry.get(name, default) for name, default in plain.items()}
        for entry in entries
    ]


def _map_members(source, names, convert):
    return {name: _text(source.get(name), convert) for name in names.split()}


def _text(value, convert):
    if value is None or value == "":
        return None
    # JSON's booleans, as clients write custom fields.
    return convert(str(value).lower() if isinstance(value, bool) else str(value))


def _with_checksums(item):
    login = item.get("login")
    if not login or not login.get("uris"):
        return item
    uris = [uri | {"uriChecksum": uri_checksum(uri["uri"])} for uri in login["uris"] if uri.get("uri")]
    return item | {"login": login | {"uris": uris}}
