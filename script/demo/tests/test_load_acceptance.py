"""The accounts of an acceptance run, which are made anew each time."""

import json

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from organizations.models import Organization
from provider_portal.tests.world import encstring
from script.client.account import open_account
from script.client.crypto import Kdf
from script.client.organization import open_organization
from script.demo.management.commands.load_acceptance import PROGRAM
from vault.models import Cipher, Folder


def load(capsys):
    call_command("load_acceptance", base="https://portal.example:8443")
    return json.loads(capsys.readouterr().out)


def test_the_accounts_open_and_their_vaults_are_empty(db, capsys):
    answer = load(capsys)
    owner = User.objects.get(email=answer["owner"]["email"])
    account = open_account(
        owner.email,
        answer["owner"]["password"],
        kdf=Kdf(**owner.kdf_settings),
        wrapped_user_key=owner.wrapped_user_key,
        wrapped_private_key=owner.wrapped_private_key,
    )
    membership = owner.organization_memberships.get()
    opened = open_organization(account, membership.wrapped_key)
    collection = membership.organization.collections.get()

    assert answer["base"] == "https://portal.example:8443"
    assert (str(collection.pk), opened.decrypt(collection.name)) == (
        answer["collection_id"],
        answer["collection_name"],
    )
    assert answer["owner"]["client_id"] == f"user.{owner.pk}"
    assert not Folder.objects.exists() and not Cipher.objects.filter(user__isnull=False).exists()


def test_loading_again_leaves_nothing_of_the_run_before(db, capsys):
    first = load(capsys)
    Folder.objects.create(user=User.objects.get(email=first["owner"]["email"]), name=encstring())
    people, organizations = User.objects.count(), Organization.objects.count()
    second = load(capsys)

    assert (User.objects.count(), Organization.objects.count()) == (people, organizations)
    assert first["org_id"] != second["org_id"] and not Folder.objects.exists()


def test_the_running_portal_and_an_installed_client_are_found(db, capsys, settings, tmp_path, monkeypatch):
    settings.DATA_DIR = settings.BASE_DIR = tmp_path
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("BW_CLI", raising=False)
    call_command("load_acceptance")
    printed = capsys.readouterr()
    nothing = json.loads(printed.out)
    programs = [tmp_path / ".tools" / f"bw-2026.{month}.0" / PROGRAM for month in (9, 10)]
    for file in (*programs, tmp_path / "tls" / "ca.pem"):
        file.parent.mkdir(parents=True)
        file.touch()
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "portal_tls_url").write_text("https://localhost:9443")
    call_command("load_acceptance")
    known = json.loads(capsys.readouterr().out)

    assert (nothing["base"], nothing["ca"], nothing["cli"]) == (None, None, None)
    assert all(word in printed.err for word in ("--base", "`ca`", "BW_CLI"))
    assert (known["base"], known["ca"]) == ("https://localhost:9443", str(tmp_path / "tls" / "ca.pem"))
    assert known["cli"][1] == str(programs[1])


def test_production_has_none_of_them(db, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError):
        call_command("load_acceptance")
