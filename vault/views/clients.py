from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from organizations.baseline import Baseline
from organizations.services.clients import ClientKeys, ClientRefused
from organizations.services.members import MembershipRefused
from organizations.services.policies import PolicyRefused
from provider_portal.api import ApiError, form_errors, json_body, json_response
from providers.guards import provider_view
from vault.blueprints import key_of_blueprint
from vault.client_form import CreateClient, CreateClientForm
from vault.services import clients as services


@require_http_methods(["GET", "POST"])
@provider_view(Permission.CLIENTS_CREATE)
def create_client(request, provider):
    if request.method == "POST":
        return create(request, provider)
    share = provider.key_share_of(request.user)
    blueprints = list(provider.blueprints.order_by("pk"))
    context = {
        "provider": provider,
        "form": CreateClientForm(provider=provider),
        "blueprints": blueprints,
        "names": {str(row.pk): row.structure["collections"] for row in blueprints},
        "currency": settings.SEAT_CURRENCY,
        "provider_key_id": share.key_id,
        "keyring": {
            "providers": [{"id": str(provider.pk), "key": share.wrapped_key}],
            "organizations": [key_of_blueprint(row) for row in blueprints],
        },
    }
    return render(request, "vault/create_client.html", context)


def create(request, provider):
    """Create the client the page sent, or answer with the question that has to be confirmed first."""
    body = json_body(request, CreateClient)
    form = CreateClientForm(body.details, provider=provider)
    if not form.is_valid():
        raise ApiError(_("Some fields need another look."), errors=form_errors(form))
    details = form.cleaned_data
    if not body.confirmed and provider.members.filter(user__email=details["owner_email"]).exists():
        return json_response({"confirm": question(provider, details["owner_email"])})
    blueprint = chosen_blueprint(provider, details.pop("blueprint"), body.names)
    keys = ClientKeys(
        provider_key_id=body.provider_key_id,
        provider_wrapped_key=body.key,
        public_key=body.public_key,
        wrapped_private_key=body.private_key,
    )
    try:
        organization = services.create_client(
            provider,
            organization_id=details.pop("draft"),
            keys=keys,
            collection_names=body.names,
            blueprint=blueprint,
            actor=request.user,
            **details,
        )
    except (ClientRefused, MembershipRefused, PolicyRefused) as refusal:
        raise ApiError(str(refusal), status=409) from None
    if organization is not None:
        words = {"name": organization.name, "email": details["owner_email"]}
        messages.success(request, _("%(name)s is created. An invitation is on its way to %(email)s.") % words)
        say_what_waits(request, provider, organization)
    return json_response({"url": reverse("organizations:client_list", kwargs={"provider_id": provider.pk})})


def say_what_waits(request, provider, organization):
    """Name the policies of the baseline that a client which follows it could not be given yet."""
    for line in Baseline(provider).lines([organization])[organization.pk] if organization.follows_baseline else []:
        if line.differs:
            words = _("“%(policy)s” of your baseline cannot be turned on in %(client)s yet. It shows as a difference.")
            messages.warning(request, words % {"policy": line.kind.label, "client": organization.name})


def chosen_blueprint(provider, pk, names):
    """Return the blueprint the form names, whose collections are those that were given names; None for none."""
    if pk is None:
        if len(names) != 1:
            raise ApiError(_("The request is not of the expected form."))
        return None
    blueprint = get_object_or_404(provider.blueprints, pk=pk)
    if len(names) != len(blueprint.structure["collections"]):
        raise ApiError(_("The blueprint has changed. Reload the page and try again."), status=409)
    return blueprint


def question(provider, email):
    return _(
        "%(email)s works for %(provider)s and can open every client already. Is this organization meant for the "
        "provider's own passwords? Those belong in a separate organization that is no client."
    ) % {"email": email, "provider": provider.name}
