"""Wire routes of an organization itself. Source: `spec/api.md` 10.1."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.api.secrets import prove
from accounts.guards import account_view
from accounts.permissions import Permission
from organizations.api.documents import organization_document, subscription_document
from organizations.guards import organization_view
from organizations.plans import FEATURES
from organizations.services import settings
from organizations.services.departures import leave_organization
from organizations.services.members import MembershipRefused
from provider_portal.api import ApiError, by_method, json_body, json_response, list_response, no_content
from vault.api.console_schemas import CollectionManagement, NewOrganization, OrganizationChange
from vault.services import organizations as services
from vault.services.founding import NewKeys, create_organization


@require_POST
@account_view
def found_organization(request):
    """Make an organization that stands on its own and belongs to the person."""
    body = json_body(request, NewOrganization)
    plans = [plan for plan, features in FEATURES.items() if features.plan_type == body.plan_type]
    if not plans:
        raise ApiError(_("This plan does not exist."))
    try:
        organization = create_organization(
            name=body.name,
            billing_email=body.billing_email,
            plan=plans[0],
            seats=body.additional_seats,
            keys=NewKeys(body.key, body.keys.public_key, body.keys.encrypted_private_key),
            collection_name=body.collection_name,
            actor=request.user,
        )
    except MembershipRefused as refusal:
        raise ApiError(str(refusal)) from None
    return json_response(organization_document(organization))


@organization_view(Permission.ORGANIZATION_MANAGE)
def get_organization(request, organization):
    return json_response(organization_document(organization))


@organization_view(Permission.ORGANIZATION_MANAGE)
def update_organization(request, organization):
    body = json_body(request, OrganizationChange)
    billing_email = body.billing_email
    if billing_email == organization.billing_email:
        billing_email = None
    if billing_email and not settings.may_change_billing_email(organization, request.user):
        raise ApiError(_("The billing address is for the provider to change."))
    settings.update_info(organization, name=body.name, billing_email=billing_email, actor=request.user)
    organization.refresh_from_db()
    return json_response(organization_document(organization))


@organization_view(Permission.ORGANIZATION_DELETE)
def delete_organization(request, organization):
    prove(request)
    services.delete_organization(organization, actor=request.user)
    return no_content()


@require_POST
@organization_view(Permission.ORGANIZATION_VIEW)
def leave(request, organization):
    try:
        leave_organization(organization, actor=request.user)
    except MembershipRefused as refusal:
        raise ApiError(str(refusal)) from None
    return no_content()


@require_http_methods(["PUT", "POST"])
@organization_view(Permission.COLLECTION_SETTINGS_MANAGE)
def set_collection_management(request, organization):
    body = json_body(request, CollectionManagement)
    settings.set_collection_management(organization, actor=request.user, **body.switches)
    organization.refresh_from_db()
    return json_response(organization_document(organization))


@organization_view(Permission.ORGANIZATION_VIEW)
def get_keys(request, organization):
    keys = {"publicKey": organization.public_key, "privateKey": organization.wrapped_private_key}
    return json_response({"object": "organizationKeys", **keys})


@organization_view(Permission.ORGANIZATION_MANAGE)
def set_keys(request, organization):
    """Refuse: each organization has its keys from the first moment, and another pair would lock its members out."""
    raise ApiError(_("The organization has its keys already."))


@require_GET
@organization_view(Permission.ORGANIZATION_VIEW)
def public_key(request, organization):
    return json_response({"object": "organizationPublicKey", "publicKey": organization.public_key})


@require_GET
@organization_view(Permission.ORGANIZATION_MANAGE)
def subscription(request, organization):
    return json_response(subscription_document(organization))


@require_GET
@organization_view(Permission.ORGANIZATION_VIEW)
def billing_metadata(request, organization):
    """Tell the web vault that nothing is for sale here."""
    occupied = organization.members.occupying_a_seat().count()
    return json_response({"isOnSecretsManagerStandalone": False, "organizationOccupiedSeats": occupied})


@require_GET
@organization_view(Permission.ORGANIZATION_VIEW)
def billing_warnings(request, organization):
    return json_response(dict.fromkeys(["freeTrial", "inactiveSubscription", "resellerRenewal", "taxId"]))


@require_GET
@organization_view(Permission.ORGANIZATION_VIEW)
def two_step_providers(request, organization):
    """Tell that the organization has no two-step login of its own."""
    return list_response([])


organization = by_method(
    GET=get_organization, PUT=update_organization, POST=update_organization, DELETE=delete_organization
)
delete_by_post = require_POST(delete_organization)
keys = by_method(GET=get_keys, POST=set_keys)
