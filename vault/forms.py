"""What is asked about a member's access; nothing is written here."""

from django import forms

from organizations.forms import InviteForm, RoleForm
from vault.levels import AccessLevel

PREFIX = "level-"
LEVELS = {level.codename: level for level in AccessLevel}


class GroupChoice(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, group):
        return group.name


class AccessFields(forms.Form):
    """A level for each collection the person asking may decide about, and the groups if they may."""

    groups = GroupChoice(queryset=None, required=False)

    def __init__(self, *args, collections, groups, levels=None, **kwargs):
        super().__init__(*args, **kwargs)
        # None: they are not asked for at all, and stay as they are.
        self.asks_collections = collections is not None
        self.collections = list(collections or ())
        self.levels = levels or {}
        if groups is None:
            del self.fields["groups"]
        else:
            self.fields["groups"].queryset = groups

    @property
    def rows(self):
        """The collections with what is chosen for each, and the choices."""
        for collection in self.collections:
            level = self.levels.get(collection.pk)
            chosen = self.data.get(f"{PREFIX}{collection.pk}", level.codename if level else "")
            yield {"collection": collection, "name": f"{PREFIX}{collection.pk}", "chosen": chosen, "levels": LEVELS.values()}

    @property
    def has_groups(self):
        return "groups" in self.fields and self.fields["groups"].queryset.exists()

    @property
    def names_foreign(self):
        """Whether the request names a collection or group that was not offered."""
        offered = {f"{PREFIX}{collection.pk}" for collection in self.collections}
        posted = {name for name in self.data if name.startswith(PREFIX)}
        groups = self.fields["groups"].queryset if "groups" in self.fields else ()
        known = {str(group.pk) for group in groups}
        return not posted <= offered or not set(self.data.getlist("groups")) <= known

    def clean(self):
        cleaned = super().clean()
        if self.asks_collections:
            cleaned["grants"] = [
                (row["collection"], LEVELS[row["chosen"]]) for row in self.rows if row["chosen"] in LEVELS
            ]
        return cleaned


class InviteMemberForm(InviteForm, AccessFields):
    pass


class MemberAccessForm(RoleForm, AccessFields):
    pass
