"""What a contact does once the access is granted: look into the vault, or take the account over."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.guards import account_view
from organizations.models import Policy
from organizations.policies import policies_on
from provider_portal.api import json_body, json_response
from vault.emergency.documents import files_of, items, keyring
from vault.emergency.schemas import NewPassword
from vault.item_fields import ITEM_TYPES
from vault.models import EmergencyAccess
from vault.refusals import Refused
from vault.services import emergency
from vault.views.answers import answers_refusals
from vault.views.attachments import file_response

Type = EmergencyAccess.Type


def granted(request, access_id, type):
    access = EmergencyAccess.objects.given_to(request.user).select_related("grantor")
    return get_object_or_404(access, pk=access_id, type=type, status=EmergencyAccess.Status.RECOVERY_APPROVED)


@require_GET
@account_view
def emergency_vault(request, access_id):
    access = granted(request, access_id, Type.VIEW)
    context = {"access": access, "keyring": keyring(access), "types": ITEM_TYPES}
    return render(request, "vault/emergency_vault.html", context)


@require_GET
@account_view
def emergency_items(request, access_id):
    access = granted(request, access_id, Type.VIEW)
    try:
        emergency.open_vault(access, actor=request.user)
    except Refused:
        raise Http404 from None
    return HttpResponse(items(access), content_type="application/json")


@require_GET
@account_view
def emergency_file(request, access_id, attachment_id):
    access = granted(request, access_id, Type.VIEW)
    return file_response(get_object_or_404(files_of(access), pk=attachment_id))


@require_http_methods(["GET", "POST"])
@account_view
@answers_refusals
def emergency_takeover(request, access_id):
    access = granted(request, access_id, Type.TAKEOVER)
    if request.method == "POST":
        body = json_body(request, NewPassword)
        emergency.take_over(access, login_hash=body.login_hash, user_key=body.user_key, actor=request.user)
        return json_response({"next": reverse("vault:emergency_list")})
    grantor = access.grantor
    account = {"id": str(access.pk), "email": grantor.kdf_salt, "kdf": grantor.kdf_settings}
    asked = policies_on(grantor, Policy.Kind.MASTER_PASSWORD)
    context = {"access": access, "keyring": keyring(access), "account": account, "rules": asked}
    return render(request, "vault/emergency_takeover.html", context)
