"""What creating a client asks for: the words a person fills in, and the keys their browser adds."""

from typing import Annotated
from uuid import UUID

from django import forms
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from accounts.querysets import normalize_email
from organizations.plans import Plan
from organizations.services.seats import plans_of, seat_accounts, seat_price
from provider_portal.models import time_ordered_id
from provider_portal.schemas import EncryptedName, EncString, PublicKey, WireSchema

MOST_SEATS = 100_000
MOST_COLLECTIONS = 2000


class CreateClient(WireSchema):
    """The page's JSON: the form's fields, and what was made in the browser. `confirmed` answers a question."""

    details: dict[str, str]
    provider_key_id: UUID
    key: EncString
    public_key: PublicKey
    private_key: EncString
    names: Annotated[list[EncryptedName], Field(min_length=1, max_length=MOST_COLLECTIONS)]
    confirmed: bool = False


class CreateClientForm(forms.Form):
    """`draft` is the id the client will have, handed out with the form: so one form makes one client."""

    draft = forms.CharField(widget=forms.HiddenInput)
    plan = forms.ChoiceField(label=_("Plan"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("Client name"), max_length=50)
    owner_email = forms.EmailField(
        label=_("E-mail address of the client's owner"),
        max_length=256,
        help_text=_("Gets an invitation, and runs the organization on the client's side."),
    )
    # The names in the list are the browser's to read.
    blueprint = forms.UUIDField(label=_("Structure"), required=False)
    follows_baseline = forms.BooleanField(
        label=_("Follow the policy baseline"),
        required=False,
        help_text=_("Turns on the policies of your baseline from the start, where the plan has policies."),
    )
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=MOST_SEATS)

    def __init__(self, *args, provider, **kwargs):
        self.provider = provider
        self.signer = Signer(salt=f"vault.client_form.{provider.pk}")
        plans = plans_of(provider)
        draft = self.signer.sign(str(time_ordered_id()))
        initial = {"draft": draft, "plan": plans[0], "seats": 1, "follows_baseline": True}
        super().__init__(*args, initial=initial, **kwargs)
        if not provider.baseline_policies.exists():
            del self.fields["follows_baseline"]
        self.fields["plan"].choices = [(plan, plan.label) for plan in plans]

    def clean_draft(self):
        try:
            return UUID(self.signer.unsign(self.cleaned_data["draft"]))
        except BadSignature:
            raise forms.ValidationError(_("Reload the page and fill it in again."), code="draft") from None

    def clean_plan(self):
        return Plan(self.cleaned_data["plan"])

    def clean_owner_email(self):
        return normalize_email(self.cleaned_data["owner_email"])

    def plan_cards(self):
        """Return (plan, price of a seat, seat account) for the choice of a plan."""
        accounts = seat_accounts(self.provider)
        return [(plan, seat_price(self.provider, plan), accounts[plan]) for plan in plans_of(self.provider)]
