from django.urls import path

from organizations.views import integrations

BASE = "organizations/<uuid:organization_id>/integrations/"

urlpatterns = [
    path(BASE, integrations.integrations, name="integrations"),
    path(f"{BASE}scim-key/", integrations.issue_scim_key, name="issue_scim_key"),
    path(f"{BASE}scim-key/withdraw/", integrations.withdraw_scim_key, name="withdraw_scim_key"),
    path(f"{BASE}api-key/", integrations.issue_api_key, name="issue_api_key"),
    path(f"{BASE}api-key/withdraw/", integrations.withdraw_api_key, name="withdraw_api_key"),
]
