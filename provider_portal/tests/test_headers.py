import re

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse

from provider_portal.security import WORKER_POLICY, add_worker_policy, head_middleware


@pytest.fixture
def answer(client, world, owner):
    client.force_login(owner)
    return client.get(reverse("vault:member_vault"))


def test_a_page_runs_only_the_scripts_it_names(answer):
    policy = answer.headers["Content-Security-Policy"]
    nonce = re.search(r"script-src 'nonce-([^']+)'", policy)[1]

    assert "unsafe" not in policy and "data:" not in policy
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy and "trusted-types portal-worker" in policy
    assert f'nonce="{nonce}"' in answer.content.decode()


def test_a_page_may_be_kept_by_the_browser_but_by_nobody_between(answer):
    # With `no-store` the vault agent would die between two pages.
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_a_page_gives_nothing_away_and_asks_for_nothing(answer):
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in answer.headers["Permissions-Policy"]


def test_cookies_stay_out_of_reach_of_scripts_and_other_sites(answer):
    assert answer.cookies
    for cookie in answer.cookies.values():
        assert cookie["httponly"] and cookie["samesite"] == "Lax"


@pytest.mark.parametrize("name", ["agent.shared.0123456789ab.js", "strength.worker.js"])
def test_a_worker_gets_a_policy_of_its_own_that_opens_no_connection(name):
    headers = {}
    add_worker_policy(headers, f"/static/js/agent/{name}", "")

    assert headers["Content-Security-Policy"] == WORKER_POLICY
    assert "connect-src" not in WORKER_POLICY and "default-src 'none'" in WORKER_POLICY


@pytest.mark.parametrize("path", ["/api/sync", "/api/no-such-route", "/identity/no-such-route"])
@pytest.mark.parametrize("authorization", ["", "Bearer x.y.z", "Bearer", "Basic eDp5"])
def test_a_wire_route_answers_strangers_in_json_and_never_by_403_or_redirect(client, world, path, authorization):
    answer = client.get(path, headers={"Authorization": authorization})

    assert answer.status_code in (401, 404)
    assert answer.json()["object"] == "error"


def test_a_wire_route_does_not_know_the_sessions_of_pages(client, world, owner):
    client.force_login(owner)

    assert client.get("/api/sync").status_code == 401


def test_an_address_with_a_nul_finds_nothing(client, world, provider_admin):
    client.force_login(provider_admin)
    clients = reverse("organizations:client_list", args=[world.northwind.pk])

    assert client.get(f"{clients}?search=%00").status_code == 404
    assert client.get(clients, {"search": "0"}).status_code == 200


@pytest.mark.parametrize("whole", [HttpResponse, StreamingHttpResponse])
def test_head_is_answered_by_headers_alone(rf, whole):
    answer = head_middleware(lambda request: whole([b"body"], headers={"Content-Length": "4"}))

    assert b"".join(answer(rf.get("/"))) == b"body"
    assert b"".join(answer(rf.head("/"))) == b"" and answer(rf.head("/")).headers["Content-Length"] == "4"


def test_an_address_that_only_takes_posts_says_so_on_a_page(client, world, owner):
    client.force_login(owner)

    answer = client.get(reverse("vault:delete_group", args=[world.acme.organization.pk]))

    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "Nothing to show" in answer.content.decode()
    japanese = client.get(reverse("accounts:logout"), headers={"Accept-Language": "ja"})
    assert japanese.status_code == 405 and "表示する" in japanese.content.decode()


def test_a_wire_route_says_which_methods_it_takes(client):
    answer = client.get("/identity/connect/token")

    assert (answer.status_code, answer.headers["Allow"], answer.json()["object"]) == (405, "POST", "error")
