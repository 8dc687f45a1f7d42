"""A business that runs its own units reads its own words, on every page and in every mail."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext, ngettext, override

from provider_portal.wording import BUSINESS_UNIT, speak, table
from providers import tasks
from providers.models import Provider, ProviderMember
from providers.services import members


@pytest.fixture
def units(world):
    Provider.objects.filter(pk=world.northwind.pk).update(type=Provider.Type.BUSINESS_UNIT)


def test_its_pages_speak_of_business_units(client, world, units, provider_admin):
    client.force_login(provider_admin)
    arguments = [world.northwind.pk]

    clients = client.get(reverse("organizations:client_list", args=arguments)).content.decode()
    invite = client.get(reverse("providers:invite_member", args=arguments)).content.decode()
    billing = client.get(reverse("organizations:statement", args=arguments)).content.decode()

    assert "Business Unit Portal" in clients
    assert ">Business units</h1>" in clients and "New business unit" in clients
    assert "Unit administrator" in invite
    assert "Provider Admin" not in invite + clients
    assert "Business unit report" in billing
    # All of them have one plan.
    assert "?plan=" not in clients


def test_other_providers_keep_the_usual_words(client, world, units, provider_admin, rival_admin):
    client.force_login(provider_admin)
    client.get(reverse("organizations:client_list", args=[world.northwind.pk]))
    client.force_login(rival_admin)

    page = client.get(reverse("organizations:client_list", args=[world.rival.pk])).content.decode()

    assert ">Clients</h1>" in page
    assert "usiness unit" not in page


def test_its_units_read_them_too(client, world, units, service_user):
    client.force_login(service_user)

    page = client.get(reverse("vault:organization_vault", args=[world.acme.organization.pk])).content.decode()

    assert "<small>Business unit</small>" in page


def test_its_mails_speak_of_them(world, units, provider_admin, mailoutbox):
    world.northwind.refresh_from_db()
    role = ProviderMember.Role.PROVIDER_ADMIN
    member = members.invite_members(world.northwind, emails=["new@northwind.test"], role=role, actor=provider_admin)[0]

    tasks.send_invitation(str(member.pk))

    mail = mailoutbox[0]
    assert "Unit administrator" in mail.body
    assert "Provider Admin" not in mail.body + mail.alternatives[0].content
    assert gettext("Provider Portal") == "Provider Portal"


@pytest.mark.parametrize(
    ("language", "usual", "words"),
    [
        ("en", "Clients: a client, %(client)s", "Business units: a business unit, %(client)s"),
        ("ja", "クライアント: %(client)s", "ビジネスユニット: %(client)s"),
        ("zh-hans", "新建客户", "新建业务单位"),
    ],
)
def test_each_language_has_a_table(language, usual, words):
    pattern, exchanged = table(BUSINESS_UNIT, language)

    assert pattern.sub(lambda found: exchanged[found[0]], usual) == words


def test_the_words_last_until_a_language_is_activated():
    with override("en"):
        speak(BUSINESS_UNIT)
        assert ngettext("%(count)d client", "%(count)d clients", 2) == "%(count)d business units"

    assert gettext("Clients") == "Clients"
