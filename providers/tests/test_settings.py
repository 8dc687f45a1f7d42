from urllib.parse import urlsplit

from django.contrib.auth.hashers import make_password
from django.urls import reverse

from accounts.tests.helpers import LOGIN_HASH, OTHER_HASH
from events.models import Event
from events.types import EventType
from provider_portal.tests.world import PROOF, add_provider_member, make_provider, make_user
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


def test_the_settings_say_what_comes_before_deleting(client, world, provider_admin):
    client.force_login(provider_admin)

    page = client.get(settings_url(world.northwind)).content.decode()

    assert "Northwind still has clients. Unlink or delete each of them first." in page
    assert "data-ends" not in page


def test_a_provider_without_clients_is_deleted(client, world):
    provider, person = make_provider("Empty"), make_user("admin@empty.test", password=make_password(LOGIN_HASH))
    add_provider_member(provider, person, ProviderMember.Role.PROVIDER_ADMIN)
    client.force_login(person)

    assert "data-ends" in client.get(settings_url(provider)).content.decode()
    assert delete(client, provider, OTHER_HASH).status_code == 400
    assert Provider.objects.filter(pk=provider.pk).exists()
    assert delete(client, provider).json() == {"url": reverse("providers:provider_list")}

    assert not Provider.objects.filter(pk=provider.pk).exists()
    assert Event.objects.get(type=EventType.PROVIDER_DELETED).provider_id == provider.pk
    assert client.get(settings_url(provider)).status_code == 404


def request_deletion(client, world, mailoutbox, on_commit):
    """Let the operator ask, and return the link that the Provider Admin got."""
    client.force_login(world.people.operator)
    with on_commit():
        client.post(reverse("providers:request_deletion", args=[world.northwind.pk]))
    mail = mailoutbox[0]
    assert (mail.to, mail.subject) == (["admin@northwind.test"], "Request to delete Northwind")
    link = next(line for line in mail.body.splitlines() if "/deletion/" in line)
    return urlsplit(link.strip()).path


def test_an_operators_request_lets_a_provider_admin_delete(client, world, provider_admin, mailoutbox, on_commit):
    url = request_deletion(client, world, mailoutbox, on_commit)
    client.force_login(provider_admin)
    body = {"loginHash": PROOF}

    assert "Delete this provider" in client.get(url).content.decode()
    refused = client.post(url, body, content_type="application/json")
    assert (refused.status_code, "still has clients" in refused.json()["message"]) == (409, True)
    for place in (world.acme, world.birch):
        place.organization.delete()
    assert client.post(url, {"loginHash": OTHER_HASH}, content_type="application/json").status_code == 400
    assert client.post(url, body, content_type="application/json").status_code == 200

    assert not Provider.objects.filter(pk=world.northwind.pk).exists()
    kinds = set(Event.objects.filter(provider_id=world.northwind.pk).values_list("type", flat=True))
    assert {EventType.PROVIDER_DELETION_REQUESTED, EventType.PROVIDER_DELETED} <= kinds


def test_the_link_is_its_receivers_alone(client, world, mailoutbox, on_commit):
    url = request_deletion(client, world, mailoutbox, on_commit)
    other = make_user("second@northwind.test")
    add_provider_member(world.northwind, other, ProviderMember.Role.PROVIDER_ADMIN)
    client.force_login(other)

    assert client.get(url).status_code == 404
    assert client.post(url, {"loginHash": PROOF}, content_type="application/json").status_code == 404


def test_an_operator_promotes_a_service_user_and_every_admin_hears_of_it(
    client, world, operator, service_user, mailoutbox, on_commit
):
    member = world.northwind.members.get(user=service_user)
    client.force_login(operator)
    assert "service@northwind.test" in client.get(
        reverse("organizations:operator_provider", args=[world.northwind.pk])
    ).content.decode()

    with on_commit():
        client.post(reverse("providers:promote_member", args=[world.northwind.pk, member.pk]))

    member.refresh_from_db()
    assert member.role == ProviderMember.Role.PROVIDER_ADMIN
    assert {mail.to[0] for mail in mailoutbox} == {"admin@northwind.test", "service@northwind.test"}
    assert "made service (service@northwind.test) a Provider Admin of Northwind" in mailoutbox[0].body
    event = Event.objects.get()
    assert (event.type, event.acting_user_id) == (EventType.PROVIDER_MEMBER_UPDATED, operator.pk)


def test_only_confirmed_members_are_promoted(client, world, operator):
    invited = add_provider_member(
        world.northwind, make_user("new@northwind.test"), ProviderMember.Role.SERVICE_USER, ProviderMember.Status.ACCEPTED
    )
    client.force_login(operator)

    page = client.post(reverse("providers:promote_member", args=[world.northwind.pk, invited.pk]), follow=True)

    assert "Only a confirmed member can become a Provider Admin." in page.content.decode()
    invited.refresh_from_db()
    assert invited.role == ProviderMember.Role.SERVICE_USER
