"""Whose accounts belong to an organization by the domain of their address (features 4.13)."""

from django.db.models import CharField, F, Func, Value
from django.utils.translation import gettext as _

from organizations.models import Domain, OrganizationMember, Policy
from organizations.plans import FEATURES
from organizations.policies import in_force

PLANS = [plan for plan, features in FEATURES.items() if features.domains]


def domain_of(email):
    return email.rpartition("@")[2]


def claiming_address(email):
    """Return the claimed domains by which organizations own the accounts of their members with such an address."""
    return Domain.objects.claimed().filter(name=domain_of(email), organization__plan__in=PLANS)


def claiming(user):
    """Return the claimed domains by which organizations own the account of `user`, who has to be a confirmed member."""
    members = OrganizationMember.objects.confirmed().filter(user=user)
    return claiming_address(user.email).filter(organization__in=members.values("organization"))


def claimed_members(organization):
    """Return the confirmed members whose accounts belong to the organization."""
    names = organization.domains.claimed().values("name")
    if not organization.features.domains:
        return organization.members.none()
    address = Func(F("user__email"), Value("@"), Value(2), function="split_part", output_field=CharField())
    return organization.members.confirmed().annotate(domain=address).filter(domain__in=names)


def refusal_of_address(user, email):
    """Say why `user` may not log in with another address, or None: who is claimed stays within the claimed domains."""
    owners = claiming(user).values("organization")
    own = Domain.objects.claimed().filter(organization__in=owners)
    if not own.exists() or own.filter(name=domain_of(email)).exists():
        return None
    return _("Your account belongs to an organization: the address has to be of one of its domains.")


def refusal_of_registration(email):
    """Say why nobody may register the address without an invitation, or None."""
    blocking = in_force(Policy.Kind.BLOCK_CLAIMED_DOMAIN_ACCOUNTS).values("organization")
    if Domain.objects.claimed().filter(name=domain_of(email), organization__in=blocking).exists():
        return _("The organization that owns this domain wants people to register by its invitation only.")
    return None


def refusal_of_leaving(user, organization):
    if claiming(user).filter(organization=organization).exists():
        return _("Your account belongs to %(organization)s: one of its administrators can remove you.") % {
            "organization": organization.name
        }
    return None
