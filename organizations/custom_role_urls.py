from django.urls import path

from organizations.views import custom_roles

ROLES = "organizations/<uuid:organization_id>/members/roles/"
ROLE = f"{ROLES}<uuid:role_id>/"

urlpatterns = [
    path(ROLES, custom_roles.custom_role_list, name="custom_role_list"),
    path(f"{ROLES}new/", custom_roles.create_custom_role, name="create_custom_role"),
    path(ROLE, custom_roles.update_custom_role, name="update_custom_role"),
    path(f"{ROLE}delete/", custom_roles.delete_custom_role, name="delete_custom_role"),
]
