from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.addresses import AddressesField
from accounts.querysets import normalize_email
from providers.models import Provider, ProviderApplication
from providers.roles import ProviderRole

ROLE_HELP = {
    ProviderRole.SERVICE_USER: _("Opens every client and works there like an owner, and moves seats that are paid for."),
    ProviderRole.PROVIDER_ADMIN: _("Does the same, and runs the provider: clients, seats, members and settings."),
}


class ApplicationForm(forms.Form):
    name = forms.CharField(label=_("Company name"), max_length=50)
    contact_name = forms.CharField(label=_("Your name"), max_length=50)
    email = forms.EmailField(label=_("Business e-mail address"), max_length=256)
    type = forms.TypedChoiceField(
        label=_("What describes you best?"),
        choices=Provider.Type.choices,
        coerce=int,
        initial=Provider.Type.MSP,
        widget=forms.RadioSelect,
    )
    has_organization = forms.BooleanField(
        label=_("We keep our own passwords in an organization on this portal"), required=False
    )
    has_client = forms.BooleanField(label=_("We have at least one client ready to start"), required=False)
    message = forms.CharField(
        label=_("Message"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def clean_email(self):
        return normalize_email(self.cleaned_data["email"])


class SetUpForm(forms.Form):
    name = forms.CharField(
        label=_("Provider name"), max_length=50, help_text=_("Your clients and colleagues see this name.")
    )
    business_name = forms.CharField(label=_("Business name"), max_length=50, required=False)
    billing_email = forms.EmailField(
        label=_("Billing e-mail address"),
        max_length=256,
        help_text=_("For everything that concerns seats and statements."),
    )

    def clean_billing_email(self):
        return normalize_email(self.cleaned_data["billing_email"])


class ApplicationFilterForm(forms.Form):
    status = forms.ChoiceField(choices=ProviderApplication.Status.choices, required=False)
    before = forms.UUIDField(required=False)


class RoleForm(forms.Form):
    role = forms.TypedChoiceField(
        label=_("Role"),
        choices=[(role.value, role.label) for role in ROLE_HELP],
        coerce=lambda value: ProviderRole(int(value)),
        initial=ProviderRole.SERVICE_USER.value,
        widget=forms.RadioSelect,
    )

    @property
    def roles(self):
        """The choices with a sentence each: (radio, help)."""
        return [(radio, ROLE_HELP[ProviderRole(int(radio.data["value"]))]) for radio in self["role"]]


class InviteForm(RoleForm):
    emails = AddressesField()

    field_order = ["emails", "role"]
