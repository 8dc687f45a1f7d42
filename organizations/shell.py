"""What surrounds every signed-in page: the product switcher and the side navigation."""

from operator import attrgetter
from uuid import UUID

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts import login_requests
from accounts.permissions import Permission
from organizations.models import Organization, Policy
from organizations.policies import policies_on
from organizations.services.seat_requests import seat_requests_of
from provider_portal.api import DOCS
from providers.models import Provider

P = Permission

PROVIDER_NAVIGATION = [
    (_("Overview"), "organizations:overview", "chart-bar", P.CLIENTS_VIEW),
    (_("Clients"), "organizations:client_list", "building", P.CLIENTS_VIEW),
    (_("Seat requests"), "organizations:seat_request_list", "license", P.CLIENT_SEATS_CHANGE),
    (_("Policy baseline"), "organizations:baseline", "shield-check", P.CLIENTS_VIEW),
    (_("Blueprints"), "vault:blueprint_list", "stack-2", P.CLIENTS_CREATE),
    (_("Members"), "providers:member_list", "users", P.PROVIDER_MEMBERS_VIEW),
    (_("Event logs"), "organizations:provider_event_log", "history", P.PROVIDER_EVENTS_VIEW),
    (_("Events of clients"), "organizations:client_event_log", "list-details", P.CLIENTS_VIEW),
    (_("Billing"), "organizations:statement", "receipt", P.PROVIDER_BILLING_VIEW),
    (_("Settings"), "providers:provider_settings", "settings", P.PROVIDER_MANAGE),
]
ORGANIZATION_NAVIGATION = [
    (_("Vault"), "vault:organization_vault", "lock", P.ORGANIZATION_VIEW),
    (_("Members"), "vault:member_list", "users", P.MEMBERS_VIEW),
    (_("Groups"), "vault:group_list", "users-group", P.GROUPS_MANAGE),
    (_("Reports"), "vault:organization_reports", "report-analytics", P.REPORTS_VIEW),
    (_("Import"), "vault:import_items", "upload", P.ITEMS_IMPORT),
    (_("Export"), "vault:export_organization", "download", P.ITEMS_EXPORT),
    (_("Event logs"), "vault:organization_event_log", "history", P.EVENTS_VIEW),
    (_("Policies"), "organizations:policy_list", "shield-check", P.POLICIES_MANAGE),
    (_("Claimed domains"), "organizations:domain_list", "world", P.DOMAINS_MANAGE),
    (_("Integrations"), "organizations:integrations", "api", P.SCIM_MANAGE),
    (_("Settings"), "vault:organization_settings", "settings", P.ORGANIZATION_MANAGE),
]
VAULT_NAVIGATION = [
    (_("All items"), "vault:member_vault", "lock"),
    (_("Sends"), "vault:send_list", "send"),
    (_("Generator"), "vault:generator", "dice-5"),
    (_("Emergency access"), "vault:emergency_list", "lifebuoy"),
    (_("Reports"), "vault:own_reports", "report-analytics"),
    (_("Import"), "vault:import_own_items", "upload"),
    (_("Export"), "vault:export_vault", "download"),
]
ACCOUNT_NAVIGATION = [
    (_("Account settings"), "accounts:settings", "settings"),
    (_("E-mail address"), "accounts:email", "at"),
    (_("Master password"), "accounts:password", "password"),
    (_("Passkeys"), "accounts:login_passkey_list", "fingerprint"),
    (_("Account key"), "vault:account_key", "key"),
    (_("Two-step login"), "accounts:two_step", "shield-check"),
    (_("Devices"), "accounts:device_list", "devices"),
    (_("Equivalent domains"), "accounts:equivalent_domains", "world"),
    (_("Organizations"), "organizations:own_organizations", "building"),
]
OPERATOR_NAVIGATION = [
    (_("Applications"), "providers:application_list", "list-details"),
    (_("Providers"), "organizations:operator_provider_list", "building-community"),
    (_("API"), "accounts:api_docs", "api"),
]
# What the place must have, besides the permission of the person, for an entry to be there.
CONDITIONS = {
    "organizations:provider_event_log": attrgetter("use_events"),
    "organizations:client_event_log": attrgetter("use_events"),
    "organizations:integrations": attrgetter("features.scim"),
    "organizations:policy_list": attrgetter("features.policies"),
    "organizations:domain_list": attrgetter("features.domains"),
    "vault:group_list": attrgetter("features.groups"),
    "vault:organization_event_log": attrgetter("features.events"),
}
# How much waits behind an entry, for those who can do something about it.
COUNTS = {
    "organizations:seat_request_list": (
        P.CLIENT_SEATS_PURCHASE,
        lambda provider: seat_requests_of(provider).waiting().count(),
    ),
}
RECENT_CLIENTS = 6


class Shell:
    """Evaluated by the templates as far as a page asks for it."""

    def __init__(self, request):
        self.request = request
        self.user = request.user
        self.here = getattr(request, "guarded", None)
        # Binds the vault agent's unlocked keys to this session.
        self.epoch = request.session.get("epoch", "")

    @property
    def urls(self):
        return {
            "lock": reverse("accounts:lock"),
            "log_out": reverse("accounts:logout"),
            "account": reverse("accounts:settings"),
            "confirmations": reverse("organizations:waiting_confirmations"),
        }

    @cached_property
    def banner(self):
        """Return the line over the page: that something is suspended, or what an organization tells its members."""
        if isinstance(self.here, Provider) and not self.here.enabled:
            words = {"provider": self.here.name}
            if self.user.has_perm(P.PROVIDER_MANAGE, self.here):
                text = _("%(provider)s is suspended, and its clients with it. Contact whoever runs this portal.")
            else:
                text = _("%(provider)s is suspended, and its clients with it. Contact your Provider Admin.")
            return {"kind": "danger", "text": text % words}
        if name := self.suspended_organization:
            text = _("%(organization)s is suspended. Contact whoever manages it.") % {"organization": name}
            return {"kind": "danger", "text": text}
        return self.vault_banner if self.is_vault else None

    @property
    def vault_banner(self):
        """Return that a device waits to be let in, which it does for minutes only, or what an organization tells."""
        if login_requests.waiting(self.user).exists():
            text, label = _("A device asks to be let in without the master password."), _("Look at it")
            return {"kind": "warning", "text": text, "url": reverse("accounts:login_request_list"), "label": label}
        notice = policies_on(self.user, Policy.Kind.VAULT_BANNER)
        return {"kind": "info", "text": f"{notice['title']}: {notice['description']}"} if notice else None

    @property
    def suspended_organization(self):
        """Return the name of one that is suspended: where one is, or of whose items one misses in one's own vault."""
        if isinstance(self.here, Organization):
            return "" if self.here.enabled else self.here.name
        if not self.is_vault:
            return ""
        memberships = self.user.organization_memberships.confirmed().filter(organization__enabled=False)
        return memberships.order_by("organization__name").values_list("organization__name", flat=True).first()

    @property
    def generator_rules(self):
        """What policies ask of generated passwords, for the form of an item."""
        return policies_on(self.user, Policy.Kind.PASSWORD_GENERATOR)

    @property
    def products(self):
        """Return every place the person may work in: {label, url, icon, kind, current}."""
        yield self.product(_("Password Manager"), "vault:member_vault", "lock", "vault", current=self.is_vault)
        for organization in self.consoles:
            yield self.product(
                organization.name,
                "vault:organization_vault",
                "building",
                "organization",
                organization_id=organization.pk,
                current=organization == self.here,
            )
        for provider in Provider.objects.visible_to(self.user).order_by("name"):
            yield self.product(
                provider.name,
                "organizations:client_list",
                "building-community",
                "provider",
                provider_id=provider.pk,
                current=provider == self.here,
            )
        for client in self.recent_clients:
            yield self.product(
                client.name,
                "vault:organization_vault",
                "building",
                "client",
                organization_id=client.pk,
                current=client == self.here,
            )
        if self.user.is_operator:
            yield self.product(
                _("Platform"), "providers:application_list", "server", "operator", current=self.is_operator_page
            )

    def product(self, label, url_name, icon, kind, *, current, **arguments):
        url = reverse(url_name, kwargs=arguments)
        return {"label": label, "url": url, "icon": icon, "kind": kind, "current": current}

    @property
    def is_vault(self):
        return self.request.path.startswith(("/vault/", "/sends/"))

    @property
    def is_operator_page(self):
        return self.request.path.startswith(("/operator/", DOCS))

    @property
    def consoles(self):
        """Return the organizations the person administers as a member, by name."""
        member_of = self.user.organization_memberships.confirmed().values("organization")
        opened = Organization.objects.granting(P.CONSOLE_VIEW, self.user)
        return opened.filter(pk__in=member_of).order_by("name")

    @property
    def recent_clients(self):
        """Return the clients opened last in this session, the latest first."""
        ids = [UUID(pk) for pk in self.request.session.get("recent_clients", [])]
        clients = Organization.objects.clients_granting(P.ORGANIZATION_VIEW, self.user).in_bulk(ids)
        return [clients[pk] for pk in ids if pk in clients]

    @property
    def navigation(self):
        """Return the side navigation of where the person is: {label, url, icon, current}."""
        if isinstance(self.here, Provider):
            return self.entries(PROVIDER_NAVIGATION, provider_id=self.here.pk)
        if isinstance(self.here, Organization):
            return self.entries(ORGANIZATION_NAVIGATION, organization_id=self.here.pk)
        if self.is_operator_page:
            return self.entries([(*entry, None) for entry in OPERATOR_NAVIGATION])
        if self.request.path.startswith("/accounts/"):
            return self.entries([(*entry, None) for entry in ACCOUNT_NAVIGATION])
        return self.entries([(*entry, None) for entry in VAULT_NAVIGATION])

    def entries(self, navigation, **arguments):
        entries = [
            {"label": label, "url": reverse(url_name, kwargs=arguments), "icon": icon, "count": self.waiting(url_name)}
            for label, url_name, icon, permission in navigation
            if self.is_offered(url_name, permission)
        ]
        # An address may lie below two entries; the nearer one is where the person is.
        above = [entry["url"] for entry in entries if self.request.path.startswith(entry["url"])]
        here = max(above, key=len, default=None)
        return [{**entry, "current": entry["url"] == here} for entry in entries]

    def waiting(self, url_name):
        """Return how much waits behind an entry; None where that is nothing, or not for this person to answer."""
        permission, count = COUNTS.get(url_name, (None, None))
        return (count(self.here) or None) if count and self.user.has_perm(permission, self.here) else None

    def is_offered(self, url_name, permission):
        if permission is not None and not self.user.has_perm(permission, self.here):
            return False
        return url_name not in CONDITIONS or CONDITIONS[url_name](self.here)


def shell(request):
    """Context processor: `shell` on signed-in pages."""
    user = getattr(request, "user", None)
    return {"shell": Shell(request)} if user is not None and user.is_authenticated else {}


def remember_client(request, organization):
    """Put the client at the head of the session's recently opened ones."""
    ids = [pk for pk in request.session.get("recent_clients", []) if pk != str(organization.pk)]
    request.session["recent_clients"] = [str(organization.pk), *ids][:RECENT_CLIENTS]
