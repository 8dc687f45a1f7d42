import re

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.models import IdleAction

DOMAIN = re.compile(r"(?!-)[\w-]{1,63}(?:\.[\w-]{1,63})+")
MOST_GROUPS, MOST_DOMAINS = 500, 100
LOCK_MINUTES = [1, 5, 15, 30, 60, 240]


def lock_choices():
    for minutes in LOCK_MINUTES:
        if minutes < 60:
            yield minutes, ngettext_lazy("%d minute", "%d minutes") % minutes
        else:
            yield minutes, ngettext_lazy("%d hour", "%d hours") % (minutes // 60)


class HintForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=256,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
    )


class SettingsForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=50)
    culture = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("Same as the browser")), *settings.LANGUAGES],
        help_text=_("Of the pages and of the mails you receive."),
    )
    lock_minutes = forms.TypedChoiceField(
        label=_("After inactivity of"),
        coerce=int,
        choices=lambda: list(lock_choices()),
    )
    idle_action = forms.ChoiceField(
        label=_("Then"),
        required=False,
        choices=IdleAction.choices,
        help_text=_("Either way the keys are wiped from this browser. A change applies from the next unlock."),
    )

    stays_unlocked = forms.BooleanField(
        label=_("Stay unlocked in this browser when its last page is closed"),
        required=False,
        help_text=_("Your key then lies on the device, encrypted; it opens only while you are logged in here, and not after"
                    " the time above. It is gone when you lock, log out or end the browser."),
    )

    def __init__(self, *args, may_stay, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_stay:
            del self.fields["stays_unlocked"]

    def clean_idle_action(self):
        return self.cleaned_data["idle_action"] or IdleAction.LOCK


class EquivalentDomainsForm(forms.Form):
    groups = forms.CharField(
        label=_("Domains that belong together"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "ltr", "spellcheck": "false", "autocapitalize": "none"}),
        help_text=_("One group per line, its domains separated by commas: example.com, example.org"),
    )

    def clean_groups(self):
        """Return the lines as lists of domains, however they were written; empty lines do not count."""
        lines = (re.split(r"[,;\s]+", line.strip().lower()) for line in self.cleaned_data["groups"].splitlines())
        groups = [list(dict.fromkeys(map(bare, filter(None, line)))) for line in lines if line != [""]]
        for domain in (domain for group in groups for domain in group if not DOMAIN.fullmatch(domain)):
            raise forms.ValidationError(_("%(domain)s is no domain."), params={"domain": domain})
        if single := next((group for group in groups if len(group) < 2), None):
            raise forms.ValidationError(_("%(domain)s stands alone: name a second domain."), params={"domain": single[0]})
        if len(groups) > MOST_GROUPS or any(len(group) > MOST_DOMAINS for group in groups):
            raise forms.ValidationError(_("At most 500 groups of 100 domains are kept."))
        return groups


def bare(address):
    """Return the host of what may have been copied from an address bar."""
    return re.sub(r"^[a-z]+://", "", address).partition("/")[0].partition(":")[0]
