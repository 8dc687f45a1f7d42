from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.querysets import normalize_email
from vault.models import EmergencyAccess
from vault.services.emergency import WAITS

DAYS = ngettext_lazy("%d day", "%d days")


class ContactTermsForm(forms.Form):
    """What a contact may do, and how long they wait for it."""

    type = forms.TypedChoiceField(
        label=_("Access"),
        coerce=int,
        initial=EmergencyAccess.Type.VIEW,
        choices=[
            (EmergencyAccess.Type.VIEW, _("View: see your own items")),
            (EmergencyAccess.Type.TAKEOVER, _("Takeover: set a new master password for your account")),
        ],
    )
    wait_days = forms.TypedChoiceField(
        label=_("Waiting time"), coerce=int, initial=7, choices=[(days, DAYS % days) for days in WAITS]
    )


class InviteContactForm(ContactTermsForm):
    email = forms.EmailField(label=_("E-mail address"), max_length=256)

    field_order = ["email", "type", "wait_days"]

    def clean_email(self):
        return normalize_email(self.cleaned_data["email"])
