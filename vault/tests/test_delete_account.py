"""The end of an account: what is theirs goes, what organizations own stays, and nobody is left without an owner."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from accounts.models import User
from accounts.tests.helpers import OTHER_HASH
from events.models import Event
from events.types import EventType
from organizations.models import OrganizationMember
from provider_portal.tests.world import PROOF, Role, add_member, make_send, make_user
from providers.models import ProviderMember
from vault.models import Attachment, Cipher, Folder

pytestmark = pytest.mark.django_db


def delete(client, person):
    client.force_login(person)
    return client.post(reverse("vault:delete_account"), {"loginHash": PROOF}, content_type="application/json")


def test_an_account_goes_with_all_that_is_its_own(client, world, member, mailoutbox, django_capture_on_commit_callbacks):
    names = [default_storage.save(f"{folder}/mine", ContentFile(b"x")) for folder in ("attachments", "sends")]
    Attachment.objects.create(
        cipher=world.own_item, file_name=world.folder.name, wrapped_key=world.folder.name, size=1, file=names[0]
    )
    make_send(member, file=names[1])

    with django_capture_on_commit_callbacks(execute=True):
        answer = delete(client, member)

    assert answer.json()["url"] == reverse("accounts:login")
    assert not User.objects.filter(pk=member.pk).exists()
    assert not Cipher.objects.filter(pk=world.own_item.pk).exists()
    assert Cipher.objects.filter(pk=world.acme.shared_item.pk).exists()
    assert not any(default_storage.exists(name) for name in names)
    assert not OrganizationMember.objects.filter(pk=world.acme.member.pk).exists()
    kinds = set(Event.objects.filter(user_id=member.pk).values_list("type", flat=True))
    assert {EventType.USER_DELETED, EventType.MEMBER_LEFT} <= kinds
    assert [message.to for message in mailoutbox] == [[member.email]]
    # The session is over.
    assert client.get(reverse("accounts:settings")).status_code == 302


def test_the_last_owner_and_the_last_provider_admin_stay(client, world, owner, provider_admin):
    for person, place in ((owner, "Acme"), (provider_admin, "Northwind")):
        answer = delete(client, person)
        assert answer.status_code == 400
        assert place in answer.json()["message"]
        assert User.objects.filter(pk=person.pk).exists()


def test_they_may_go_once_there_is_another_one(client, world, owner, provider_admin):
    for organization in [row.organization for row in owner.organization_memberships.all()]:
        add_member(organization, make_user("other-owner@acme.test"), Role.OWNER)
    admin = make_user("other-admin@msp.test")
    world.northwind.members.create(
        user=admin, role=ProviderMember.Role.PROVIDER_ADMIN, status=ProviderMember.Status.CONFIRMED
    )
    for person in (owner, provider_admin):
        assert delete(client, person).status_code == 200
        assert not User.objects.filter(pk=person.pk).exists()


def test_a_vault_is_emptied_after_the_master_password_and_what_is_shared_stays(client, world, member):
    client.force_login(member)

    def purge(login_hash):
        return client.post(reverse("vault:purge_own_vault"), {"loginHash": login_hash}, content_type="application/json")

    assert purge(OTHER_HASH).status_code == 400
    assert Cipher.objects.filter(pk=world.own_item.pk).exists()
    assert purge(PROOF).json()["url"] == reverse("vault:member_vault")
    assert not Cipher.objects.filter(user=member).exists() and not Folder.objects.filter(user=member).exists()
    assert Cipher.objects.filter(pk=world.acme.shared_item.pk).exists()
