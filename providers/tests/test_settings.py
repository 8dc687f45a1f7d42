from django.contrib.auth.hashers import make_password
from django.urls import reverse

from accounts.tests.helpers import LOGIN_HASH, OTHER_HASH
from events.models import Event
from events.types import EventType
from provider_portal.tests.world import add_provider_member, make_provider, make_user
from providers.models import Provider, ProviderMember

DETAILS = {"name": "Northwind IT", "business_name": "Northwind Ltd", "billing_email": "Bills@Northwind.test"}


def settings_url(provider):
    return reverse("providers:provider_settings", args=[provider.pk])


def delete(client, provider, login_hash=LOGIN_HASH):
    url = reverse("providers:delete_provider", args=[provider.pk])
    return client.post(url, {"loginHash": login_hash}, content_type="application/json")


def test_a_provider_admin_edits_the_provider(client, world, provider_admin):
    client.force_login(provider_admin)

    page = client.post(settings_url(world.northwind), DETAILS, follow=True).content.decode()

    assert "The settings are saved." in page
    world.northwind.refresh_from_db()
    assert (world.northwind.name, world.northwind.billing_email) == ("Northwind IT", "bills@northwind.test")
    assert Event.objects.get().type == EventType.PROVIDER_UPDATED
    client.post(settings_url(world.northwind), DETAILS)
    assert Event.objects.count() == 1


def test_what_does_not_fit_is_not_saved(client, world, provider_admin):
    client.force_login(provider_admin)

    client.post(settings_url(world.northwind), DETAILS | {"name": "x" * 51})
    client.post(settings_url(world.northwind), DETAILS | {"billing_email": "nobody"})

    assert Provider.objects.get(pk=world.northwind.pk).name == "Northwind"


def test_a_provider_with_clients_stays(client, world, provider_admin):
    provider_admin.password = make_password(LOGIN_HASH)
    provider_admin.save()
    client.force_login(provider_admin)

    answer = delete(client, world.northwind)

    assert answer.status_code == 409
    assert "still has clients" in answer.json()["message"]
    assert world.northwind.members.count() == 2
    assert not Event.objects.exists()


def test_a_provider_without_clients_is_deleted(client, world):
    provider, person = make_provider("Empty"), make_user("admin@empty.test", password=make_password(LOGIN_HASH))
    add_provider_member(provider, person, ProviderMember.Role.PROVIDER_ADMIN)
    client.force_login(person)

    assert delete(client, provider, OTHER_HASH).status_code == 400
    assert Provider.objects.filter(pk=provider.pk).exists()
    assert delete(client, provider).json() == {"url": reverse("providers:provider_list")}

    assert not Provider.objects.filter(pk=provider.pk).exists()
    assert Event.objects.get(type=EventType.PROVIDER_DELETED).provider_id == provider.pk
    assert client.get(settings_url(provider)).status_code == 404
