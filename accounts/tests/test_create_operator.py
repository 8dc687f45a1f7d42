import re

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User


def test_a_new_operator_gets_a_link_to_register(db, capsys, client):
    call_command("create_operator", "Op@Platform.test")

    assert User.objects.get().is_operator
    link = re.search(r"(/accounts/register/\S+)", capsys.readouterr().out)[1]
    assert 'value="op@platform.test"' in client.get(link).text


def test_a_person_with_an_account_needs_no_link(ada, capsys):
    call_command("create_operator", ada.email)

    assert User.objects.get().is_operator
    assert "http" not in capsys.readouterr().out


def test_it_wants_an_address(db):
    with pytest.raises(CommandError):
        call_command("create_operator", "nobody")
