from django.urls import path

from organizations.public import views

app_name = "public_api"

urlpatterns = [
    path("api/public/policies", views.policy_list, name="policy_list"),
    path("api/public/policies/<int:kind>", views.policy, name="policy"),
    path("api/public/events", views.event_list, name="event_list"),
    path("api/public/organization/import", views.import_organization, name="import_organization"),
    path("api/public/organization/subscription", views.subscription, name="subscription"),
]
