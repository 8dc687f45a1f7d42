"""A client organization with real keys, one member, and its provider's administrator."""

from types import SimpleNamespace

from django.contrib.auth.hashers import make_password

from accounts.models import User
from organizations.models import Organization
from organizations.plans import Plan
from providers.models import ProviderKeyShare, ProviderMember
from provider_portal.tests.world import add_member, make_provider
from script.client import crypto
from script.client import organization as client
from script.client.account import make_account
from script.client.items import encrypt_item
from vault import grants
from vault.ciphers import render_body
from vault.levels import AccessLevel
from vault.models import Cipher, CipherCollection, Collection
from vault.schemas import CipherRequest

PASSWORD = "correct-horse-battery-staple"


def register(email, kdf):
    """Make an account as a browser would, without the id of its key, which clients report by themselves."""
    account = make_account(email, PASSWORD, kdf)
    user = User.objects.create(
        email=email,
        name=email.partition("@")[0],
        email_verified=True,
        password=make_password(account.login_hash),
        kdf=kdf.type,
        kdf_iterations=kdf.iterations,
        kdf_memory=kdf.memory,
        kdf_parallelism=kdf.parallelism,
        kdf_salt=email,
        wrapped_user_key=account.wrapped_user_key,
        wrapped_private_key=account.wrapped_private_key,
        public_key=account.public_key,
    )
    return user, account


def make_client_world():
    member, _ = register("member@acme.example", crypto.PBKDF2)
    admin, _ = register("admin@northwind.example", crypto.ARGON2ID)
    provider, opened_provider = make_provider("Northwind"), client.make_provider()
    membership = provider.members.create(
        user=admin, role=ProviderMember.Role.PROVIDER_ADMIN, status=ProviderMember.Status.CONFIRMED
    )
    key = provider.keys.get()
    ProviderKeyShare.objects.create(
        key=key, member=membership, wrapped_key=opened_provider.seal_to(admin.public_key)
    )
    opened = client.make_organization()
    organization = Organization.objects.create(
        name="Acme",
        billing_email="billing@acme.example",
        plan=Plan.ENTERPRISE,
        seats=10,
        public_key=opened.public_key,
        wrapped_private_key=opened.wrapped_private_key,
        provider=provider,
        provider_key=key,
        provider_wrapped_key=opened.wrap_for(opened_provider),
    )
    row = add_member(organization, member, wrapped_key=opened.seal_to(member.public_key))
    servers, safes, boardroom = (
        Collection.objects.create(organization=organization, name=opened.encrypt(name))
        for name in ("IT/Servers", "IT/Safes", "Boardroom")
    )
    grants.grant_to_members([(row, servers, AccessLevel.EDIT), (row, safes, AccessLevel.VIEW_HIDDEN)])
    for name, collection in [("Mail server", servers), ("Door code", safes), ("Minutes", boardroom)]:
        add_item(name, opened, organization, collection)
    return SimpleNamespace(member=member, provider_admin=admin, organization=organization)


def add_item(name, opened, organization, collection):
    item = {
        "type": 1,
        "name": name,
        "login": {
            "username": "root",
            "password": "not-a-real-one",
            "uris": [{"uri": "https://mail.acme.example/", "match": None}],
        },
    }
    request = CipherRequest.model_validate(encrypt_item(item, opened.key))
    cipher = Cipher.objects.create(
        tenant_id=organization.pk, organization=organization, type=1, body=render_body(request)
    )
    CipherCollection.objects.create(cipher=cipher, collection=collection, organization=organization)
