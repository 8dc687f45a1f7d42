"""Where the files of items are, for pages and for the protocol's clients."""

from django.urls import path

from vault.api import attachments as api_attachments
from vault.views import attachments

ITEM = "vault/items/<uuid:cipher_id>/attachments/"
FILE = f"{ITEM}<uuid:attachment_id>/"
WIRE = "api/ciphers/<uuid:cipher_id>/attachment"

urlpatterns = [
    path(ITEM, attachments.create_attachment, name="create_attachment"),
    path(f"{FILE}file/", attachments.attachment_file, name="attachment_file"),
    path(f"{FILE}delete/", attachments.delete_attachment, name="delete_attachment"),
]

api_urlpatterns = [
    path("api/ciphers/attachment/download", api_attachments.download_attachment, name="download_attachment"),
    path(f"{WIRE}/v2", api_attachments.announce_attachment, name="announce_attachment"),
    path(f"{WIRE}/<uuid:attachment_id>", api_attachments.attachment, name="attachment"),
    path(f"{WIRE}/<uuid:attachment_id>/renew", api_attachments.renew_attachment, name="renew_attachment"),
]
