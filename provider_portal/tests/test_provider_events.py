"""Each event of a provider is written by what it says, once, with the provider and who did it."""

from django.db import transaction

from events.models import Event
from events.types import EventType
from organizations.models import Organization
from provider_portal.tests.routes import CONTRACT
from provider_portal.tests.test_permission_matrix import Caller
from providers.models import Provider, ProviderMember

ADMIN, TECHNICIAN, OPERATOR = "provider_admin", "service_user", "operator"
WRITTEN_BY = {
    EventType.PROVIDER_MEMBER_INVITED: ("providers:invite_member", ADMIN),
    EventType.PROVIDER_MEMBER_CONFIRMED: ("providers:confirm_member", ADMIN),
    EventType.PROVIDER_MEMBER_UPDATED: ("providers:member_role", ADMIN),
    EventType.PROVIDER_MEMBER_REMOVED: ("providers:remove_member", ADMIN),
    EventType.PROVIDER_UPDATED: ("providers:provider_settings", ADMIN),
    EventType.PROVIDER_APPLICATION_APPROVED: ("providers:approve_application", OPERATOR),
    EventType.PROVIDER_APPLICATION_DECLINED: ("providers:decline_application", OPERATOR),
    EventType.PROVIDER_CONTRACT_CHANGED: ("organizations:operator_provider", OPERATOR),
    EventType.PROVIDER_SUSPENDED: ("organizations:operator_provider", OPERATOR),
    EventType.PROVIDER_RESUMED: ("organizations:operator_provider", OPERATOR),
    EventType.PROVIDER_DELETION_REQUESTED: ("providers:request_deletion", OPERATOR),
    EventType.CLIENT_CREATED: ("vault:create_client", ADMIN),
    EventType.CLIENT_ADDED: ("organizations:add_client", ADMIN),
    EventType.CLIENT_UNLINKED: ("organizations:unlink_client", ADMIN),
    EventType.CLIENT_ACCESSED: ("vault:organization_vault", TECHNICIAN),
    EventType.CLIENT_RENAMED: ("organizations:rename_client", TECHNICIAN),
    EventType.CLIENT_SEATS_CHANGED: ("organizations:client_seats", TECHNICIAN),
    EventType.CLIENT_DELETED: ("vault:delete_organization", ADMIN),
    EventType.CLIENT_SUSPENDED: ("organizations:suspend_clients", ADMIN),
    EventType.CLIENT_RESUMED: ("organizations:resume_clients", ADMIN),
    EventType.CLIENT_NOTE_CHANGED: ("organizations:write_client_note", TECHNICIAN),
    EventType.CLIENT_TAGS_CHANGED: ("organizations:tag_clients", TECHNICIAN),
    EventType.CLIENT_SEATS_TAKEN: ("organizations:transfer_seats", TECHNICIAN),
    EventType.CLIENT_SEATS_RECEIVED: ("organizations:transfer_seats", TECHNICIAN),
    EventType.CLIENT_SEATS_REQUESTED: ("organizations:request_seats", TECHNICIAN),
    EventType.CLIENT_SEATS_APPROVED: ("organizations:approve_seats", ADMIN),
    EventType.CLIENT_SEATS_DECLINED: ("organizations:decline_seats", ADMIN),
    EventType.CLIENT_SEATS_WITHDRAWN: ("organizations:withdraw_seats", TECHNICIAN),
    EventType.CLIENT_BLUEPRINT_SAVED: ("vault:save_blueprint", ADMIN),
    EventType.PROVIDER_BLUEPRINT_RENAMED: ("vault:rename_blueprint", ADMIN),
    EventType.PROVIDER_BLUEPRINT_DELETED: ("vault:delete_blueprint", ADMIN),
    EventType.PROVIDER_BASELINE_CHANGED: ("organizations:edit_baseline", ADMIN),
    EventType.CLIENT_BASELINE_APPLIED: ("organizations:apply_baseline", ADMIN),
    EventType.CLIENT_BASELINE_LEFT: ("organizations:leave_baseline", ADMIN),
    EventType.CLIENT_BASELINE_EXCEPTED: ("organizations:make_exception", ADMIN),
    EventType.CLIENT_BASELINE_EXCEPTION_ENDED: ("organizations:end_exception", ADMIN),
}
# By a form for everybody and by links in mails: see the providers' test_apply, test_setup, test_members and test_settings;
# and once all steps are done: see the vault's test_checklist.
ELSEWHERE = {
    EventType.PROVIDER_APPLICATION_SUBMITTED,
    EventType.PROVIDER_SET_UP,
    EventType.PROVIDER_MEMBER_ACCEPTED,
    EventType.PROVIDER_DELETED,
    EventType.CLIENT_CHECKLIST_HIDDEN,
}


def unconfirm(world):
    members = world.northwind.members.filter(user=world.people.service_user)
    members.get().key_shares.all().delete()
    members.update(status=ProviderMember.Status.ACCEPTED)


def suspend_provider(world):
    Provider.objects.filter(pk=world.northwind.pk).update(enabled=False)


def suspend_client(world):
    Organization.objects.filter(provider=world.northwind).update(enabled=False, suspended_by_provider=True)


def follow(world):
    Organization.objects.filter(provider=world.northwind).update(follows_baseline=True)


def excepted(world):
    world.acme.organization.baseline_exceptions.create(kind=10, reason="Theirs")


BEFORE = {
    EventType.PROVIDER_MEMBER_CONFIRMED: unconfirm,
    EventType.PROVIDER_RESUMED: suspend_provider,
    EventType.CLIENT_RESUMED: suspend_client,
    EventType.CLIENT_BASELINE_LEFT: follow,
    EventType.CLIENT_BASELINE_EXCEPTION_ENDED: excepted,
}
FORMS = {EventType.PROVIDER_SUSPENDED: {name: value for name, value in CONTRACT.items() if name != "enabled"}}


def test_every_event_of_a_provider_is_written_by_what_it_says(client, world):
    written = {}
    for kind, (route, persona) in WRITTEN_BY.items():
        client.force_login(getattr(world.people, persona))
        with transaction.atomic():
            caller = Caller(client, world, route)
            BEFORE.get(kind, lambda world: None)(world)
            Event.objects.all()._raw_delete("default")
            caller.request(caller.path, caller.body, FORMS.get(kind, caller.form), caller.query)
            actors = Event.objects.filter(type=kind, organization_id=None).values_list("acting_user_id", "provider_id")
            written[kind] = [(actor == getattr(world.people, persona).pk, bool(provider)) for actor, provider in actors]
            transaction.set_rollback(True)

    assert {kind: rows for kind, rows in written.items() if rows != [(True, True)]} == {}


def test_no_event_of_a_provider_is_left_out():
    assert {kind for kind in EventType if kind.name.startswith(("PROVIDER_", "CLIENT_"))} == {*WRITTEN_BY, *ELSEWHERE}
