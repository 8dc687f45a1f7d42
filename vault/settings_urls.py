from django.urls import path

from vault.views import settings

CLIENT = "providers/<uuid:provider_id>/clients/<uuid:client_id>/"
SETTINGS = "organizations/<uuid:organization_id>/settings/"

urlpatterns = [
    path(SETTINGS, settings.organization_settings, name="organization_settings"),
    path(f"{SETTINGS}info/", settings.update_info, name="update_info"),
    path(f"{SETTINGS}collections/", settings.set_collection_management, name="set_collection_management"),
    path(f"{SETTINGS}provider-access/", settings.set_provider_access, name="set_provider_access"),
    path(f"{SETTINGS}confirmation/", settings.set_automatic_confirmation, name="set_automatic_confirmation"),
    path(f"{CLIENT}checklist/hide/", settings.hide_checklist, name="hide_checklist"),
]
