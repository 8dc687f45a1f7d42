"""What is asked about members: shape and words; nothing is written here."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.addresses import AddressesField
from organizations.roles import MemberRole

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


def flag_choices(reach):
    """Return the flags that may be given, in words."""
    return [(flag, FLAG_LABELS[flag]) for flag in reach.flags if flag in FLAG_LABELS]


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
        self.organization, self.reach = organization, reach
        roles = [
            role for role in reach.roles if role != MemberRole.CUSTOM or organization.features.custom_roles
        ]
        self.fields["role"].choices = [(role.value, role.label) for role in roles]
        self.fields["custom_flags"].choices = flag_choices(reach)

    @property
    def roles(self):
        """The choices with a sentence each: (radio, help)."""
        return [(radio, ROLE_HELP[MemberRole(int(radio.data["value"]))]) for radio in self["role"]]

    @property
    def offers_custom(self):
        return (MemberRole.CUSTOM.value, MemberRole.CUSTOM.label) in self.fields["role"].choices

    @property
    def saved_roles(self):
        """The custom roles the organization has saved, as far as they may be given."""
        saved = self.organization.custom_roles.order_by(Upper("name"))
        return [role for role in saved if self.reach.covers(MemberRole.CUSTOM, role.flags)]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("role") == MemberRole.CUSTOM and not cleaned.get("custom_flags"):
            self.add_error("custom_flags", _("Choose at least one permission, or another role."))
        return cleaned


class InviteForm(RoleForm):
    emails = AddressesField()

    field_order = ["emails", "role", "custom_flags"]

    def clean_emails(self):
        emails = self.cleaned_data["emails"]
        known = self.organization.members.filter(user__email__in=emails).values_list("user__email", flat=True)
        if known:
            words = ngettext(
                "%(emails)s is a member or invited already.", "%(emails)s are members or invited already.", len(known)
            )
            raise ValidationError(words, params={"emails": ", ".join(sorted(known))})
        return emails


class CustomRoleForm(forms.Form):
    """A saved role: its name, and the flags of those that may be given."""

    name = forms.CharField(label=_("Name"), max_length=40, widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}))
    flags = forms.MultipleChoiceField(label=_("What they may do"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, organization, reach, role, **kwargs):
        initial = {"name": role.name, "flags": role.flags} if role else None
        super().__init__(*args, initial=initial, **kwargs)
        self.others = organization.custom_roles.exclude(pk=role.pk) if role else organization.custom_roles
        self.fields["flags"].choices = flag_choices(reach)

    def clean_name(self):
        name = self.cleaned_data["name"]
        if self.others.filter(name__iexact=name).exists():
            raise ValidationError(_("There is a role of this name already."))
        return name
