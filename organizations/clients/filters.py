"""By what the list of clients can be narrowed: each filter is a parameter of the address and a condition."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from organizations.clients import conditions
from organizations.models import OrganizationMember
from organizations.plans import CLIENT_PLANS
from organizations.policies import people_with_two_step


@dataclass(frozen=True)
class Choice:
    parameter: str
    value: str
    label: str
    condition: Q


def members_without_two_step():
    """Return the confirmed members whose master password is all that protects their account.

    Asked of each member, not of the list of all people who have a second step: so a page of clients looks at no more
    of them than it shows, and no list has to fit into memory.
    """
    second_steps = people_with_two_step().filter(user=OuterRef("user"))
    return OrganizationMember.objects.confirmed().filter(~Exists(second_steps))


CHOICES = [
    *(Choice("plan", plan.value, plan.label, Q(plan=plan)) for plan in CLIENT_PLANS),
    Choice("seats", "nearly", _("Nearly full"), conditions.NEARLY_FULL),
    # Said by both conditions, the first of which has the index.
    Choice("seats", "full", _("Full"), conditions.NEARLY_FULL & conditions.FULL),
    Choice("owner", "missing", _("No confirmed owner"), conditions.WITHOUT_OWNER),
    Choice("waiting", "yes", _("People to confirm"), conditions.WAITING),
    Choice(
        "two_step",
        "missing",
        _("Two-step login missing"),
        Q(Exists(members_without_two_step().filter(organization=OuterRef("pk")))),
    ),
    Choice("status", "suspended", _("Suspended"), conditions.SUSPENDED),
]


def chosen(query):
    """Return the choices that an address makes; what it says otherwise means nothing."""
    return [choice for choice in CHOICES if query.get(choice.parameter) == choice.value]


def tag_or_404(provider, text):
    """Return the provider's tag with this id, or None where none is named."""
    if not text:
        return None
    try:
        return get_object_or_404(provider.client_tags, pk=UUID(text))
    except ValueError:
        raise Http404 from None
