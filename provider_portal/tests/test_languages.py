"""That what leaves the portal speaks the reader's language: mails, files, the errors of apps."""

from django.urls import reverse
from django.utils.translation import gettext, override

from events.services import record
from events.types import EventType
from providers import emails
from providers.models import ProviderMember
from providers.tests.test_apply import APPLY, DETAILS

JAPANESE = {"Accept-Language": "ja"}


def test_a_mail_is_in_the_language_of_who_receives_it(world, mailoutbox):
    member = ProviderMember.objects.get(user=world.people.service_user)
    member.user.culture = "ja"

    with override("zh-hans"):
        emails.invitation(member)

    [mail] = mailoutbox
    page = mail.alternatives[0].content
    assert mail.subject == f"{member.provider.name}に参加"
    assert 'lang="ja"' in page and "サービスユーザー" in page and "サービスユーザー" in mail.body


def test_who_has_no_account_is_answered_in_the_language_they_applied_in(client, world, mailoutbox, on_commit):
    with on_commit():
        client.post(APPLY, DETAILS, headers={"Accept-Language": "zh-CN"})

    with override("zh-hans"):
        expected = gettext("We have your application")
    assert expected in [mail.subject for mail in mailoutbox if mail.to == ["robin@lakeside.test"]]


def test_a_log_is_exported_in_the_language_of_who_exports_it(client, world, owner):
    client.force_login(owner)
    record(EventType.ORGANIZATION_UPDATED, actor=owner, organization_id=world.acme.organization.pk)

    answer = client.get(reverse("vault:export_organization_events", args=[world.acme.organization.pk]), headers=JAPANESE)

    # Excel takes a file for UTF-8 by its first bytes only.
    written = b"".join(answer.streaming_content)
    assert written.startswith(b"\xef\xbb\xbfmessage,") and "組織の設定を編集しました" in written.decode()


def test_an_app_is_refused_in_its_own_language(client, db):
    assert client.get("/api/sync", headers=JAPANESE).json()["message"] == "認証されていません。"
