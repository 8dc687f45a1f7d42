"""From the application to the first client: the beginning of a provider."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from organizations.models import Organization
from provider_portal.models import time_ordered_id
from provider_portal.tests.browser.clients import real_organization, real_provider
from provider_portal.tests.browser.helpers import PASSWORD, log_in, look_at, make_account
from providers.models import Provider
from providers.services import applications as services
from script.client import account as client
from script.client import crypto
from script.client.organization import open_organization, open_provider

EMAIL = "robin@lakeside.test"


def link_of(message):
    return re.search(r"http://\S+", message.body)[0]


def apply(page):
    page.goto(reverse("providers:apply"))
    look_at(page, "apply")
    page.get_by_label("Company name").fill("Lakeside IT")
    page.get_by_label("Your name").fill("Robin Lake")
    page.get_by_label("Business e-mail address").fill(EMAIL)
    page.get_by_label("We have at least one client").check()
    page.get_by_label("Message").fill("Eleven clients wait.")
    page.get_by_role("button", name="Send application").click()
    expect(page.get_by_role("heading")).to_have_text("Thank you for applying")
    look_at(page, "application-sent")


def approve(page, operator):
    log_in(page, operator, reverse("providers:application_list"))
    look_at(page, "applications")
    page.get_by_role("button", name="Review").click()
    look_at(page, "application")
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("Lakeside IT is approved.")).to_be_visible()
    expect(page.get_by_role("cell", name="Waiting for set-up")).to_be_visible()


def set_up(page):
    """Go from the mail to the account, and from there to the provider."""
    page.goto(link_of(mail.outbox[-1]))
    look_at(page, "setup-signed-out")
    page.get_by_role("link", name="Create the account").click()
    page.get_by_label("Name").fill("Robin Lake")
    page.get_by_label("Master password", exact=True).fill(PASSWORD)
    page.get_by_label("Repeat the master password").fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_label("Provider name")).to_have_value("Lakeside IT")
    look_at(page, "setup")
    page.get_by_label("Billing e-mail address").fill("nobody")
    page.get_by_role("button", name="Set up provider").click()
    expect(page.get_by_text("Enter a valid email address.")).to_be_visible()
    page.get_by_label("Billing e-mail address").fill("bills@lakeside.test")
    page.get_by_label("Provider name").fill("Lakeside")
    page.get_by_role("button", name="Set up provider").click()
    expect(page.get_by_role("heading", name="Your first client")).to_be_visible()
    look_at(page, "clients-empty")


def create_client(page):
    page.get_by_role("link", name="New client").click()
    page.get_by_label("Client name").fill("Elm & Söhne")
    page.get_by_label("E-mail address of the client's owner").fill("owner@elm.test")
    page.get_by_label("Seats").fill("12")
    page.get_by_text("Enterprise", exact=True).click()
    expect(page.get_by_text("This adds 12 seats to your bill, $72.00 a month.")).to_be_visible()
    look_at(page, "new-client")
    page.get_by_role("button", name="Create client").click()
    expect(page.get_by_role("link", name="Elm & Söhne")).to_be_visible()
    expect(page.get_by_text("Waiting for its owner", exact=True)).to_be_visible()
    look_at(page, "clients-first")


def collection_name(organization):
    """Return the name of the organization's collection, opened as the Provider Admin does with the password alone."""
    user = User.objects.get(email=EMAIL)
    kdf = crypto.Kdf(user.kdf, user.kdf_iterations, user.kdf_memory, user.kdf_parallelism)
    robin = client.open_account(
        EMAIL,
        PASSWORD,
        kdf=kdf,
        wrapped_user_key=user.wrapped_user_key,
        wrapped_private_key=user.wrapped_private_key,
    )
    provider = open_provider(robin, organization.provider.key_share_of(user).wrapped_key)
    opened = open_organization(
        provider, organization.provider_wrapped_key, wrapped_private_key=organization.wrapped_private_key
    )
    crypto.decrypt_bytes(organization.wrapped_private_key, opened.key)
    return opened.decrypt(organization.collections.get().name)


def test_an_applicant_becomes_a_provider_with_a_client(page, new_page):
    operator = make_account("operator@platform.test", is_operator=True)

    apply(page)
    approve(new_page(), operator)
    set_up(page)
    create_client(page)

    # Whoever pays is told of the seats bought.
    assert {message.to[0] for message in mail.outbox} == {EMAIL, operator.email, "owner@elm.test", "bills@lakeside.test"}
    organization = Organization.objects.get(name="Elm & Söhne")
    assert collection_name(organization) == "Default collection"
    page.get_by_role("link", name="Elm & Söhne").click()
    expect(page.get_by_text("Default collection")).to_be_visible()


def test_what_the_seats_cost_is_said_before(page):
    person = make_account("admin@msp.test")
    provider = real_provider("Northwind", person)
    Provider.objects.update(teams_seat_minimum=20, discount_percent=25)
    real_organization("Acme", provider, plan="teams", seats=15)
    log_in(page, person, reverse("vault:create_client", args=[provider.row.pk]))

    for seats, words in (
        ("1", "4 seats stay unassigned."),
        ("4", "1 seat stays unassigned."),
        ("5", "0 seats stay unassigned."),
        ("6", "This adds 1 seat to your bill, $3.00 a month."),
    ):
        page.get_by_label("Seats").fill(seats)
        expect(page.get_by_text(words)).to_be_visible()
    page.get_by_label("Seats").fill("0")
    expect(page.get_by_text("to your bill")).to_be_hidden()
    page.get_by_role("button", name="Create client").click()
    expect(page.get_by_text("greater than or equal to 1")).to_be_visible()


def test_a_colleague_as_owner_is_asked_about(page):
    person = make_account("admin@msp.test")
    provider = real_provider("Northwind", person)
    log_in(page, person, reverse("vault:create_client", args=[provider.row.pk]))
    page.get_by_label("Client name").fill("Our own")
    page.get_by_label("E-mail address of the client's owner").fill(person.email)
    page.get_by_role("button", name="Create client").click()

    expect(page.get_by_role("dialog")).to_contain_text("works for Northwind")
    page.get_by_role("button", name="Change the address").click()
    assert not Organization.objects.exists()
    page.get_by_role("button", name="Create client").click()
    page.get_by_role("button", name="Create the client").click()
    expect(page.get_by_role("link", name="Our own")).to_be_visible()


def test_the_client_list_with_many_clients(page):
    person = make_account("admin@msp.test")
    provider = real_provider("Northwind", person)
    first = real_organization("Ångström & Daughters International Holdings Ltd", provider, seats=1)
    first.add(person, role=0)
    for number in range(55):
        copy = Organization.objects.get(pk=first.row.pk)
        copy.pk, copy._state.adding = time_ordered_id(), True
        copy.name, copy.seats = f"Client {number:02}", number * 3 + 1
        copy.plan, copy.enabled = ("teams" if number % 3 else "enterprise"), number != 4
        copy.save()
    log_in(page, person, reverse("organizations:client_list", args=[provider.row.pk]))

    expect(page.get_by_role("row")).to_have_count(51)
    look_at(page, "clients")
    page.get_by_label("Search clients").fill("ång")
    page.get_by_label("Search clients").press("Enter")
    expect(page.get_by_role("row")).to_have_count(2)
    page.get_by_label("Search clients").fill("nothing of that name")
    page.get_by_label("Search clients").press("Enter")
    expect(page.get_by_text("No such client")).to_be_visible()
    look_at(page, "clients-none-found")


@pytest.mark.parametrize("name", ["setup_invalid", "other_account", "providers"])
def test_the_pages_beside_the_way(page, name):
    person = make_account("admin@msp.test")
    if name == "setup_invalid":
        page.goto(reverse("providers:setup", args=["nonsense"]))
        expect(page.get_by_role("heading")).to_have_text("This link is no longer valid")
    else:
        log_in(page, person, reverse("providers:provider_list"))
    if name == "providers":
        expect(page.get_by_text("You work for no provider")).to_be_visible()
        look_at(page, "providers-none")
        for title in ("Northwind", "Quarry Managed Services"):
            real_provider(title, person)
        page.reload()
    if name == "other_account":
        token = services.invite_provider(name="Lakeside", email=EMAIL, provider_type=0)
        page.goto(reverse("providers:setup", args=[token]))
        expect(page.get_by_text("You are logged in with another address")).to_be_visible()
    look_at(page, name.replace("_", "-"))
