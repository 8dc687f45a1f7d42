from django.urls import path

from accounts import security_views, views

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
    path("accounts/lock/", views.lock, name="lock"),
    path("accounts/keys/", views.keys, name="keys"),
    path("accounts/logout/", views.logout, name="logout"),
    path("accounts/settings/", views.settings, name="settings"),
    path("accounts/security/password/", security_views.password, name="password"),
    path("accounts/security/password/change/", security_views.change_password, name="change_password"),
    path("accounts/security/kdf/", security_views.change_kdf, name="change_kdf"),
]
