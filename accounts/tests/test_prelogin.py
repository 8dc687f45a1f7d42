from accounts.kdf import PLAUSIBLE
from accounts.models import Kdf, User
from accounts.services import person_for
from accounts.tests.helpers import ARGON2ID, post


def prelogin(client, email):
    return post(client, "/accounts/prelogin/", {"email": email}).json()["kdf"]


def test_an_account_gets_its_own_settings(client, ada):
    User.objects.update(kdf=Kdf.ARGON2ID, kdf_iterations=6, kdf_memory=32, kdf_parallelism=4)

    assert prelogin(client, " ADA@lovelace.test") == ARGON2ID


def test_unknown_addresses_get_plausible_settings_that_never_change(client, db, settings):
    settings.LOGIN_ATTEMPTS_PER_NETWORK = "1000 per 5 minutes"
    emails = [f"nobody{number}@lovelace.test" for number in range(60)]
    first = [prelogin(client, email) for email in emails]

    assert first == [prelogin(client, email.upper()) for email in emails]
    assert {str(kdf) for kdf in first} == {str(dict(kdf, type=int(kdf["type"]))) for kdf in PLAUSIBLE}


def test_an_invited_person_looks_like_nobody(client, db):
    before = prelogin(client, "invited@lovelace.test")
    person_for("invited@lovelace.test")

    assert prelogin(client, "invited@lovelace.test") == before
