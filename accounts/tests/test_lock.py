from accounts.tests.helpers import log_in


def test_the_lock_screen_shows_who_is_logged_in_and_where_they_were(client, ada):
    log_in(client)
    page = client.get("/accounts/lock/", {"next": "/vault/?q=mail"})

    assert ada.email in page.text
    assert 'data-next="/vault/?q=mail"' in page.text
    assert f'data-epoch="{client.session["epoch"]}"' in page.text


def test_it_leads_to_no_other_site(client, ada):
    log_in(client)

    assert 'data-next="/"' in client.get("/accounts/lock/", {"next": "https://evil.test/"}).text


def test_the_keys_are_those_of_the_log_in(client, ada):
    keys = log_in(client).json()
    keys.pop("next")

    assert client.get("/accounts/keys/").json() == keys | {"passkeys": []}


def test_a_signed_out_person_gets_neither(client, ada):
    assert client.get("/accounts/lock/").url.startswith("/accounts/login/")
    assert client.get("/accounts/keys/").status_code == 302
