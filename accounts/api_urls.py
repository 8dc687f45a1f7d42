from django.urls import path

from accounts import api

app_name = "accounts_api"
urlpatterns = [
    path("api/config", api.config, name="config"),
    path("api/accounts/keys", api.keys, name="keys"),
    path("api/accounts/key-management/user-key-id", api.set_user_key_id, name="set_user_key_id"),
    path("api/users/<uuid:user_id>/public-key", api.public_key, name="public_key"),
    path("api/two-factor/send-email-login", api.send_email_login, name="send_email_login"),
    path("identity/accounts/prelogin", api.prelogin, name="prelogin_of_old_clients"),
    path("identity/accounts/prelogin/password", api.prelogin, name="prelogin"),
]
