"""The table of features 1.6 B and 1.8, cell by cell: what each role and each custom flag does by itself, on pages and wire.

The settings are such that a role alone decides; what they, and grants on collections, change is in
`vault/tests/test_access_table.py`.
"""

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.permissions import CUSTOM_FLAGS
from organizations.models import Policy
from provider_portal.tests.routes import ROUTES, recoverable_member
from provider_portal.tests.world import PROOF, Role, Status, add_member, encstring, make_user, sealed
from vault import grants
from vault.levels import AccessLevel
from vault.tests.wire import Api, login_request

pytestmark = pytest.mark.django_db

# The cell: routes of pages, called as `routes.py` says.
PAGES = {
    "create collections": ["vault:create_collection"],
    "edit collections": ["vault:collection_access"],
    "delete collections": ["vault:delete_collection"],
    "edit items": ["vault:update_item"],
    "import": ["vault:import_items"],
    "export": ["vault:export_organization", "vault:export_organization_document"],
    "see members": ["vault:member_list", "vault:export_members"],
    "manage members": [
        "vault:invite_member", "organizations:member_keys", "organizations:confirm_member", "organizations:revoke_member",
        "organizations:remove_member", "organizations:confirm_automatically",
    ],
    "groups": ["vault:group_list", "vault:create_group", "vault:update_group", "vault:delete_group"],
    "policies": ["organizations:policy_list", "organizations:edit_policy"],
    "domains": ["organizations:domain_list", "organizations:verify_domain"],
    "scim": ["organizations:integrations", "organizations:issue_scim_key", "organizations:withdraw_scim_key"],
    "public api": ["organizations:issue_api_key", "organizations:withdraw_api_key"],
    "events": ["vault:organization_event_log", "vault:export_organization_events"],
    "reports": ["vault:organization_reports", "vault:member_access_report"],
    "recovery": ["organizations:recover_member"],
    "collection settings": ["vault:set_collection_management", "vault:organization_settings"],
    "organization": ["vault:update_info", "vault:set_automatic_confirmation"],
    "purge": ["vault:purge_organization"],
    "delete": ["vault:delete_organization"],
}


# Who is granted what, and who belongs to which group, are cells of their own.
FORMS = {
    "vault:invite_member": {"emails": "new@acme.test", "role": "2"},
    "vault:create_group": {"name": "Night shift"},
    "vault:update_group": {"name": "Day shift"},
}


def add_other(world, name, role=Role.MEMBER, **fields):
    return add_member(world.acme.organization, make_user(f"{name}@acme.test"), role, **fields)


def invitation(role):
    return lambda world: {"emails": ["new@acme.test"], "type": role, "collections": [], "groups": []}


def change(role):
    return lambda world: {"type": role, "collections": [], "groups": []}


def of_other(path, role=Role.MEMBER, **fields):
    return lambda world: path.format(member=add_other(world, "other", role, **fields).pk)


def confirmed(world):
    return f"users/{add_other(world, 'waiting', status=Status.ACCEPTED).pk}/confirm"


def recovered(world):
    return f"users/{recoverable_member(world)['member_id']}/reset-password-details"


def imported(world):
    ciphers = [login_request(organizationId=str(world.acme.organization.pk))]
    # A collection that is there: to make one is another cell.
    place = [{"id": str(world.acme.shared.pk), "name": encstring()}]
    return {"ciphers": ciphers, "collections": place, "collectionRelationships": [{"key": 0, "value": 0}]}


def new_password(world):
    return {"newMasterPasswordHash": PROOF, "key": encstring(), "resetMasterPassword": False, "resetTwoFactor": True}


# The cell: (method, path inside the organization or from /api/, body).
WIRE = {
    "create collections": [("POST", "collections", lambda world: {"name": encstring()})],
    "edit collections": [
        ("PUT", lambda world: f"collections/{world.acme.other.pk}", lambda world: {"name": encstring(), "users": [], "groups": []})
    ],
    "delete collections": [("DELETE", lambda world: f"collections/{world.acme.other.pk}", None)],
    "edit items": [
        (
            "PUT",
            lambda world: f"/ciphers/{world.acme.shared_item.pk}/admin",
            lambda world: login_request(organizationId=str(world.acme.organization.pk)),
        ),
        ("PUT", lambda world: f"/ciphers/{world.acme.shared_item.pk}/delete-admin", None),
    ],
    "import": [("POST", lambda world: f"/ciphers/import-organization?organizationId={world.acme.organization.pk}", imported)],
    "export": [("GET", "export", None)],
    "see members": [("GET", "users", None), ("GET", lambda world: f"users/{world.acme.member.pk}", None)],
    "manage members": [
        ("POST", "users/invite", invitation(Role.MEMBER)),
        ("PUT", of_other("users/{member}"), change(Role.MEMBER)),
        ("PUT", of_other("users/{member}/revoke"), None),
        ("DELETE", of_other("users/{member}"), None),
        ("POST", confirmed, lambda world: {"key": sealed()}),
        ("POST", of_other("users/{member}/reinvite", status=Status.INVITED), None),
    ],
    "manage admins": [
        ("POST", "users/invite", invitation(Role.ADMIN)),
        ("PUT", of_other("users/{member}"), change(Role.ADMIN)),
        ("PUT", of_other("users/{member}", Role.ADMIN), change(Role.MEMBER)),
        ("PUT", of_other("users/{member}/revoke", Role.ADMIN), None),
        ("DELETE", of_other("users/{member}", Role.ADMIN), None),
    ],
    "manage owners": [
        ("POST", "users/invite", invitation(Role.OWNER)),
        ("PUT", of_other("users/{member}"), change(Role.OWNER)),
        ("PUT", of_other("users/{member}", Role.OWNER), change(Role.MEMBER)),
        ("PUT", of_other("users/{member}/revoke", Role.OWNER), None),
        ("DELETE", of_other("users/{member}", Role.OWNER), None),
    ],
    "groups": [
        ("POST", "groups", lambda world: {"name": "Night shift", "collections": [], "users": []}),
        ("PUT", lambda world: f"groups/{world.acme.group.pk}", lambda world: {"name": "Day shift", "collections": [], "users": []}),
        ("DELETE", lambda world: f"groups/{world.acme.group.pk}", None),
    ],
    "policies": [
        ("PUT", f"policies/{Policy.Kind.REMOVE_PERSONAL_EXPORT}", lambda world: {"type": 10, "enabled": True, "data": None}),
    ],
    "events": [("GET", "events", None), ("GET", lambda world: f"users/{world.acme.member.pk}/events", None)],
    "recovery": [("GET", recovered, None)],
    "collection settings": [("PUT", "collection-management", lambda world: {"limitItemDeletion": True})],
    "organization": [("PUT", "", lambda world: {"name": "Acme Ltd", "billingEmail": "billing@acme.test"})],
    "purge": [
        ("POST", lambda world: f"/ciphers/purge?organizationId={world.acme.organization.pk}", lambda world: {"masterPasswordHash": PROOF})
    ],
    "delete": [("DELETE", "", lambda world: {"masterPasswordHash": PROOF})],
}

EVERYTHING = set(PAGES) | set(WIRE)
OWNERS_ALONE = {"manage owners", "public api", "collection settings", "organization", "purge", "delete"}
COLLECTIONS = {"edit collections", "delete collections", "edit items"}
ROLES = {
    "provider_admin": EVERYTHING,
    "service_user": EVERYTHING - {"delete"},
    "owner": EVERYTHING,
    "admin": EVERYTHING - OWNERS_ALONE,
    "member": set(),
}
FLAGS = {
    "accessEventLogs": {"events"},
    "accessImportExport": {"import", "export"},
    "accessReports": {"reports"},
    "createNewCollections": {"create collections"},
    "editAnyCollection": {"edit collections", "edit items"},
    "deleteAnyCollection": {"delete collections"},
    "manageGroups": {"groups", "see members"},
    "managePolicies": {"policies"},
    "manageSso": set(),
    "manageUsers": {"manage members", "see members"},
    "manageResetPassword": {"recovery", "see members"},
    "manageScim": {"scim"},
}


class Table:
    def __init__(self, client, world):
        self.client, self.world, self.organization = client, world, world.acme.organization

    def pages(self, person):
        """Return {route: (cell, whether it was done)}, each taken back."""
        self.client.force_login(person)
        return {name: (cell, self.page(name)) for cell, names in PAGES.items() for name in names}

    def wire(self, person):
        api = Api(self.client, person)
        return {
            f"{number}: {method} {cell}": (cell, self.asked(api, method, path, body))
            for cell, requests in WIRE.items()
            for number, (method, path, body) in enumerate(requests)
        }

    def page(self, name):
        route = ROUTES[name]
        with transaction.atomic():
            url = reverse(name, kwargs=route.path(self.world))
            send = getattr(self.client, route.verb)
            if route.body:
                status = send(url, route.body(self.world), content_type="application/json").status_code
            else:
                made = route.form or route.query
                form = FORMS.get(name) or (made(self.world) if made else None)
                status = send(url, form).status_code
            transaction.set_rollback(True)
        assert status in (200, 201, 302, 403, 404), (name, status)
        return status < 400

    def asked(self, api, method, path, body):
        with transaction.atomic():
            path = path(self.world) if callable(path) else path
            inside = f"organizations/{self.organization.pk}/{path}".rstrip("/")
            answer = api.ask(method, path[1:] if path.startswith("/") else inside, body(self.world) if body else None)
            transaction.set_rollback(True)
        # Who may reach some members, and not this one, is told why.
        assert answer.status_code in (200, 204, 400, 404), (method, path, answer.status_code)
        return answer.status_code < 400


@pytest.fixture
def table(client, world):
    organization = world.acme.organization
    organization.allow_admin_access_to_all = organization.limit_collection_creation = True
    organization.limit_collection_deletion = True
    organization.seats = 50
    organization.save()
    organization.policies.create(kind=Policy.Kind.ACCOUNT_RECOVERY, enabled=True, data={"autoEnrollEnabled": False})
    # The member is granted the collection of the shared item otherwise.
    world.acme.shared.user_grants.all().delete()
    world.acme.shared.group_grants.all().delete()
    # One more owner, so that no request fails for being about the last one.
    add_other(world, "second", Role.OWNER)
    return Table(client, world)


def wrong(cells, expected):
    return {request: done for request, (cell, done) in cells.items() if done != (cell in expected)}


@pytest.mark.parametrize("persona", ROLES)
def test_what_a_role_may_do(table, world, persona):
    """On the wire; what it may on pages is asked of every route by `test_permission_matrix.py`."""
    assert wrong(table.wire(getattr(world.people, persona)), ROLES[persona]) == {}


@pytest.mark.parametrize("flag", FLAGS)
def test_what_a_custom_flag_alone_gives(table, world, flag):
    world.acme.organization.members.filter(user=world.people.custom).update(custom_flags=[flag])

    assert wrong(table.pages(world.people.custom), FLAGS[flag]) == {}
    assert wrong(table.wire(world.people.custom), FLAGS[flag]) == {}


@pytest.mark.parametrize("persona", ["owner", "admin"])
def test_what_is_left_where_owners_and_admins_do_not_manage_everything(table, world, persona):
    world.acme.organization.allow_admin_access_to_all = False
    world.acme.organization.save()
    # Somebody manages them, or they were orphaned and given into the hands of owners and admins.
    grants.grant_to_members(
        [(world.acme.member, collection, AccessLevel.MANAGE) for collection in (world.acme.shared, world.acme.other)]
    )

    assert wrong(table.wire(getattr(world.people, persona)), ROLES[persona] - COLLECTIONS) == {}


def test_the_table_has_every_flag():
    assert set(FLAGS) == set(CUSTOM_FLAGS)
