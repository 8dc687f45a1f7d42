"""What is asked about a domain to claim."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# RFC 1123 labels, at least two; the last one is never a number.
LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
NAME = re.compile(rf"^({LABEL}\.)+(?!\d+$){LABEL}$")


class DomainForm(forms.Form):
    name = forms.CharField(
        label=_("Domain"),
        max_length=253,
        help_text=_("Like example.com: without https:// and without www."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def clean_name(self):
        try:
            name = self.cleaned_data["name"].strip().lower().rstrip(".").encode("idna").decode()
        except UnicodeError:
            name = ""
        if not NAME.match(name) or len(name) > 253 or name.startswith("www."):
            raise ValidationError(_("Write the domain alone, like example.com."))
        return name
