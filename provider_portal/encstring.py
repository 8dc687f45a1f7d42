"""The shape of EncStrings. The server checks it and never decrypts.

Source: the protocol's text form `type.part|part|…`, each part canonical base64.
"""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

# AES-256-CBC with HMAC-SHA256: a 16-byte IV, ciphertext in blocks of 16 bytes, a 32-byte MAC.
SYMMETRIC = r"2\.[A-Za-z0-9+/]{22}==\|[A-Za-z0-9+/]{22,}={0,2}\|[A-Za-z0-9+/]{43}="
# RSA-2048 OAEP with SHA-1: 256 bytes.
SEALED = r"4\.(?:[A-Za-z0-9+/]{171}){2}=="
# SubjectPublicKeyInfo of an RSA-2048 key: 294 bytes.
PUBLIC_KEY = r"MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQ(?:[A-Za-z0-9+/]{173}){2}AQAB"

# The same for the database. It looks at every write of a row, whatever changes, and to count takes its expressions a
# millisecond for a key: lengths are asked apart.
CHECKS = {
    SYMMETRIC: (
        r"{0} ~ '^2\.[A-Za-z0-9+/]+==\|[A-Za-z0-9+/]+=?=?\|[A-Za-z0-9+/]+=$' AND length(split_part({0}, '|', 1)) = 26"
        r" AND length(rtrim(split_part({0}, '|', 2), '=')) >= 22 AND length(split_part({0}, '|', 3)) = 44"
    ),
    SEALED: r"{0} ~ '^4\.[A-Za-z0-9+/]+==$' AND length({0}) = 346",
    PUBLIC_KEY: (
        "starts_with({0}, 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQ') AND right({0}, 4) = 'AQAB'"
        " AND {0} ~ '^[A-Za-z0-9+/]+$' AND length({0}) = 392"
    ),
}

# What the protocol allows, in characters of the EncString.
NAME_LENGTH = 1000


class EncStringField(models.TextField):
    """Text that must be an EncString of the given kind, in Python and in the database."""

    def __init__(self, *args, shape=SYMMETRIC, **kwargs):
        self.shape = shape
        super().__init__(*args, **kwargs)

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        if value is not None and not re.fullmatch(self.shape, value):
            raise ValidationError(
                _("This is not encrypted in a form that is accepted here."), code="encstring"
            )

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs["shape"] = self.shape
        return name, path, args, kwargs

    def db_check(self, connection):
        return CHECKS[self.shape].format(connection.ops.quote_name(self.column))
