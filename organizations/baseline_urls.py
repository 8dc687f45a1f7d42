from django.urls import path

from organizations.views import baseline

BASELINE = "providers/<uuid:provider_id>/baseline/"
CLIENTS = f"{BASELINE}clients/"
CLIENT = f"{CLIENTS}<uuid:client_id>/"

urlpatterns = [
    path(BASELINE, baseline.baseline, name="baseline"),
    path(f"{BASELINE}<int:kind>/", baseline.edit_baseline, name="edit_baseline"),
    path(CLIENTS, baseline.baseline_clients, name="baseline_clients"),
    path(f"{CLIENTS}apply/", baseline.apply_baseline, name="apply_baseline"),
    path(f"{CLIENTS}leave/", baseline.leave_baseline, name="leave_baseline"),
    path(CLIENT, baseline.baseline_client, name="baseline_client"),
    path(f"{CLIENT}<int:kind>/except/", baseline.make_exception, name="make_exception"),
    path(f"{CLIENT}<int:kind>/hold/", baseline.end_exception, name="end_exception"),
]
