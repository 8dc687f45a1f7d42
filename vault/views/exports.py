from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from accounts import step_up
from accounts.guards import account_view
from accounts.permissions import Permission
from organizations.guards import organization_view
from organizations.keyring import keyring_for
from vault.export_documents import exported_attachments
from vault.services import exports
from vault.views.answers import answers_refusals, document_response, takes_gzip
from vault.views.attachments import file_response


@require_GET
@account_view
def export_vault(request):
    """Show the page that writes a person's own items to a file, in the browser."""
    return render(request, "vault/export_vault.html", {"keyring": keyring_for(request.user, [])})


@require_POST
@account_view
@answers_refusals
def export_vault_document(request):
    """Give the ciphertext of everything that is the person's own, after their master password."""
    step_up.proven_body(request)
    content = exports.export_vault(actor=request.user, compressed=takes_gzip(request))
    return document_response(request, content)


@require_GET
@organization_view(Permission.ITEMS_EXPORT)
def export_organization(request, organization):
    """Show the page that writes the organization's items to a file, in the browser."""
    context = {"organization": organization, "keyring": keyring_for(request.user, [organization])}
    return render(request, "vault/export_organization.html", context)


@require_POST
@organization_view(Permission.ITEMS_EXPORT)
def export_organization_document(request, organization):
    """Give the ciphertext of the organization's items, after the person's master password."""
    step_up.proven_body(request)
    content = exports.export_organization(organization, actor=request.user, compressed=takes_gzip(request))
    return document_response(request, content)


@require_GET
@organization_view(Permission.ITEMS_EXPORT)
def export_attachment(request, organization, cipher_id, attachment_id):
    """Give the encrypted content of a file of an item that the export holds, whatever of it is granted."""
    return file_response(get_object_or_404(exported_attachments(organization), pk=attachment_id, cipher=cipher_id))
