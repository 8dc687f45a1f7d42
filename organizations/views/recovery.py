"""The pages of account recovery: a person's own part in it, and helping a member."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import step_up, two_step
from accounts.guards import account_view
from accounts.permissions import Permission
from organizations.guards import organization_view
from organizations.keyring import keyring_for
from organizations.models import OrganizationMember, Policy
from organizations.policies import policies_on
from organizations.recovery import must_enroll, recovers_accounts, refusal_of_recovery
from organizations.recovery_schemas import Enrollment, Recovery
from organizations.services import recovery as services
from provider_portal.api import ApiError, json_response


@require_safe
@account_view
def own_organizations(request):
    members = OrganizationMember.objects.confirmed().filter(user=request.user, organization__enabled=True)
    rows = [
        {
            "member": member,
            "organization": member.organization,
            "enrolled": member.recovery_key is not None,
            "offered": recovers_accounts(member.organization),
            "required": must_enroll(member.organization),
        }
        for member in members.select_related("organization").order_by("organization__name")
    ]
    return render(request, "organizations/own_organizations.html", {"rows": rows})


def own_membership(request, organization):
    member = organization.membership(request.user)
    if member is None:
        raise Http404
    return member


@require_POST
@organization_view(Permission.ORGANIZATION_VIEW)
def enroll_in_recovery(request, organization):
    member = own_membership(request, organization)
    body = step_up.proven_body(request, Enrollment)
    try:
        services.enroll(organization, member, key=body.key, actor=request.user)
    except services.RecoveryRefused as refusal:
        raise ApiError(str(refusal), status=409) from None
    messages.success(request, _("You take part in account recovery."))
    return json_response({"url": reverse("organizations:own_organizations")})


@require_POST
@organization_view(Permission.ORGANIZATION_VIEW)
def withdraw_from_recovery(request, organization):
    try:
        services.withdraw(organization, own_membership(request, organization), actor=request.user)
    except services.RecoveryRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("You take no part in account recovery any more."))
    return redirect("organizations:own_organizations")


@require_http_methods(["GET", "POST"])
@organization_view(Permission.RECOVERY_MANAGE)
def recover_member(request, organization, member_id):
    member = get_object_or_404(organization.members.select_related("user"), pk=member_id)
    if request.method == "POST":
        return recover(request, organization, member)
    refusal = refusal_of_recovery(organization, member, request.user)
    context = {"organization": organization, "member": member, "refusal": refusal}
    if refusal is None:
        user = member.user
        context |= {
            "rules": policies_on(user, Policy.Kind.MASTER_PASSWORD),
            "has_two_step": bool(two_step.methods_of(user)),
            "keyring": keyring_for(request.user, [organization]),
            "sealed": {
                "organizationId": str(organization.pk),
                "privateKey": organization.wrapped_private_key,
                "recoveryKey": member.recovery_key,
                "email": user.kdf_salt,
                "kdf": user.kdf_settings,
            },
        }
    return render(request, "organizations/recover_member.html", context)


def recover(request, organization, member):
    body = step_up.proven_body(request, Recovery)
    try:
        services.recover_member(
            organization, member, lock=body.password, resets_two_step=body.resets_two_step, actor=request.user
        )
    except services.RecoveryRefused as refusal:
        raise ApiError(str(refusal), status=409) from None
    messages.success(request, _("The account of %(member)s is recovered.") % {"member": member.user})
    return json_response({"url": reverse("vault:member_list", args=[organization.pk])})
