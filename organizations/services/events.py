"""Events of an organization: as `events.services`, and told to the provider too when its staff acted."""

from events.services import build, record_many
from organizations.machines import Machine


def record_in(organization, event_type, *, actor=None, **targets):
    """Write that `actor` did `event_type` in the organization; call it in the transaction of the change."""
    return record_many_in(organization, event_type, [targets], actor=actor)[0]


def record_many_in(organization, event_type, targets, *, actor=None):
    """Write one event for each dictionary of `targets`, in a number of statements that does not grow with them."""
    provider_id = organization.provider_id if actor and organization.acts_as_provider(actor) else None
    by = {"system_user": actor.system_user} if isinstance(actor, Machine) else {}
    return record_many(
        build(
            event_type,
            actor=actor,
            **{"organization_id": organization.pk, "provider_id": provider_id, **by, **target},
        )
        for target in targets
    )
