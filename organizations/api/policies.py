"""Wire routes of an organization's policies. Source: `spec/api.md` 10.5."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts import mail_tokens
from accounts.guards import account_view, public_view
from accounts.permissions import Permission
from organizations.api.documents import plan_documents
from organizations.api.schemas import PolicyRequest
from organizations.documents import policy_document
from organizations.guards import organization_view
from organizations.models import Organization, Policy
from organizations.policies import policy_data
from organizations.policy_rules import RULES
from organizations.services import policies as services
from organizations.services.members import invited_member
from organizations.views.policies import policies_view
from provider_portal.api import ApiError, by_method, json_body, json_response, list_response


@require_GET
@public_view
def plans(request):
    return list_response(plan_documents())


@require_GET
@organization_view(Permission.POLICIES_MANAGE)
def policy_list(request, organization):
    return list_response([policy_document(policy) for policy in organization.policies.order_by("kind")])


@policies_view
def get_policy(request, organization, kind):
    return json_response(document_of(organization, kind_or_404(kind)))


@policies_view
def set_policy(request, organization, kind):
    kind = kind_or_404(kind)
    if kind not in RULES:
        raise ApiError(_("The portal does not have this policy."))
    wanted = json_body(request, PolicyRequest).policy
    values = RULES[kind].values(wanted.data if wanted.data is not None else {})
    try:
        services.set_policy(organization, kind, enabled=wanted.enabled, values=values, actor=request.user)
    except (services.PolicyRefused, AttributeError, TypeError) as refusal:
        raise ApiError(words_of(refusal)) from None
    return json_response(document_of(organization, kind))


def words_of(refusal):
    if isinstance(refusal, services.PolicyRefused):
        return str(refusal)
    return _("The policy's data are not of the expected form.")


def document_of(organization, kind):
    """Return the policy, turned off where it was never set."""
    policy = organization.policies.filter(kind=kind).first()
    return policy_document(policy or Policy(organization=organization, kind=kind, updated_at=None, pk=None))


def kind_or_404(kind):
    if kind not in Policy.Kind.values:
        raise Http404
    return Policy.Kind(kind)


@require_GET
@account_view
def master_password_policy(request, organization_id):
    """Give what the organization asks of master passwords to whoever belongs to it, or is about to."""
    places = request.user.organization_memberships.values("organization")
    organization = get_object_or_404(Organization.objects.filter(pk__in=places), pk=organization_id)
    if policy_data(organization, Policy.Kind.MASTER_PASSWORD) is None:
        raise Http404
    return json_response(document_of(organization, Policy.Kind.MASTER_PASSWORD))


@require_GET
@public_view
def policies_of_invitation(request, organization_id):
    """Let whoever was invited read what they will have to obey."""
    try:
        member = invited_member(request.GET.get("token", ""))
    except mail_tokens.InvalidToken:
        raise Http404 from None
    if member.organization_id != organization_id:
        raise Http404
    policies = member.organization.policies.filter(enabled=True).order_by("kind")
    return list_response([policy_document(policy) for policy in policies])


policy = by_method(GET=get_policy, PUT=set_policy)
