"""The members as a CSV file."""

import csv

import pytest
from django.urls import reverse

from provider_portal.tests.world import make_group, sealed

pytestmark = pytest.mark.django_db


def exported(client, world):
    answer = client.get(reverse("vault:export_members", args=[world.acme.organization.pk]))
    return list(csv.reader(answer.getvalue().decode().splitlines()))


def test_every_member_has_a_line(client, world, owner, grouped, member, django_assert_max_num_queries):
    make_group(world.acme.organization, "Finance", grouped)
    make_group(world.birch.organization, "Elsewhere", grouped)
    member.two_factor_methods.create(kind=0, enabled=True)
    world.acme.organization.members.filter(user=member).update(recovery_key=sealed())
    client.force_login(owner)

    with django_assert_max_num_queries(20):
        rows = exported(client, world)

    assert rows[0] == ["E-mail", "Name", "Status", "Role", "Two-step login", "Account recovery", "Groups"]
    assert len(rows) == 1 + world.acme.organization.members.count()
    assert ["grouped@acme.test", "grouped", "Confirmed", "User", "Off", "Not enrolled", "Finance, Support"] in rows
    assert ["member@acme.test", "member", "Confirmed", "User", "On", "Enrolled", ""] in rows


def test_the_recovery_flag_alone_exports_those_who_are_enrolled(client, world, custom, member):
    members = world.acme.organization.members
    members.filter(user=custom).update(custom_flags=["manageResetPassword"])
    members.filter(user=member).update(recovery_key=sealed())
    client.force_login(custom)

    assert [row[0] for row in exported(client, world)[1:]] == ["member@acme.test"]


def test_a_name_is_no_formula(client, world, owner, member):
    type(member).objects.filter(pk=member.pk).update(name="=1+1")
    client.force_login(owner)

    assert "'=1+1" in [row[1] for row in exported(client, world)]
