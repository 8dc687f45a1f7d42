"""What each plan includes. Source of the table: `spec/features.md` 4.1."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Plan(models.TextChoices):
    FREE = "free", _("Free")
    FAMILIES = "families", _("Families")
    TEAMS = "teams", _("Teams")
    ENTERPRISE = "enterprise", _("Enterprise")


@dataclass(frozen=True)
class Features:
    """What an organization may use; numbers are limits, None is no limit."""

    product_tier: int
    plan_type: int
    members: int | None = None
    collections: int | None = None
    premium: bool = True
    groups: bool = False
    events: bool = False
    api: bool = False
    scim: bool = False
    policies: bool = False
    recovery: bool = False
    custom_roles: bool = False
    domains: bool = False


TEAM_FEATURES = {"groups": True, "events": True, "api": True, "scim": True}

FEATURES = {
    Plan.FREE: Features(product_tier=0, plan_type=0, members=2, collections=2, premium=False),
    Plan.FAMILIES: Features(product_tier=1, plan_type=22, members=6),
    Plan.TEAMS: Features(product_tier=2, plan_type=17, **TEAM_FEATURES),
    Plan.ENTERPRISE: Features(
        product_tier=3,
        plan_type=19,
        **TEAM_FEATURES,
        policies=True,
        recovery=True,
        custom_roles=True,
        domains=True,
    ),
}

# The plans a provider may give its clients.
CLIENT_PLANS = (Plan.TEAMS, Plan.ENTERPRISE)
