"""Registering, logging in, locking: what people do before anything else."""

import json
import re
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from accounts import mail_tokens
from accounts.models import User
from provider_portal.tests.browser.helpers import PASSWORD, log_in, look_at, make_account, unlock
from script.client import account as client
from script.client import crypto

LINK = re.compile(r"http://\S+")
SETTINGS = reverse("accounts:settings")


@pytest.fixture(autouse=True)
def sent(context):
    """The master password leaves the browser neither in an address nor in a body."""
    requests = []
    context.on("request", lambda request: requests.append(f"{request.url} {request.post_data or ''}"))
    yield
    forms = PASSWORD, PASSWORD.replace(" ", "+"), PASSWORD.replace(" ", "%20")
    assert requests
    assert not [request for request in requests if any(form in request for form in forms)]


@pytest.fixture
def ada(live):
    return make_account("ada@lovelace.test", name="Ada Lovelace")


def fill_in(page, *, email="ada@lovelace.test", password=PASSWORD, repeated=PASSWORD):
    page.get_by_label("Name").fill("Ada Lovelace")
    if page.get_by_label("E-mail address").is_editable():
        page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Master password", exact=True).fill(password)
    page.get_by_label("Repeat the master password").fill(repeated)


def create(page):
    page.get_by_role("button", name="Create account").click()


def is_unlocked(page):
    """The lock screen forwards at once while the keys are there."""
    page.goto(f"{reverse('accounts:lock')}?next={SETTINGS}")
    settled = page.get_by_role("heading", name="Account settings").or_(page.locator("#unlock button.primary:enabled"))
    expect(settled).to_be_visible()
    return urlsplit(page.url).path == SETTINGS


@pytest.mark.parametrize("kdf", [crypto.PBKDF2, crypto.ARGON2ID], ids=["pbkdf2", "argon2id"])
def test_a_person_registers_confirms_the_address_and_logs_in(page, kdf):
    page.goto(reverse("accounts:register"))
    fill_in(page)
    if kdf == crypto.ARGON2ID:
        page.get_by_text("Advanced").click()
        page.get_by_label("Argon2id").check()
    create(page)
    expect(page.get_by_role("heading")).to_have_text("Look into your mail")

    page.goto(LINK.search(mail.outbox[0].body)[0])
    page.get_by_role("button", name="Confirm e-mail address").click()
    page.get_by_label("Master password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url(lambda url: reverse("accounts:login") not in url)
    assert is_unlocked(page)

    user = User.objects.get(email="ada@lovelace.test")
    assert crypto.Kdf(**user.kdf_settings) == kdf
    # The keys open for any other client of the protocol as well.
    keys = client.open_account(
        user.email,
        PASSWORD,
        kdf=kdf,
        wrapped_user_key=user.wrapped_user_key,
        wrapped_private_key=user.wrapped_private_key,
    )
    assert (keys.public_key, keys.user_key_id) == (user.public_key, user.user_key_id)
    expect(page.locator("#fingerprint")).to_have_text(keys.fingerprint(user.pk))


def test_an_invited_person_registers_and_goes_straight_on(page, live):
    voucher = mail_tokens.vouch("ada@lovelace.test")
    page.goto(f"{reverse('accounts:register')}?invitation={voucher}&next={SETTINGS}")
    expect(page.get_by_label("E-mail address")).not_to_be_editable()
    fill_in(page)
    create(page)

    page.wait_for_url("**" + SETTINGS)
    assert not mail.outbox


def test_a_bad_choice_of_password_is_talked_about(page):
    page.goto(reverse("accounts:register"))
    fill_in(page, password="too short")
    create(page)
    expect(page.get_by_text("Use at least 12 characters.")).to_be_visible()

    fill_in(page, password="password1234", repeated="password12345")
    create(page)
    expect(page.get_by_text("The two passwords are not the same.")).to_be_visible()

    page.get_by_label("Repeat the master password").fill("password1234")
    page.get_by_label("Hint").fill("It is password1234")
    create(page)
    expect(page.get_by_text("The hint must not contain the password.")).to_be_visible()

    page.get_by_label("Hint").fill("")
    expect(page.locator("#strength")).to_have_text("Weak")
    create(page)
    expect(page.get_by_role("dialog")).to_contain_text("Use this weak master password?")
    look_at(page, "register-weak")
    page.get_by_role("button", name="Choose another").click()
    expect(page.get_by_role("button", name="Create account")).to_be_enabled()
    assert not User.objects.exists()


def test_an_unconfirmed_person_is_led_to_the_mail_and_can_have_it_again(page, live):
    ada = make_account("ada@lovelace.test", email_verified=False)
    page.goto(reverse("accounts:login"))
    page.get_by_label("E-mail address").fill(ada.email)
    page.get_by_label("Master password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("heading")).to_have_text("Look into your mail")
    look_at(page, "check-mail")

    page.get_by_role("button", name="Send the mail again").click()
    expect(page.get_by_text("The mail is on its way again.")).to_be_visible()
    page.goto(LINK.search(mail.outbox[0].body)[0])
    look_at(page, "verify-email")


@pytest.mark.parametrize("email", ["ada@lovelace.test", "nobody@lovelace.test"])
def test_a_wrong_password_and_an_unknown_address_look_the_same(page, ada, email):
    page.goto(reverse("accounts:login"))
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Master password", exact=True).fill("not the right one")
    page.get_by_role("button", name="Log in", exact=True).click()

    expect(page.get_by_role("alert")).to_have_text("The e-mail address or the master password is wrong.")
    expect(page.get_by_role("button", name="Log in", exact=True)).to_be_enabled()
    look_at(page, "login-wrong")


def test_the_keys_outlive_navigation_reload_and_reach_new_tabs(page, ada):
    log_in(page, ada, SETTINGS)
    page.goto(reverse("accounts:home"))
    page.goto(SETTINGS)
    page.reload()
    assert is_unlocked(page)

    tab = page.context.new_page()
    assert is_unlocked(tab)
    page.close()
    assert is_unlocked(tab)


def test_locking_reaches_every_tab_and_the_password_opens_again(page, ada):
    log_in(page, ada, SETTINGS)
    tab = page.context.new_page()
    tab.goto(SETTINGS)
    expect(tab.locator("#fingerprint")).to_contain_text("-")

    page.get_by_role("button", name="Lock", exact=True).click()
    for each in (page, tab):
        each.wait_for_url("**/accounts/lock/**")
    page.get_by_label("Master password", exact=True).fill("not the right one")
    page.get_by_role("button", name="Unlock").click()
    expect(page.get_by_role("alert")).to_have_text("The master password is wrong.")
    look_at(page, "lock-wrong")

    unlock(page, ada)
    assert is_unlocked(page)
    assert is_unlocked(tab)


def test_a_locked_page_comes_back_to_where_it_was(page, ada):
    log_in(page, ada, f"{SETTINGS}?from=here")
    page.get_by_role("button", name="Lock", exact=True).click()
    page.get_by_role("button", name="Unlock").wait_for()
    page.goto(f"{SETTINGS}?from=here")
    page.wait_for_url("**/accounts/lock/**")
    unlock(page, ada)

    page.wait_for_url(f"**{SETTINGS}?from=here")


def test_logging_out_wipes_the_keys_in_every_tab(page, ada):
    log_in(page, ada, SETTINGS)
    tab = page.context.new_page()
    tab.goto(SETTINGS)

    page.get_by_role("button", name="Account ada@lovelace.test").click()
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/accounts/login/**")
    # The other tab may reach the lock screen while the session still lives; it then ends there.
    tab.wait_for_url(re.compile("/accounts/(lock|login)/"))
    tab.goto(SETTINGS)
    tab.wait_for_url("**/accounts/login/**")

    log_in(page, make_account("grace@hopper.test"), SETTINGS)
    expect(page.locator(".page-heading")).to_contain_text("grace@hopper.test")
    assert is_unlocked(page)


def test_an_idle_vault_locks_itself(page, ada):
    def shorten(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=json.dumps(answer.json() | {"timeoutMinutes": 0.03}))

    page.route("**/accounts/login/", lambda route: shorten(route) if route.request.method == "POST" else route.fallback())
    log_in(page, ada, SETTINGS)

    page.wait_for_url("**/accounts/lock/**")
    assert not is_unlocked(page)


def test_another_session_does_not_get_the_keys_of_the_last_one(page, ada):
    log_in(page, ada, SETTINGS)
    User.objects.update(security_stamp="00000000-0000-4000-8000-000000000000")

    page.goto(SETTINGS)
    page.wait_for_url("**/accounts/login/**")
    log_in(page, ada, SETTINGS)
    assert is_unlocked(page)


def test_settings_are_kept(page, ada):
    log_in(page, ada, SETTINGS)
    page.get_by_label("Name").fill("Countess of Lovelace")
    page.get_by_label("After inactivity of").select_option("1 hour")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("Your settings are saved.")).to_be_visible()
    assert User.objects.get().lock_minutes == 60
    look_at(page, "settings")


def test_the_theme_outlives_logging_out(page, ada):
    log_in(page, ada, SETTINGS)
    page.locator("main").get_by_label("Dark").check(force=True)
    page.get_by_role("button", name="Account ada@lovelace.test").click()
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/accounts/login/**")

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


@pytest.mark.parametrize("name", ["home", "login", "register", "password_hint"])
def test_the_signed_out_pages(page, name):
    page.goto(reverse(f"accounts:{name}"))
    look_at(page, name)
