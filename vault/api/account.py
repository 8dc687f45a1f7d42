"""Wire routes of the account that need what lies outside of it. Source: `spec/api.md` 11."""

from django.views.decorators.http import require_GET, require_http_methods

from accounts import services, step_up
from accounts.api.schemas import Avatar, MasterPassword, ProfileChange
from accounts.documents import profile_document
from accounts.guards import account_view
from organizations.documents import profile_clients, profile_organizations
from provider_portal.api import by_method, json_body, json_response, list_response, no_content
from providers.documents import profile_providers
from vault.services import people
from vault.storage_quota import GIGABYTE, PERSONAL_GIGABYTES, used_by
from vault.views.answers import answers_refusals


def answer(user):
    places = {
        "organizations": profile_organizations(user),
        "providers": profile_providers(user),
        "providerOrganizations": profile_clients(user),
    }
    return json_response(profile_document(user) | places)


@account_view
def get_profile(request):
    """Give the profile of sync alone."""
    return answer(request.user)


@account_view
def update_profile(request):
    body = json_body(request, ProfileChange)
    name = request.user.name if body.name is None else body.name
    services.update_profile(request.user, name=name, hint=body.master_password_hint or "", actor=request.user)
    return answer(request.user)


@require_http_methods(["PUT", "POST"])
@account_view
def set_avatar(request):
    services.set_avatar(request.user, json_body(request, Avatar).avatar_color, actor=request.user)
    return answer(request.user)


@account_view
@answers_refusals
def delete_account(request):
    """Delete the account for good, with all that is its own."""
    step_up.check(request, json_body(request, MasterPassword).master_password_hash)
    people.delete_account(request.user, actor=request.user)
    return no_content()


@require_GET
@account_view
def organization_list(request):
    return list_response(profile_organizations(request.user))


@require_GET
@account_view
def subscription(request):
    """Tell how much room the person's own files take; nothing is bought here."""
    used = used_by(request.user.pk)
    return json_response(
        {
            "object": "subscription",
            "storageName": f"{used} Bytes",
            "storageGb": round(used / GIGABYTE, 2),
            "maxStorageGb": PERSONAL_GIGABYTES,
            "subscription": None,
            "upcomingInvoice": None,
            "license": None,
            "expiration": None,
        }
    )


own_account = by_method(DELETE=delete_account)
profile = by_method(GET=get_profile, PUT=update_profile, POST=update_profile)
