from django.urls import path

from vault.views import emergency, emergency_access

CONTACT = "vault/emergency/<uuid:access_id>/"

urlpatterns = [
    path("vault/emergency/", emergency.emergency_list, name="emergency_list"),
    path("vault/emergency/invitation/<str:token>/", emergency.accept_emergency_invitation, name="accept_emergency_invitation"),
    # The grantor's
    path(CONTACT, emergency.change_emergency_contact, name="change_emergency_contact"),
    path(f"{CONTACT}resend/", emergency.resend_emergency_invitation, name="resend_emergency_invitation"),
    path(f"{CONTACT}confirm/", emergency.confirm_emergency_contact, name="confirm_emergency_contact"),
    path(f"{CONTACT}approve/", emergency.approve_emergency_access, name="approve_emergency_access"),
    path(f"{CONTACT}reject/", emergency.reject_emergency_access, name="reject_emergency_access"),
    path(f"{CONTACT}remove/", emergency.remove_emergency_contact, name="remove_emergency_contact"),
    # The contact's
    path(f"{CONTACT}request/", emergency.request_emergency_access, name="request_emergency_access"),
    path(f"{CONTACT}resign/", emergency.resign_emergency_contact, name="resign_emergency_contact"),
    path(f"{CONTACT}vault/", emergency_access.emergency_vault, name="emergency_vault"),
    path(f"{CONTACT}vault/items.json", emergency_access.emergency_items, name="emergency_items"),
    path(f"{CONTACT}vault/files/<uuid:attachment_id>/", emergency_access.emergency_file, name="emergency_file"),
    path(f"{CONTACT}takeover/", emergency_access.emergency_takeover, name="emergency_takeover"),
]
