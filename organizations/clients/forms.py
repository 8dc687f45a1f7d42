"""What is asked about a provider's clients: shape and words; nothing is written here."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.querysets import normalize_email

MOST_SEATS = 100_000


class RenameForm(forms.Form):
    name = forms.CharField(label=_("Client name"), max_length=50)


class SeatsForm(forms.Form):
    seats = forms.IntegerField(label=_("Assigned seats"), min_value=0, max_value=MOST_SEATS)


class TransferForm(forms.Form):
    """How many seats, and from which client: the list it is chosen from is the page's."""

    source = forms.UUIDField(error_messages={"required": _("Choose the client that gives the seats.")})
    seats = forms.IntegerField(label=_("Seats to move"), min_value=1, max_value=MOST_SEATS)


class SeatRequestForm(forms.Form):
    seats = forms.IntegerField(label=_("How many more seats?"), min_value=1, max_value=MOST_SEATS)
    reason = forms.CharField(
        label=_("What for?"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Answer"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Note"), max_length=10_000, required=False, strip=True, widget=forms.Textarea(attrs={"rows": 8})
    )


class ContactForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=100)
    position = forms.CharField(label=_("Position"), max_length=100, required=False)
    email = forms.EmailField(label=_("E-mail address"), max_length=256, required=False)
    phone = forms.CharField(
        label=_("Phone"), max_length=50, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )


class ContractForm(forms.Form):
    """What an operator decides about a provider."""

    enabled = forms.BooleanField(
        label=_("Active"),
        required=False,
        help_text=_("While it is off, the provider is suspended, and its clients with it; nothing is deleted."),
    )
    billing_email = forms.EmailField(label=_("Billing e-mail address"), max_length=256)
    use_events = forms.BooleanField(
        label=_("Event log"),
        required=False,
        help_text=_("While it is off, the provider sees no log, neither its own nor its clients'. Events are recorded all the same."),
    )
    teams_seat_minimum = forms.IntegerField(label=_("Teams seat minimum"), min_value=0, max_value=MOST_SEATS)
    enterprise_seat_minimum = forms.IntegerField(label=_("Enterprise seat minimum"), min_value=0, max_value=MOST_SEATS)
    discount_percent = forms.DecimalField(
        label=_("Discount in percent"), min_value=0, max_value=100, max_digits=5, decimal_places=2
    )

    def clean_billing_email(self):
        return normalize_email(self.cleaned_data["billing_email"])
