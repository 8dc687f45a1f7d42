from django.urls import include, path

from provider_portal import urls
from script.benchmark import plain, plain_lists

urlpatterns = [
    path("api/plain/sync", plain.sync),
    path("api/plain/ciphers/<uuid:cipher_id>", plain.cipher),
    path("api/plain/import/<uuid:organization_id>", plain.import_items),
    path("api/plain/confirm/<uuid:organization_id>", plain.confirm_members),
    path("api/plain/members/<uuid:organization_id>", plain_lists.members),
    path("api/plain/events/<uuid:organization_id>", plain_lists.events),
    path("plain/providers/<uuid:provider_id>/clients/", plain_lists.clients),
    path("plain/providers/<uuid:provider_id>/overview/", plain_lists.overview),
    path("plain/providers/<uuid:provider_id>/events/", plain_lists.client_events),
    path("", include(urls)),
]
handler404 = urls.handler404
