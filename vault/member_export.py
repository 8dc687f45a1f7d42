"""The members as a CSV file, with the columns of features 4.3."""

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from accounts.models import TwoFactorMethod
from vault.member_page import only_enrolled

PIECE = 1000


def exported_rows(organization, user):
    """Yield the columns' names, then a line for each member by address; read in pieces as they are sent."""
    yield [_("E-mail"), _("Name"), _("Status"), _("Role"), _("Two-step login"), _("Account recovery"), _("Groups")]
    here = Q(user__groups__group__organization=organization)
    methods = TwoFactorMethod.objects.filter(user=OuterRef("user"), enabled=True)
    members = organization.members.select_related("user").order_by("user__email")
    if only_enrolled(user, organization):
        members = members.filter(recovery_key__isnull=False)
    name = "user__groups__group__name"
    members = members.annotate(
        has_two_step=Exists(methods), groups=ArrayAgg(name, filter=here, default=[], order_by=name)
    )
    for member in members.iterator(PIECE):
        yield line(member)


def line(member):
    return [
        member.user.email,
        member.user.name,
        member.get_status_display(),
        member.get_role_display(),
        _("On") if member.has_two_step else _("Off"),
        _("Enrolled") if member.recovery_key else _("Not enrolled"),
        ", ".join(member.groups),
    ]
