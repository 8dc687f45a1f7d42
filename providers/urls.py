from django.urls import path

from providers.views import applications, members, operator, settings

app_name = "providers"

APPLICATION = "operator/applications/<uuid:application_id>/"
MEMBERS = "providers/<uuid:provider_id>/members/"

urlpatterns = [
    path("providers/", applications.provider_list, name="provider_list"),
    # Becoming a provider
    path("providers/apply/", applications.apply, name="apply"),
    path("providers/apply/sent/", applications.application_sent, name="application_sent"),
    path("providers/setup/<str:token>/", applications.setup, name="setup"),
    path("providers/create/", applications.set_up_provider, name="set_up_provider"),
    path("operator/applications/", applications.application_list, name="application_list"),
    path(f"{APPLICATION}approve/", applications.approve_application, name="approve_application"),
    path(f"{APPLICATION}decline/", applications.decline_application, name="decline_application"),
    path(f"{APPLICATION}resend/", applications.resend_setup_link, name="resend_setup_link"),
    # Members
    path("providers/invitation/<str:token>/", members.accept_invitation, name="accept_invitation"),
    path(MEMBERS, members.member_list, name="member_list"),
    path(f"{MEMBERS}invite/", members.invite_member, name="invite_member"),
    path(f"{MEMBERS}keys/", members.member_keys, name="member_keys"),
    path(f"{MEMBERS}confirm/", members.confirm_member, name="confirm_member"),
    path(f"{MEMBERS}resend/", members.resend_invitation, name="resend_invitation"),
    path(f"{MEMBERS}remove/", members.remove_member, name="remove_member"),
    path(f"{MEMBERS}<uuid:member_id>/role/", members.member_role, name="member_role"),
    # Settings
    path("providers/<uuid:provider_id>/settings/", settings.provider_settings, name="provider_settings"),
    path("providers/<uuid:provider_id>/delete/", settings.delete_provider, name="delete_provider"),
    path("providers/<uuid:provider_id>/deletion/<str:token>/", settings.delete_on_request, name="delete_on_request"),
    # What operators do about a provider that cannot help itself
    path("operator/providers/<uuid:provider_id>/deletion/", operator.request_deletion, name="request_deletion"),
    path(
        "operator/providers/<uuid:provider_id>/members/<uuid:member_id>/promote/",
        operator.promote_member,
        name="promote_member",
    ),
]
