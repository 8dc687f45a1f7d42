from django.urls import path

from vault.views import blueprints

BLUEPRINTS = "providers/<uuid:provider_id>/blueprints/"
BLUEPRINT = f"{BLUEPRINTS}<uuid:blueprint_id>/"

urlpatterns = [
    path("providers/<uuid:provider_id>/clients/<uuid:client_id>/blueprint/", blueprints.save_blueprint, name="save_blueprint"),
    path(BLUEPRINTS, blueprints.blueprint_list, name="blueprint_list"),
    path(f"{BLUEPRINT}name/", blueprints.rename_blueprint, name="rename_blueprint"),
    path(f"{BLUEPRINT}delete/", blueprints.delete_blueprint, name="delete_blueprint"),
]
