"""What is asked about an organization itself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.querysets import normalize_email


class InfoForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=50, widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}))
    billing_email = forms.EmailField(label=_("Billing e-mail address"), max_length=256)

    def __init__(self, *args, asks_billing, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks_billing:
            del self.fields["billing_email"]

    def clean_billing_email(self):
        return normalize_email(self.cleaned_data["billing_email"])


class CollectionManagementForm(forms.Form):
    """The four switches of features 4.2; each help says what on and off mean."""

    allow_admin_access_to_all = forms.BooleanField(
        label=_("Owners and admins manage all collections and items"),
        help_text=_(
            "When off, they work only where they are granted access. They can still export everything, and give a "
            "manager to a collection that has none."
        ),
        required=False,
    )
    limit_collection_creation = forms.BooleanField(
        label=_("Only owners and admins create collections"),
        help_text=_("When off, every member does, and manages what they create. Custom roles may be allowed to as well."),
        required=False,
    )
    limit_collection_deletion = forms.BooleanField(
        label=_("Only owners and admins delete collections"),
        help_text=_("When off, whoever manages a collection deletes it. Custom roles may be allowed to as well."),
        required=False,
    )
    limit_item_deletion = forms.BooleanField(
        label=_("Only who manages a collection deletes its items"),
        help_text=_("When off, whoever may edit items deletes them, too."),
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "switch"
