"""The domains an organization claims: their list, and what is done to one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import limits
from accounts.permissions import Permission
from organizations.domain_forms import DomainForm
from organizations.guards import feature_view
from organizations.services import domains as services
from provider_portal.api import ApiError

domains_view = feature_view(Permission.DOMAINS_MANAGE, "domains")


@require_http_methods(["GET", "POST"])
@domains_view
def domain_list(request, organization):
    form = DomainForm(request.POST or None)
    if form.is_valid():
        try:
            services.add_domain(organization, name=form.cleaned_data["name"], actor=request.user)
        except services.DomainRefused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("Publish the text below in the domain, then verify it."))
            return redirect("organizations:domain_list", organization_id=organization.pk)
    context = {"organization": organization, "form": form, "domains": organization.domains.order_by("name")}
    return render(request, "organizations/domain_list.html", context)


@require_POST
@domains_view
def verify_domain(request, organization, domain_id):
    domain = get_object_or_404(organization.domains.waiting(), pk=domain_id)
    try:
        limits.attempt(request, limits.MAIL, f"domain {domain.pk}")
        if services.verify_domain(domain, actor=request.user):
            messages.success(request, _("%(domain)s is claimed.") % {"domain": domain})
        else:
            words = _("%(domain)s does not publish the text yet. It may take some hours until everybody sees a change.")
            messages.warning(request, words % {"domain": domain})
    except (services.DomainRefused, ApiError) as refusal:
        messages.error(request, str(refusal))
    return redirect("organizations:domain_list", organization_id=organization.pk)


@require_POST
@domains_view
def remove_domain(request, organization, domain_id):
    domain = get_object_or_404(organization.domains, pk=domain_id)
    services.remove_domain(domain, actor=request.user)
    messages.success(request, _("%(domain)s is removed.") % {"domain": domain})
    return redirect("organizations:domain_list", organization_id=organization.pk)
