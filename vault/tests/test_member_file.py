"""Inviting by a file: the preview, the lines that cannot be used, and who is invited in the end."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from events.models import Event
from events.types import EventType
from organizations.models import OrganizationMember
from provider_portal.tests.world import Role, Status

pytestmark = pytest.mark.django_db
FILE = """E-mail;Role;Groups
ada@acme.test;;Support
Grace@Acme.test;Admin
nobody
ada@acme.test;user
member@acme.test
eve@acme.test;superuser
mallory@acme.test;user;Nowhere
"""


def url(world):
    return reverse("vault:invite_from_file", args=[world.acme.organization.pk])


def upload(text):
    return {"file": SimpleUploadedFile("people.csv", text.encode("utf-8-sig"))}


@pytest.fixture
def roomy(world):
    type(world.acme.organization).objects.update(seats=50)


def test_a_file_is_shown_before_anybody_is_invited(client, world, owner):
    client.force_login(owner)

    page = client.post(url(world), upload(FILE)).content.decode()

    for words in ("2 people can be invited.", "5 lines cannot be used", "no e-mail address", "in the file already",
                  "has to be user, admin or owner", "There is no group “Nowhere”."):
        assert words in page
    assert not OrganizationMember.objects.filter(user__email="ada@acme.test").exists()


def test_the_good_are_invited_and_the_others_come_back(client, world, owner, roomy, mailoutbox, on_commit):
    client.force_login(owner)

    with on_commit():
        page = client.post(url(world), {"text": FILE, "step": "invite"}).content.decode()

    invited = world.acme.organization.members.filter(status=Status.INVITED).order_by("user__email")
    assert [(row.user.email, row.role) for row in invited] == [("ada@acme.test", Role.MEMBER), ("grace@acme.test", Role.ADMIN)]
    assert world.acme.group.auth_group.user_set.filter(email="ada@acme.test").exists()
    assert Event.objects.filter(type=EventType.MEMBER_INVITED).count() == 2
    assert len(mailoutbox) == 2
    assert "eve@acme.test,superuser" in page
    assert "mallory@acme.test,user,Nowhere" in page


def test_all_find_a_seat_or_nobody(client, world, owner):
    type(world.acme.organization).objects.update(seats=7)
    client.force_login(owner)
    text = "one@acme.test\ntwo@acme.test\nthree@acme.test,admin\n"

    page = client.post(url(world), {"text": text, "step": "invite"}).content.decode()

    assert "2 free seats only" in page
    assert not world.acme.organization.members.filter(status=Status.INVITED).exists()


def test_nobody_gives_more_than_they_hold(client, world, admin):
    client.force_login(admin)

    page = client.post(url(world), {"text": "boss@acme.test,owner"}).content.decode()

    assert "You may not give more than you hold yourself." in page
    assert "0 people can be invited." in page


@pytest.mark.parametrize(("content", "words"), [(b"\xff\xfe", "not UTF-8"), (b"a\0b", "no text file"), (b"", "empty")])
def test_what_is_no_text_is_said(client, world, owner, content, words):
    client.force_login(owner)

    page = client.post(url(world), {"file": SimpleUploadedFile("people.csv", content)}).content.decode()

    assert words in page


def test_hundreds_take_as_many_statements_as_a_few(client, world, owner, django_assert_max_num_queries):
    type(world.acme.organization).objects.update(seats=2000)
    client.force_login(owner)
    many = "".join(f"person{number}@acme.test\n" for number in range(700))

    with django_assert_max_num_queries(40):
        client.post(url(world), {"text": many, "step": "invite"})

    assert world.acme.organization.members.filter(status=Status.INVITED).count() == 700


def test_an_invitation_is_not_mailed_without_end(client, world, owner):
    client.force_login(owner)
    client.post(url(world), {"text": "slow@acme.test", "step": "invite"})
    member = world.acme.organization.members.get(user__email="slow@acme.test")
    address = reverse("organizations:resend_invitation", args=[world.acme.organization.pk])

    answers = [
        client.post(address, {"members": [str(member.pk)]}, content_type="application/json").json()["results"][0]["error"]
        for _ in range(7)
    ]

    assert answers[:6] == [None] * 6
    assert "several times within the hour" in answers[6]
