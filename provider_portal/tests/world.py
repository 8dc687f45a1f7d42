"""A small world for tests: two providers with two clients each, and the people in and around them.

What looks encrypted here is random bytes in the right shape: no test of the server needs a key.
"""

import base64
import os
from datetime import timedelta
from functools import cache
from types import SimpleNamespace

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group as AuthGroup
from django.utils import timezone

from accounts.models import User
from organizations.models import Group, Organization, OrganizationMember
from organizations.plans import Plan
from providers.models import Provider, ProviderKey, ProviderKeyShare, ProviderMember
from vault import grants
from vault.levels import AccessLevel
from vault.models import Cipher, CipherCollection, Collection, EmergencyAccess, Folder, Send

Role = OrganizationMember.Role
Status = OrganizationMember.Status

# The hash of everybody's master password, as a browser sends it.
PROOF = "A" * 43 + "="

PERSONAS = [
    "operator",
    "provider_admin",
    "service_user",
    "rival_admin",
    "owner",
    "admin",
    "custom",
    "member",
    "grouped",
    "revoked",
    "neighbor",
    "stranger",
    "superuser",
]


def b64(count):
    return base64.b64encode(os.urandom(count)).decode()


def encstring():
    """Return a fresh EncString of type 2 that nobody can open."""
    return f"2.{b64(16)}|{b64(32)}|{b64(32)}"


def sealed():
    """Return a fresh EncString of type 4 that nobody can open."""
    return f"4.{b64(256)}"


def public_key():
    """Return text in the shape of an RSA-2048 public key."""
    middle = base64.b64encode(os.urandom(261)).decode()[:346]
    return f"MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQ{middle}AQAB"


@cache
def proof_password():
    return make_password(PROOF)


def make_user(email, **fields):
    fields = {
        "password": proof_password(),
        "email_verified": True,
        "kdf_salt": email,
        "wrapped_user_key": encstring(),
        "wrapped_private_key": encstring(),
        "public_key": public_key(),
        **fields,
    }
    return User.objects.create(email=email, name=email.partition("@")[0], **fields)


def make_phone(user):
    return user.devices.create(identifier="phone", type=0, client="mobile", name="Phone")


def make_passkey(user, credential):
    return user.login_passkeys.create(name="Phone", credential=credential, public_key="x")


def make_provider(name):
    provider = Provider.objects.create(
        name=name,
        billing_email=f"billing@{name.lower()}.test",
        status=Provider.Status.BILLABLE,
        teams_seat_minimum=20,
        enterprise_seat_minimum=20,
    )
    ProviderKey.objects.create(provider=provider)
    return provider


def add_provider_member(provider, user, role, status=ProviderMember.Status.CONFIRMED):
    member = provider.members.create(user=user, role=role, status=status)
    if status == ProviderMember.Status.CONFIRMED:
        ProviderKeyShare.objects.create(key=provider.keys.get(), member=member, wrapped_key=sealed())
    return member


def make_organization(name, *, provider=None, plan=Plan.ENTERPRISE, seats=10, **fields):
    managed = {}
    if provider:
        managed = {
            "status": Organization.Status.MANAGED,
            "provider": provider,
            "provider_key": provider.keys.get(),
            "provider_wrapped_key": encstring(),
        }
    return Organization.objects.create(
        name=name,
        billing_email=f"billing@{name.lower()}.test",
        plan=plan,
        seats=seats,
        public_key=public_key(),
        wrapped_private_key=encstring(),
        **managed,
        **fields,
    )


def add_member(organization, user, role=Role.MEMBER, status=Status.CONFIRMED, **fields):
    if status in (Status.CONFIRMED, Status.REVOKED):
        fields.setdefault("wrapped_key", sealed())
    if status == Status.REVOKED:
        fields.setdefault("status_before_revocation", Status.CONFIRMED)
    return organization.members.create(user=user, role=role, status=status, **fields)


def make_group(organization, name, *users):
    auth_group = AuthGroup.objects.create(name=f"{organization.pk}/{name}")
    auth_group.user_set.set(users)
    return Group.objects.create(organization=organization, auth_group=auth_group, name=name)


def make_collection(organization):
    return Collection.objects.create(organization=organization, name=encstring())


def make_cipher(owner, *collections, **fields):
    """Make an item of `owner`, an organization or a person, in the given collections."""
    tenant = {"organization": owner} if isinstance(owner, Organization) else {"user": owner}
    body = f'"name":"{encstring()}","notes":null,"key":null,"login":{{"uris":null,"username":null,"password":null}}'
    cipher = Cipher.objects.create(tenant_id=owner.pk, type=Cipher.Type.LOGIN, body=body, **tenant, **fields)
    CipherCollection.objects.bulk_create(
        CipherCollection(cipher=cipher, collection=collection, organization=owner) for collection in collections
    )
    return cipher


def make_login_request(user):
    """Let a device of `user` ask to be let in."""
    return user.auth_requests.create(
        kind=0, device_identifier="phone", device_type=0, access_code_digest="0" * 64, public_key=public_key()
    )


def make_send(user, **fields):
    """Make a Send of a text."""
    content = {"data": {"text": encstring(), "hidden": False}, "name": encstring(), "wrapped_key": encstring()}
    deletion = timezone.now() + timedelta(days=7)
    return Send.objects.create(user=user, type=Send.Type.TEXT, deletes_at=deletion, **content, **fields)


def make_contact(grantor, grantee):
    """Let somebody be a confirmed emergency contact."""
    return EmergencyAccess.objects.create(
        grantor=grantor,
        grantee=grantee,
        type=EmergencyAccess.Type.VIEW,
        status=EmergencyAccess.Status.CONFIRMED,
        wait_days=7,
        wrapped_key=sealed(),
    )


def make_client(name, provider, *, owner):
    """Make a client with an owner, a shared and a hidden collection, and an item in each."""
    organization = make_organization(name, provider=provider)
    add_member(organization, owner, Role.OWNER)
    shared, other = make_collection(organization), make_collection(organization)
    return SimpleNamespace(
        organization=organization,
        shared=shared,
        other=other,
        shared_item=make_cipher(organization, shared),
        other_item=make_cipher(organization, other),
    )


def make_world():
    """Return the world: `northwind` has `acme` and `birch`, `rival` has `cedar` and `dune`."""
    northwind, rival = make_provider("Northwind"), make_provider("Rival")
    people = SimpleNamespace(
        operator=make_user("operator@platform.test", is_operator=True),
        provider_admin=make_user("admin@northwind.test"),
        service_user=make_user("service@northwind.test"),
        rival_admin=make_user("admin@rival.test"),
        owner=make_user("owner@acme.test"),
        admin=make_user("admin@acme.test"),
        custom=make_user("custom@acme.test"),
        member=make_user("member@acme.test"),
        grouped=make_user("grouped@acme.test"),
        revoked=make_user("revoked@acme.test"),
        neighbor=make_user("owner@birch.test"),
        stranger=make_user("stranger@nowhere.test"),
        superuser=make_user("superuser@platform.test", is_superuser=True),
    )
    add_provider_member(northwind, people.provider_admin, ProviderMember.Role.PROVIDER_ADMIN)
    add_provider_member(northwind, people.service_user, ProviderMember.Role.SERVICE_USER)
    add_provider_member(rival, people.rival_admin, ProviderMember.Role.PROVIDER_ADMIN)

    acme = make_client("Acme", northwind, owner=people.owner)
    acme.member = add_member(acme.organization, people.member)
    add_member(acme.organization, people.admin, Role.ADMIN)
    add_member(acme.organization, people.custom, Role.CUSTOM, custom_flags=["accessEventLogs"])
    add_member(acme.organization, people.grouped)
    acme.revoked = add_member(acme.organization, people.revoked, status=Status.REVOKED)
    acme.group = make_group(acme.organization, "Support", people.grouped)
    grants.grant_to_members(
        [
            (acme.member, acme.shared, AccessLevel.EDIT),
            (acme.revoked, acme.shared, AccessLevel.MANAGE),
        ]
    )
    grants.grant_to_groups([(acme.group, acme.shared, AccessLevel.VIEW_HIDDEN)])
    return SimpleNamespace(
        northwind=northwind,
        rival=rival,
        acme=acme,
        birch=make_client("Birch", northwind, owner=people.neighbor),
        cedar=make_client("Cedar", rival, owner=people.rival_admin),
        dune=make_client("Dune", rival, owner=people.rival_admin),
        people=people,
        own_item=make_cipher(people.member),
        own_phone=make_phone(people.member),
        foreign_phone=make_phone(people.neighbor),
        own_passkey=make_passkey(people.member, "own"),
        foreign_passkey=make_passkey(people.neighbor, "foreign"),
        own_request=make_login_request(people.member),
        foreign_request=make_login_request(people.neighbor),
        own_send=make_send(people.member),
        foreign_send=make_send(people.neighbor),
        contact=make_contact(people.member, people.stranger),
        foreign_contact=make_contact(people.neighbor, people.owner),
        folder=Folder.objects.create(user=people.member, name=encstring()),
    )
