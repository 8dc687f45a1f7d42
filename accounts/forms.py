import re

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import IdleAction
from provider_portal.avatars import COLORS

DOMAIN = re.compile(r"(?!-)[\w-]{1,63}(?:\.[\w-]{1,63})+")
MOST_GROUPS, MOST_DOMAINS = 500, 100
LOCK_MINUTES = [1, 5, 15, 30, 60, 240]
LONGEST_LOCK = 7 * 24 * 60
CUSTOM = "custom"


class HintForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=256,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
    )


class SettingsForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=50)
    avatar_color = forms.ChoiceField(
        label=_("Avatar color"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Of the circle with your initial, here and in apps."),
    )
    culture = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("Same as the browser")), *settings.LANGUAGES],
        help_text=_("Of the pages and of the mails you receive."),
    )
    lock_minutes = forms.TypedChoiceField(
        label=_("After inactivity of"), coerce=lambda chosen: chosen if chosen == CUSTOM else int(chosen)
    )
    # No number inputs: a browser would hold the form back for what stands in them while they are hidden.
    hours = forms.IntegerField(
        label=_("Hours"), required=False, min_value=0, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    minutes = forms.IntegerField(
        label=_("Minutes"), required=False, min_value=0, widget=forms.TextInput(attrs={"inputmode": "numeric"})
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

    def __init__(self, *args, may_stay, most_minutes, **kwargs):
        """`most_minutes` is what the policies of organizations allow, or None."""
        super().__init__(*args, **kwargs)
        if not may_stay:
            del self.fields["stays_unlocked"]
        colors = {"": _("Chosen for you"), **{color: label for color, (_tone, label) in COLORS.items()}}
        if kept := self.initial["avatar_color"]:
            colors.setdefault(kept, _("Set in an app"))
        self.fields["avatar_color"].choices = list(colors.items())
        self.offer_times(most_minutes)

    def offer_times(self, most_minutes):
        """Show what the person chose, or the longest time they may still choose."""
        self.most_minutes = most_minutes or LONGEST_LOCK
        offered = [minutes for minutes in LOCK_MINUTES if minutes <= self.most_minutes]
        field = self.fields["lock_minutes"]
        field.choices = [*[(minutes, spoken(minutes)) for minutes in offered], (CUSTOM, _("Custom"))]
        self.too_long = _("At most %(time)s.") % {"time": spoken(self.most_minutes)}
        if most_minutes:
            self.too_long = _("Your organizations allow %(time)s at most.") % {"time": spoken(most_minutes)}
            field.help_text = field.error_messages["invalid_choice"] = self.too_long
        kept = self.initial["lock_minutes"] = min(self.initial["lock_minutes"], self.most_minutes)
        if kept not in offered:
            self.initial |= {"lock_minutes": CUSTOM, "hours": kept // 60, "minutes": kept % 60}

    def clean_avatar_color(self):
        return self.cleaned_data["avatar_color"] or None

    def clean_idle_action(self):
        return self.cleaned_data["idle_action"] or IdleAction.LOCK

    def clean(self):
        """Make one time of the two ways to choose it; hours and minutes count only where they are chosen."""
        data = super().clean()
        minutes = (data.pop("hours", None) or 0) * 60 + (data.pop("minutes", None) or 0)
        if data.get("lock_minutes") != CUSTOM:
            for name in ("hours", "minutes"):
                self.errors.pop(name, None)
        elif not self.errors.keys() & {"hours", "minutes"}:
            data["lock_minutes"] = minutes
            if minutes < 1:
                self.add_error("lock_minutes", _("Enter hours, minutes, or both: 1 minute at least."))
            elif minutes > self.most_minutes:
                self.add_error("lock_minutes", self.too_long)
        return data


def spoken(minutes):
    """Return a time in words, as “1 hour 30 minutes”."""
    hours, minutes = divmod(minutes, 60)
    parts = [ngettext("%d hour", "%d hours", hours) % hours] if hours else []
    return " ".join(parts + ([ngettext("%d minute", "%d minutes", minutes) % minutes] if minutes else []))


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
