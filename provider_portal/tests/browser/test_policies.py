"""An owner sets policies, and a member feels one."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from organizations.models import OrganizationMember, Policy
from provider_portal.tests.browser.clients import real_organization, real_provider
from provider_portal.tests.browser.helpers import log_in, look_at, make_account


@pytest.fixture
def world(live):
    acme = real_organization("Acme", real_provider("Northwind", make_account("admin@msp.test")))
    owner, member = make_account("owner@acme.test"), make_account("grace@acme.test")
    acme.add(owner, OrganizationMember.Role.OWNER)
    acme.add(member)
    birch = real_organization("Birch")
    birch.add(member)
    return SimpleNamespace(acme=acme, owner=owner, member=member)


def edit(page, name):
    page.get_by_role("link", name=f"Edit “{name}”").click()
    page.get_by_label("Turned on").check()


def save(page):
    page.get_by_role("button", name="Save").click()


def test_policies_are_set_in_their_order_and_revoke_who_breaks_them(page, world):
    log_in(page, world.owner, reverse("organizations:policy_list", args=[world.acme.row.pk]))
    look_at(page, "policy-list")
    edit(page, "Session timeout")
    page.get_by_label("Minutes").fill("15")
    save(page)
    expect(page.get_by_text("Turn on “Single organization” first: this one needs it.")).to_be_visible()
    look_at(page, "policy-refused")

    page.get_by_role("link", name="Cancel").click()
    edit(page, "Single organization")
    save(page)
    expect(page.get_by_text("1 member breaks it and is revoked.")).to_be_visible()
    revoked = world.acme.row.members.get(user=world.member.user)
    assert revoked.revocation_reason == OrganizationMember.RevocationReason.SINGLE_ORGANIZATION_POLICY

    edit(page, "Session timeout")
    page.get_by_label("Minutes").fill("15")
    save(page)
    expect(page.get_by_text("The policy “Session timeout” is saved.")).to_be_visible()
    edit(page, "Master password requirements")
    page.get_by_label("Shortest length").fill("16")
    look_at(page, "policy-master-password")
    save(page)
    look_at(page, "policy-list-on")

    assert set(world.acme.row.policies.filter(enabled=True).values_list("kind", flat=True)) == {
        Policy.Kind.SINGLE_ORGANIZATION,
        Policy.Kind.VAULT_TIMEOUT,
        Policy.Kind.MASTER_PASSWORD,
    }
