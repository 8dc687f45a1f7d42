"""Applying a PATCH to a resource (RFC 7644 section 3.5.2), in the dialects of the directories that send them.

Pure: a resource goes in, the changed one comes out, and is then checked and written as a PUT would be.
"""

from organizations.scim.filters import Both, Compare, as_list, read_path
from organizations.scim.problems import ScimProblem, invalid
from organizations.scim.schemas import canonical, named, spelled

OPERATIONS = ("add", "replace", "remove")
MOST = 1000


def patched(resource, operations, resource_type):
    """Return the resource after the operations, a list of dictionaries; raises ScimProblem."""
    if not isinstance(operations, list) or not operations:
        raise ScimProblem(400, "A PATCH needs its Operations.", "invalidSyntax")
    if len(operations) > MOST:
        raise ScimProblem(400, f"A PATCH has at most {MOST} Operations.", "tooMany")
    resource = canonical(resource_type, resource)
    for operation in operations:
        resource = apply(resource, operation, resource_type)
    return resource


def apply(resource, operation, resource_type):
    if not isinstance(operation, dict):
        raise ScimProblem(400, "An operation is not of the expected form.", "invalidSyntax")
    operation = {key.lower(): value for key, value in operation.items()}
    # Entra writes `Add`, `Replace`, `Remove`.
    name = str(operation.get("op", "")).lower()
    if name not in OPERATIONS:
        raise ScimProblem(400, "An operation is none of add, replace and remove.", "invalidSyntax")
    path, value = operation.get("path"), operation.get("value")
    if name != "remove" and "value" not in operation:
        raise invalid("An operation lacks its value.")
    if not path:
        return without_path(resource, name, value, resource_type)
    if not isinstance(path, str):
        raise ScimProblem(400, "A path is no text.", "invalidPath")
    names, asked = read_path(path, resource_type)
    attribute = resource_type.find(names[0])
    key = attribute.name if attribute else names[0]
    if attribute is not None and attribute.mutability == "readOnly":
        raise ScimProblem(400, f"{attribute.name} cannot be changed.", "mutability")
    if asked is not None:
        changed = within_values(resource.get(key), name, asked, names[1:], value, attribute)
    elif len(names) > 1:
        changed = within_complex(resource.get(key), name, names[1:], value, attribute)
    else:
        changed = whole(resource.get(key), name, value, attribute)
    return put(resource, key, changed)


def put(resource, key, value):
    if value is None:
        return {name: inner for name, inner in resource.items() if name != key}
    return {**resource, key: value}


def without_path(resource, name, value, resource_type):
    """Okta sends `{"active": false}`, Entra may send `{"name.givenName": "…"}`: each is an attribute of its own."""
    if name == "remove":
        raise ScimProblem(400, "To remove needs a path.", "noTarget")
    if not isinstance(value, dict):
        raise invalid("Without a path the value must be an object.")
    for key, inner in canonical(resource_type, value).items():
        attribute = resource_type.find(key)
        # A client may send back what only the server writes (RFC 7644 section 3.5.1).
        if attribute is None or attribute.mutability != "readOnly":
            resource = put(resource, key, whole(resource.get(key), name, inner, attribute))
    return resource


def whole(before, name, value, attribute):
    multi = attribute.multi if attribute else isinstance(before, list)
    if attribute is not None:
        value = spelled(attribute, value)
    if name == "remove":
        # Entra names in `value` those to take out of a list.
        return without(before, as_list(value)) if multi and value else None
    if multi and name == "add":
        return joined(before, as_list(value))
    if multi:
        return as_list(value)
    if isinstance(before, dict) and isinstance(value, dict):
        return {**before, **value}
    return value


def identity(entry):
    return entry.get("value", entry) if isinstance(entry, dict) else entry


def without(before, gone):
    gone = [identity(entry) for entry in gone]
    return [entry for entry in as_list(before) if identity(entry) not in gone]


def joined(before, added):
    """Add what is not there yet; a new primary value takes that from the one before."""
    entries = list(as_list(before))
    known = {repr(identity(entry)) for entry in entries}
    for entry in added:
        if repr(identity(entry)) not in known:
            entries.append(entry)
            known.add(repr(identity(entry)))
    if any(isinstance(entry, dict) and entry.get("primary") is True for entry in added):
        mine = [identity(entry) for entry in added]
        entries = [
            {**entry, "primary": False} if entry.get("primary") and identity(entry) not in mine else entry
            for entry in entries
        ]
    return entries


def within_complex(before, name, names, value, attribute):
    """`name.givenName`, or `emails.value`, which stands for that part of every value."""
    if len(names) > 1:
        raise ScimProblem(400, "The path leads too deep.", "invalidPath")
    part = named(attribute.parts, names[0]) if attribute else None
    key = part.name if part else names[0]
    if isinstance(before, list):
        entries = [entry for entry in before if isinstance(entry, dict)]
        return [put(entry, key, None if name == "remove" else value) for entry in entries]
    before = before if isinstance(before, dict) else {}
    return put(before, key, None if name == "remove" else value)


def within_values(before, name, asked, names, value, attribute):
    """`members[value eq "…"]` and `emails[type eq "work"].value`: change the values that fulfil the filter."""
    parts = attribute.parts if attribute else ()
    entries = [entry for entry in as_list(before) if isinstance(entry, dict)]
    chosen = [asked.matches(entry, parts) for entry in entries]
    if name == "remove":
        return removed(entries, chosen, names, parts)
    if not any(chosen):
        if name == "replace":
            raise ScimProblem(400, "Nothing fulfils the path's filter.", "noTarget")
        # Entra adds by such a path what is not there yet.
        entries, chosen = [*entries, stated(asked)], [*chosen, True]
    return [changed(entry, names, value, parts) if hit else entry for entry, hit in zip(entries, chosen, strict=True)]


def removed(entries, chosen, names, parts):
    if not names:
        return [entry for entry, hit in zip(entries, chosen, strict=True) if not hit]
    key = key_of(names[0], parts)
    return [put(entry, key, None) if hit else entry for entry, hit in zip(entries, chosen, strict=True)]


def changed(entry, names, value, parts):
    if names:
        return {**entry, key_of(names[0], parts): value}
    if not isinstance(value, dict):
        raise invalid("The value of such a path must be an object.")
    return {**entry, **value}


def key_of(name, parts):
    part = named(parts, name)
    return part.name if part else name


def stated(asked):
    """Return what a filter says of a value that fulfils it."""
    if isinstance(asked, Compare) and asked.operator == "eq" and len(asked.path) == 1:
        return {asked.path[0]: asked.value}
    if isinstance(asked, Both):
        return {key: value for side in asked.sides for key, value in stated(side).items()}
    raise ScimProblem(400, "Nothing fulfils the path's filter.", "noTarget")
