"""Requests as clients send them, with random bytes in the shape of ciphertext."""

from provider_portal.tests.world import encstring

MEMBERS = {1: "login", 2: "secureNote", 3: "card", 4: "identity"}
CONTENT = {
    1: lambda: {"username": encstring(), "password": encstring(), "uris": [{"uri": encstring(), "match": None}]},
    2: lambda: {"type": 0},
    3: lambda: {"number": encstring(), "brand": encstring()},
    4: lambda: {"firstName": encstring()},
}


def item(type=1, **members):
    return {
        "type": type,
        "name": encstring(),
        "key": encstring(),
        MEMBERS[type]: CONTENT[type](),
        **members,
    }


def shared(organization, *collections, type=1, **members):
    return {
        "cipher": item(type, organizationId=str(organization.pk), **members),
        "collectionIds": [str(collection.pk) for collection in collections],
    }
