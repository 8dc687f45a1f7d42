from django.urls import path

from organizations.views import domains

DOMAINS = "organizations/<uuid:organization_id>/domains/"

urlpatterns = [
    path(DOMAINS, domains.domain_list, name="domain_list"),
    path(f"{DOMAINS}<uuid:domain_id>/verify/", domains.verify_domain, name="verify_domain"),
    path(f"{DOMAINS}<uuid:domain_id>/remove/", domains.remove_domain, name="remove_domain"),
]
