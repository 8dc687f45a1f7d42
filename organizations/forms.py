"""What is asked about members: shape and words; nothing is written here."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.querysets import normalize_email
from organizations.roles import MemberRole

INVITATIONS_BY_HAND = 20

ROLE_HELP = {
    MemberRole.MEMBER: _("Works with the items of the collections they are granted."),
    MemberRole.CUSTOM: _("Works with granted collections, and does what you choose below."),
    MemberRole.ADMIN: _("Runs members, groups, collections and policies, but not owners or settings."),
    MemberRole.OWNER: _("Runs everything, including owners, settings and the organization itself."),
}
# The protocol's flags in the words of the page; those of parts that are not there yet are left out.
FLAG_LABELS = {
    "accessEventLogs": _("See the event log"),
    "accessImportExport": _("Import and export items"),
    "accessReports": _("See reports"),
    "createNewCollections": _("Create collections"),
    "editAnyCollection": _("Edit any collection and its items"),
    "deleteAnyCollection": _("Delete any collection"),
    "manageGroups": _("Manage groups"),
    "managePolicies": _("Manage policies"),
    "manageUsers": _("Manage members"),
    "manageResetPassword": _("Recover accounts"),
    "manageScim": _("Manage directory synchronization"),
}


class RoleForm(forms.Form):
    """Offers the roles and flags that may be given, and no others."""

    role = forms.TypedChoiceField(
        label=_("Role"), coerce=lambda value: MemberRole(int(value)), widget=forms.RadioSelect
    )
    custom_flags = forms.MultipleChoiceField(
        label=_("What they may do"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, organization, reach, **kwargs):
        super().__init__(*args, **kwargs)
        self.organization = organization
        roles = [
            role for role in reach.roles if role != MemberRole.CUSTOM or organization.features.custom_roles
        ]
        self.fields["role"].choices = [(role.value, role.label) for role in roles]
        self.fields["custom_flags"].choices = [
            (flag, FLAG_LABELS[flag]) for flag in reach.flags if flag in FLAG_LABELS
        ]

    @property
    def roles(self):
        """The choices with a sentence each: (radio, help)."""
        return [(radio, ROLE_HELP[MemberRole(int(radio.data["value"]))]) for radio in self["role"]]

    @property
    def offers_custom(self):
        return (MemberRole.CUSTOM.value, MemberRole.CUSTOM.label) in self.fields["role"].choices

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("role") == MemberRole.CUSTOM and not cleaned.get("custom_flags"):
            self.add_error("custom_flags", _("Choose at least one permission, or another role."))
        return cleaned


class InviteForm(RoleForm):
    emails = forms.CharField(
        label=_("E-mail addresses"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false", "autofocus": True}),
    )

    field_order = ["emails", "role", "custom_flags"]

    def clean_emails(self):
        emails = list(dict.fromkeys(map(normalize_email, re.split(r"[\s,;]+", self.cleaned_data["emails"].strip()))))
        if len(emails) > INVITATIONS_BY_HAND:
            raise ValidationError(
                _("These are %(count)d addresses; at most %(limit)d can be invited at once."),
                params={"count": len(emails), "limit": INVITATIONS_BY_HAND},
            )
        wrong = [email for email in emails if not is_email(email)]
        if wrong:
            words = ngettext("This is no e-mail address: %(emails)s", "These are no e-mail addresses: %(emails)s", len(wrong))
            raise ValidationError(words, params={"emails": ", ".join(wrong)})
        known = self.organization.members.filter(user__email__in=emails).values_list("user__email", flat=True)
        if known:
            words = ngettext(
                "%(emails)s is a member or invited already.", "%(emails)s are members or invited already.", len(known)
            )
            raise ValidationError(words, params={"emails": ", ".join(sorted(known))})
        return emails


def is_email(text):
    try:
        validate_email(text)
    except ValidationError:
        return False
    # Longer than the account's column is no address either.
    return len(text) <= 256
