from django.urls import path

from accounts import device_views, docs_views, email_views, security_views, two_step_views, views

app_name = "accounts"
urlpatterns = [
    path("", views.home, name="home"),
    path("accounts/register/", views.register, name="register"),
    path("accounts/verify/", views.check_mail, name="check_mail"),
    path("accounts/verify/resend/", views.resend_verification, name="resend_verification"),
    path("accounts/verify/<str:token>/", views.verify_email, name="verify_email"),
    path("accounts/hint/", views.password_hint, name="password_hint"),
    path("accounts/prelogin/", views.prelogin, name="prelogin"),
    path("accounts/login/", views.login, name="login"),
    path("accounts/language/", views.choose_language, name="choose_language"),
    path("accounts/lock/", views.lock, name="lock"),
    path("accounts/security/password/weak/", security_views.report_weak_password, name="report_weak_password"),
    path("accounts/keys/", views.keys, name="keys"),
    path("accounts/logout/", views.logout, name="logout"),
    path("accounts/settings/", views.settings, name="settings"),
    path("api/docs", docs_views.api_docs, name="api_docs"),
    path("api/docs/openapi.json", docs_views.api_schema, name="api_schema"),
    path("accounts/security/password/", security_views.password, name="password"),
    path("accounts/security/password/change/", security_views.change_password, name="change_password"),
    path("accounts/security/kdf/", security_views.change_kdf, name="change_kdf"),
    path("accounts/login/code/", views.mail_second_step, name="mail_second_step"),
    path("accounts/security/devices/", device_views.device_list, name="device_list"),
    path("accounts/security/devices/others/", device_views.log_out_others, name="log_out_others"),
    path("accounts/security/devices/<uuid:device_id>/", device_views.log_out_device, name="log_out_device"),
    path("accounts/security/email/", email_views.email, name="email"),
    path("accounts/security/email/code/", email_views.email_code, name="email_code"),
    path("accounts/security/email/change/", email_views.change_email, name="change_email"),
    path("accounts/security/api-key/", device_views.issue_api_key, name="issue_api_key"),
    path("accounts/security/two-step/", two_step_views.overview, name="two_step"),
    path("accounts/security/two-step/change/", two_step_views.start_change, name="start_two_step_change"),
    path("accounts/security/two-step/authenticator/", two_step_views.authenticator, name="two_step_authenticator"),
    path("accounts/security/two-step/email/", two_step_views.email, name="two_step_email"),
    path("accounts/security/two-step/email/code/", two_step_views.email_code, name="two_step_email_code"),
    path("accounts/security/two-step/passkeys/", two_step_views.passkey_list, name="two_step_passkeys"),
    path("accounts/security/two-step/passkeys/options/", two_step_views.passkey_options, name="passkey_options"),
    path("accounts/security/two-step/passkeys/add/", two_step_views.add_passkey, name="add_passkey"),
    path(
        "accounts/security/two-step/passkeys/<int:number>/remove/", two_step_views.remove_passkey, name="remove_passkey"
    ),
    path("accounts/security/two-step/<int:kind>/off/", two_step_views.turn_off, name="turn_off_two_step"),
    path("accounts/security/two-step/recovery/", two_step_views.recovery, name="two_step_recovery"),
]
