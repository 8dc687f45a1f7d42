"""What people are mailed when the safety of their account changes: subject and sentence of each."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Notice(TextChoices):
    PASSWORD_CHANGED = "password_changed", _("Your master password was changed")
    KDF_CHANGED = "kdf_changed", _("Your key derivation was changed")
    KEY_ROTATED = "key_rotated", _("Your account has another key")
    EMAIL_CHANGED = "email_changed", _("Your account has another e-mail address")
    API_KEY = "api_key", _("There is a new API key for your account")
    NEW_DEVICE = "new_device", _("Your account was opened on a new device")
    PASSKEY_ADDED = "passkey_added", _("Your account can be opened with another passkey")
    PASSKEY_CHANGED = "passkey_changed", _("A passkey opens your vault without the master password")
    PASSKEY_REMOVED = "passkey_removed", _("A passkey of your account was removed")
    TWO_STEP_CHANGED = "two_step_changed", _("Your two-step login was changed")
    TWO_STEP_OFF = "two_step_off", _("A method of your two-step login was turned off")
    TWO_STEP_RECOVERED = "two_step_recovered", _("Your recovery code was used")
    TWO_STEP_FAILED = "two_step_failed", _("Somebody knows your master password, but failed the second step")


SENTENCES = {
    Notice.PASSWORD_CHANGED: _("The new master password opens your account now. Every other session was logged out."),
    Notice.KDF_CHANGED: _(
        "Your keys are derived from your master password in another way now. Every other session was logged out."
    ),
    Notice.KEY_ROTATED: _(
        "Everything that was encrypted with the old key was encrypted anew. Every session was logged out."
    ),
    Notice.EMAIL_CHANGED: _("You log in with the new address now. This is the last mail to the old one."),
    Notice.API_KEY: _("The key you had before stopped working."),
    Notice.NEW_DEVICE: _("Somebody logged in on a device that we did not know."),
    Notice.PASSKEY_ADDED: _("Whoever holds it logs in without your master password. You find it among your account's passkeys."),
    Notice.PASSKEY_CHANGED: _("You find it among your account's passkeys."),
    Notice.PASSKEY_REMOVED: _("Nobody logs in with it any more."),
    Notice.TWO_STEP_CHANGED: _("A method was added or changed, or there is a new recovery code."),
    Notice.TWO_STEP_OFF: _("It is not asked for any more when somebody logs in."),
    Notice.TWO_STEP_RECOVERED: _(
        "Two-step login is turned off: the master password alone opens your account. Set a method up again."
    ),
    Notice.TWO_STEP_FAILED: _(
        "A log-in with the right master password was refused: the code or passkey was wrong. Was it you, mistyping?"
    ),
}
