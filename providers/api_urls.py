from django.urls import path

from providers import api

app_name = "providers_api"

PROVIDER = "api/providers/<uuid:provider_id>"
MEMBERS = f"{PROVIDER}/users"
MEMBER = f"{MEMBERS}/<uuid:member_id>"

urlpatterns = [
    path(PROVIDER, api.provider, name="provider"),
    path(f"{PROVIDER}/delete", api.delete_by_post, name="delete_provider"),
    path(f"{PROVIDER}/billing/vnext/warnings", api.billing_warnings, name="billing_warnings"),
    path(MEMBERS, api.member_list, name="member_list"),
    path(f"{MEMBERS}/invite", api.invite_members, name="invite_members"),
    path(f"{MEMBERS}/reinvite", api.reinvite_members, name="reinvite_members"),
    path(f"{MEMBERS}/public-keys", api.member_public_keys, name="member_public_keys"),
    path(f"{MEMBERS}/confirm", api.confirm_members, name="confirm_members"),
    path(MEMBER, api.member, name="member"),
    path(f"{MEMBER}/accept", api.accept_invitation, name="accept_invitation"),
    path(f"{MEMBER}/confirm", api.confirm_member, name="confirm_member"),
    path(f"{MEMBER}/reinvite", api.reinvite_member, name="reinvite_member"),
]
