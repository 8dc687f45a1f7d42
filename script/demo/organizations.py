"""The clients: who is in them, how they are grouped, and what their rules are."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.auth.models import Group as AuthGroup
from django.utils import timezone

from accounts.models import User
from organizations.models import Group, Organization, OrganizationMember, Policy
from organizations.plans import Plan
from script.client import organization as client
from script.demo.clients import Client
from script.demo.names import GROUPS
from script.demo.providers import Msp

Role, Status = OrganizationMember.Role, OrganizationMember.Status
UNREGISTERED = (Status.INVITED, Status.STAGED)
POLICIES = (
    (Policy.Kind.MASTER_PASSWORD, True, {"minComplexity": 3, "minLength": 12}),
    (Policy.Kind.PASSWORD_GENERATOR, True, {"overridePasswordType": "passphrase", "minNumberWords": 4}),
    (Policy.Kind.SEND_OPTIONS, True, {"disableHideEmail": True}),
    (Policy.Kind.TWO_STEP, False, {}),
)


@dataclass
class Tenant:
    """A client in the making: what was planned, its rows, and its opened key."""

    plan: Client
    row: Organization
    opened: client.Organization
    provider: Msp
    members: list = field(default_factory=list)
    groups: list = field(default_factory=list)
    collections: dict = field(default_factory=dict)
    items: list = field(default_factory=list)

    @property
    def confirmed(self):
        return [member for member in self.members if member.status == Status.CONFIRMED]

    @property
    def owner(self):
        return self.members[0]


def statuses(count):
    """Return the status of each of `count` members: those with a special one last."""
    if count < 8:
        special = {Status.INVITED: 1}
    else:
        shares = {Status.INVITED: 0.07, Status.ACCEPTED: 0.03, Status.REVOKED: 0.04, Status.STAGED: 0.02}
        special = {status: max(1, round(count * share)) for status, share in shares.items()}
    confirmed = count - sum(special.values())
    return [Status.CONFIRMED] * confirmed + list(Counter(special).elements())


def make_organization(plan, provider, pairs):
    opened = client.make_organization(pairs.take())
    row = Organization.objects.create(
        name=plan.name,
        billing_email=f"billing@{plan.domain}",
        plan=plan.plan,
        status=Organization.Status.MANAGED,
        seats=plan.seats,
        public_key=opened.public_key,
        wrapped_private_key=opened.wrapped_private_key,
        provider=provider.row,
        provider_key=provider.key,
        provider_wrapped_key=opened.wrap_for(provider.opened),
        allow_admin_access_to_all=plan.name == "Acme",
        created_at=timezone.now() - timedelta(days=30 * plan.months),
    )
    return Tenant(plan, row, opened, provider)


def plan_members(tenant, people, named):
    """Choose the people of a client, the `named` ones first, as its unsaved members."""
    for number, status in enumerate(statuses(tenant.plan.members)):
        if number < len(named):
            user = named[number]
        else:
            user = people.somebody(tenant.plan.domain, registered=status not in UNREGISTERED)
        role = role_of(number, tenant.plan, named)
        tenant.members.append(make_member(tenant, user, role, status, people.random))


def role_of(number, plan, named):
    """Return the role of the member at this place: owners and admins come first."""
    first_others = max(2, len(named))
    if number < 2:
        return (Role.OWNER, Role.ADMIN)[number]
    if plan.members >= 100 and first_others <= number < first_others + 6:
        return (Role.OWNER, Role.ADMIN, Role.ADMIN, Role.CUSTOM, Role.CUSTOM, Role.CUSTOM)[number - first_others]
    return Role.MEMBER


def make_member(tenant, user, role, status, random):
    days = random.uniform(1, 25) if status != Status.CONFIRMED else random.uniform(26, 30 * tenant.plan.months + 26)
    holds_key = status in (Status.CONFIRMED, Status.REVOKED)
    member = OrganizationMember(
        organization=tenant.row,
        user=user,
        role=role,
        status=status,
        wrapped_key=tenant.opened.seal_to(user.public_key) if holds_key else None,
        invited_at=timezone.now() - timedelta(days=days),
    )
    member.created_at = member.invited_at
    if role == Role.CUSTOM:
        member.custom_flags = random.sample(["accessEventLogs", "accessReports", "manageGroups", "manageUsers"], 2)
    if status == Status.REVOKED:
        member.status_before_revocation = Status.CONFIRMED
        member.revocation_reason = OrganizationMember.RevocationReason.MANUAL
    return member


def make_groups(tenant, random, alone):
    """Make the client's groups and sort its people into them, but for `alone`, whose grants are their own."""
    names = [name for name, _, _ in GROUPS] if tenant.plan.members >= 100 else ["Everyone", "Managers"]
    auth_groups = AuthGroup.objects.bulk_create(AuthGroup(name=f"{tenant.row.pk}/{name}") for name in names)
    tenant.groups = Group.objects.bulk_create(
        Group(organization=tenant.row, auth_group=auth_group, name=name)
        for auth_group, name in zip(auth_groups, names, strict=True)
    )
    people = [member.user for member in tenant.confirmed if member.user not in alone]
    link = User.groups.through
    links = [link(user=user, group=auth_groups[0]) for user in people]
    for auth_group in auth_groups[1:]:
        some = random.sample(people, max(1, len(people) // 8)) if people else []
        links += [link(user=user, group=auth_group) for user in some]
    link.objects.bulk_create(links)


def make_policies(tenant):
    """Set the usual policies where the plan has them; none of them keeps a demo account out."""
    if tenant.plan.plan != Plan.ENTERPRISE:
        return
    Policy.objects.bulk_create(
        Policy(organization=tenant.row, kind=kind, enabled=enabled, data=data) for kind, enabled, data in POLICIES
    )
