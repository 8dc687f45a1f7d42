"""What is asked about a member's access; nothing is written here."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from organizations.forms import InviteForm, RoleForm
from vault.levels import AccessLevel
from vault.people import SHOWN, is_id

PREFIX = "level-"
# Characters, and bytes.
LONGEST_FILE = 2_000_000
LEVELS = {level.codename: level for level in AccessLevel}


class CollectionFields(forms.Form):
    """A level for each collection the person asking may decide about."""

    def __init__(self, *args, collections, levels=None, **kwargs):
        super().__init__(*args, **kwargs)
        # None: they are not asked for at all, and stay as they are.
        self.asks_collections = collections is not None
        self.collections = list(collections or ())
        self.levels = levels or {}

    @property
    def rows(self):
        """The collections with what is chosen for each, and the choices."""
        return [self.row(collection) for collection in self.collections]

    def row(self, collection):
        name, level = f"{PREFIX}{collection.pk}", self.levels.get(collection.pk)
        chosen = self.data.get(name, level.codename if level else "")
        return {"collection": collection, "name": name, "chosen": chosen, "levels": LEVELS.values()}

    @property
    def names_foreign(self):
        """Whether the request names a collection that was not offered."""
        offered = {f"{PREFIX}{collection.pk}" for collection in self.collections}
        return not {name for name in self.data if name.startswith(PREFIX)} <= offered

    def clean(self):
        cleaned = super().clean()
        if self.asks_collections:
            cleaned["grants"] = [
                (row["collection"], LEVELS[row["chosen"]]) for row in self.rows if row["chosen"] in LEVELS
            ]
        return cleaned


class AccessFields(CollectionFields):
    """The collections, and the groups if the person asking may decide about them."""

    groups = forms.ModelMultipleChoiceField(queryset=None, required=False)

    def __init__(self, *args, groups, **kwargs):
        super().__init__(*args, **kwargs)
        if groups is None:
            del self.fields["groups"]
        else:
            self.fields["groups"].queryset = groups

    @cached_property
    def group_choices(self):
        """The groups with whether each is chosen; nothing where the person asking may not decide about them."""
        if "groups" not in self.fields:
            return []
        chosen = {str(pk) for pk in self["groups"].value() or ()}
        return [(group, str(group.pk) in chosen) for group in self.fields["groups"].queryset]

    @property
    def names_foreign(self):
        """Whether the request names a collection or group that was not offered."""
        groups = self.fields["groups"].queryset if "groups" in self.fields else ()
        known = {str(group.pk) for group in groups}
        return super().names_foreign or not set(self.data.getlist("groups")) <= known


class InviteMemberForm(InviteForm, AccessFields):
    pass


class MemberAccessForm(RoleForm, AccessFields):
    pass


class GroupForm(CollectionFields):
    """A group: its name, its people, its collections."""

    name = forms.CharField(label=_("Name"), max_length=100, widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}))
    external_id = forms.CharField(
        label=_("External id"),
        max_length=300,
        required=False,
        empty_value=None,
        help_text=_("The group's id in your directory. Leave it empty unless a directory tool needs it."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )
    members = forms.ModelMultipleChoiceField(queryset=None, required=False)

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = members

    @property
    def people(self):
        """The members with whether each is chosen: all who are, and of the others as many as a page shows."""
        members, chosen = self.fields["members"].queryset, self.chosen_members
        others = members.exclude(pk__in=chosen)[:SHOWN]
        return [*((member, True) for member in members.filter(pk__in=chosen)), *((member, False) for member in others)]

    @property
    def has_more_people(self):
        return self.fields["members"].queryset.exclude(pk__in=self.chosen_members).count() > SHOWN

    @property
    def chosen_members(self):
        return list(self["members"].value() or ())

    @property
    def names_foreign(self):
        named = set(self.data.getlist("members"))
        if not all(map(is_id, named)):
            return True
        return super().names_foreign or self.fields["members"].queryset.filter(pk__in=named).count() != len(named)


class MemberFileForm(forms.Form):
    """A file of people to invite, or its text."""

    file = forms.FileField(label=_("CSV file"), required=False, widget=forms.FileInput(attrs={"accept": ".csv,text/csv,text/plain"}))
    text = forms.CharField(
        label=_("or its lines"),
        required=False,
        strip=False,
        max_length=LONGEST_FILE,
        widget=forms.Textarea(attrs={"rows": 8, "class": "mono", "dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        if file.size > LONGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 2 MB. Invite in several parts."))
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError(_("The file is not UTF-8 text. Save it as “CSV UTF-8” and try again.")) from None

    def clean(self):
        cleaned = super().clean()
        cleaned["lines"] = cleaned.get("file") or cleaned.get("text") or ""
        if not self.errors and not cleaned["lines"].strip():
            raise forms.ValidationError(_("Choose a file, or write a line for each person."))
        if "\0" in cleaned["lines"]:
            raise forms.ValidationError(_("This is no text file."))
        return cleaned
