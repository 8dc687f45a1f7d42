from django.urls import path

from accounts import api, api_credentials, api_devices, api_login_requests, api_secrets, api_stubs, api_two_step

app_name = "accounts_api"
ACCOUNT = "api/accounts"
DEVICE = "api/devices/identifier/<str:identifier>"
TWO_STEP = "api/two-factor"

urlpatterns = [
    path("api/config", api.config, name="config"),
    path(f"{ACCOUNT}/keys", api.keys, name="keys"),
    path(f"{ACCOUNT}/key-management/regenerate-keys", api.regenerate_keys, name="regenerate_keys"),
    path("api/accounts/key-management/user-key-id", api.set_user_key_id, name="set_user_key_id"),
    path("api/users/<uuid:user_id>/public-key", api.public_key, name="public_key"),
    path("api/users/<uuid:user_id>/keys", api.public_key, name="public_keys"),
    path("api/two-factor/send-email-login", api.send_email_login, name="send_email_login"),
    path("api/accounts/verify-password", api_secrets.verify_password, name="verify_password"),
    path("api/accounts/api-key", api_secrets.create_api_key, name="create_api_key"),
    path("api/accounts/rotate-api-key", api_secrets.rotate_api_key, name="rotate_api_key"),
    path(f"{ACCOUNT}/password", api_credentials.change_password, name="change_password"),
    path(f"{ACCOUNT}/kdf", api_credentials.change_kdf, name="change_kdf"),
    path(f"{ACCOUNT}/email-token", api_credentials.prove_email, name="prove_email"),
    path(f"{ACCOUNT}/email", api_credentials.change_email, name="change_email"),
    path(f"{ACCOUNT}/security-stamp", api_credentials.end_sessions, name="end_sessions"),
    path(f"{ACCOUNT}/verify-email", api_credentials.resend_verification, name="resend_verification"),
    path(f"{ACCOUNT}/verify-email-token", api_credentials.verify_email, name="verify_email"),
    path(f"{ACCOUNT}/password-hint", api_credentials.mail_hint, name="mail_hint"),
    path("api/settings/domains", api_credentials.domains, name="domains"),
    # Two-step login
    path(TWO_STEP, api_two_step.list_methods, name="two_step"),
    path(f"{TWO_STEP}/get-authenticator", api_two_step.show_authenticator, name="show_authenticator"),
    path(f"{TWO_STEP}/authenticator", api_two_step.authenticator, name="authenticator"),
    path(f"{TWO_STEP}/get-email", api_two_step.show_email, name="show_two_step_email"),
    path(f"{TWO_STEP}/send-email", api_two_step.mail_code, name="mail_two_step_code"),
    path(f"{TWO_STEP}/email", api_two_step.email, name="two_step_email"),
    path(f"{TWO_STEP}/get-webauthn", api_two_step.show_passkeys, name="show_passkeys"),
    path(f"{TWO_STEP}/get-webauthn-challenge", api_two_step.passkey_challenge, name="passkey_challenge"),
    path(f"{TWO_STEP}/webauthn", api_two_step.webauthn, name="two_step_passkeys"),
    path(f"{TWO_STEP}/webauthn/all", api_two_step.remove_passkeys, name="remove_passkeys"),
    path(f"{TWO_STEP}/get-recover", api_two_step.show_recovery_code, name="show_recovery_code"),
    path(f"{TWO_STEP}/disable", api_two_step.turn_off, name="turn_off_two_step"),
    path(
        f"{TWO_STEP}/get-device-verification-settings", api_two_step.device_verification, name="device_verification"
    ),
    # What clients ask for and the portal does not have
    path("api/alive", api_stubs.now, name="alive"),
    path("api/now", api_stubs.now, name="now"),
    path("api/version", api_stubs.version, name="version"),
    path("api/tasks", api_stubs.nothing, name="security_tasks"),
    path("api/notifications", api_stubs.nothing, name="notification_center"),
    path("api/organizations/domain/sso/verified", api_stubs.single_sign_on, name="single_sign_on"),
    path("api/organizations/connections/enabled", api_stubs.no_connections, name="no_connections"),
    path(f"{ACCOUNT}/billing/history", api_stubs.billing_history, name="billing_history"),
    path("api/auth-requests", api_login_requests.requests, name="login_requests"),
    path("api/auth-requests/pending", api_login_requests.pending_requests, name="pending_login_requests"),
    path("api/auth-requests/<uuid:request_id>", api_login_requests.one_request, name="login_request"),
    path("api/auth-requests/<uuid:request_id>/response", api_login_requests.response, name="login_request_response"),
    path("api/devices", api_devices.list_devices, name="device_list"),
    path("api/devices/knowndevice", api_devices.is_known_device, name="is_known_device"),
    path("api/devices/<uuid:device_id>", api_devices.device, name="device"),
    path("api/devices/<uuid:device_id>/deactivate", api_devices.deactivate_device, name="deactivate_device"),
    path("api/devices/update-trust", api_devices.forget_trust, name="update_trust"),
    path("api/devices/untrust", api_devices.forget_trust, name="forget_trust"),
    path("api/devices/lost-trust", api_devices.forget_trust, name="note_lost_trust"),
    path("api/devices/<str:identifier>/keys", api_devices.trust_device, name="trust_device"),
    path(DEVICE, api_devices.device_by_identifier, name="device_by_identifier"),
    path(f"{DEVICE}/token", api_devices.set_push_token, name="set_push_token"),
    path(f"{DEVICE}/clear-token", api_devices.clear_push_token, name="clear_push_token"),
    path("identity/accounts/prelogin", api.prelogin, name="prelogin_of_old_clients"),
    path("identity/accounts/prelogin/password", api.prelogin, name="prelogin"),
]
