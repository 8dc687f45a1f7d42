"""Working with items: provider staff in their clients' vaults, a member in their own."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from provider_portal.tests.browser.clients import real_organization, real_provider
from provider_portal.tests.browser.helpers import log_in, look_at, make_account, shoot
from providers.models import ProviderMember
from script.client import items
from vault import grants
from vault.ciphers import render_body
from vault.levels import AccessLevel
from vault.models import Cipher
from vault.schemas import CipherRequest

# What is typed, per type: the fields, and the one by which the item is found again.
NEW_ITEMS = {
    "Login": {"Username": "root@router", "Password": "not-a-real-one", "Authenticator key": "JBSWY3DPEHPK3PXP"},
    "Card": {"Cardholder name": "Ida Fictional", "Number": "4000000000000000", "Security code": "000"},
    "Identity": {"First name": "Ida", "Last name": "Fictional", "City": "Springhaven"},
    "Secure note": {},
}


def login_item(name, **members):
    login = {"username": f"user of {name}", "password": "not-a-real-one", "uris": [{"uri": "https://a.example", "match": None}]}
    return {"type": 1, "name": name, "login": login | members}


@pytest.fixture
def acme(live):
    """Return a client with a collection and two items, and a Service User of its provider."""
    technician = make_account("technician@msp.test")
    provider = real_provider("Northwind")
    provider.add(technician, ProviderMember.Role.SERVICE_USER)
    client = real_organization("Acme", provider)
    network = client.add_collection("Ops/Network")
    client.add_items([login_item("Core router"), login_item("Firewall")], network)
    return client, provider, technician


def vault_url(client):
    return reverse("vault:organization_vault", args=[client.row.pk])


def open_vault(page, person, url):
    log_in(page, person, url)
    expect(page.locator("#list table, #list .empty")).to_be_visible()


def rows(page):
    return page.locator("#list tbody tr")


def dialog(page):
    return page.locator("#item-dialog")


def entry(page, name):
    return page.locator("#list [data-open] b").get_by_text(name, exact=True)


def open_item(page, name):
    entry(page, name).click()


def create(page, type, name, fields):
    page.get_by_role("button", name="New", exact=True).click()
    page.locator("#new-menu").get_by_role("button", name=type, exact=True).click()
    form = dialog(page)
    form.get_by_label("Name", exact=True).fill(name)
    for label, value in fields.items():
        form.get_by_label(label, exact=True).fill(value)
    form.get_by_label("Notes").fill(f"notes of {name}")
    form.get_by_label("Ops/Network").check()
    save(page)


def save(page):
    dialog(page).get_by_role("button", name="Save").click()
    expect(dialog(page)).to_be_hidden()


def test_a_technician_keeps_each_type_of_item_and_nothing_leaves_in_clear(page, acme):
    client, _, technician = acme
    sent = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    open_vault(page, technician, vault_url(client))
    expect(entry(page, "Core router")).to_be_visible()
    look_at(page, "vault-list")

    for type, fields in NEW_ITEMS.items():
        create(page, type, f"My {type}", fields)
        expect(entry(page, f"My {type}")).to_be_visible()

    opened = {item["name"]: item for item in client.open_items()}
    assert opened["My Login"]["login"]["password"] == "not-a-real-one"
    assert opened["My Card"]["card"]["number"] == "4000000000000000"
    assert opened["My Identity"]["identity"]["city"] == "Springhaven"
    assert opened["My Secure note"]["notes"] == "notes of My Secure note"
    assert Cipher.objects.filter(collections__isnull=True).count() == 0
    for secret in ["My Login", "not-a-real-one", "root@router", "4000000000000000", "Springhaven", "notes of", "JBSWY3DP"]:
        assert not [request for request in sent if secret in request]


def test_an_item_is_viewed_edited_and_deleted(page, acme):
    client, _, technician = acme
    open_vault(page, technician, vault_url(client))

    open_item(page, "Firewall")
    body = dialog(page)
    expect(body.get_by_text("user of Firewall")).to_be_visible()
    expect(body.get_by_text("not-a-real-one")).to_be_hidden()
    body.get_by_role("button", name="Show Password").click()
    expect(body.locator(".secret-text")).to_have_text("not-a-real-one")
    look_at(page, "vault-item")
    assert "item=" in page.url

    body.get_by_role("button", name="Edit", exact=True).click()
    body.get_by_label("Password", exact=True).fill("another-invented-one")
    body.get_by_role("button", name="Add website").click()
    body.get_by_label("Website", exact=True).last.fill("https://b.example")
    body.get_by_role("button", name="Hidden", exact=True).click()
    body.get_by_label("Field name").fill("Enable secret")
    body.get_by_label("Value", exact=True).fill("invented-as-well")
    body.get_by_role("button", name="Linked", exact=True).click()
    body.get_by_label("Field name").last.fill("loginfield")
    body.get_by_label("Linked to another field").select_option(label="Password")
    body.get_by_label("Authenticator key", exact=True).fill("not a key!")
    body.get_by_role("button", name="Save").click()
    expect(body.get_by_text("The authenticator key is none")).to_be_visible()
    body.get_by_label("Authenticator key", exact=True).fill("")
    body.get_by_label("Notes").fill("n" * 9000)
    body.get_by_role("button", name="Save").click()
    expect(body.get_by_text("Too long to be kept: Notes.")).to_be_visible()
    body.get_by_label("Notes").fill("")
    look_at(page, "vault-form")
    save(page)

    item = next(item for item in client.open_items() if item["name"] == "Firewall")
    assert item["login"]["password"] == "another-invented-one"
    assert [uri["uri"] for uri in item["login"]["uris"]] == ["https://a.example", "https://b.example"]
    assert item["fields"][0]["value"] == "invented-as-well"
    assert (item["fields"][1]["type"], item["fields"][1]["linkedId"]) == (3, 101)
    assert item["passwordHistory"][0]["password"] == "not-a-real-one"

    open_item(page, "Firewall")
    dialog(page).get_by_role("button", name="Move to trash").click()
    page.locator("dialog").filter(has_text="Move to the trash?").get_by_role("button", name="Move to trash").click()
    expect(entry(page, "Firewall")).to_be_hidden()

    page.locator("#filters").get_by_role("link", name="Trash").click()
    open_item(page, "Firewall")
    dialog(page).get_by_role("button", name="Restore").click()
    expect(page.get_by_text("The trash is empty")).to_be_visible()
    trash_again(page)
    page.locator("#filters").get_by_role("link", name="Trash").click()
    rows(page).get_by_role("checkbox").check()
    page.get_by_role("button", name="Delete for good").click()
    page.locator("dialog").get_by_role("button", name="Delete for good").click()
    expect(page.get_by_text("The trash is empty")).to_be_visible()
    assert {item["name"] for item in client.open_items()} == {"Core router"}


def trash_again(page):
    page.locator("#filters").get_by_role("link", name="All items").click()
    page.get_by_role("button", name="Actions for Firewall").click()
    page.get_by_role("button", name="Move to trash").click()
    page.locator("dialog").filter(has_text="Move to the trash?").get_by_role("button", name="Move to trash").click()
    expect(entry(page, "Firewall")).to_be_hidden()


def test_the_second_of_two_editors_loses_nothing(page, new_page, acme):
    client, _, technician = acme
    Cipher.objects.update(revision_date="2026-01-01T00:00:00Z")
    open_vault(page, technician, vault_url(client))
    open_item(page, "Firewall")
    dialog(page).get_by_role("button", name="Edit", exact=True).click()
    Cipher.objects.update(revision_date="2026-01-02T00:00:00Z")

    dialog(page).get_by_label("Username").fill("somebody")
    dialog(page).get_by_role("button", name="Save").click()

    expect(dialog(page).get_by_text("Somebody changed this item since you opened it.")).to_be_visible()
    expect(dialog(page).get_by_label("Username")).to_have_value("somebody")


def test_search_collections_and_access(page, acme):
    client, _, technician = acme
    finance = client.add_collection("Finance")
    client.add_items([login_item(f"Ledger {number}") for number in range(59)], finance)
    client.add_items([login_item("Zürich ledger")], finance)
    member = make_account("member@acme.test")
    client.add(member)
    open_vault(page, technician, vault_url(client))
    expect(rows(page)).to_have_count(50)

    page.get_by_role("button", name="Next").click()
    expect(rows(page)).to_have_count(12)
    page.get_by_role("searchbox").fill("ledger zurich")
    expect(rows(page)).to_have_count(1)
    assert "zurich" not in page.url
    page.get_by_role("searchbox").fill("")

    page.locator("#filters").get_by_role("link", name="Network").click()
    expect(rows(page)).to_have_count(2)
    page.get_by_role("button", name="New", exact=True).click()
    page.locator("#new-menu").get_by_role("button", name="Collection").click()
    page.locator("#name-input").fill("Ops/Cloud")
    page.locator("#name-dialog").get_by_role("button", name="Save").click()
    expect(page.locator("#filters").get_by_role("link", name="Ops/Cloud")).to_be_visible()
    assert client.collection_names() == {"Ops/Network", "Finance", "Ops/Cloud"}

    page.locator("#filters").get_by_role("link", name="Finance").click()
    page.locator("#place-actions").get_by_role("button", name="Actions for Finance").click()
    page.get_by_role("link", name="Access").click()
    expect(page.get_by_role("heading", name="Finance")).to_be_visible()
    page.get_by_text("Everyone", exact=True).click()
    page.get_by_role("button", name="Give access").click()
    page.get_by_role("combobox").select_option(label="Edit items")
    look_at(page, "collection-access")
    page.get_by_role("button", name="Save").click()
    expect(rows(page)).to_have_count(50)
    assert finance.access_of(member.user) == AccessLevel.EDIT.access


def test_a_service_user_switches_between_clients_without_unlocking(page, acme):
    client, provider, technician = acme
    birch = real_organization("Birch", provider)
    birch.add_items([login_item("Birch mail")], birch.add_collection("Office"))
    open_vault(page, technician, vault_url(client))
    expect(entry(page, "Core router")).to_be_visible()
    page.goto(vault_url(birch))
    expect(entry(page, "Birch mail")).to_be_visible()

    page.get_by_role("button", name="Switch product").click()
    page.locator("#products").get_by_role("link", name="Acme").click()
    expect(entry(page, "Core router")).to_be_visible()
    expect(entry(page, "Birch mail")).to_be_hidden()
    assert page.url.endswith(vault_url(client))


def keep_own(person, plain):
    request = items.encrypt_item(plain, person.keys.user_key)
    body = render_body(CipherRequest.model_validate(request))
    return Cipher.objects.create(tenant_id=person.user.pk, user=person.user, type=request["type"], body=body)


def test_a_member_sees_their_own_and_what_is_granted(page, acme):
    client, _, _ = acme
    person = make_account("member@acme.test")
    member = client.add(person)
    hidden = client.add_collection("Hidden")
    client.add_items([login_item("Door code")], hidden)
    client.add_items([login_item("Board minutes")], client.add_collection("Board"))
    network = client.row.collections.exclude(pk=hidden.pk).earliest("created_at")
    grants.grant_to_members([(member, network, AccessLevel.EDIT), (member, hidden, AccessLevel.VIEW_HIDDEN)])
    keep_own(person, login_item("My mail"))
    open_vault(page, person, reverse("vault:member_vault"))

    expect(rows(page)).to_have_count(4)
    expect(entry(page, "Board minutes")).to_have_count(0)
    expect(page.locator("#filters").get_by_text("Board")).to_have_count(0)
    page.locator("#filters").get_by_role("link", name="My vault").click()
    expect(rows(page)).to_have_count(1)
    page.locator("#filters").get_by_role("link", name="Acme").click()
    expect(rows(page)).to_have_count(3)

    open_item(page, "Door code")
    expect(dialog(page).get_by_text("Hidden: your access does not show passwords.")).to_be_visible()
    expect(dialog(page).get_by_role("button", name="Edit", exact=True)).to_be_hidden()
    dialog(page).locator("[data-close-item]").click()

    page.get_by_role("button", name="New", exact=True).click()
    page.locator("#new-menu").get_by_role("button", name="Folder").click()
    page.locator("#name-input").fill("Home")
    page.locator("#name-dialog").get_by_role("button", name="Save").click()
    expect(page.locator("#filters").get_by_role("link", name="Home")).to_be_visible()
    look_at(page, "member-vault")


def test_an_altered_field_is_named_and_the_rest_is_shown(page, acme):
    client, _, technician = acme
    firewall = next(row for row in client.row.ciphers.all() if row.pk)
    other = client.row.ciphers.exclude(pk=firewall.pk).get()
    # A server that swaps two items' key leaves every field of one of them without its own.
    Cipher.objects.filter(pk=firewall.pk).update(body=swapped_key(firewall, other))
    open_vault(page, technician, vault_url(client))

    entry(page, "Cannot be decrypted").click()
    expect(dialog(page).get_by_text("Cannot be decrypted: Name")).to_be_visible()
    expect(dialog(page).get_by_role("button", name="Edit", exact=True)).to_be_hidden()
    shoot(page, "vault-undecryptable")


def swapped_key(one, other):
    key = other.body.split('"key":"')[1].split('"')[0]
    mine = one.body.split('"key":"')[1].split('"')[0]
    return one.body.replace(mine, key)
