from django.urls import path

from vault.views import reports

OWN = "vault/reports/"
ORGANIZATION = "organizations/<uuid:organization_id>/reports/"

urlpatterns = [
    path(OWN, reports.own_reports, name="own_reports"),
    path(f"{OWN}exposed/", reports.exposed_ranges, name="exposed_ranges"),
    path(f"{OWN}two-step-sites.json", reports.two_step_sites, name="two_step_sites"),
    path(ORGANIZATION, reports.organization_reports, name="organization_reports"),
    path(f"{ORGANIZATION}members/", reports.member_access_report, name="member_access_report"),
]
