"""Where account recovery is, for pages and for the protocol's clients."""

from django.urls import path

from accounts.api import secrets
from organizations.api import recovery as api_recovery
from organizations.views import recovery

OWN = "organizations/<uuid:organization_id>/recovery/"
WIRE = "api/organizations/<uuid:organization_id>"
MEMBER = f"{WIRE}/users/<uuid:member_id>"

urlpatterns = [
    path("accounts/organizations/", recovery.own_organizations, name="own_organizations"),
    path(f"{OWN}enroll/", recovery.enroll_in_recovery, name="enroll_in_recovery"),
    path(f"{OWN}withdraw/", recovery.withdraw_from_recovery, name="withdraw_from_recovery"),
    path(
        "organizations/<uuid:organization_id>/members/<uuid:member_id>/recover/",
        recovery.recover_member,
        name="recover_member",
    ),
    path(f"{WIRE}/public-key", api_recovery.public_key, name="api_public_key"),
    path(f"{WIRE}/auto-enroll-status", api_recovery.auto_enroll_status, name="api_auto_enroll_status"),
    path(f"{WIRE}/users/account-recovery-details", api_recovery.recovery_details_of_several, name="api_recovery_details_of_several"),
    path(f"{WIRE}/users/<uuid:user_id>/reset-password-enrollment", api_recovery.enrollment, name="api_recovery_enrollment"),
    path(f"{MEMBER}/reset-password-details", api_recovery.recovery_details, name="api_recovery_details"),
    path(f"{MEMBER}/recover-account", api_recovery.recover_account, name="api_recover_account"),
    path(
        "api/accounts/update-temp-password",
        secrets.replace_temporary_password,
        name="api_replace_temporary_password",
    ),
    path(f"{MEMBER}/reset-password", api_recovery.recover_account, name="api_reset_password"),
]
