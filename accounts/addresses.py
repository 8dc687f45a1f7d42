"""E-mail addresses that somebody types to invite people."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.querysets import normalize_email

INVITATIONS_BY_HAND = 20
ATTRIBUTES = {"rows": 3, "autocomplete": "off", "spellcheck": "false", "autofocus": True}


class AddressesField(forms.CharField):
    """Up to twenty addresses, separated by commas, semicolons, spaces or line breaks."""

    widget = forms.Textarea(attrs=ATTRIBUTES)

    def __init__(self, **kwargs):
        super().__init__(label=_("E-mail addresses"), max_length=6000, **kwargs)

    def clean(self, value):
        """Return the addresses in normal form, each once."""
        typed = [part for part in re.split(r"[\s,;]+", super().clean(value)) if part]
        if not typed:
            raise ValidationError(self.error_messages["required"], code="required")
        emails = list(dict.fromkeys(map(normalize_email, typed)))
        if len(emails) > INVITATIONS_BY_HAND:
            raise ValidationError(
                _("These are %(count)d addresses; at most %(limit)d can be invited at once."),
                params={"count": len(emails), "limit": INVITATIONS_BY_HAND},
            )
        wrong = [email for email in emails if not is_email(email)]
        if wrong:
            words = ngettext("This is no e-mail address: %(emails)s", "These are no e-mail addresses: %(emails)s", len(wrong))
            raise ValidationError(words, params={"emails": ", ".join(wrong)})
        return emails


def is_email(text):
    try:
        validate_email(text)
    except ValidationError:
        return False
    # Longer than the account's column is no address either.
    return len(text) <= 256
