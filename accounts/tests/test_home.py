def test_a_visitor_is_told_what_this_is(client, db):
    page = client.get("/").text

    assert "/accounts/login/" in page and "/accounts/register/" in page and "/providers/apply/" in page


def test_everybody_starts_where_they_work(client, world):
    people = world.people
    clients = f"/providers/{world.northwind.pk}/clients/"
    for person, start in [
        (people.provider_admin, clients),
        (people.service_user, clients),
        (people.member, "/vault/"),
        (people.operator, "/operator/applications/"),
    ]:
        client.force_login(person)
        assert client.get("/").url == start
