"""What the policies of organizations ask of a person: the one place that says whom they bind, and how they add up."""

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import TwoFactorMethod, User
from organizations.models import OrganizationMember, Policy
from organizations.plans import FEATURES
from organizations.policy_rules import RULES
from providers.models import ProviderMember

Kind, Status = Policy.Kind, OrganizationMember.Status
BELONGING = (Status.ACCEPTED, Status.CONFIRMED)
PLANS = [plan for plan, features in FEATURES.items() if features.policies]
# Of two numbers the larger is stricter, but for these.
SMALLER_IS_STRICTER = {"minutes", "deletionHours"}
# Of two words this one is, whoever wants it; of others the first one found stands.
STRICTEST = {"logOut"}


def in_force(kind):
    return Policy.objects.filter(
        kind=kind, enabled=True, organization__enabled=True, organization__plan__in=PLANS
    )


def memberships_bound(kind, people):
    """Return the memberships by which a policy of this kind binds any of `people`, users or their ids."""
    members = OrganizationMember.objects.filter(
        user__in=people, status__in=BELONGING, organization__in=in_force(kind).values("organization")
    )
    exempt = RULES[kind].exempt
    if not exempt:
        return members
    staff = ProviderMember.objects.confirmed().filter(user__in=people)
    work = [Q(user=user, organization__provider=provider) for user, provider in staff.values_list("user", "provider")]
    for place in work:
        members = members.exclude(place)
    return members.exclude(role__in=exempt)


def policies_on(user, kind):
    """Return the data of this kind of policy that bind `user`, the strictest of each; None where nothing does."""
    bound = memberships_bound(kind, [user]).values("organization")
    data = [RULES[kind].values(data) for data in in_force(kind).filter(organization__in=bound).values_list("data", flat=True)]
    return strictest(data) if data else None


def strictest(data):
    """Combine what several organizations ask."""
    combined = {}
    for values in data:
        for name, value in values.items():
            combined[name] = stricter(name, combined.get(name), value)
    return combined


def stricter(name, one, other):
    if one is None or other is None:
        return other if one is None else one
    if isinstance(one, bool):
        return one or other
    if isinstance(one, list):
        return sorted({*one, *other})
    if isinstance(one, int):
        return min(one, other) if name in SMALLER_IS_STRICTER else max(one, other)
    return other if other in STRICTEST else one


def policy_data(organization, kind):
    """Return the data of the organization's own policy, whoever asks; None where it is off."""
    data = in_force(kind).filter(organization=organization).values_list("data", flat=True).first()
    return None if data is None else RULES[kind].values(data)


def refusals_of_joining(organization, members):
    """Return {member id: words, or None}: why a policy, here or elsewhere, forbids each of them to belong here.

    Accepting, confirming and restoring ask this; the number of statements does not grow with the members.
    """
    people = [member.user_id for member in members]
    here = breaches(organization, members)
    elsewhere = memberships_bound(Kind.SINGLE_ORGANIZATION, people).exclude(organization=organization)
    claimed = set(elsewhere.values_list("user", flat=True))
    forbidden = _("Another organization allows its members to belong to no other one.")
    return {row.pk: here[row.pk] or (forbidden if row.user_id in claimed else None) for row in members}


def breaches(organization, members, kinds=(Kind.SINGLE_ORGANIZATION, Kind.TWO_STEP)):
    """Return {member id: words, or None}: which of the organization's own policies each of them breaks."""
    return breaches_of(organization, members, on(organization, kinds))


def breaches_of(organization, members, kinds):
    """Return what `breaches` does, as if these policies were on."""
    people = [member.user_id for member in members]
    provider = ProviderMember.objects.confirmed().filter(provider=organization.provider_id, user__in=people)
    staff = set(provider.values_list("user", flat=True)) if organization.provider_id else set()
    in_breach = {kind: BREAKING[kind](organization, people) for kind in kinds}
    return {
        row.pk: next(
            (
                WORDS[kind]()
                for kind, found in in_breach.items()
                if row.user_id in found and row.user_id not in staff and row.role not in RULES[kind].exempt
            ),
            None,
        )
        for row in members
    }


def in_order(kinds):
    """Return the kinds so that each comes after those it needs."""
    return sorted(kinds, key=lambda kind: (depth(kind), kind))


def depth(kind):
    return 1 + max(map(depth, RULES[kind].needs), default=0)


def on(organization, kinds):
    policies = organization.policies.filter(kind__in=kinds, enabled=True, organization__plan__in=PLANS)
    return policies.values_list("kind", flat=True)


def elsewhere(organization, people):
    """Return the ids of those who belong to another organization, too."""
    others = OrganizationMember.objects.filter(user__in=people, status__in=BELONGING).exclude(organization=organization)
    return set(others.values_list("user", flat=True))


def people_with_two_step():
    """Return the ids of who has a second step; a recovery code alone is none."""
    methods = TwoFactorMethod.objects.filter(enabled=True).exclude(kind=TwoFactorMethod.Kind.RECOVERY_CODE)
    return methods.values("user")


def without_two_step(organization, people):
    found = User.objects.filter(pk__in=people).exclude(pk__in=people_with_two_step().filter(user__in=people))
    return set(found.values_list("pk", flat=True))


BREAKING = {Kind.SINGLE_ORGANIZATION: elsewhere, Kind.TWO_STEP: without_two_step}
WORDS = {
    Kind.SINGLE_ORGANIZATION: lambda: _("Members here may belong to no other organization. The other one has to be left first."),
    Kind.TWO_STEP: lambda: _("Members here must have two-step login. It has to be turned on first."),
}
