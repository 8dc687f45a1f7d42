from django.urls import include, path

from provider_portal import health

urlpatterns = [
    *health.urlpatterns,
    path("", include("accounts.urls")),
    path("", include("providers.urls")),
    path("", include("organizations.urls")),
    path("", include("vault.urls")),
]
