"""What a directory tool sends at once: who belongs here, and in which groups; in a fixed number of statements."""

from collections import defaultdict

from django.contrib.auth.models import Group as AuthGroup
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.querysets import normalize_email
from events.types import EventType
from organizations.models import Group, OrganizationMember
from organizations.roles import MemberRole
from organizations.services import members as memberships
from organizations.services.events import record_many_in
from provider_portal.models import time_ordered_id

Places = User.groups.through


@transaction.atomic
def import_directory(organization, *, members, groups, overwrite, actor):
    """Invite and remove `members`, make and fill `groups` as the directory knows them; raises SeatsExhausted.

    `members` have `external_id`, `email` and `deleted`; `groups` have `name`, `external_id` and
    `member_external_ids`. With `overwrite`, who came from the directory and is not among `members` is removed.
    Owners are never removed.
    """
    organization = memberships.locked(organization)
    wanted = {row.external_id: normalize_email(row.email) for row in members if row.email and not row.deleted}
    gone = {row.external_id for row in members if row.deleted} - wanted.keys()
    remove(organization, gone, set(wanted) if overwrite else None, actor)
    add(organization, wanted, actor)
    if groups:
        rows = write_groups(organization, groups, actor)
        fill(organization, groups, rows, actor)


def remove(organization, gone, staying, actor):
    known = organization.members.exclude(external_id=None).exclude(role=MemberRole.OWNER)
    leaving = [
        pk
        for pk, external_id in known.values_list("pk", "external_id")
        if external_id in gone or staying is not None and external_id not in staying
    ]
    if leaving:
        memberships.remove_members(organization, leaving, actor=actor)


def add(organization, wanted, actor):
    """Give members who are here by their address the directory's id, and invite who is not."""
    known = set(organization.members.exclude(external_id=None).values_list("external_id", flat=True))
    fresh = {email: external_id for external_id, email in wanted.items() if external_id not in known}
    here = list(organization.members.filter(user__email__in=fresh).select_related("user"))
    invited = memberships.invite_members(
        organization,
        emails=fresh.keys() - {member.user.email for member in here},
        role=MemberRole.MEMBER,
        actor=actor,
    )
    for member in [*here, *invited]:
        member.external_id = fresh[member.user.email]
    OrganizationMember.objects.bulk_update([*here, *invited], ["external_id"], batch_size=1000)


def write_groups(organization, groups, actor):
    """Return {external id: group} of `groups`: made, or renamed, as the directory calls them."""
    names = {group.external_id: group.name for group in groups}
    rows = {row.external_id: row for row in organization.groups.filter(external_id__in=names).select_for_update()}
    renamed = [row for row in rows.values() if row.name != names[row.external_id]]
    for row in renamed:
        row.name, row.updated_at = names[row.external_id], timezone.now()
    Group.objects.bulk_update(renamed, ["name", "updated_at"], batch_size=1000)
    made = [
        Group(pk=time_ordered_id(), organization=organization, name=name, external_id=external_id)
        for external_id, name in names.items()
        if external_id not in rows
    ]
    behind = AuthGroup.objects.bulk_create(AuthGroup(name=f"group {row.pk}") for row in made)
    for row, auth_group in zip(made, behind, strict=True):
        row.auth_group = auth_group
    Group.objects.bulk_create(made, batch_size=1000)
    for kind, changed in ((EventType.GROUP_CREATED, made), (EventType.GROUP_UPDATED, renamed)):
        record_many_in(organization, kind, [{"group_id": row.pk} for row in changed], actor=actor)
    return rows | {row.external_id: row for row in made}


def fill(organization, groups, rows, actor):
    """Make the directory's members of each group the only ones in it."""
    people = dict(organization.members.exclude(external_id=None).values_list("external_id", "user_id"))
    after = defaultdict(set)
    for group in groups:
        after[rows[group.external_id].auth_group_id] |= {
            people[pk] for pk in group.member_external_ids if pk in people
        }
    before = Places.objects.filter(group__in=after).values_list("pk", "group", "user")
    places = {(group, user): pk for pk, group, user in before}
    wanted = {(group, user) for group, users in after.items() for user in users}
    Places.objects.filter(pk__in=[pk for place, pk in places.items() if place not in wanted]).delete()
    Places.objects.bulk_create(
        [Places(group_id=group, user_id=user) for group, user in wanted - places.keys()],
        ignore_conflicts=True,
        batch_size=5000,
    )
    note_places(organization, rows.values(), wanted ^ places.keys(), actor)


def note_places(organization, groups, changed, actor):
    ids = {group.auth_group_id: group.pk for group in groups}
    concerned = {row.user_id: row for row in organization.members.filter(user__in={user for _, user in changed})}
    targets = [
        {"member_id": concerned[user].pk, "user_id": user, "group_id": ids[group]}
        for group, user in changed
        if user in concerned
    ]
    record_many_in(organization, EventType.MEMBER_UPDATED_GROUPS, targets, actor=actor)
    memberships.touch_accounts(concerned.values())
