from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guards import operator_view
from organizations.clients.forms import ContractForm
from organizations.services import contracts as services
from organizations.services.seats import plan_summaries
from providers.models import Provider
from providers.roles import ProviderRole

PROVIDERS_PER_PAGE = 50


@require_safe
@operator_view
def operator_provider_list(request):
    search = request.GET.get("q", "").strip()[:200]
    providers = Provider.objects.matching(search).order_by("name", "pk")
    page = Paginator(providers, PROVIDERS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "organizations/operator_provider_list.html", {"page": page, "search": search})


@require_http_methods(["GET", "POST"])
@operator_view
def operator_provider(request, provider_id):
    provider = get_object_or_404(Provider, pk=provider_id)
    initial = {field: getattr(provider, field) for field in ContractForm.base_fields}
    form = ContractForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.update_contract(provider, actor=request.user, **form.cleaned_data)
        messages.success(request, _("The contract of %(provider)s is saved.") % {"provider": provider.name})
        return redirect("organizations:operator_provider_list")
    staff = provider.members.confirmed().select_related("user").order_by("user__email")
    context = {
        "provider": provider,
        "form": form,
        "clients": provider.clients.count(),
        "summaries": plan_summaries(provider),
        "admins": [member for member in staff if member.role == ProviderRole.PROVIDER_ADMIN],
        "service_users": [member for member in staff if member.role == ProviderRole.SERVICE_USER],
    }
    return render(request, "organizations/operator_provider.html", context)
