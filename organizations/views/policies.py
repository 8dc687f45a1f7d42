"""The policies of an organization: their list, and one of them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import Permission
from organizations.guards import feature_view
from organizations.models import Policy
from organizations.policy_forms import PolicyForm
from organizations.policy_rules import RULES, SECTIONS
from organizations.services import policies as services

policies_view = feature_view(Permission.POLICIES_MANAGE, "policies")


@require_safe
@policies_view
def policy_list(request, organization):
    on = set(organization.policies.filter(enabled=True).values_list("kind", flat=True))
    sections = [
        (label, [(kind, rule, kind in on) for kind, rule in RULES.items() if rule.section == section])
        for section, label in SECTIONS.items()
    ]
    return render(request, "organizations/policy_list.html", {"organization": organization, "sections": sections})


@require_http_methods(["GET", "POST"])
@policies_view
def edit_policy(request, organization, kind):
    if kind not in RULES:
        raise Http404
    kind, rule = Policy.Kind(kind), RULES[kind]
    policy = organization.policies.filter(kind=kind).first()
    initial = {"enabled": policy.enabled, **rule.values(policy.data)} if policy else {}
    form = PolicyForm(request.POST if request.method == "POST" else None, initial=initial, rule=rule)
    if request.method == "POST" and form.is_valid() and saved(request, organization, kind, form):
        return redirect("organizations:policy_list", organization_id=organization.pk)
    context = {"organization": organization, "kind": kind, "rule": rule, "form": form}
    return render(request, "organizations/policy.html", context)


def saved(request, organization, kind, form):
    """Set the policy and say so; a refusal becomes the form's error."""
    try:
        revoked = services.set_policy(
            organization, kind, enabled=form.cleaned_data["enabled"], values=form.values, actor=request.user
        )
    except services.PolicyRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("The policy “%(policy)s” is saved.") % {"policy": kind.label})
    if revoked:
        words = ngettext("%(count)d member breaks it and is revoked.", "%(count)d members break it and are revoked.", revoked)
        messages.warning(request, words % {"count": revoked})
    return True
