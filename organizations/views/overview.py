from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from organizations.overview import Overview
from providers.guards import provider_view


@require_safe
@provider_view(Permission.CLIENTS_VIEW)
def overview(request, provider):
    context = {"provider": provider, "overview": Overview(provider, request.user)}
    return render(request, "organizations/overview.html", context)
