from django.urls import path

from vault.public import views

app_name = "vault_public_api"

MEMBER = "api/public/members/<uuid:member_id>"
GROUP = "api/public/groups/<uuid:group_id>"

urlpatterns = [
    path("api/public/members", views.member_list, name="member_list"),
    path(MEMBER, views.member, name="member"),
    path(f"{MEMBER}/group-ids", views.groups_of_member, name="groups_of_member"),
    path(f"{MEMBER}/reinvite", views.reinvite_member, name="reinvite_member"),
    path(f"{MEMBER}/revoke", views.revoke_member, name="revoke_member"),
    path(f"{MEMBER}/restore", views.restore_member, name="restore_member"),
    path("api/public/groups", views.group_list, name="group_list"),
    path(GROUP, views.group, name="group"),
    path(f"{GROUP}/member-ids", views.members_of_group, name="members_of_group"),
    path("api/public/collections", views.collection_list, name="collection_list"),
    path("api/public/collections/<uuid:collection_id>", views.collection, name="collection"),
]
