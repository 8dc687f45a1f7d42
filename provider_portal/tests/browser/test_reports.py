import csv
import json
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from provider_portal.tests.browser.clients import Role, real_organization, real_provider
from provider_portal.tests.browser.helpers import log_in, look_at, make_account
from vault import grants
from vault.levels import AccessLevel

# The hash of "password".
EXPOSED = "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:42\n"


def login(name, password, uri, **more):
    return {"type": 1, "name": name, "login": {"username": "netadmin", "password": password, "uris": [{"uri": uri, "match": None}], **more}}


ITEMS = [
    login("Printer", "password", "http://printer.example"),
    login("Scanner", "password", "https://scanner.example"),
    login("Router", "three lilac herons read slowly", "https://www.router.example", totp="not-a-real-one"),
    login("Mail", "seven tall cranes sing quietly", "https://mail.site.example"),
    {"type": 2, "name": "Note", "secureNote": {"type": 0}},
]


@pytest.fixture
def client_vault(live):
    person = make_account("admin@msp.test")
    organization = real_organization("Acme", real_provider("Northwind", person))
    collection = organization.add_collection("Ops/Network")
    organization.add_items(ITEMS, collection)
    return organization, collection, person


@pytest.fixture
def lists(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / "exposed-passwords.txt").write_text(EXPOSED)
    sites = {"site.example": {"methods": ["totp"], "documentation": "https://site.example/help"}, "router.example": {"methods": ["totp"]}}
    (folder / "two-step-sites.json").write_text(json.dumps(sites))


def rows(page):
    return sorted(page.locator("#reports-rows b").all_inner_texts())


def test_a_client_is_reported_on_without_showing_a_password_to_the_server(page, client_vault, lists):
    organization, _, person = client_vault
    sent = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    log_in(page, person)
    page.goto(reverse("vault:organization_reports", args=[organization.row.pk]))

    expect(page.get_by_role("heading", name="Weak passwords")).to_be_visible()
    assert rows(page) == ["Printer", "Scanner"]
    look_at(page, "reports-weak")
    for name, found, words in [
        ("Reused passwords", ["Printer", "Scanner"], "Used by 2 logins"),
        ("Exposed passwords", ["Printer", "Scanner"], "Seen 42 times in leaks"),
        ("Unsecured websites", ["Printer"], "http://printer.example"),
        ("Inactive two-step login", ["Mail"], "site.example"),
    ]:
        page.get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", name=name)).to_be_visible()
        expect(page.locator("#reports-rows")).to_contain_text(words)
        assert rows(page) == found
    look_at(page, "reports-two-step")
    assert not any("5BAA61" in text or '"password"' in text for text in sent)

    page.get_by_role("link", name="Mail").click()
    expect(page.locator("dialog:modal")).to_contain_text("Mail")


def test_without_lists_a_persons_reports_say_what_is_missing(page, client_vault, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    organization, collection, _ = client_vault
    member = make_account("ann@acme.test")
    grants.grant_to_members([(organization.add(member), collection, AccessLevel.VIEW)])
    log_in(page, member)
    page.goto(f"{reverse('vault:own_reports')}?report=exposed")

    expect(page.get_by_text("has not provided yet")).to_be_visible()
    page.get_by_role("link", name="Reused passwords").click()
    assert rows(page) == ["Printer", "Scanner"]
    look_at(page, "reports-own")


def test_who_reaches_what_is_shown_and_downloaded(page, client_vault):
    organization, collection, person = client_vault
    ann = organization.add(make_account("ann@acme.test"))
    organization.add(make_account("olga@acme.test"), role=Role.OWNER)
    grants.grant_to_members([(ann, collection, AccessLevel.VIEW)])
    log_in(page, person)
    page.goto(reverse("vault:member_access_report", args=[organization.row.pk]))
    expect(page.get_by_role("row", name="ann@acme.test")).to_contain_text("5")
    look_at(page, "reports-members")

    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    lines = list(csv.reader(Path(download.value.path()).read_text("utf-8-sig").splitlines()))
    assert lines[1][0] == "ann@acme.test"
    assert lines[1][5:] == ["Ops/Network", "View items", "5", "5"]
    assert [line[0] for line in lines[2:]] == ["olga@acme.test"]
