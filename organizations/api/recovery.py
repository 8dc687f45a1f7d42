"""Wire routes of account recovery. Source: `spec/api.md` 10.2 and 10.3."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import step_up
from accounts.api.lock_schemas import lock_of
from accounts.permissions import Permission
from organizations.guards import organization_view
from organizations.recovery import must_enroll, refusal_of_recovery
from organizations.recovery_schemas import MemberIds, WireEnrollment, WireRecovery
from organizations.services import recovery as services
from provider_portal.api import ApiError, json_body, json_response, list_response, no_content
from providers.membership import members_of


@require_GET
@organization_view(Permission.ORGANIZATION_VIEW)
def public_key(request, organization):
    return json_response({"object": "organizationPublicKey", "publicKey": organization.public_key})


@require_GET
@organization_view(Permission.ORGANIZATION_VIEW)
def auto_enroll_status(request, organization):
    document = {"id": organization.pk, "resetPasswordEnabled": must_enroll(organization)}
    return json_response({"object": "organizationAutoEnrollStatus", **document})


@require_http_methods(["PUT"])
@organization_view(Permission.ORGANIZATION_VIEW)
def enrollment(request, organization, user_id):
    """Enroll the person who asks, with the master password, or withdraw them."""
    member = organization.membership(request.user)
    if member is None or user_id != request.user.pk:
        raise Http404
    body = json_body(request, WireEnrollment)
    try:
        if body.reset_password_key is None:
            services.withdraw(organization, member, actor=request.user)
        else:
            step_up.check(request, body.master_password_hash or "")
            services.enroll(organization, member, key=body.reset_password_key, actor=request.user)
    except services.RecoveryRefused as refusal:
        raise ApiError(str(refusal)) from None
    return no_content()


@require_GET
@organization_view(Permission.RECOVERY_MANAGE)
def recovery_details(request, organization, member_id):
    """Give what opens the member's account to whoever has the organization's key."""
    member = get_object_or_404(organization.members.select_related("user"), pk=member_id)
    if refusal := refusal_of_recovery(organization, member, request.user):
        raise ApiError(refusal)
    return json_response(details(organization, member))


@require_POST
@organization_view(Permission.RECOVERY_MANAGE)
def recovery_details_of_several(request, organization):
    """Answer for those whom the person may recover, and leave the others out."""
    members = members_of(organization, json_body(request, MemberIds).ids).select_related("user").order_by("pk")
    able = [row for row in members if refusal_of_recovery(organization, row, request.user) is None]
    return list_response([details(organization, member) for member in able])


def details(organization, member):
    user = member.user
    return {
        "object": "organizationUserResetPasswordDetails",
        "organizationUserId": member.pk,
        "kdf": user.kdf,
        "kdfIterations": user.kdf_iterations,
        "kdfMemory": user.kdf_memory,
        "kdfParallelism": user.kdf_parallelism,
        "masterPasswordSalt": user.kdf_salt,
        "resetPasswordKey": member.recovery_key,
        "encryptedPrivateKey": organization.wrapped_private_key,
    }


@require_http_methods(["PUT"])
@organization_view(Permission.RECOVERY_MANAGE)
def recover_account(request, organization, member_id):
    member = get_object_or_404(organization.members.select_related("user"), pk=member_id)
    body = json_body(request, WireRecovery)
    lock = lock_of(body, member.user) if body.reset_master_password else None
    try:
        services.recover_member(
            organization, member, lock=lock, resets_two_step=body.reset_two_factor, actor=request.user
        )
    except services.RecoveryRefused as refusal:
        raise ApiError(str(refusal)) from None
    return no_content()
