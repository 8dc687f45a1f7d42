from django.urls import path

from vault.views import exports

OWN = "vault/export/"
ORGANIZATION = "organizations/<uuid:organization_id>/export/"

urlpatterns = [
    path(OWN, exports.export_vault, name="export_vault"),
    path(f"{OWN}document/", exports.export_vault_document, name="export_vault_document"),
    path(ORGANIZATION, exports.export_organization, name="export_organization"),
    path(
        f"{ORGANIZATION}items/<uuid:cipher_id>/files/<uuid:attachment_id>/",
        exports.export_attachment,
        name="export_attachment",
    ),
    path(f"{ORGANIZATION}document/", exports.export_organization_document, name="export_organization_document"),
]
