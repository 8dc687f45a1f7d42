"""A provider's policy baseline: what each client that follows it differs in. Written by `services.baseline`."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext as _

from organizations.models import BaselineException, Policy
from organizations.policies import BELONGING, PLANS, breaches_of, in_order
from organizations.policy_rules import RULES
from organizations.services.policies import REVOKING

Kind = Policy.Kind


@dataclass(frozen=True)
class Line:
    """One policy of the baseline in one client; `found` is None where it is off there."""

    kind: Kind
    wanted: object
    found: object
    exception: BaselineException | None

    @property
    def is_kept(self):
        return self.wanted == self.found

    @property
    def differs(self):
        return not self.is_kept and self.exception is None

    @property
    def wanted_words(self):
        return described(self.kind, self.wanted)

    @property
    def found_words(self):
        return _("Off") if self.found is None else described(self.kind, self.found)


class Baseline:
    def __init__(self, provider):
        self.provider = provider
        rows = provider.baseline_policies.filter(kind__in=RULES).values_list("kind", "data")
        found = {Kind(kind): data for kind, data in rows}
        self.policies = {kind: found[kind] for kind in in_order(found)}

    @property
    def clients(self):
        """Return the clients whose plan knows policies."""
        return self.provider.clients.filter(plan__in=PLANS)

    def following(self):
        return self.clients.filter(follows_baseline=True)

    def drifting(self):
        """Return the clients that follow the baseline and differ from it without an exception."""
        differs = Q(pk__in=[])
        for kind, data in self.policies.items():
            here = {"organization": OuterRef("pk"), "kind": kind}
            kept = Policy.objects.filter(**here, enabled=True, data=data)
            differs |= ~Exists(kept) & ~Exists(BaselineException.objects.filter(**here))
        return self.following().filter(differs)

    @cached_property
    def drift(self):
        """Return how many clients differ: counted once for a page, however often it says so."""
        return self.drifting().count()

    def shown(self, show, search):
        """Return the clients of one view of the list, by name."""
        views = {"drift": self.drifting, "following": self.following}
        return views.get(show, lambda: self.clients)().named_like(search).order_by(Upper("name"), "pk")

    def lines(self, clients):
        """Return {client id: a Line for each policy}, in two statements."""
        ids = [client.pk for client in clients]
        policies = Policy.objects.filter(organization__in=ids, kind__in=self.policies, enabled=True)
        found = {(row.organization_id, row.kind): row.data for row in policies}
        rows = BaselineException.objects.filter(organization__in=ids).select_related("made_by")
        exceptions = {(row.organization_id, row.kind): row for row in rows}
        return {
            pk: [
                Line(kind, data, found.get((pk, kind)), exceptions.get((pk, kind)))
                for kind, data in self.policies.items()
            ]
            for pk in ids
        }


def revoked_by(organization, lines, actor):
    """Return how many members turning these policies on would revoke."""
    kinds = [line.kind for line in lines if line.differs and line.found is None and line.kind in REVOKING]
    if not kinds:
        return 0
    members = organization.members.filter(status__in=BELONGING).exclude(user=actor.pk)
    return sum(words is not None for words in breaches_of(organization, list(members), kinds).values())


def described(kind, data):
    """Return the parts of a policy's data that are set, in words."""
    values = RULES[kind].values(data)
    shown = [(field, values.get(field.name)) for field in RULES[kind].fields]
    parts = [part(field, value) for field, value in shown if value not in (None, "", False, [])]
    return "; ".join(parts) or _("On")


def part(field, value):
    if value is True:
        return str(field.label)
    labels = dict(field.choices or ())
    words = ", ".join(str(labels.get(one, one)) for one in (value if isinstance(value, list) else [value]))
    return f"{field.label}: {words}"
