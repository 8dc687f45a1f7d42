"""What older clients and other people's post where newer ones delete."""

from django.urls import path

from provider_portal.api import by_method
from vault.api import account, attachments, collections, console_urls, emergency, groups, member_changes, vault

ORGANIZATION = console_urls.ORGANIZATION
ATTACHMENT = f"{console_urls.CIPHER}/attachment/<uuid:attachment_id>"
DELETED = {
    "account": ("api/accounts", account.own_account),
    "folder": ("api/folders/<uuid:folder_id>", vault.folder),
    "attachment": (ATTACHMENT, attachments.attachment),
    "collection": (f"{ORGANIZATION}/collections/<uuid:collection_id>", collections.collection),
    "group": (console_urls.GROUP, groups.group),
    "member": (f"{ORGANIZATION}/users/<uuid:member_id>", member_changes.member),
    "contact": (console_urls.CONTACT, emergency.contact),
}

urlpatterns = [
    *(
        path(f"{address}/delete", by_method(POST=view.views["DELETE"]), name=f"delete_{name}_by_post")
        for name, (address, view) in DELETED.items()
    ),
    path(f"{ATTACHMENT}/admin", attachments.attachment, name="administered_attachment"),
]
