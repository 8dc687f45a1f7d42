from django.contrib import messages
from django.contrib.auth import logout
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.guards import account_view
from accounts.step_up import proven_body
from provider_portal.api import json_response
from vault.services import people, purges
from vault.views.answers import answers_refusals


@account_view
@require_POST
@answers_refusals
def delete_account(request):
    proven_body(request)
    user = request.user
    people.delete_account(user, actor=user)
    logout(request)
    messages.success(request, _("Your account is deleted."))
    response = json_response({"url": reverse("accounts:login")})
    response["Clear-Site-Data"] = '"storage"'
    return response


@account_view
@require_POST
@answers_refusals
def purge_own_vault(request):
    proven_body(request)
    purges.purge_own_vault(actor=request.user)
    messages.success(request, _("Your vault is empty. What organizations share with you is untouched."))
    return json_response({"url": reverse("vault:member_vault")})
