from django.urls import path

from organizations.api import policies

app_name = "organizations_api"

POLICIES = "api/organizations/<uuid:organization_id>/policies"

urlpatterns = [
    path("api/plans", policies.plans, name="plans"),
    path(POLICIES, policies.policy_list, name="policy_list"),
    path(f"{POLICIES}/token", policies.policies_of_invitation, name="policies_of_invitation"),
    path(f"{POLICIES}/master-password", policies.master_password_policy, name="master_password_policy"),
    path(f"{POLICIES}/<int:kind>", policies.policy, name="policy"),
    path(f"{POLICIES}/<int:kind>/vnext", policies.policy, name="policy_of_older_clients"),
]
