from django.urls import path

from providers.api import provider

app_name = "providers_api"

PROVIDER = "api/providers/<uuid:provider_id>"
MEMBERS = f"{PROVIDER}/users"
MEMBER = f"{MEMBERS}/<uuid:member_id>"

urlpatterns = [
    path(PROVIDER, provider.provider, name="provider"),
    path(f"{PROVIDER}/delete", provider.delete_by_post, name="delete_provider"),
    path(f"{PROVIDER}/billing/vnext/warnings", provider.billing_warnings, name="billing_warnings"),
    path(MEMBERS, provider.member_list, name="member_list"),
    path(f"{MEMBERS}/invite", provider.invite_members, name="invite_members"),
    path(f"{MEMBERS}/reinvite", provider.reinvite_members, name="reinvite_members"),
    path(f"{MEMBERS}/public-keys", provider.member_public_keys, name="member_public_keys"),
    path(f"{MEMBERS}/confirm", provider.confirm_members, name="confirm_members"),
    path(MEMBER, provider.member, name="member"),
    path(f"{MEMBER}/accept", provider.accept_invitation, name="accept_invitation"),
    path(f"{MEMBER}/confirm", provider.confirm_member, name="confirm_member"),
    path(f"{MEMBER}/reinvite", provider.reinvite_member, name="reinvite_member"),
]
