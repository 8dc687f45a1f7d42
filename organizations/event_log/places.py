"""The logs there are: of an organization, of a provider, of all of a provider's clients."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from events.models import Event
from organizations.event_log import kinds
from organizations.event_log.page import Actor, EventLog, with_query
from organizations.models import Organization
from organizations.plans import FEATURES


class OrganizationLog(EventLog):
    """What happened in one organization; `vault` adds what it knows of."""

    layout = "layouts/organization.html"
    subjects = ("member", "group")

    def __init__(self, organization, user, query):
        if not organization.features.events:
            raise Http404
        self.organization = organization
        # The provider's staff stand under its name, except among themselves.
        self.masks_staff = not organization.acts_as_provider(user)
        super().__init__(user, query)

    def events(self):
        return Event.objects.of_organization(self.organization.pk)

    def owned(self, kind):
        return {"member": self.organization.members, "group": self.organization.groups}[kind]

    def owns(self, kind, pk):
        """Whether the thing is of this organization, or was: what is gone lives on in the log."""
        return self.owned(kind).filter(pk=pk).exists() or self.about(kind, pk).exists()

    def about(self, kind, pk):
        column = "cipher_id" if kind == "item" else f"{kind}_id"
        return self.events().filter(**{column: pk})

    def branches(self):
        """A member's page shows what happened to the member and what the person did."""
        if self.subject is None:
            return [self.events()]
        kind, pk = self.subject
        branches = [self.about(kind, pk)]
        if kind == "member":
            people = self.organization.members.filter(pk=pk).values_list("user_id", flat=True)
            branches += [self.acts_of(person) for person in people]
        return branches

    def acts_of(self, person):
        events = self.events().filter(acting_user_id=person)
        # What a member did for the provider is the provider's doing.
        return events.filter(provider_id=None) if self.masks_staff else events

    def by_person(self, events, text):
        if not self.masks_staff:
            return super().by_person(events, text)
        provider = self.organization.provider
        if provider and text.casefold() == provider.name.casefold():
            return events.filter(provider_id=provider.pk)
        return super().by_person(events.filter(provider_id=None), text)

    def actor(self, event, names):
        if event.provider_id is not None and self.masks_staff:
            name = names.providers.get(event.provider_id, "") or _("Provider")
            return Actor(name, filter=name)
        return super().actor(event, names)

    @property
    def subject_name(self):
        kind, pk = self.subject
        if kind == "group":
            return self.organization.groups.filter(pk=pk).values_list("name", flat=True).first()
        if kind == "member":
            member = self.organization.members.select_related("user").filter(pk=pk).first()
            return str(member.user) if member else ""
        return ""


class LogOfProvider(EventLog):
    """What both logs on a provider's pages share; `routes` are the names of the page and of its export."""

    layout = "layouts/provider.html"

    def __init__(self, provider, user, query):
        if not provider.use_events:
            raise Http404
        self.provider = provider
        super().__init__(user, query)

    @property
    def path(self):
        return reverse(self.routes[0], kwargs={"provider_id": self.provider.pk})

    @property
    def export_path(self):
        return reverse(self.routes[1], kwargs={"provider_id": self.provider.pk})


class ProviderLog(LogOfProvider):
    """What happened to the provider itself and to its members' accounts; its clients have logs of their own."""

    routes = ("organizations:provider_event_log", "organizations:export_provider_events")
    groups = kinds.IN_PROVIDER
    subjects = ("member",)

    def events(self):
        return Event.objects.of_provider(self.provider.pk)

    def owns(self, kind, pk):
        return self.provider.members.filter(pk=pk).exists() or self.about(pk).exists()

    def about(self, pk):
        return self.events().filter(provider_member_id=pk)

    def branches(self):
        if self.subject is None:
            return [self.events()]
        people = self.provider.members.filter(pk=self.subject[1]).values_list("user_id", flat=True)
        return [self.about(self.subject[1]), *(self.events().filter(acting_user_id=person) for person in people)]

    def link(self, event, kind, pk):
        if kind == "provider_member":
            return self.url(**self.form.chosen, member=pk)
        if kind == "client":
            path = reverse("organizations:client_event_log", kwargs={"provider_id": self.provider.pk})
            return with_query(path, {"client": pk})
        return ""

    @property
    def subject_name(self):
        member = self.provider.members.select_related("user").filter(pk=self.subject[1]).first()
        return str(member.user) if member else ""


class ClientsLog(LogOfProvider):
    """What happened in all clients of a provider that the person may read the logs of."""

    routes = ("organizations:client_event_log", "organizations:export_client_events")
    subjects = ("client",)
    shows_clients = True

    @property
    def clients(self):
        readable = Organization.objects.clients_granting(Permission.EVENTS_VIEW, self.user)
        plans = [plan for plan, features in FEATURES.items() if features.events]
        return readable.filter(provider=self.provider, plan__in=plans)

    def owns(self, kind, pk):
        return self.clients.filter(pk=pk).exists()

    def events(self):
        """Return the events as one query by organization: Postgres walks the log from its end, or client by client."""
        if self.subject:
            return Event.objects.of_organization(self.subject[1])
        return Event.objects.filter(organization_id__in=self.clients.values("pk"))

    def link(self, event, kind, pk):
        if kind not in ("item", "collection", "group", "member"):
            return ""
        path = reverse("vault:organization_event_log", kwargs={"organization_id": event.organization_id})
        return with_query(path, self.form.chosen | {kind: pk})

    @property
    def subject_name(self):
        return self.clients.filter(pk=self.subject[1]).values_list("name", flat=True).first()
