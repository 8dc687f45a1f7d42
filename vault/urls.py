from django.urls import path

from vault.views import imports

app_name = "vault"

IMPORT = "organizations/<uuid:organization_id>/import/"

urlpatterns = [
    path(IMPORT, imports.import_items, name="import_items"),
    path(f"{IMPORT}chunks/", imports.add_import_chunk, name="add_import_chunk"),
    path(f"{IMPORT}finish/", imports.finish_import, name="finish_import"),
]
