"""The kinds of events as people choose among them."""

from django.utils.translation import gettext_lazy as _

from events.types import EventType

LABELS = {
    "notable": _("Notable"),
    "account": _("Accounts"),
    "item": _("Items"),
    "send": _("Sends"),
    "collection": _("Collections"),
    "group": _("Groups"),
    "member": _("Members"),
    "organization": _("Organization"),
    "policy": _("Policies"),
    "domain": _("Domains"),
    "provider_member": _("Provider members"),
    "client": _("Clients"),
    "provider": _("Provider"),
}
# The protocol's numbers go by hundreds, ours by the first word of the name.
BY_HUNDRED = {
    10: "account",
    11: "item",
    13: "collection",
    14: "group",
    15: "member",
    16: "organization",
    17: "policy",
    18: "provider_member",
    19: "client",
    20: "domain",
    25: "send",
}
BY_WORD = {
    "USER": "account",
    "CIPHER": "item",
    "ITEM": "item",
    "ITEMS": "item",
    "COLLECTION": "collection",
    "GROUP": "group",
    "MEMBER": "member",
    "CLIENT": "client",
    "PROVIDER": "provider",
    "SEND": "send",
    "EMERGENCY": "account",
    "OPERATOR": "account",
}
# What changes who may do what, takes much out, or takes things away: a hundred other kinds are everyday work.
NOTABLE = [
    EventType.USER_DISABLED_TWO_STEP,
    EventType.USER_RECOVERED_TWO_STEP,
    EventType.USER_EXPORTED_VAULT,
    EventType.COLLECTION_DELETED,
    EventType.MEMBER_PASSWORD_RESET,
    EventType.MEMBER_REMOVED,
    EventType.MEMBER_REVOKED,
    EventType.MEMBER_DELETED,
    EventType.ORGANIZATION_PURGED,
    EventType.ORGANIZATION_EXPORTED,
    EventType.POLICY_UPDATED,
    EventType.ITEMS_IMPORTED,
    EventType.ORGANIZATION_CLOSED_TO_PROVIDER,
    EventType.ORGANIZATION_OPENED_TO_PROVIDER,
    EventType.ORGANIZATION_SUSPENDED,
    EventType.ORGANIZATION_RESUMED,
]
IN_ORGANIZATION = [name for name in LABELS if name not in ("provider_member", "client", "provider")]
IN_PROVIDER = ["account", "provider_member", "client", "provider"]


def group_of(event_type):
    if event_type < 5000:
        return BY_HUNDRED.get(event_type // 100, "organization")
    return BY_WORD.get(event_type.name.partition("_")[0], "organization")


def kinds_in(group):
    if group == "notable":
        return NOTABLE
    return [event_type for event_type in EventType if group_of(event_type) == group]


class Elided(dict):
    """Stands for the names in a sentence that is about no one in particular."""

    def __missing__(self, name):
        return "…"


def choices(groups):
    """Return what a select offers: each group as a whole, and each of its kinds."""
    offered = [("", _("Everything"))]
    for group in groups:
        if group == "notable":
            offered.append((group, LABELS[group]))
            continue
        kinds = [(str(kind.value), elided(kind)) for kind in kinds_in(group)]
        if kinds:
            whole = _("%(group)s: all") % {"group": LABELS[group]}
            offered.append((LABELS[group], [(group, whole), *kinds]))
    return offered


def elided(kind):
    return str(kind.label) % Elided()


def chosen(value):
    """Return the numbers of the kinds that a choice names; None is all."""
    if not value:
        return None
    return [kind.value for kind in kinds_in(value)] if value in LABELS else [int(value)]
