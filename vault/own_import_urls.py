from django.urls import path

from vault.views import imports

IMPORT = "vault/import/"

urlpatterns = [
    path(IMPORT, imports.import_own_items, name="import_own_items"),
    path(f"{IMPORT}chunks/", imports.add_own_import_chunk, name="add_own_import_chunk"),
    path(f"{IMPORT}finish/", imports.finish_own_import, name="finish_own_import"),
]
