from django.urls import path

from organizations.public import views, wire

app_name = "public_api"

ORGANIZATION = "api/organizations/<uuid:organization_id>"

urlpatterns = [
    path("api/public/policies", views.policy_list, name="policy_list"),
    path("api/public/policies/<int:kind>", views.policy, name="policy"),
    path("api/public/events", views.event_list, name="event_list"),
    path("api/public/organization/import", views.import_organization, name="import_organization"),
    path("api/public/organization/subscription", views.subscription, name="subscription"),
    path(f"{ORGANIZATION}/api-key", wire.create_api_key, name="create_api_key"),
    path(f"{ORGANIZATION}/rotate-api-key", wire.rotate_api_key, name="rotate_api_key"),
    path(f"{ORGANIZATION}/api-key-information", wire.api_key_information, name="api_key_information"),
]
