from django.urls import path

from organizations.views import policies

POLICIES = "organizations/<uuid:organization_id>/policies/"

urlpatterns = [
    path(POLICIES, policies.policy_list, name="policy_list"),
    path(f"{POLICIES}<int:kind>/", policies.edit_policy, name="edit_policy"),
]
