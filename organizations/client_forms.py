"""What is asked about a provider's clients: shape and words; nothing is written here."""

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_SEATS = 100_000


class RenameForm(forms.Form):
    name = forms.CharField(label=_("Client name"), max_length=50)


class SeatsForm(forms.Form):
    seats = forms.IntegerField(label=_("Assigned seats"), min_value=0, max_value=MOST_SEATS)
