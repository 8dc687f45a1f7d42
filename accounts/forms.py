from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.models import IdleAction

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

    def clean_idle_action(self):
        return self.cleaned_data["idle_action"] or IdleAction.LOCK
