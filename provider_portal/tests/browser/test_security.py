"""What keeps an account safe, as its owner changes it."""

from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from provider_portal.tests.browser.helpers import PASSWORD, Person, log_in, look_at, make_account, unlock
from script.client import account as client
from script.client import crypto

OTHER_PASSWORD = "a short and noisy brook"


def prove(page, password=PASSWORD):
    """Answer the question for the master password."""
    dialog = page.locator("#step-up")
    dialog.get_by_label("Master password", exact=True).fill(password)
    dialog.get_by_role("button", name="Continue").click()


def open_keys(user, password):
    return client.open_account(
        user.email,
        password,
        kdf=crypto.Kdf(**user.kdf_settings),
        wrapped_user_key=user.wrapped_user_key,
        wrapped_private_key=user.wrapped_private_key,
    )


def test_the_master_password_and_the_derivation_are_changed(page, live):
    ada = make_account("ada@lovelace.test", name="Ada Lovelace")
    log_in(page, ada, reverse("accounts:password"))
    look_at(page, "security-password")
    page.get_by_label("Current master password").fill("not the right one")
    page.get_by_label("New master password").fill(OTHER_PASSWORD)
    page.get_by_label("Repeat the master password").fill(OTHER_PASSWORD)
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_role("alert")).to_have_text("The master password is wrong.")

    page.get_by_label("Current master password").fill(PASSWORD)
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_text("Your master password is changed.")).to_be_visible()
    changed = User.objects.get()
    assert open_keys(changed, OTHER_PASSWORD).user_key_id == ada.keys.user_key_id

    page.get_by_label("Argon2id", exact=False).first.check()
    page.get_by_label("Memory in MiB").fill("16")
    page.get_by_role("button", name="Change the derivation").click()
    prove(page, PASSWORD)
    expect(page.locator("#step-up").get_by_role("alert")).to_have_text("The master password is wrong.")
    look_at(page, "security-step-up")
    prove(page, OTHER_PASSWORD)
    expect(page.get_by_text("Your key derivation is changed.")).to_be_visible()
    changed.refresh_from_db()
    assert changed.kdf_memory == 16
    assert open_keys(changed, OTHER_PASSWORD).user_key_id == ada.keys.user_key_id

    # The session and the open vault went on; the lock screen knows the new password.
    page.get_by_role("button", name="Lock", exact=True).click()
    unlock(page, Person(changed, OTHER_PASSWORD, ada.keys))
