"""What keeps an account safe, as its owner changes it."""

from functools import partial

import pyotp
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from provider_portal.tests.browser.helpers import PASSWORD, Person, log_in, look_at, make_account, unlock
from provider_portal.tests.world import sealed
from script.client import account as client
from script.client import crypto, items
from vault.ciphers import render_body
from vault.models import Cipher, EmergencyAccess
from vault.schemas import CipherRequest

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
    ada = make_account("ada@lovelace.test", name="Ada Lovelace", kdf=crypto.PBKDF2)
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


def add_authenticator(session, **more):
    """Give the browser a security key that answers at once, and return what takes it away again."""
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "usb", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True, **more}
    key = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return partial(session.send, "WebAuthn.removeVirtualAuthenticator", key)


def enter_password(page, person):
    page.goto(reverse("accounts:login"))
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Master password", exact=True).fill(person.password)
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()


def log_out(page):
    page.get_by_role("button", name="Account ada@lovelace.test").click()
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/accounts/login/**")


def test_two_step_login_by_app_passkey_mail_and_recovery_code(page, live):
    ada = make_account("ada@lovelace.test", name="Ada Lovelace")
    log_in(page, ada, reverse("accounts:two_step"))
    look_at(page, "two-step-off")
    page.get_by_role("button", name="Change", exact=True).click()
    prove(page)

    page.get_by_role("link", name="Set up Authenticator app").click()
    secret = page.locator("#authenticator-key").inner_text().replace(" ", "")
    look_at(page, "two-step-authenticator")
    page.get_by_label("Code that the app shows").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Turn on").click()
    look_at(page, "two-step-recovery")

    page.goto(reverse("accounts:two_step_email"))
    page.get_by_role("button", name="Mail a code").click()
    page.get_by_label("Code", exact=True).fill(mailed_code())
    look_at(page, "two-step-email-code")
    page.get_by_role("button", name="Turn on").click()
    recovery_code = page.locator("#recovery-code").inner_text()

    # Pictures end the life of the virtual key: none are taken while it is needed.
    add_authenticator(page.context.new_cdp_session(page))
    page.goto(reverse("accounts:two_step_passkeys"))
    page.get_by_label("Name").fill("Blue key")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("The passkey is added.")).to_be_visible()
    log_out(page)
    enter_password(page, ada)
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(lambda url: reverse("accounts:login") not in url)

    log_out(page)
    enter_password(page, ada)
    look_at(page, "second-step-passkey")
    page.get_by_label("Use another method").select_option("1")
    expect(page.get_by_text("The code is on its way.")).to_be_visible()
    code = mailed_code()
    page.get_by_label("Code from the mail").fill("000000")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("#second-step").get_by_role("alert")).to_contain_text("The code or passkey is wrong")
    look_at(page, "second-step-wrong")
    page.get_by_label("Code from the mail").fill(code)
    page.get_by_label("Do not ask again").check()
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(lambda url: reverse("accounts:login") not in url)

    log_out(page)
    log_in(page, ada, reverse("accounts:two_step"))
    page.get_by_role("button", name="Change", exact=True).click()
    prove(page)
    expect(page.get_by_role("link", name="Show the code")).to_be_visible()
    look_at(page, "two-step-on")
    page.goto(reverse("accounts:two_step_passkeys"))
    look_at(page, "two-step-passkeys")
    page.context.clear_cookies()
    enter_password(page, ada)
    page.get_by_label("Use another method").select_option("8")
    page.locator("#second-step-code").fill(recovery_code)
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(lambda url: reverse("accounts:login") not in url)
    assert not ada.user.two_factor_methods.exists()


def mailed_code():
    return next(each.subject.split()[-1] for each in reversed(mail.outbox) if each.subject.startswith("Your code"))


def test_a_browser_logs_another_one_out(page, new_page):
    ada = make_account("ada@lovelace.test", name="Ada Lovelace")
    elsewhere = new_page()
    log_in(elsewhere, ada, reverse("accounts:device_list"))
    log_in(page, ada, reverse("accounts:device_list"))
    look_at(page, "devices")
    page.get_by_role("button", name="Log out Chrome").click()
    expect(page.get_by_text("The device is logged out.")).to_be_visible()
    elsewhere.reload()
    elsewhere.wait_for_url("**/accounts/login/**")

    log_in(elsewhere, ada, reverse("accounts:device_list"))
    page.reload()
    page.get_by_role("button", name="Log out all others").click()
    page.get_by_role("dialog").get_by_role("button", name="Log out", exact=True).click()
    expect(page.get_by_text("Every other device is logged out.")).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(1)

    page.get_by_role("button", name="Make a key").click()
    prove(page)
    dialog = page.get_by_role("dialog", name="Your new API key")
    expect(dialog.locator("#client-secret")).not_to_be_empty()
    look_at(page, "api-key")
    dialog.get_by_role("button", name="I keep it safe").click()
    expect(page.get_by_role("button", name="Replace the key")).to_be_enabled()


def test_the_address_is_changed_and_the_keys_with_it(page, live):
    ada = make_account("ada@lovelace.test", name="Ada Lovelace")
    log_in(page, ada, reverse("accounts:email"))
    look_at(page, "security-email")
    page.get_by_label("New e-mail address").fill("Countess@lovelace.test")
    page.get_by_role("button", name="Mail a code").click()
    page.get_by_label("Code", exact=True).fill(mailed_code())
    look_at(page, "security-email-code")
    page.get_by_role("button", name="Change the address").click()
    prove(page)
    expect(page.get_by_text("Your e-mail address is changed.")).to_be_visible()

    changed = User.objects.get()
    assert changed.email == "countess@lovelace.test"
    assert open_keys(changed, PASSWORD).user_key_id == ada.keys.user_key_id
    page.context.clear_cookies()
    log_in(page, Person(changed, PASSWORD, ada.keys), reverse("accounts:settings"))


def test_another_account_key_opens_all_that_the_old_one_did(page, live):
    person = make_account("member@acme.test", key_pair=None)
    contact = make_account("contact@acme.test")
    request = items.encrypt_item({"type": 1, "name": "Mail", "login": {"username": "ann"}}, person.keys.user_key)
    body = render_body(CipherRequest.model_validate(request))
    Cipher.objects.create(tenant_id=person.user.pk, user=person.user, type=1, body=body)
    EmergencyAccess.objects.create(
        grantor=person.user, grantee=contact.user, type=0, status=2, wait_days=7, wrapped_key=sealed()
    )
    log_in(page, person, reverse("vault:account_key"))
    expect(page.locator("[data-receiver] .phrase")).to_contain_text("-")
    look_at(page, "account-key")

    page.get_by_label("I compared the phrases").check()
    page.get_by_role("button", name="Make another key").click()
    prove(page)
    page.wait_for_url("**/accounts/lock/**")
    unlock(page, person)
    page.goto(reverse("vault:member_vault"))
    expect(page.locator("#list [data-open] b")).to_have_text("Mail")
    user = User.objects.get(pk=person.user.pk)
    assert user.user_key_id != person.keys.user_key_id


def test_an_account_is_deleted_by_its_owner(page, live):
    ada = make_account("ada@lovelace.test")
    log_in(page, ada, reverse("accounts:settings"))
    look_at(page, "account-settings")
    page.get_by_role("button", name="Delete account").click()
    ask = page.locator("dialog").filter(has_text="Delete your account?")
    ask.get_by_role("textbox").fill(ada.email)
    ask.get_by_role("button", name="Delete account").click()
    prove(page)
    expect(page.get_by_text("Your account is deleted.")).to_be_visible()
    assert not User.objects.filter(pk=ada.user.pk).exists()


def test_another_device_lets_a_browser_in_without_the_password(page, new_page, live):
    ada = make_account("ada@lovelace.test")
    asking = new_page()
    # Only a browser that was let in before may ask.
    log_in(asking, ada, reverse("accounts:device_list"))
    asking.context.clear_cookies(name="session")
    log_in(page, ada, reverse("accounts:login_request_list"))

    asking.goto(f"{reverse('accounts:login')}?email={ada.email}&next={reverse('vault:member_vault')}")
    asking.get_by_role("link", name="Log in with another device").click()
    look_at(asking, "device-login")
    asking.get_by_role("button", name="Ask the other device").click()
    phrase = asking.locator("#waiting [data-phrase]")
    expect(phrase).to_contain_text("-")
    look_at(asking, "device-login-waiting")

    page.reload()
    expect(page.locator("[data-request] [data-phrase]")).to_have_text(phrase.inner_text())
    look_at(page, "login-request")
    page.get_by_role("button", name="Let it in").click()
    prove(page)
    expect(page.get_by_text("No device is asking")).to_be_visible()
    asking.wait_for_url(f"**{reverse('vault:member_vault')}")
    expect(asking.get_by_text("No items yet")).to_be_visible()


def log_in_with_passkey(page, to):
    log_out(page)
    page.goto(f"{reverse('accounts:login')}?next={to}")
    page.get_by_role("button", name="Log in with a passkey").click()


def add_passkey(page, name, *, encrypting):
    page.goto(reverse("accounts:login_passkey_list"))
    page.get_by_label("Name").fill(name)
    page.get_by_label("It opens the vault, too").set_checked(encrypting)
    page.get_by_role("button", name="Add", exact=True).click()
    prove(page)
    # An RSA key pair is made for it.
    expect(page.get_by_text("The passkey is added.")).to_be_visible(timeout=30_000)


def test_a_passkey_opens_the_vault_without_the_master_password(page, live):
    ada = make_account("ada@lovelace.test", name="Ada Lovelace")
    vault = reverse("vault:member_vault")
    log_in(page, ada, reverse("accounts:login_passkey_list"))
    look_at(page, "passkeys-none")
    session = page.context.new_cdp_session(page)
    remove = add_authenticator(session, hasPrf=True)
    add_passkey(page, "Phone", encrypting=True)
    expect(page.get_by_text("Opens the vault", exact=True)).to_be_visible()
    log_in_with_passkey(page, vault)
    page.wait_for_url(f"**{vault}")
    expect(page.get_by_text("No items yet")).to_be_visible()
    page.get_by_role("button", name="Lock", exact=True).click()
    page.get_by_role("button", name="Unlock with a passkey").click()
    expect(page.get_by_text("No items yet")).to_be_visible()

    # Another device, of which nothing is derived.
    remove()
    add_authenticator(session)
    add_passkey(page, "Key", encrypting=True)
    expect(page.get_by_text("Log-in only")).to_be_visible()
    log_in_with_passkey(page, vault)
    page.wait_for_url("**/accounts/lock/**")
    unlock(page, ada)
    expect(page.get_by_text("No items yet")).to_be_visible()

    page.goto(reverse("accounts:login_passkey_list"))
    look_at(page, "passkeys")
    page.get_by_role("button", name="Remove Key").click()
    prove(page)
    expect(page.get_by_text("The passkey is removed.")).to_be_visible()
    assert ada.user.login_passkeys.get().name == "Phone"
