"""What the policies of organizations forbid to do with items and Sends; every door asks here, by the services."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import ngettext

from organizations.models import Policy
from organizations.policies import policies_on, policy_data
from vault.refusals import Refused

Kind = Policy.Kind
# Clocks of browsers differ from ours.
TOLERANCE = timedelta(minutes=10)
WITH_PASSWORD = 1


class ForbiddenByPolicy(Refused):
    message = gettext_lazy("A policy of your organization does not allow this.")


def refuse_items(types, *, actor, organization=None):
    """Raise ForbiddenByPolicy where new items of these types may not be kept: in `organization`, or as one's own."""
    if organization is None and policies_on(actor, Kind.DATA_OWNERSHIP) is not None:
        raise ForbiddenByPolicy(_("Your organization keeps all items: choose one of its collections for this one."))
    if organization is None:
        data = policies_on(actor, Kind.RESTRICTED_ITEM_TYPES)
    else:
        data = policy_data(organization, Kind.RESTRICTED_ITEM_TYPES)
    if data and set(types) & set(data["types"]):
        raise ForbiddenByPolicy(_("A policy does not allow new items of this type."))


def refuse_send(request, *, actor, has_password=False):
    """Raise ForbiddenByPolicy where `actor` may not keep a Send like this."""
    rules = send_rules(actor)
    if rules.get("disableSend"):
        raise ForbiddenByPolicy(_("A policy does not allow Sends. Those you have can only be deleted."))
    if rules.get("disableHideEmail") and request.hide_email:
        raise ForbiddenByPolicy(_("A policy does not allow to hide your address from recipients."))
    if rules.get("whoCanAccess") == WITH_PASSWORD and not (request.password or has_password):
        raise ForbiddenByPolicy(_("A policy asks for a password on each Send."))
    hours = rules.get("deletionHours")
    if hours and request.deletion_date > timezone.now() + timedelta(hours=hours) + TOLERANCE:
        words = ngettext(
            "A policy lets Sends live for %(hours)d hour at most.", "A policy lets Sends live for %(hours)d hours at most.", hours
        )
        raise ForbiddenByPolicy(words % {"hours": hours})


def send_rules(actor):
    """Return what the controls of Sends and the two older policies ask of `actor` together."""
    rules = policies_on(actor, Kind.SEND_CONTROLS) or {}
    return {
        **rules,
        "disableSend": rules.get("disableSend") or policies_on(actor, Kind.REMOVE_SEND) is not None,
        "disableHideEmail": rules.get("disableHideEmail")
        or (policies_on(actor, Kind.SEND_OPTIONS) or {}).get("disableHideEmail"),
    }


def refuse_own_export(actor):
    """Raise ForbiddenByPolicy where `actor` may not export what is their own."""
    if policies_on(actor, Kind.REMOVE_PERSONAL_EXPORT) is not None:
        raise ForbiddenByPolicy(_("A policy of your organization does not allow to export your own vault."))


def refuse_open_send(actor):
    """Raise ForbiddenByPolicy where a Send may not be without a password, or not be open at all."""
    rules = send_rules(actor)
    if rules.get("disableSend") or rules.get("whoCanAccess") == WITH_PASSWORD:
        raise ForbiddenByPolicy
