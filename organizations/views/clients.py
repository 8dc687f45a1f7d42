from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from organizations.client_page import ClientPage
from organizations.services.seats import plan_summaries
from providers.guards import provider_view


@require_safe
@provider_view(Permission.CLIENTS_VIEW)
def client_list(request, provider):
    listing = ClientPage(provider, request.GET)
    context = {
        "provider": provider,
        "listing": listing,
        "is_empty": not listing.search and not listing.page.paginator.count,
        "summaries": plan_summaries(provider),
        "may_create": provider.enabled and request.user.has_perm(Permission.CLIENTS_CREATE, provider),
        "lacks_second_admin": (
            request.user.has_perm(Permission.PROVIDER_MEMBERS_MANAGE, provider)
            and provider.members.provider_admins().count() < 2
        ),
    }
    return render(request, "organizations/client_list.html", context)
