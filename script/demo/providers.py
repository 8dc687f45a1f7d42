"""The providers, who works for them, and who would like to be one."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from providers.models import Provider, ProviderApplication, ProviderKey, ProviderKeyShare, ProviderMember
from script.client import organization as client

Role, Status = ProviderMember.Role, ProviderMember.Status


@dataclass(frozen=True)
class Msp:
    """A provider: its row, its key, and its confirmed staff, the administrator first."""

    row: Provider
    key: ProviderKey
    opened: client.Provider
    staff: list[User]

    @property
    def admin(self):
        return self.staff[0]


def make_provider(name, domain, staff, *, minimums, others=()):
    """Make a provider with `staff`, a list of (user, role), and `others`, (user, status), who are not in yet."""
    teams, enterprise = minimums
    row = Provider.objects.create(
        name=name,
        business_name=f"{name} Ltd",
        billing_email=f"billing@{domain}",
        status=Provider.Status.BILLABLE,
        teams_seat_minimum=teams,
        enterprise_seat_minimum=enterprise,
        created_at=timezone.now() - timedelta(days=820),
    )
    key = ProviderKey.objects.create(provider=row)
    opened = client.make_provider()
    members = [ProviderMember(provider=row, user=user, role=role, status=Status.CONFIRMED) for user, role in staff]
    waiting = [
        ProviderMember(provider=row, user=user, role=Role.SERVICE_USER, status=status) for user, status in others
    ]
    ProviderMember.objects.bulk_create(members + waiting)
    ProviderKeyShare.objects.bulk_create(
        ProviderKeyShare(key=key, member=member, wrapped_key=opened.seal_to(member.user.public_key))
        for member in members
    )
    return Msp(row, key, opened, [user for user, _ in staff])


def make_applications(approved, operator):
    """Make one application that became `approved`, a provider, and one that waits for the operator."""
    now = timezone.now()
    ProviderApplication.objects.create(
        name=approved.name,
        contact_name="Petra Provider",
        email=approved.billing_email,
        has_organization=False,
        has_client=True,
        message="We look after the computers of twelve businesses in our region.",
        status=ProviderApplication.Status.APPROVED,
        provider=approved,
        decided_by=operator,
        submitted_at=approved.created_at - timedelta(days=2),
        decided_at=approved.created_at,
    )
    ProviderApplication.objects.create(
        name="Harbor Managed Services",
        contact_name="Hanna Harbor",
        email="hanna@harbor.example",
        has_organization=True,
        has_client=True,
        message="Three technicians, about forty clients. We would like to start with five of them.",
        submitted_at=now - timedelta(days=1, hours=3),
    )
