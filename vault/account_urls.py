from django.urls import path

from vault.views import people, rotation

urlpatterns = [
    path("accounts/security/key/", rotation.account_key, name="account_key"),
    path("accounts/security/key/strings.json", rotation.own_strings, name="own_strings"),
    path("accounts/security/key/rotate/", rotation.rotate_keys, name="rotate_keys"),
    path("accounts/empty-vault/", people.purge_own_vault, name="purge_own_vault"),
    path("accounts/delete/", people.delete_account, name="delete_account"),
]
