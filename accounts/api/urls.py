from django.urls import path

from accounts.api import account, credentials, devices, login_requests, passkeys, secrets, stubs, two_step

app_name = "accounts_api"
ACCOUNT = "api/accounts"
DEVICE = "api/devices/identifier/<str:identifier>"
TWO_STEP = "api/two-factor"

urlpatterns = [
    path("api/config", account.config, name="config"),
    path(f"{ACCOUNT}/keys", account.keys, name="keys"),
    path(f"{ACCOUNT}/key-management/regenerate-keys", account.regenerate_keys, name="regenerate_keys"),
    path("api/accounts/key-management/user-key-id", account.set_user_key_id, name="set_user_key_id"),
    path("api/users/<uuid:user_id>/public-key", account.public_key, name="public_key"),
    path("api/users/<uuid:user_id>/keys", account.public_key, name="public_keys"),
    path("api/two-factor/send-email-login", account.send_email_login, name="send_email_login"),
    path("api/accounts/verify-password", secrets.verify_password, name="verify_password"),
    path("api/accounts/api-key", secrets.create_api_key, name="create_api_key"),
    path("api/accounts/rotate-api-key", secrets.rotate_api_key, name="rotate_api_key"),
    path(f"{ACCOUNT}/password", credentials.change_password, name="change_password"),
    path(f"{ACCOUNT}/kdf", credentials.change_kdf, name="change_kdf"),
    path(f"{ACCOUNT}/email-token", credentials.prove_email, name="prove_email"),
    path(f"{ACCOUNT}/email", credentials.change_email, name="change_email"),
    path(f"{ACCOUNT}/security-stamp", credentials.end_sessions, name="end_sessions"),
    path(f"{ACCOUNT}/verify-email", credentials.resend_verification, name="resend_verification"),
    path(f"{ACCOUNT}/verify-email-token", credentials.verify_email, name="verify_email"),
    path(f"{ACCOUNT}/password-hint", credentials.mail_hint, name="mail_hint"),
    path("api/settings/domains", credentials.domains, name="domains"),
    # Two-step login
    path(TWO_STEP, two_step.list_methods, name="two_step"),
    path(f"{TWO_STEP}/get-authenticator", two_step.show_authenticator, name="show_authenticator"),
    path(f"{TWO_STEP}/authenticator", two_step.authenticator, name="authenticator"),
    path(f"{TWO_STEP}/get-email", two_step.show_email, name="show_two_step_email"),
    path(f"{TWO_STEP}/send-email", two_step.mail_code, name="mail_two_step_code"),
    path(f"{TWO_STEP}/email", two_step.email, name="two_step_email"),
    path(f"{TWO_STEP}/get-webauthn", two_step.show_passkeys, name="show_passkeys"),
    path(f"{TWO_STEP}/get-webauthn-challenge", two_step.passkey_challenge, name="passkey_challenge"),
    path(f"{TWO_STEP}/webauthn", two_step.webauthn, name="two_step_passkeys"),
    path(f"{TWO_STEP}/webauthn/all", two_step.remove_passkeys, name="remove_passkeys"),
    path(f"{TWO_STEP}/get-recover", two_step.show_recovery_code, name="show_recovery_code"),
    path(f"{TWO_STEP}/disable", two_step.turn_off, name="turn_off_two_step"),
    path(
        f"{TWO_STEP}/get-device-verification-settings", two_step.device_verification, name="device_verification"
    ),
    # Logging in with a passkey
    path("api/webauthn", passkeys.passkeys, name="login_passkeys"),
    path("api/webauthn/attestation-options", passkeys.attestation_options, name="attestation_options"),
    path("api/webauthn/assertion-options", passkeys.assertion_options, name="assertion_options"),
    path("api/webauthn/<uuid:passkey_id>/delete", passkeys.remove_passkey, name="remove_login_passkey"),
    path("identity/accounts/webauthn/assertion-options", passkeys.login_options, name="passkey_login_options"),
    # What clients ask for and the portal does not have
    path("api/alive", stubs.now, name="alive"),
    path("api/now", stubs.now, name="now"),
    path("api/version", stubs.version, name="version"),
    path("api/tasks", stubs.nothing, name="security_tasks"),
    path("api/notifications", stubs.nothing, name="notification_center"),
    path("api/organizations/domain/sso/verified", stubs.single_sign_on, name="single_sign_on"),
    path("api/organizations/connections/enabled", stubs.no_connections, name="no_connections"),
    path(f"{ACCOUNT}/billing/history", stubs.billing_history, name="billing_history"),
    path("api/auth-requests", login_requests.requests, name="login_requests"),
    path("api/auth-requests/pending", login_requests.pending_requests, name="pending_login_requests"),
    path("api/auth-requests/<uuid:request_id>", login_requests.one_request, name="login_request"),
    path("api/auth-requests/<uuid:request_id>/response", login_requests.response, name="login_request_response"),
    path("api/devices", devices.list_devices, name="device_list"),
    path("api/devices/knowndevice", devices.is_known_device, name="is_known_device"),
    path("api/devices/<uuid:device_id>", devices.device, name="device"),
    path("api/devices/<uuid:device_id>/deactivate", devices.deactivate_device, name="deactivate_device"),
    path("api/devices/update-trust", devices.forget_trust, name="update_trust"),
    path("api/devices/untrust", devices.forget_trust, name="forget_trust"),
    path("api/devices/lost-trust", devices.forget_trust, name="note_lost_trust"),
    path("api/devices/<str:identifier>/keys", devices.trust_device, name="trust_device"),
    path(DEVICE, devices.device_by_identifier, name="device_by_identifier"),
    path(f"{DEVICE}/token", devices.set_push_token, name="set_push_token"),
    path(f"{DEVICE}/clear-token", devices.clear_push_token, name="clear_push_token"),
    path(f"{ACCOUNT}/prelogin", account.prelogin, name="prelogin_of_older_clients"),
    path("identity/accounts/prelogin", account.prelogin, name="prelogin_of_old_clients"),
    path("identity/accounts/prelogin/password", account.prelogin, name="prelogin"),
]
