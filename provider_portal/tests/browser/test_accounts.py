"""Registering, logging in, locking: what people do before anything else."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from provider_portal.tests.browser.helpers import PASSWORD, log_in, look_at, make_account, unlock
from script.client import crypto

LINK = re.compile(r"http://\S+")


@pytest.fixture
def sent(context):
    """Record what every page of the browser sends."""
    bodies = []
    context.on("request", lambda request: bodies.append((request.url, request.post_data or "")))
    return bodies


def assert_secret(sent, password=PASSWORD):
    """The master password left the browser neither in an address nor in a body."""
    assert sent
    for url, body in sent:
        for text in (password, password.replace(" ", "+"), password.replace(" ", "%20")):
            assert text not in url and text not in body, url


def register(page, email="ada@lovelace.test", password=PASSWORD, argon2id=False):
    page.get_by_label("Name").fill("Ada Lovelace")
    if page.get_by_label("E-mail address").is_editable():
        page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Master password", exact=True).fill(password)
    page.get_by_label("Repeat the master password").fill(password)
    if argon2id:
        page.get_by_text("Advanced").click()
        page.get_by_text("Argon2id", exact=True).click()
    page.get_by_role("button", name="Create account").click()


def status(page):
    """Ask the vault agent over a connection of its own, as the page's modules do."""
    return page.evaluate(
        """async () => {
            const { call } = await import([...document.scripts].map((s) => s.src).find((s) => s.includes("/ui/shell")).replace(/ui.shell.*/, "agent/client.js"));
            return call("status", { epoch: document.documentElement.dataset.epoch ?? null });
        }"""
    )


@pytest.mark.parametrize("argon2id", [False, True], ids=["pbkdf2", "argon2id"])
def test_a_person_registers_confirms_the_address_and_logs_in(page, sent, argon2id):
    page.goto(reverse("accounts:register"))
    register(page, argon2id=argon2id)
    expect(page.get_by_role("heading")).to_have_text("Look into your mail")
    look_at(page, "check-mail")

    page.goto(LINK.search(mail.outbox[0].body)[0])
    look_at(page, "verify-email")
    page.get_by_role("button", name="Confirm e-mail address").click()
    page.get_by_label("Master password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(lambda url: reverse("accounts:login") not in url)

    user = User.objects.get(email="ada@lovelace.test")
    assert (user.name, user.kdf) == ("Ada Lovelace", int(argon2id))
    assert crypto.Kdf(**user.kdf_settings) == (crypto.ARGON2ID if argon2id else crypto.PBKDF2)
    assert_secret(sent)
