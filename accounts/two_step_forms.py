from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.querysets import normalize_email

DIGITS = {"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True, "pattern": r"[0-9\s]*"}


class CodeForm(forms.Form):
    code = forms.RegexField(
        r"^[0-9]{6}$",
        label=_("Code"),
        max_length=6,
        error_messages={"invalid": _("The code has six digits.")},
        widget=forms.TextInput(attrs=DIGITS),
    )


class EmailForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=256,
        help_text=_("Use one that you can open without this vault."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}),
    )

    def clean_email(self):
        return normalize_email(self.cleaned_data["email"])
