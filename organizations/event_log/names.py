"""Naming what a page of events is about, in one statement for each kind of thing."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from accounts.models import User
from organizations.models import Group, Organization, OrganizationMember, Policy
from providers.models import Provider, ProviderMember


@dataclass(frozen=True)
class Person:
    name: str
    email: str

    def __str__(self):
        return self.name or self.email


@dataclass(frozen=True)
class Ciphertext:
    """A name that only a browser with the organization's key can read; an item has a key of its own."""

    organization_id: UUID
    text: str
    key: str | None = None


class Names:
    """The names of people and things in some events; what is gone has none, and some are encrypted."""

    def __init__(self, events, ciphertexts=None):
        self.events = events
        self.ciphertexts = ciphertexts or {}
        self.members = self.people_behind(OrganizationMember, "member_id")
        self.provider_members = self.people_behind(ProviderMember, "provider_member_id")
        people = User.objects.filter(pk__in=self.ids("acting_user_id") | self.ids("user_id"))
        self.users = {pk: Person(name, email) for pk, name, email in people.values_list("pk", "name", "email")}
        self.groups = self.named(Group, "group_id")
        self.providers = self.named(Provider, "provider_id")
        self.organizations = self.clients()
        kinds = Policy.objects.filter(pk__in=self.ids("policy_id"))
        self.policies = {policy.pk: policy.get_kind_display() for policy in kinds.only("kind")}

    def ids(self, column):
        return {getattr(event, column) for event in self.events} - {None}

    def people_behind(self, model, column):
        rows = model.objects.filter(pk__in=self.ids(column)).values_list("pk", "user__name", "user__email")
        return {pk: Person(name, email) for pk, name, email in rows}

    def named(self, model, column):
        return dict(model.objects.filter(pk__in=self.ids(column)).values_list("pk", "name"))

    def clients(self):
        """Return {id: (name, provider id)}: a client that left its provider is not its to know any more."""
        wanted = Q(pk__in=self.ids("client_id") | self.ids("organization_id"))
        rows = Organization.objects.filter(wanted).values_list("pk", "name", "provider_id")
        return {pk: (name, provider_id) for pk, name, provider_id in rows}
