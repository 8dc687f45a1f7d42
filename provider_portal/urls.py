from django.urls import include, path

from provider_portal import health

urlpatterns = [
    *health.urlpatterns,
    # What apps ask all day is looked for first: hundreds of pages stand behind it.
    path("", include("vault.api.urls")),
    path("", include("accounts.api.urls")),
    path("", include("organizations.api.urls")),
    path("", include("providers.api.urls")),
    path("", include("organizations.scim.urls")),
    path("", include("organizations.public.urls")),
    path("", include("vault.public.urls")),
    path("", include("accounts.urls")),
    path("", include("providers.urls")),
    path("", include("organizations.urls")),
    path("", include("vault.urls")),
]

handler404 = "provider_portal.api.page_not_found"
