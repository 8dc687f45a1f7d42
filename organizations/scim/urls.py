from django.urls import path

from organizations.scim import views
from organizations.scim.guards import PREFIX

BASE = f"{PREFIX}/<uuid:organization_id>"

app_name = "scim"

urlpatterns = [
    path(f"{BASE}/ServiceProviderConfig", views.methods(GET=views.service_provider_config), name="config"),
    path(f"{BASE}/ResourceTypes", views.methods(GET=views.resource_types), name="resource_types"),
    path(f"{BASE}/ResourceTypes/<str:name>", views.methods(GET=views.resource_type), name="resource_type"),
    path(f"{BASE}/Schemas", views.methods(GET=views.schemas), name="schemas"),
    path(f"{BASE}/Schemas/<str:name>", views.methods(GET=views.schema), name="schema"),
    path(f"{BASE}/Users", views.user_list, name="user_list"),
    path(f"{BASE}/Users/.search", views.user_search, name="user_search"),
    path(f"{BASE}/Users/<str:pk>", views.user, name="user"),
    path(f"{BASE}/Groups", views.group_list, name="group_list"),
    path(f"{BASE}/Groups/.search", views.group_search, name="group_search"),
    path(f"{BASE}/Groups/<str:pk>", views.group, name="group"),
    path(f"{BASE}/<path:rest>", views.elsewhere, name="elsewhere"),
]
