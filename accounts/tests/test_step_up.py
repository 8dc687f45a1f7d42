import pytest
from django.urls import reverse

from accounts.models import User
from accounts.step_up import ACTIONS
from accounts.tests.helpers import LOGIN_HASH, OTHER_HASH, log_in, post
from events.models import Event
from events.types import EventType
from provider_portal.tests.routes import ROUTES


def proofs(world, name):
    """Return how a route is called that asks for the master password; only the proof is missing."""
    route = ROUTES[name]
    return reverse(name, kwargs=route.path(world)), route.body(world)


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_an_action_that_asks_takes_no_other_password(client, world, owner, name):
    url, body = proofs(world, name)
    for persona in (world.people.provider_admin, owner):
        client.force_login(persona)
        before = User.objects.values().get(pk=persona.pk)

        answer = post(client, url, body | {"loginHash": OTHER_HASH})
        if answer.status_code in (403, 404):
            continue
        assert answer.status_code == 400
        assert answer.json()["message"] == "The master password is wrong."
        assert {event.type for event in Event.objects.all()} == {EventType.USER_FAILED_LOGIN}
        assert User.objects.values().get(pk=persona.pk) == before
        return
    pytest.fail("Nobody was asked.")


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_an_action_that_asks_wants_an_answer(client, world, provider_admin, owner, name):
    url, body = proofs(world, name)
    body.pop("loginHash")
    for persona in (provider_admin, owner):
        client.force_login(persona)
        assert post(client, url, body).status_code in (400, 403, 404)
    assert not Event.objects.exists()


def test_so_many_wrong_answers_are_taken(client, ada, settings):
    settings.LOGIN_ATTEMPTS_PER_ACCOUNT = "3 per 5 minutes"
    log_in(client)
    url = reverse("accounts:change_kdf")
    wrong = [post(client, url, {"loginHash": OTHER_HASH, **new_lock()}).status_code for _ in range(4)]

    assert wrong == [400, 400, 400, 429]
    # Whoever has only the session must not keep the person from logging in.
    client.post("/accounts/logout/")
    assert log_in(client, login_hash=LOGIN_HASH).status_code == 200


def new_lock():
    return {name: value for name, value in ROUTES["accounts:change_kdf"].body(None).items() if name != "loginHash"}
