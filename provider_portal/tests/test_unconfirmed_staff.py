"""What a provider's people reach before they are confirmed, and once they are out."""

from itertools import cycle

import pytest
from django.db import transaction

from provider_portal.tests.routes import ROUTES
from provider_portal.tests.test_permission_matrix import Caller
from providers.models import ProviderMember

Status = ProviderMember.Status


@pytest.mark.parametrize("states", [["accepted"], ["invited", "removed"]], ids=" or ".join)
def test_staff_who_are_not_confirmed_find_nothing(client, world, states):
    """Every route that a Provider Admin gets through by working for the provider answers that nothing is there."""
    members = world.northwind.members.filter(user=world.people.provider_admin)
    client.force_login(world.people.provider_admin)
    own = [name for name, route in ROUTES.items() if "provider_admin" in route.who and "stranger" not in route.who]
    found = {}
    for name, state in zip(own, cycle(states), strict=False):
        with transaction.atomic():
            caller = Caller(client, world, name)
            members.delete() if state == "removed" else members.update(status=Status[state.upper()])
            found[name, state] = caller.request(caller.path, caller.body, caller.form, caller.query).status_code
            transaction.set_rollback(True)

    assert len(found) > 100
    assert {call: status for call, status in found.items() if status != 404} == {}
