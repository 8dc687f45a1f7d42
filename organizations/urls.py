from django.urls import path

from organizations import (
    baseline_urls,
    custom_role_urls,
    domain_urls,
    integration_urls,
    policy_urls,
    recovery_urls,
    seat_urls,
)
from organizations.clients import urls as client_urls
from organizations.views import billing, confirmations, events, members, notifications, operator

app_name = "organizations"

MEMBERS = "organizations/<uuid:organization_id>/members/"
EVENTS = "providers/<uuid:provider_id>/events/"

urlpatterns = [
    path("providers/<uuid:provider_id>/billing/", billing.statement, name="statement"),
    path("providers/<uuid:provider_id>/billing/clients/", billing.client_report, name="client_report"),
    path("providers/<uuid:provider_id>/billing/statement/", billing.statement_file, name="statement_file"),
    path("notifications/addresses", notifications.addresses, name="notification_addresses"),
    path("operator/providers/", operator.operator_provider_list, name="operator_provider_list"),
    path("operator/providers/<uuid:provider_id>/", operator.operator_provider, name="operator_provider"),
    path(EVENTS, events.provider_event_log, name="provider_event_log"),
    path(f"{EVENTS}export/", events.export_provider_events, name="export_provider_events"),
    path(f"{EVENTS}clients/", events.client_event_log, name="client_event_log"),
    path(f"{EVENTS}clients/export/", events.export_client_events, name="export_client_events"),
    path("organizations/invitation/<str:token>/", members.accept_invitation, name="accept_invitation"),
    path(f"{MEMBERS}keys/", members.member_keys, name="member_keys"),
    path(f"{MEMBERS}confirm/", members.confirm_member, name="confirm_member"),
    path(f"{MEMBERS}confirm/automatically/", confirmations.confirm_automatically, name="confirm_automatically"),
    path("organizations/confirmations/", confirmations.waiting_confirmations, name="waiting_confirmations"),
    path(f"{MEMBERS}resend/", members.resend_invitation, name="resend_invitation"),
    path(f"{MEMBERS}revoke/", members.revoke_member, name="revoke_member"),
    path(f"{MEMBERS}restore/", members.restore_member, name="restore_member"),
    path(f"{MEMBERS}remove/", members.remove_member, name="remove_member"),
    *custom_role_urls.urlpatterns,
    *domain_urls.urlpatterns,
    *baseline_urls.urlpatterns,
    *client_urls.urlpatterns,
    *policy_urls.urlpatterns,
    *recovery_urls.urlpatterns,
    *seat_urls.urlpatterns,
    *integration_urls.urlpatterns,
]
