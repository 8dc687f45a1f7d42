from functools import wraps

from django.http import Http404

from accounts.guards import object_view
from organizations.models import Organization
from organizations.services.visits import record_visit
from organizations.shell import remember_client
from provider_portal.api import is_wire_path

organization_object_view = object_view(Organization, "organization_id")


def organization_view(permission):
    """Hand a view its organization; that a provider's staff open a client is told to both, once in a session."""

    def decorate(view):
        @wraps(view)
        def entered(request, organization, **kwargs):
            if request.method != "GET" or is_wire_path(request.path) or not organization.acts_as_provider(request.user):
                return view(request, organization, **kwargs)
            remember_client(request, organization)
            response = view(request, organization, **kwargs)
            if response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
                note_visit(request, organization)
            return response

        return organization_object_view(permission)(entered)

    return decorate


def feature_view(permission, feature):
    """Hand a view its organization, where that has the feature by its plan."""

    def decorate(view):
        @organization_view(permission)
        @wraps(view)
        def guarded(request, organization, **kwargs):
            if not getattr(organization.features, feature):
                raise Http404
            return view(request, organization, **kwargs)

        return guarded

    return decorate


def note_visit(request, organization):
    visited = request.session.get("visited_clients", [])
    if str(organization.pk) not in visited:
        record_visit(organization, actor=request.user)
        request.session["visited_clients"] = [*visited, str(organization.pk)]
