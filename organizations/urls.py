from django.urls import path

from organizations.views import clients, members

app_name = "organizations"

MEMBERS = "organizations/<uuid:organization_id>/members/"

urlpatterns = [
    path("providers/<uuid:provider_id>/clients/", clients.client_list, name="client_list"),
    path("organizations/invitation/<str:token>/", members.accept_invitation, name="accept_invitation"),
    path(f"{MEMBERS}keys/", members.member_keys, name="member_keys"),
    path(f"{MEMBERS}confirm/", members.confirm_member, name="confirm_member"),
    path(f"{MEMBERS}resend/", members.resend_invitation, name="resend_invitation"),
    path(f"{MEMBERS}revoke/", members.revoke_member, name="revoke_member"),
    path(f"{MEMBERS}restore/", members.restore_member, name="restore_member"),
    path(f"{MEMBERS}remove/", members.remove_member, name="remove_member"),
]
