"""The accounts that an acceptance run of the command line client starts from, with nothing in their vaults."""

import pyotp
from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts import api_keys, two_step_setup
from accounts.models import User
from organizations.models import Organization, OrganizationMember
from organizations.plans import Plan
from providers.models import Provider, ProviderMember
from script.client import crypto
from script.client import organization as client
from script.client.account import make_account
from script.client.items import encrypt_item
from script.demo.people import PASSWORD, give_keys
from script.demo.providers import make_provider
from vault import grants, stored_files
from vault.ciphers import render_body
from vault.levels import AccessLevel
from vault.models import Attachment, Cipher, CipherCollection, Collection, Send
from vault.schemas import CipherRequest

DOMAIN = "acceptance.example"
ORGANIZATION, CLIENT, PROVIDER = "Acceptance", "Acceptance client", "Acceptance provider"
COLLECTION = "First collection"
Role, Status = OrganizationMember.Role, OrganizationMember.Status


@transaction.atomic
def load():
    """Make the accounts afresh and return what an acceptance run must know of them."""
    forget()
    owner, argon, pending, staff = (
        register("owner"),
        register("argon", crypto.ARGON2ID),
        register("pending"),
        register("provider"),
    )
    organization, opened = make_organization(ORGANIZATION)
    membership = organization.members.create(
        user=owner, role=Role.OWNER, status=Status.CONFIRMED, wrapped_key=opened.seal_to(owner.public_key)
    )
    waiting = organization.members.create(user=pending, role=Role.MEMBER, status=Status.ACCEPTED)
    collection = make_collection(organization, opened)
    grants.grant_to_members([(membership, collection, AccessLevel.MANAGE)])
    managed = make_client(staff)
    return {
        "owner": {
            **credentials(owner),
            "client_id": f"{api_keys.CLIENT}{owner.pk}",
            "client_secret": api_keys.issue(owner, actor=owner),
        },
        "argon": credentials(argon),
        "totp": with_authenticator(register("totp")),
        "pending": {**credentials(pending), "org_user_id": str(waiting.pk), "user_id": str(pending.pk)},
        "provider": {**credentials(staff), "client_org_id": str(managed.pk)},
        "org_id": str(organization.pk),
        "collection_id": str(collection.pk),
        "collection_name": COLLECTION,
    }


def forget():
    """Delete what an earlier run left."""
    people = User.objects.filter(email__endswith=f"@{DOMAIN}")
    organizations = Organization.objects.filter(name__in=[ORGANIZATION, CLIENT], members__user__in=people)
    organizations |= Organization.objects.filter(provider__members__user__in=people)
    tenants = [*people.values_list("pk", flat=True), *organizations.values_list("pk", flat=True)]
    files = Attachment.objects.filter(cipher__tenant_id__in=tenants).values_list("file", flat=True)
    stored_files.delete_on_commit([*files, *Send.objects.filter(user__in=people).values_list("file", flat=True)])
    providers = list(Provider.objects.filter(members__user__in=people).values_list("pk", flat=True))
    Organization.objects.filter(pk__in=tenants).delete()
    Provider.objects.filter(pk__in=providers).delete()
    people.delete()


def register(name, kdf=crypto.PBKDF2):
    """Make an account as a browser would, but for its key's id, which clients report by themselves."""
    email = f"{name}@{DOMAIN}"
    account = make_account(email, PASSWORD, kdf)
    user = User(email=email, name=name.title(), kdf_salt=email, password=make_password(account.login_hash))
    give_keys(user, account)
    user.user_key_id = None
    user.save()
    return user


def with_authenticator(user):
    """Turn on two-step login by an authenticator app, none of whose codes was used yet."""
    secret = pyotp.random_base32()
    two_step_setup.set_up_authenticator(user, secret, 0, actor=user)
    return {**credentials(user), "secret": secret}


def credentials(user):
    return {"email": user.email, "password": PASSWORD}


def make_organization(name):
    opened = client.make_organization()
    row = Organization.objects.create(
        name=name,
        billing_email=f"billing@{DOMAIN}",
        plan=Plan.ENTERPRISE,
        seats=10,
        public_key=opened.public_key,
        wrapped_private_key=opened.wrapped_private_key,
    )
    return row, opened


def make_collection(organization, opened):
    return Collection.objects.create(organization=organization, name=opened.encrypt(COLLECTION))


def make_client(staff):
    """Make a client with an item in a collection, which `staff` reaches by working for its provider."""
    msp = make_provider(PROVIDER, DOMAIN, [(staff, ProviderMember.Role.PROVIDER_ADMIN)], minimums=(0, 0))
    organization, opened = make_organization(CLIENT)
    organization.status = Organization.Status.MANAGED
    organization.provider, organization.provider_key = msp.row, msp.key
    organization.provider_wrapped_key = opened.wrap_for(msp.opened)
    organization.save()
    item = {"type": 2, "name": "Runbook", "notes": "Nothing to hide.", "secureNote": {"type": 0}}
    body = render_body(CipherRequest.model_validate(encrypt_item(item, opened.key)))
    cipher = Cipher.objects.create(tenant_id=organization.pk, organization=organization, type=2, body=body)
    CipherCollection.objects.create(
        cipher=cipher, collection=make_collection(organization, opened), organization=organization
    )
    return organization
