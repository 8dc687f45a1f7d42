def test_password_managers_find_where_the_password_is_changed(client):
    assert client.get("/.well-known/change-password").url == "/accounts/security/password/"


def test_search_engines_are_kept_out(client):
    assert "Disallow: /\n" in client.get("/robots.txt").text
