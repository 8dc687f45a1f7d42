import pytest
from django.urls import reverse

from events.models import Event
from events.types import EventType
from providers.models import ProviderApplication

APPLY = reverse("providers:apply")
LIST = reverse("providers:application_list")
DETAILS = {
    "name": "Lakeside IT",
    "contact_name": "Robin Lake",
    "email": "Robin@Lakeside.test",
    "type": "0",
    "has_client": "on",
    "message": "=cmd|' /C calc'!A0 <b>hi</b>",
}


def make_application(**fields):
    defaults = {"name": "Lakeside IT", "contact_name": "Robin", "email": "robin@lakeside.test"}
    return ProviderApplication.objects.create(**{**defaults, "has_organization": True, "has_client": True, **fields})


def decide(client, decision, application):
    return client.post(
        reverse(f"providers:{decision}", kwargs={"application_id": application.pk}), follow=True
    ).content.decode()


def test_an_application_is_kept_recorded_and_told(client, operator, mailoutbox, on_commit):
    with on_commit():
        response = client.post(APPLY, DETAILS)

    assert response.url == reverse("providers:application_sent")
    application = ProviderApplication.objects.get()
    assert (application.email, application.has_organization, application.has_client) == (
        "robin@lakeside.test",
        False,
        True,
    )
    assert Event.objects.get().type == EventType.PROVIDER_APPLICATION_SUBMITTED
    assert {mail.to[0] for mail in mailoutbox} == {"robin@lakeside.test", operator.email}
    to_applicant = next(mail for mail in mailoutbox if mail.to == ["robin@lakeside.test"])
    assert "Lakeside IT" not in to_applicant.body + to_applicant.subject
    assert client.get(response.url).status_code == 200


def test_a_second_application_is_answered_alike_and_changes_nothing(client, db, mailoutbox, on_commit):
    first = client.post(APPLY, DETAILS)
    with on_commit():
        second = client.post(APPLY, {**DETAILS, "name": "Somebody else"})

    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert ProviderApplication.objects.get().name == "Lakeside IT"
    assert not mailoutbox


def test_too_many_applications_are_refused_in_words(client, db):
    pages = [client.post(APPLY, {**DETAILS, "email": "flood@lakeside.test"}) for _ in range(8)]

    assert pages[-1].status_code == 200
    assert "Too many attempts" in pages[-1].content.decode()


@pytest.mark.parametrize("field", ["name", "contact_name", "email", "type"])
def test_what_is_missing_is_named(client, db, field):
    response = client.post(APPLY, {**DETAILS, field: ""})

    assert field in response.context["form"].errors
    assert not ProviderApplication.objects.exists()


def test_only_operators_find_the_list(client, world):
    for person in (world.people.provider_admin, world.people.stranger, world.people.superuser):
        client.force_login(person)
        assert client.get(LIST).status_code == 404


def test_the_list_is_newest_first_by_status_and_page(client, operator, django_assert_max_num_queries):
    for number in range(52):
        make_application(name=f"Company {number:02}", email=f"a{number}@lakeside.test")
    make_application(name="Told no", status="declined")
    client.force_login(operator)

    with django_assert_max_num_queries(14):
        first = client.get(LIST, {"status": "submitted"})
    second = client.get(LIST, {"status": "submitted", "before": first.context["older"]})

    assert [row.name for row in first.context["applications"]][:2] == ["Company 51", "Company 50"]
    assert [row.name for row in second.context["applications"]] == ["Company 01", "Company 00"]
    assert [row.name for row in client.get(LIST, {"status": "declined"}).context["applications"]] == ["Told no"]
    assert client.get(LIST, {"status": "nonsense", "before": "x"}).status_code == 200


def test_an_approval_mails_the_link_once(client, operator, mailoutbox, on_commit):
    application = make_application()
    client.force_login(operator)

    with on_commit():
        decide(client, "approve_application", application)
        again = decide(client, "approve_application", application)

    application.refresh_from_db()
    assert (application.status, application.decided_by) == ("approved", operator)
    assert "answered meanwhile" in again
    assert [mail.to for mail in mailoutbox] == [["robin@lakeside.test"]]
    assert "/providers/setup/" in mailoutbox[0].body
    event = Event.objects.get()
    assert (event.type, event.acting_user_id) == (EventType.PROVIDER_APPLICATION_APPROVED, operator.pk)


def test_a_new_link_replaces_the_earlier_one(client, operator, mailoutbox, on_commit):
    application = make_application()
    client.force_login(operator)
    with on_commit():
        decide(client, "approve_application", application)
        decide(client, "resend_setup_link", application)
    client.logout()

    old, new = [link_of(mail) for mail in mailoutbox]

    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200


def test_a_refusal_is_told_and_final(client, operator, mailoutbox, on_commit):
    application = make_application()
    client.force_login(operator)

    with on_commit():
        decide(client, "decline_application", application)
        decide(client, "resend_setup_link", application)

    application.refresh_from_db()
    assert application.status == "declined"
    assert len(mailoutbox) == 1
    assert "/providers/setup/" not in mailoutbox[0].body


def test_only_operators_decide(client, world):
    application = make_application()
    client.force_login(world.people.provider_admin)

    for decision in ("approve_application", "decline_application", "resend_setup_link"):
        url = reverse(f"providers:{decision}", kwargs={"application_id": application.pk})
        assert client.post(url).status_code == 404
    application.refresh_from_db()
    assert application.status == "submitted"


def link_of(mail):
    """Return the path of the set-up link in a mail."""
    return "/providers/setup/" + mail.body.partition("/providers/setup/")[2].split()[0]
