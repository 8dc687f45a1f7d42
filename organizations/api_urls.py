from django.urls import path

from organizations import api

app_name = "organizations_api"

POLICIES = "api/organizations/<uuid:organization_id>/policies"

urlpatterns = [
    path("api/plans", api.plans, name="plans"),
    path(POLICIES, api.policy_list, name="policy_list"),
    path(f"{POLICIES}/token", api.policies_of_invitation, name="policies_of_invitation"),
    path(f"{POLICIES}/master-password", api.master_password_policy, name="master_password_policy"),
    path(f"{POLICIES}/<int:kind>", api.policy, name="policy"),
    path(f"{POLICIES}/<int:kind>/vnext", api.policy, name="policy_of_older_clients"),
]
