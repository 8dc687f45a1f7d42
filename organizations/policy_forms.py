"""The form of a policy, made from its line of the table."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _


class PolicyForm(forms.Form):
    enabled = forms.BooleanField(label=_("Turned on"), required=False)

    def __init__(self, *args, rule, **kwargs):
        super().__init__(*args, **kwargs)
        self.rule = rule
        self.fields["enabled"].widget.attrs["class"] = "switch"
        for field in rule.fields:
            self.fields[field.name] = control(field)

    @property
    def parts(self):
        """The fields of the policy's data."""
        return [self[field.name] for field in self.rule.fields]

    def clean(self):
        cleaned = super().clean()
        for field in self.rule.fields:
            if field.required and cleaned.get("enabled") and field.name not in self.errors and not filled(cleaned[field.name]):
                self.add_error(field.name, _("The policy needs this to be turned on."))
        return cleaned

    @property
    def values(self):
        return {field.name: self.cleaned_data[field.name] for field in self.rule.fields}


def filled(value):
    return value not in (None, "", [])


def control(field):
    """Return the form field for a part of a policy's data."""
    if field.several:
        return forms.TypedMultipleChoiceField(
            label=field.label,
            choices=field.choices,
            coerce=type(field.choices[0][0]),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
    if field.choices:
        choices = [("", _("Not set")), *field.choices]
        return forms.TypedChoiceField(
            label=field.label, choices=choices, coerce=type(field.choices[0][0]), empty_value=None, required=False
        )
    if field.longest:
        wanted = RegexValidator(field.pattern, _("This is not of the form that is asked for."))
        return forms.CharField(label=field.label, max_length=field.longest, required=False, validators=[wanted])
    if field.limits:
        lowest, highest = field.limits
        help_text = _("From %(lowest)d to %(highest)d.") % {"lowest": lowest, "highest": highest}
        return forms.IntegerField(
            label=field.label, min_value=lowest, max_value=highest, required=False, help_text=help_text
        )
    return forms.BooleanField(label=field.label, required=False)
