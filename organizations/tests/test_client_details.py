from django.urls import reverse

from events.models import Event
from events.types import EventType
from organizations.models import ClientContact, ClientNote


def address(world, action="client_details", **ids):
    ids = {"provider_id": world.northwind.pk, "client_id": world.acme.organization.pk, **ids}
    return reverse(f"organizations:{action}", kwargs=ids)


def test_a_note_is_kept_for_colleagues_and_taken_away(client, world, service_user, provider_admin):
    client.force_login(service_user)
    client.post(address(world, "write_client_note"), {"text": "Ask for <Robin> at the desk."})

    client.force_login(provider_admin)
    page = client.get(address(world)).content.decode()
    assert "Ask for &lt;Robin&gt; at the desk." in page
    assert str(service_user) in page
    assert Event.objects.get(type=EventType.CLIENT_NOTE_CHANGED).client_id == world.acme.organization.pk

    client.post(address(world, "write_client_note"), {"text": ""})
    assert not ClientNote.objects.exists()


def test_contacts_are_added_changed_and_removed(client, world, service_user):
    client.force_login(service_user)
    client.post(address(world, "add_client_contact"), {"name": "Robin", "email": "robin@acme.test", "phone": "+47 1"})
    contact = ClientContact.objects.get()

    assert "robin@acme.test" in client.get(address(world)).content.decode()
    client.post(address(world, "edit_client_contact", contact_id=contact.pk), {"name": "Robin", "position": "Desk"})
    contact.refresh_from_db()
    assert (contact.position, contact.email) == ("Desk", "")
    client.post(address(world, "remove_client_contact", contact_id=contact.pk))
    assert not ClientContact.objects.exists()


def test_nobody_inside_the_client_finds_what_is_kept_about_it(client, world):
    secret = "they pay late"
    ClientNote.objects.create(provider=world.northwind, client=world.acme.organization, text=secret)
    tag = world.northwind.client_tags.create(name=secret)
    world.acme.organization.taggings.create(provider=world.northwind, tag=tag)
    acme = {"organization_id": world.acme.organization.pk}
    for person in (world.people.owner, world.people.admin, world.people.member):
        client.force_login(person)

        assert client.get(address(world)).status_code == 404
        for page in ("vault:organization_settings", "vault:organization_vault", "vault:member_list"):
            assert secret not in client.get(reverse(page, kwargs=acme)).content.decode()


def test_a_contact_of_another_client_is_not_there(client, world, provider_admin):
    theirs = world.birch.organization.contacts.create(provider=world.northwind, name="Robin")
    client.force_login(provider_admin)

    assert client.post(address(world, "remove_client_contact", contact_id=theirs.pk)).status_code == 404
    assert ClientContact.objects.exists()
