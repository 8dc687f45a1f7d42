from django.urls import path

from accounts import api, api_devices, api_secrets

app_name = "accounts_api"
DEVICE = "api/devices/identifier/<str:identifier>"

urlpatterns = [
    path("api/config", api.config, name="config"),
    path("api/accounts/keys", api.keys, name="keys"),
    path("api/accounts/key-management/user-key-id", api.set_user_key_id, name="set_user_key_id"),
    path("api/users/<uuid:user_id>/public-key", api.public_key, name="public_key"),
    path("api/two-factor/send-email-login", api.send_email_login, name="send_email_login"),
    path("api/accounts/verify-password", api_secrets.verify_password, name="verify_password"),
    path("api/accounts/api-key", api_secrets.create_api_key, name="create_api_key"),
    path("api/accounts/rotate-api-key", api_secrets.rotate_api_key, name="rotate_api_key"),
    path("api/settings/domains", api.domains, name="domains"),
    path("api/devices", api_devices.list_devices, name="device_list"),
    path("api/devices/knowndevice", api_devices.is_known_device, name="is_known_device"),
    path("api/devices/<uuid:device_id>", api_devices.device, name="device"),
    path("api/devices/<uuid:device_id>/deactivate", api_devices.deactivate_device, name="deactivate_device"),
    path(DEVICE, api_devices.device_by_identifier, name="device_by_identifier"),
    path(f"{DEVICE}/token", api_devices.set_push_token, name="set_push_token"),
    path(f"{DEVICE}/clear-token", api_devices.clear_push_token, name="clear_push_token"),
    path("identity/accounts/prelogin", api.prelogin, name="prelogin_of_old_clients"),
    path("identity/accounts/prelogin/password", api.prelogin, name="prelogin"),
]
