"""One page of an organization's members, in a number of statements that does not grow with them."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Collate
from django.utils.translation import gettext_lazy as _

from accounts.models import TwoFactorMethod, User
from accounts.permissions import Permission
from organizations.domains import claimed_members
from organizations.keyring import holds_key
from organizations.models import OrganizationMember
from organizations.policies import refusals_of_joining
from organizations.reach import reach_of
from organizations.recovery import recovers_accounts
from vault.models import CollectionUserGrant
from vault.people import is_id

SIZE = 50
METHODS = TwoFactorMethod.objects.filter(enabled=True)
Status = OrganizationMember.Status
# The tabs: what the address says, the label, the status.
TABS = [
    ("", _("All"), None),
    ("invited", _("Invited"), Status.INVITED),
    ("accepted", _("Needs confirmation"), Status.ACCEPTED),
    ("revoked", _("Revoked"), Status.REVOKED),
]
BADGES = {Status.INVITED: "info", Status.ACCEPTED: "warning", Status.REVOKED: "danger", Status.STAGED: ""}


@dataclass
class Row:
    member: OrganizationMember
    groups: int
    collections: int
    is_self: bool
    may_touch: bool
    may_confirm: bool
    may_see_events: bool
    may_recover: bool
    # Why nobody's portal confirms the member by itself, where it would.
    held_back: str | None

    @property
    def badge(self):
        """The kind of the status badge; a confirmed member has none."""
        return BADGES.get(self.member.status)

    @property
    def actions(self):
        """What may be done to the member now, by name."""
        status = self.member.status
        if not self.may_touch:
            return []
        actions = {
            "resend": status == Status.INVITED,
            "confirm": status == Status.ACCEPTED and self.may_confirm,
            "restore": status == Status.REVOKED,
            "revoke": status != Status.REVOKED and not self.is_self,
            "remove": not self.is_self and not self.member.is_claimed,
            "delete": not self.is_self and self.member.is_claimed,
        }
        return [name for name, possible in actions.items() if possible]


def only_enrolled(user, organization):
    """Whoever may recover accounts, and nothing else about members, sees those alone who are enrolled (features 1.8)."""
    through = (Permission.MEMBERS_MANAGE, Permission.GROUPS_MANAGE)
    return not any(user.has_perm(permission, organization) for permission in through)


class MemberPage:
    """Members by address, after or before the one the address of the page names."""

    def __init__(self, organization, user, query):
        self.organization = organization
        self.user = user
        self.tab = next((tab for tab in TABS if tab[0] == query.get("status", "")), TABS[0])
        self.search = query.get("q", "").strip()[:200]
        self.after, self.before = query.get("after"), query.get("before")
        self.can_confirm = holds_key(user, organization)
        self.may_manage = user.has_perm(Permission.MEMBERS_MANAGE, organization)
        self.may_recover = user.has_perm(Permission.RECOVERY_MANAGE, organization) and recovers_accounts(organization)
        self.members, self.previous, self.next = self.slice()
        self.rows = self.as_rows(reach_of(user, organization))

    @property
    def found(self):
        # Under a collation of its own, so that Postgres starts from the organization's members: the index of
        # addresses is in the right order, but it holds everybody.
        members = self.organization.members.select_related("user").annotate(address=Collate("user__email", "C"))
        members = members.annotate(
            has_two_step=Exists(METHODS.filter(user=OuterRef("user"))),
            is_claimed=Exists(claimed_members(self.organization).filter(pk=OuterRef("pk"))),
        )
        if only_enrolled(self.user, self.organization):
            members = members.filter(recovery_key__isnull=False)
        if self.tab[2] is not None:
            members = members.filter(status=self.tab[2])
        if self.search:
            members = members.filter(Q(user__email__icontains=self.search) | Q(user__name__icontains=self.search))
        return members

    def slice(self):
        """Return the members of this page, and the ids that the pages before and after start from."""
        before, after = self.place_of(self.before), self.place_of(self.after)
        if before:
            found = list(self.found.filter(address__lt=before).order_by("-address")[: SIZE + 1])
            members = found[:SIZE][::-1]
            return members, edge(members[:1], len(found) > SIZE), edge(members[-1:], True)
        found = self.found.filter(address__gt=after) if after else self.found
        found = list(found.order_by("address")[: SIZE + 1])
        members = found[:SIZE]
        return members, edge(members[:1], bool(after)), edge(members[-1:], len(found) > SIZE)

    def place_of(self, pk):
        """Return the address of a member; the page's own address names members by id, so that it tells nobody."""
        if not pk or not is_id(pk):
            return None
        return self.organization.members.filter(pk=pk).values_list("user__email", flat=True).first()

    def as_rows(self, reach):
        collections, groups = self.counts()
        may_see_events = self.user.has_perm(Permission.EVENTS_VIEW, self.organization)
        sees_events = may_see_events and self.organization.features.events
        held_back = self.held_back()
        return [
            Row(
                member=member,
                groups=groups.get(member.user_id, 0),
                collections=collections.get(member.pk, 0),
                is_self=member.user_id == self.user.pk,
                may_touch=reach.covers(member.role, member.custom_flags),
                may_confirm=self.can_confirm,
                may_see_events=sees_events,
                may_recover=self.may_recover
                and member.recovery_key is not None
                and member.user_id != self.user.pk
                and reach.recovers(member.role, member.custom_flags),
                held_back=held_back.get(member.pk),
            )
            for member in self.members
        ]

    def held_back(self):
        """Return {member id: words, or None} for those who would be confirmed automatically, were it not for a policy."""
        if self.organization.automatic_confirmation is None:
            return {}
        return refusals_of_joining(self.organization, [row for row in self.members if row.status == Status.ACCEPTED])

    def counts(self):
        grants = CollectionUserGrant.objects.filter(member__in=[member.pk for member in self.members])
        places = User.groups.through.objects.filter(
            user__in=[member.user_id for member in self.members], group__group__organization=self.organization
        )
        return (
            dict(grants.values_list("member").annotate(Count("pk"))),
            dict(places.values_list("user").annotate(Count("pk"))),
        )

    @property
    def tabs(self):
        """The tabs with their counts: {key, label, count, current}."""
        members = self.organization.members.order_by()
        if only_enrolled(self.user, self.organization):
            members = members.filter(recovery_key__isnull=False)
        counts = dict(members.values_list("status").annotate(Count("pk")))
        return [
            {
                "key": key,
                "label": label,
                "count": sum(counts.values()) if status is None else counts.get(status, 0),
                "current": key == self.tab[0],
            }
            for key, label, status in TABS
        ]


def edge(members, more):
    """Return the id that the next page in this direction starts from, or None."""
    return members[0].pk if members and more else None
