from accounts.tests.helpers import log_in


def test_logging_out_ends_the_session_and_empties_the_browser(client, ada):
    log_in(client)
    answer = client.post("/accounts/logout/")

    assert answer.headers["Clear-Site-Data"] == '"storage"'
    assert not client.session.keys()
    assert client.get("/accounts/keys/").status_code == 302


def test_a_link_logs_nobody_out(client, ada):
    log_in(client)

    assert client.get("/accounts/logout/").status_code == 405
    assert client.get("/accounts/keys/").status_code == 200
