"""What people are mailed when the safety of their account changes: subject and sentence of each."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Notice(TextChoices):
    PASSWORD_CHANGED = "password_changed", _("Your master password was changed")
    KDF_CHANGED = "kdf_changed", _("Your key derivation was changed")


SENTENCES = {
    Notice.PASSWORD_CHANGED: _("The new master password opens your account now. Every other session was logged out."),
    Notice.KDF_CHANGED: _(
        "Your keys are derived from your master password in another way now. Every other session was logged out."
    ),
}
