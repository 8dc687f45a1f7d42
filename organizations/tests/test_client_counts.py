from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from django.db.models import F

from organizations.models import Organization, OrganizationMember
from provider_portal.tests.world import add_member, make_organization, make_user, sealed

Role, Status = OrganizationMember.Role, OrganizationMember.Status


def counts(organization):
    row = Organization.objects.get(pk=organization.pk)
    return row.used, row.confirmed_members, row.confirmed_owners, row.waiting_members


def test_the_counts_follow_every_kind_of_change(db):
    acme, birch = make_organization("Acme"), make_organization("Birch")
    people = [make_user(f"p{number}@acme.test") for number in range(6)]
    states = [Status.CONFIRMED, Status.CONFIRMED, Status.ACCEPTED, Status.INVITED, Status.REVOKED, Status.STAGED]
    OrganizationMember.objects.bulk_create(
        OrganizationMember(
            organization=acme,
            user=person,
            role=Role.OWNER,
            status=status,
            wrapped_key=sealed(),
            status_before_revocation=Status.CONFIRMED if status == Status.REVOKED else None,
        )
        for person, status in zip(people, states, strict=True)
    )
    add_member(birch, people[0])
    assert counts(acme) == (4, 2, 2, 1)
    assert counts(birch) == (1, 1, 0, 0)

    acme.members.filter(status=Status.ACCEPTED).update(status=Status.CONFIRMED, role=Role.ADMIN)
    assert counts(acme) == (4, 3, 2, 0)

    OrganizationMember.objects.filter(user=people[0]).delete()
    assert counts(acme) == (3, 2, 1, 0)
    assert counts(birch) == (0, 0, 0, 0)

    acme.members.update(external_id="x")
    assert counts(acme) == (3, 2, 1, 0)


def test_saving_a_whole_row_leaves_the_counts(db):
    acme = make_organization("Acme")
    add_member(acme, make_user("owner@acme.test"), role=Role.OWNER)

    acme.name = "Acme & Sons"
    acme.save()
    Organization.objects.update(used=F("used") + 7)

    assert counts(acme) == (1, 1, 1, 0)


@pytest.mark.django_db(transaction=True)
def test_two_who_join_at_once_are_both_counted():
    acme = make_organization("Acme")
    people = [make_user(f"p{number}@acme.test") for number in range(2)]
    both = Barrier(2)

    def join(person):
        try:
            with transaction.atomic():
                OrganizationMember.objects.filter(organization=acme).count()
                both.wait(10)
                add_member(acme, person)
        finally:
            connection.close()

    threads = [Thread(target=join, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert counts(acme) == (2, 2, 0, 0)
