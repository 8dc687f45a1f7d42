import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.urls import reverse

from accounts.models import TwoFactorMethod
from organizations.models import Organization
from provider_portal.tests.world import add_member, make_cipher, make_collection, make_user
from vault import grants
from vault.levels import AccessLevel
from vault.member_report import member_report

pytestmark = pytest.mark.django_db

HASHES = ["00000" + "A" * 35, "21BD1" + "0" * 34 + "1", "21BD1" + "2" * 35, "FFFFF" + "F" * 35]


@pytest.fixture
def lists(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    (tmp_path / "lists").mkdir()
    return tmp_path / "lists"


def ask(client, *prefixes):
    return client.post(reverse("vault:exposed_ranges"), {"prefixes": prefixes}, content_type="application/json")


@pytest.mark.parametrize("ending", ["\n", "\r\n", ":7\n"])
def test_a_prefix_is_answered_from_the_operators_list(client, member, lists, ending):
    (lists / "exposed-passwords.txt").write_bytes("".join(f"{line}{ending}" for line in HASHES).encode())
    client.force_login(member)

    ranges = ask(client, "00000", "21BD1", "21BD2", "FFFFF").json()["ranges"]

    times = 7 if ":" in ending else 1
    assert ranges == {
        "00000": [["A" * 35, times]],
        "21BD1": [["0" * 34 + "1", times], ["2" * 35, times]],
        "21BD2": [],
        "FFFFF": [["F" * 35, times]],
    }


@pytest.fixture
def service(settings, monkeypatch):
    """Run a server of exposed passwords on this machine; `asked` is what it was asked for."""
    asked = []

    class Ranges(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, self.headers["Add-Padding"], self.headers["Cookie"]))
            if self.path.endswith("/FFFFF"):
                self.send_response(302)
                self.send_header("Location", f"http://localhost:{server.server_port}/range/00000")
                return self.end_headers()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(f"{'A' * 35}:3\r\n{'B' * 35}:0\r\n".encode())

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Ranges)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.EXPOSED_PASSWORDS_URL = f"http://127.0.0.1:{server.server_port}/range"
    monkeypatch.setenv("no_proxy", "*")
    yield asked
    server.shutdown()
    server.server_close()


def test_a_server_the_operator_names_is_asked_for_prefixes(client, member, lists, service):
    client.force_login(member)

    answer = ask(client, "00000", "21BD1").json()

    # What only fills the answer up was seen no times.
    assert answer == {"ranges": {"00000": [["A" * 35, 3]], "21BD1": [["A" * 35, 3]]}}
    assert sorted(service) == [("/range/00000", "true", None), ("/range/21BD1", "true", None)]
    assert "127.0.0.1" in client.get(reverse("vault:own_reports")).content.decode()
    # It leads elsewhere, and nobody follows.
    refused = ask(client, "FFFFF")
    assert (refused.status_code, len(service)) == (502, 3)


def test_a_list_of_the_operators_own_is_asked_first(client, member, lists, service):
    (lists / "exposed-passwords.txt").touch()
    client.force_login(member)

    assert ask(client, "00000").json() == {"ranges": {"00000": []}}
    assert service == []


def test_without_lists_the_pages_say_so_and_nothing_is_answered(client, member, lists):
    client.force_login(member)

    assert ask(client, "21BD1").status_code == 404
    assert client.get(reverse("vault:two_step_sites")).status_code == 404
    page = client.get(reverse("vault:own_reports")).content.decode()
    assert 'data-exposed-url=""' in page and 'data-sites-url=""' in page


def test_an_empty_list_answers_nothing_found(client, member, lists):
    (lists / "exposed-passwords.txt").touch()
    client.force_login(member)

    assert ask(client, "21BD1").json() == {"ranges": {"21BD1": []}}


def test_more_than_a_prefix_is_not_taken(client, member, lists):
    (lists / "exposed-passwords.txt").write_text(HASHES[0])
    client.force_login(member)

    for wrong in ("21BD1" + "0" * 35, "21bd1", "21B"):
        assert ask(client, wrong).status_code == 400


def test_the_list_of_websites_is_handed_on_as_it_is(client, member, lists):
    (lists / "two-step-sites.json").write_text('{"site.example":{"methods":["totp"]}}')
    client.force_login(member)

    assert client.get(reverse("vault:two_step_sites")).json() == {"site.example": {"methods": ["totp"]}}


def test_administration_only_keeps_reports_from_provider_staff(client, world, provider_admin):
    Organization.objects.update(provider_item_access=Organization.ProviderItemAccess.ADMINISTRATION)
    client.force_login(provider_admin)

    for name in ("organization_reports", "member_access_report"):
        assert client.get(reverse(f"vault:{name}", args=[world.acme.organization.pk])).status_code == 403


def test_the_member_access_report_says_who_reaches_what_and_by_what(client, world, owner, member):
    acme = world.acme
    make_cipher(acme.organization, acme.shared, acme.other)
    TwoFactorMethod.objects.create(user=member, kind=TwoFactorMethod.Kind.AUTHENTICATOR, enabled=True)
    Organization.objects.update(allow_admin_access_to_all=True)
    client.force_login(owner)

    page = client.get(reverse("vault:member_access_report", args=[acme.organization.pk])).content.decode()
    report = json.loads(page.partition('<script id="report" type="application/json">')[2].partition("</script>")[0])

    rows = {row["email"]: row for row in report["members"]}
    places = {row["id"]: index for index, row in enumerate(report["collections"])}
    shared = places[str(acme.shared.pk)]
    assert "revoked@acme.test" not in rows
    assert rows["member@acme.test"] | {"role": "", "name": ""} == {
        "name": "", "email": "member@acme.test", "role": "", "twoStep": True, "recovery": False, "groups": 0,
        "collections": 1, "items": 2, "everything": False,
        "grants": [{"group": "", "place": shared, "level": "Edit items"}],
    }
    assert rows["grouped@acme.test"]["grants"] == [
        {"group": "Support", "place": shared, "level": "View items, hidden passwords"}
    ]
    assert (rows["owner@acme.test"]["everything"], rows["owner@acme.test"]["items"]) == (True, 3)
    assert report["collections"][shared]["items"] == 2


def test_a_direct_grant_outweighs_that_of_a_group(world, grouped):
    acme = world.acme
    member = acme.organization.members.get(user=grouped)
    grants.grant_to_members([(member, acme.shared, AccessLevel.MANAGE)])

    [row] = [row for row in member_report(acme.organization)["members"] if row["email"] == grouped.email]

    assert [grant["level"] for grant in row["grants"]] == ["Manage collection"]


def test_the_number_of_statements_does_not_grow(world, django_assert_max_num_queries):
    organization = world.acme.organization
    for number in range(20):
        member = add_member(organization, make_user(f"m{number}@acme.test"))
        collection = make_collection(organization)
        make_cipher(organization, collection)
        grants.grant_to_members([(member, collection, AccessLevel.VIEW)])

    with django_assert_max_num_queries(10):
        assert len(member_report(organization)["members"]) > 20
