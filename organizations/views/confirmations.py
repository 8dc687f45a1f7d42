"""What an open portal asks to confirm members by itself: static/js/ui/automatic_confirmation.js."""

from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.guards import account_view
from accounts.permissions import Permission
from organizations.guards import organization_view
from organizations.services import confirmations as services
from organizations.services.refusals import MembershipRefused
from provider_portal.api import ApiError, json_body, json_response
from providers.answers import results_response
from providers.membership import members_of
from providers.schemas import MemberKeys

# Seconds until a portal asks again: whoever has nobody to confirm, ever, asks seldom.
SOON, LATER = 60, 900


@require_GET
@account_view
def waiting_confirmations(request):
    """Answer whom the person's portal may confirm now, with all the vault agent needs for it."""
    keyring, waiting = services.waiting_for(request.user)
    soon = bool(waiting) or services.confirms_for_any(request.user)
    organizations = [
        {
            "id": organization.pk,
            "name": organization.name,
            "consent": organization.automatic_confirmation,
            "url": reverse("organizations:confirm_automatically", args=[organization.pk]),
            "members": [
                {"id": member.pk, "email": member.user.email, "publicKey": member.user.public_key} for member in members
            ],
        }
        for organization, members in waiting
    ]
    return json_response({"again": SOON if soon else LATER, "keyring": keyring, "organizations": organizations})


@require_POST
@organization_view(Permission.MEMBERS_MANAGE)
def confirm_automatically(request, organization):
    keys = {entry.id: entry.key for entry in json_body(request, MemberKeys).keys}
    members_of(organization, keys)
    try:
        refusals = services.confirm_automatically(organization, keys=keys, actor=request.user)
    except MembershipRefused as refusal:
        raise ApiError(str(refusal), status=409) from None
    return results_response(request, refusals)
