"""The policy baseline: what it holds, the clients that follow it, and where they differ."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models.functions import Upper
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import Permission
from organizations.baseline import Baseline, described, revoked_by
from organizations.baseline_tasks import CLIENTS_PER_TASK, apply_later
from organizations.models import Policy
from organizations.policy_forms import PolicyForm
from organizations.policy_rules import RULES, SECTIONS
from organizations.services import baseline as services
from organizations.services.clients import ClientRefused
from organizations.services.policies import PolicyRefused
from providers.guards import provider_view

CLIENTS_PER_PAGE = 50


class ChosenForm(forms.Form):
    """The clients ticked on a page of the list."""

    def __init__(self, data, *, clients):
        super().__init__(data)
        self.fields["client"] = forms.ModelMultipleChoiceField(clients.order_by(Upper("name"), "pk"))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500)


@require_safe
@provider_view(Permission.CLIENTS_VIEW)
def baseline(request, provider):
    held = Baseline(provider)
    sections = [
        (label, [(kind, rule, words(held, kind)) for kind, rule in RULES.items() if rule.section == section])
        for section, label in SECTIONS.items()
    ]
    return render(request, "organizations/baseline.html", {**surroundings(request, provider, held), "sections": sections})


def words(held, kind):
    return described(kind, held.policies[kind]) if kind in held.policies else ""


def surroundings(request, provider, held):
    """Return what each page of the baseline shows around its content."""
    return {
        "provider": provider,
        "baseline": held,
        "drifting": held.drift,
        "may_manage": request.user.has_perm(Permission.BASELINE_MANAGE, provider),
    }


@require_http_methods(["GET", "POST"])
@provider_view(Permission.BASELINE_MANAGE)
def edit_baseline(request, provider, kind):
    if kind not in RULES:
        raise Http404
    kind, rule, held = Policy.Kind(kind), RULES[kind], Baseline(provider).policies
    initial = {"enabled": True, **rule.values(held[kind])} if kind in held else {}
    form = PolicyForm(request.POST if request.method == "POST" else None, initial=initial, rule=rule)
    if request.method == "POST" and form.is_valid():
        details = {"enabled": form.cleaned_data["enabled"], "values": form.values}
        try:
            services.set_baseline_policy(provider, kind, actor=request.user, **details)
        except PolicyRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The baseline is saved. Clients change when you apply it."))
            return redirect("organizations:baseline", provider_id=provider.pk)
    context = {"provider": provider, "kind": kind, "rule": rule, "form": form}
    return render(request, "organizations/baseline_policy.html", context)


@require_safe
@provider_view(Permission.CLIENTS_VIEW)
def baseline_clients(request, provider):
    held = Baseline(provider)
    show, search = request.GET.get("show", ""), request.GET.get("search", "").strip()[:50]
    pages = Paginator(held.shown(show, search), CLIENTS_PER_PAGE)
    if show == "drift" and not search:
        # The same as over the list, which is not to be counted twice.
        pages.count = held.drift
    page = pages.get_page(request.GET.get("page"))
    lines = held.lines(page.object_list)
    context = {
        **surroundings(request, provider, held),
        "page": page,
        "rows": [
            {
                "client": client,
                "differing": [line for line in lines[client.pk] if line.differs],
                "excepted": sum(line.exception is not None for line in lines[client.pk]),
            }
            for client in page
        ],
        "show": show,
        "search": search,
    }
    return render(request, "organizations/baseline_clients.html", context)


@require_http_methods(["GET", "POST"])
@provider_view(Permission.BASELINE_MANAGE)
def apply_baseline(request, provider):
    """Show what applying the baseline would change; a POST does it."""
    held = Baseline(provider)
    clients, chosen_by = chosen(request, held)
    if request.method == "POST":
        apply_to(request, provider, clients)
        return redirect("organizations:baseline_clients", provider_id=provider.pk)
    page = Paginator(clients, CLIENTS_PER_PAGE).get_page(request.GET.get("page"))
    lines = held.lines(page.object_list)
    context = {
        "provider": provider,
        "baseline": held,
        "page": page,
        "chosen_by": chosen_by,
        "rows": [
            {
                "client": client,
                "lines": [line for line in lines[client.pk] if not line.is_kept],
                "revoked": revoked_by(client, lines[client.pk], request.user),
            }
            for client in page
        ],
        "any_follows": clients.filter(follows_baseline=True).exists(),
    }
    return render(request, "organizations/baseline_preview.html", context)


def chosen(request, held):
    """Return the clients the request names, and how it does: [(name, value)] for the form that follows.

    It names each, or, by `all`, every one that a view of the list shows; one of elsewhere is not there.
    """
    query = request.POST if request.method == "POST" else request.GET
    if query.get("all"):
        show, search = query.get("show", ""), query.get("search", "").strip()[:50]
        return held.shown(show, search), [("all", "1"), ("show", show), ("search", search)]
    form = ChosenForm(query, clients=held.clients)
    if not form.is_valid():
        raise Http404
    clients = form.cleaned_data["client"]
    return clients, [("client", client.pk) for client in clients]


def apply_to(request, provider, clients):
    """Apply the baseline to each of the clients, or have the worker do it, and say how it went."""
    count = clients.count()
    if count > CLIENTS_PER_TASK:
        apply_later(provider, clients, actor=request.user)
        said = _("The baseline is being applied to %(count)d clients. What is refused stays in the list of those that differ.")
        messages.info(request, said % {"count": count})
        return
    done = revoked = 0
    for client in clients:
        try:
            revoked += services.apply_baseline(provider, client, actor=request.user)
        except (ClientRefused, PolicyRefused) as refusal:
            messages.error(request, f"{client.name}: {refusal}")
        else:
            done += 1
    if done:
        said = ngettext("%(count)d client follows the baseline.", "%(count)d clients follow the baseline.", done)
        messages.success(request, said % {"count": done})
    if revoked:
        said = ngettext("%(count)d member breaks it and is revoked.", "%(count)d members break it and are revoked.", revoked)
        messages.warning(request, said % {"count": revoked})


@require_POST
@provider_view(Permission.BASELINE_MANAGE)
def leave_baseline(request, provider):
    clients, _chosen_by = chosen(request, Baseline(provider))
    count = services.leave_baseline(provider, clients, actor=request.user)
    said = ngettext(
        "%(count)d client does not follow the baseline any more.",
        "%(count)d clients do not follow the baseline any more.",
        count,
    )
    messages.success(request, said % {"count": count})
    return redirect("organizations:baseline_clients", provider_id=provider.pk)


@require_safe
@provider_view(Permission.CLIENTS_VIEW)
def baseline_client(request, provider, client_id):
    held = Baseline(provider)
    client = get_object_or_404(held.clients, pk=client_id)
    context = {
        "provider": provider,
        "client": client,
        "lines": held.lines([client])[client.pk],
        "may_manage": request.user.has_perm(Permission.BASELINE_MANAGE, provider),
    }
    return render(request, "organizations/baseline_client.html", context)


@require_POST
@provider_view(Permission.BASELINE_MANAGE)
def make_exception(request, provider, client_id, kind):
    client = get_object_or_404(provider.clients, pk=client_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("An exception needs a reason, of at most 500 characters."))
    else:
        try:
            services.make_exception(provider, client, kind, actor=request.user, **form.cleaned_data)
        except ClientRefused as refusal:
            messages.error(request, str(refusal))
    return redirect("organizations:baseline_client", provider_id=provider.pk, client_id=client.pk)


@require_POST
@provider_view(Permission.BASELINE_MANAGE)
def end_exception(request, provider, client_id, kind):
    client = get_object_or_404(provider.clients, pk=client_id)
    services.end_exception(provider, client, kind, actor=request.user)
    return redirect("organizations:baseline_client", provider_id=provider.pk, client_id=client.pk)
