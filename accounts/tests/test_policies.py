"""What the policies of organizations ask of an account, on its own pages and in the answer to apps."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts import mail_tokens
from accounts.tests.helpers import LOGIN_HASH, log_in
from organizations.models import Policy
from provider_portal.tests.world import Status, add_member, make_organization

pytestmark = pytest.mark.django_db
Kind = Policy.Kind
STRONG = {"minLength": 16, "minComplexity": 3, "requireUpper": True, "enforceOnLogin": True}


@pytest.fixture
def strict(ada):
    """An organization of Ada's that asks for strong passwords and short sessions."""
    organization = make_organization("Strict")
    add_member(organization, ada)
    organization.policies.create(kind=Kind.MASTER_PASSWORD, enabled=True, data=STRONG)
    organization.policies.create(kind=Kind.VAULT_TIMEOUT, enabled=True, data={"minutes": 5, "action": "lock"})
    return organization


def test_the_page_of_the_password_says_what_is_asked(client, ada, strict):
    client.force_login(ada)
    page = client.get(reverse("accounts:password")).content.decode()

    assert 'data-least="16"' in page
    assert "at least 16 characters" in page
    assert "a capital letter" in page
    assert "a digit" not in page


def test_who_registers_obeys_who_invites(client, strict):
    organization = strict
    page = reverse("accounts:register")
    assert "data-least" not in client.get(page).content.decode()
    invited = type(organization.members.get().user).objects.create(email="new@acme.test", kdf_salt="new@acme.test")
    organization.members.create(user=invited, role=2, status=Status.INVITED)

    voucher = mail_tokens.vouch("new@acme.test")

    assert 'data-least="16"' in client.get(page, {"invitation": voucher}).content.decode()


def test_the_vault_locks_when_the_policy_says(client, ada, strict):
    client.force_login(ada)
    assert client.get(reverse("accounts:keys")).json()["timeoutMinutes"] == 5
    type(ada).objects.filter(pk=ada.pk).update(lock_minutes=1)
    assert client.get(reverse("accounts:keys")).json()["timeoutMinutes"] == 1
    for action in ("logOut", "lock"):
        strict.policies.filter(kind=Kind.VAULT_TIMEOUT).update(data={"minutes": 5, "action": action})
        assert client.get(reverse("accounts:keys")).json()["idleAction"] == action


def test_nobody_chooses_a_longer_time_than_the_policy_allows(client, ada, strict):
    client.force_login(ada)
    url, settings = reverse("accounts:settings"), {"name": "Ada", "lock_minutes": "custom", "hours": "0"}
    page = client.get(url).text
    assert "Your organizations allow 5 minutes at most." in page
    assert '<option value="5" selected>' in page and 'value="15"' not in page

    for refused in ({"minutes": "6"}, {"lock_minutes": "15"}):
        answer = client.post(url, settings | refused)
        assert answer.context["form"].errors["lock_minutes"] == ["Your organizations allow 5 minutes at most."]
    assert client.post(url, settings | {"minutes": "4"}).url == url
    ada.refresh_from_db()
    assert ada.lock_minutes == 4


def test_a_weak_password_opens_nothing_else(ada, strict):
    client = Client(enforce_csrf_checks=False)
    weakness = log_in(client).json()["weakness"]
    assert weakness["rules"]["minLength"] == 16
    assert client.get(reverse("accounts:settings")).status_code == 200

    client.post(weakness["url"], {}, content_type="application/json")

    assert client.get(reverse("accounts:settings")).url == reverse("accounts:password")


def test_nothing_is_asked_at_login_unless_a_policy_says_so(client, ada, strict):
    strict.policies.filter(kind=Kind.MASTER_PASSWORD).update(data=STRONG | {"enforceOnLogin": False})

    assert "weakness" not in log_in(client).json()


def test_apps_are_told_with_the_token(client, ada, strict):
    form = {
        "grant_type": "password", "client_id": "web", "username": ada.email, "password": LOGIN_HASH,
        "scope": "api offline_access", "deviceType": "9", "deviceIdentifier": "one", "deviceName": "web",
    }
    answer = client.post("/identity/connect/token", form).json()

    assert answer["MasterPasswordPolicy"]["MinLength"] == 16
    assert answer["MasterPasswordPolicy"]["EnforceOnLogin"] is True
