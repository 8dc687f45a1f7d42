import re

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts import mail_tokens
from accounts.models import MailToken
from events.models import Event
from events.types import EventType
from provider_portal.tests.world import add_provider_member, encstring, make_user, sealed
from providers.models import Provider, ProviderApplication, ProviderMember
from providers.services import applications as services

DETAILS = {"name": "Lakeside", "business_name": "", "billing_email": "Bills@Lakeside.test"}


@pytest.fixture
def token(world):
    return services.invite_provider(
        name="Lakeside IT", email="robin@lakeside.test", provider_type=Provider.Type.RESELLER
    )


@pytest.fixture
def robin(world):
    return make_user("robin@lakeside.test")


def send(client, token, **fields):
    body = {"token": token, "details": DETAILS, "key": sealed(), **fields}
    return client.post(reverse("providers:set_up_provider"), body, content_type="application/json")


def page(client, token):
    return client.get(reverse("providers:setup", kwargs={"token": token}))


def test_the_applicant_becomes_the_first_provider_admin(client, token, robin):
    client.force_login(robin)
    key = sealed()

    response = send(client, token, key=key)

    provider = Provider.objects.get(name="Lakeside")
    assert response.json()["url"] == reverse("organizations:client_list", kwargs={"provider_id": provider.pk})
    assert (provider.status, provider.type, provider.billing_email) == (
        Provider.Status.BILLABLE,
        Provider.Type.RESELLER,
        "bills@lakeside.test",
    )
    member = provider.members.get()
    assert (member.user, member.role, member.status) == (
        robin,
        ProviderMember.Role.PROVIDER_ADMIN,
        ProviderMember.Status.CONFIRMED,
    )
    assert (member.key_shares.get().wrapped_key, provider.keys.count()) == (key, 1)
    assert ProviderApplication.objects.get().provider == provider
    assert set(Event.objects.filter(provider_id=provider.pk).values_list("type", flat=True)) == {
        EventType.PROVIDER_APPLICATION_APPROVED,
        EventType.PROVIDER_SET_UP,
    }
    assert client.get(response.json()["url"]).status_code == 200


def test_the_link_works_once(client, token, robin):
    client.force_login(robin)
    send(client, token)

    assert send(client, token).status_code == 409
    assert page(client, token).status_code == 404
    assert Provider.objects.filter(name="Lakeside").count() == 1


def test_somebody_else_cannot_use_the_link(client, token, stranger):
    client.force_login(stranger)

    assert "logged in with another address" in page(client, token).content.decode()
    assert send(client, token).status_code == 409
    assert not Provider.objects.filter(name="Lakeside").exists()
    assert mail_tokens.find(MailToken.Purpose.PROVIDER_SETUP, token)


def test_signed_out_one_is_led_to_an_account_of_the_address(client, token):
    new = page(client, token).content.decode()
    make_user("robin@lakeside.test")
    known = page(client, token).content.decode()

    assert reverse("accounts:register") + "?" in new
    assert reverse("accounts:login") + "?" in known
    voucher = re.search(r"invitation=([^&\"]+)", new)[1]
    assert voucher


def test_the_form_is_for_the_applicant(client, token, robin):
    client.force_login(robin)

    form = page(client, token).context["form"]

    assert (form["name"].value(), form["billing_email"].value()) == ("Lakeside IT", "robin@lakeside.test")


def test_a_signed_out_post_makes_nothing(client, token):
    assert send(client, token).status_code == 302
    assert not Provider.objects.filter(name="Lakeside").exists()


@pytest.mark.parametrize("key", ["plain", "", None, encstring()])
def test_a_key_that_is_not_sealed_is_refused(client, token, robin, key):
    client.force_login(robin)

    assert send(client, token, key=key).status_code == 400
    assert not Provider.objects.filter(name="Lakeside").exists()


def test_a_name_that_is_too_long_is_refused_in_words(client, token, robin):
    client.force_login(robin)

    response = send(client, token, details={**DETAILS, "name": "x" * 51})

    assert "at most 50 characters" in response.json()["validationErrors"]["name"][0]


def test_the_command_prints_a_link_that_works(client, db, capsys):
    call_command("create_provider", "Lakeside", "--admin", "Robin@Lakeside.test", "--type", "business-unit")

    link = capsys.readouterr().out.split()[-1]
    assert client.get("/" + link.split("/", 3)[3]).status_code == 200
    assert ProviderApplication.objects.get().type == Provider.Type.BUSINESS_UNIT


@pytest.mark.parametrize("name, admin", [("Lakeside", "nobody"), ("x" * 51, "a@b.test"), (" ", "a@b.test")])
def test_the_command_refuses_in_words(db, name, admin):
    with pytest.raises(CommandError):
        call_command("create_provider", name, "--admin", admin)


def test_the_provider_list(client, world, provider_admin, stranger):
    address = reverse("providers:provider_list")
    client.force_login(stranger)
    assert "You work for no provider" in client.get(address).content.decode()

    client.force_login(provider_admin)
    assert str(world.northwind.pk) in client.get(address).url

    add_provider_member(world.rival, provider_admin, ProviderMember.Role.SERVICE_USER)
    chosen = client.get(address).content.decode()
    assert "Northwind" in chosen and "Rival" in chosen
