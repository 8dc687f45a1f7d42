"""What staff do with a client from the list: another name, other seats, good-bye."""

from django.urls import reverse
from playwright.sync_api import expect

from organizations.models import Organization, OrganizationMember
from provider_portal.tests.browser.clients import real_organization, real_provider
from provider_portal.tests.browser.helpers import log_in, look_at, make_account
from providers.models import Provider, ProviderMember

Role = OrganizationMember.Role


def menu(page, name, action):
    page.get_by_role("button", name=f"Options of {name}").click()
    page.locator(".menu:popover-open").get_by_text(action, exact=True).click()


def test_a_client_is_renamed_given_seats_and_unlinked(page):
    admin = make_account("admin@msp.test")
    provider = real_provider("Northwind", admin)
    Provider.objects.update(enterprise_seat_minimum=20, discount_percent=50)
    acme = real_organization("Acme", provider, seats=18)
    acme.add(make_account("owner@acme.test"), Role.OWNER)
    log_in(page, admin, reverse("organizations:client_list", args=[provider.row.pk]))

    menu(page, "Acme", "Rename")
    look_at(page, "client-rename")
    page.get_by_label("Client name").fill("Acme & Daughters")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The client is called Acme & Daughters now.")).to_be_visible()

    menu(page, "Acme & Daughters", "Manage seats")
    for seats, words in (
        ("19", "1 seat stays unassigned."),
        ("20", "0 seats stay unassigned."),
        ("24", "This adds 4 seats to your bill, $12.00 a month."),
    ):
        page.get_by_label("Assigned seats").fill(seats)
        expect(page.get_by_text(words)).to_be_visible()
    look_at(page, "client-seats")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Acme & Daughters has 24 seats now.")).to_be_visible()
    menu(page, "Acme & Daughters", "Manage seats")
    page.get_by_label("Assigned seats").fill("21")
    expect(page.get_by_text("This takes 3 seats off your bill, $9.00 a month.")).to_be_visible()

    page.goto(reverse("organizations:client_list", args=[provider.row.pk]))
    page.get_by_role("button", name="Options of").click()
    look_at(page, "client-menu")
    page.keyboard.press("Escape")
    menu(page, "Acme & Daughters", "Unlink")
    dialog = page.get_by_role("dialog", name="Unlink Acme & Daughters?")
    look_at(page, "client-unlink")
    dialog.get_by_role("button", name="Unlink").click()
    expect(page.get_by_text("is unlinked and stands on its own now.")).to_be_visible()
    assert Organization.objects.get().provider is None


def test_a_service_user_is_told_before_buying(page):
    person = make_account("service@msp.test")
    provider = real_provider("Northwind")
    provider.add(person, ProviderMember.Role.SERVICE_USER)
    Provider.objects.update(enterprise_seat_minimum=20)
    acme = real_organization("Acme", provider, seats=18)
    log_in(page, person, reverse("organizations:client_seats", args=[provider.row.pk, acme.row.pk]))

    page.get_by_label("Assigned seats").fill("21")
    expect(page.get_by_text("2 unassigned seats are available. Contact your Provider Admin for more.")).to_be_visible()
    look_at(page, "client-seats-refused")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("2 seats of this plan are unassigned. Ask a Provider Admin to buy more.")).to_be_visible()

    page.get_by_role("link", name="Ask for seats").click()
    page.get_by_label("How many more seats?").fill("5")
    page.get_by_label("What for?").fill("The new branch in Oslo")
    look_at(page, "seat-request")
    page.get_by_role("button", name="Send the request").click()
    expect(page.get_by_text("The Provider Admins got your request for Acme.")).to_be_visible()
    look_at(page, "seat-requests-own")


def test_a_provider_admin_moves_seats_and_answers_a_request(page):
    admin = make_account("admin@msp.test")
    provider = real_provider("Northwind", admin)
    colleague = make_account("service@msp.test")
    provider.add(colleague, ProviderMember.Role.SERVICE_USER)
    acme, birch = (real_organization(name, provider, seats=8) for name in ("Acme", "Birch"))
    wish = {"provider": provider.row, "seats": 5, "reason": "The new branch in Oslo", "requested_by": colleague.user}
    acme.row.seat_requests.create(**wish)
    log_in(page, admin, reverse("organizations:transfer_seats", args=[provider.row.pk, acme.row.pk]))

    page.get_by_role("radio", name="Birch").check()
    page.get_by_label("Seats to move").fill("3")
    look_at(page, "seat-transfer")
    page.get_by_role("button", name="Move seats").click()
    expect(page.get_by_text("Birch has 5 seats now, and Acme 11.")).to_be_visible()

    page.get_by_role("link", name="Seat requests").click()
    page.get_by_role("button", name="Answer").click()
    look_at(page, "seat-request-answer")
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("Acme got its seats.")).to_be_visible()
    acme.row.refresh_from_db()
    assert acme.row.seats == 16
    page.get_by_role("link", name="Answered").click()
    look_at(page, "seat-requests-answered")


def test_clients_are_found_while_typing_and_changed_together(page):
    admin = make_account("admin@msp.test")
    provider = real_provider("Northwind", admin)
    provider.add(make_account("second@msp.test"))
    owner = make_account("owner@acme.test")
    for name, seats in (("Acme", 1), ("Birch", 10), ("Cedar & Sons", 5)):
        client = real_organization(name, provider, seats=seats)
        client.add(owner, Role.OWNER)
    client.row.members.create(user=make_account("new@cedar.test").user, role=Role.MEMBER, status=1)
    log_in(page, admin, reverse("organizations:client_list", args=[provider.row.pk]))

    page.get_by_role("checkbox", name="Choose all on this page").check()
    page.get_by_role("button", name="Tag", exact=True).click()
    dialog = page.get_by_role("dialog", name="Tag clients")
    dialog.get_by_label("Tag").fill("Managed desk")
    look_at(page, "client-tag")
    dialog.get_by_role("button", name="Tag").click()
    expect(page.get_by_text("3 clients are tagged.")).to_be_visible()

    page.get_by_role("checkbox", name="Choose all on this page").check()
    page.get_by_role("button", name="Change seats").click()
    dialog = page.get_by_role("dialog", name="Change seats")
    dialog.get_by_label("What to do").select_option("Take from each")
    look_at(page, "client-seats-of-many")
    dialog.get_by_role("button", name="Save").click()
    outcome = page.get_by_role("dialog", name="Not everything was done")
    expect(outcome.get_by_role("row", name="Acme")).to_contain_text("Acme uses 1 seat.")
    look_at(page, "client-results")
    outcome.locator("footer").get_by_role("button", name="Close").click()

    page.get_by_role("checkbox", name="Choose Birch").check()
    page.get_by_role("button", name="Suspend").click()
    look_at(page, "client-suspend")
    page.get_by_role("dialog").get_by_role("button", name="Suspend").click()
    expect(page.get_by_text("1 client is suspended.")).to_be_visible()
    look_at(page, "client-list")

    page.get_by_role("searchbox", name="Search clients").press_sequentially("ced")
    expect(page.get_by_role("link", name="Birch")).to_be_hidden()
    expect(page.get_by_role("searchbox", name="Search clients")).to_be_focused()
    assert page.url.endswith("?search=ced")
    assert page.get_by_role("link", name="Export as CSV").get_attribute("href").endswith("?search=ced")
    page.get_by_role("link", name="People to confirm").click()
    expect(page.get_by_role("link", name="1 to confirm")).to_be_visible()
    page.get_by_role("button", name="Options of Cedar").click()
    page.locator(".menu:popover-open").get_by_text("Note and contacts").click()
    page.get_by_label("Note").fill("Call the desk before nine.")
    page.get_by_role("button", name="Save note").click()
    expect(page.get_by_text("The note is saved.")).to_be_visible()
    page.get_by_role("link", name="Add a contact").click()
    page.get_by_label("Name").fill("Robin Berg")
    page.get_by_label("Phone").fill("+47 22 00 00 00")
    look_at(page, "client-contact")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Robin Berg")).to_be_visible()
    look_at(page, "client-details")
