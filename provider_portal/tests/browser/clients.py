"""Providers and organizations with real keys, for journeys that decrypt what they see."""

from dataclasses import dataclass

import orjson

from organizations.models import Organization, OrganizationMember
from organizations.plans import Plan
from providers.models import Provider, ProviderKey, ProviderKeyShare, ProviderMember
from script.client import items, organization
from script.client.organization import make_provider
from vault.ciphers import render_body
from vault.models import Cipher, CipherCollection, Collection
from vault.schemas import CipherRequest

Role = OrganizationMember.Role


@dataclass(frozen=True)
class RealProvider:
    """A provider, and its key, which only its members' browsers would hold."""

    row: Provider
    key: ProviderKey
    keys: organization.Provider

    def add(self, person, role=ProviderMember.Role.PROVIDER_ADMIN):
        member = self.row.members.create(user=person.user, role=role, status=ProviderMember.Status.CONFIRMED)
        sealed = self.keys.seal_to(person.keys.public_key)
        ProviderKeyShare.objects.create(key=self.key, member=member, wrapped_key=sealed)
        return member


@dataclass(frozen=True)
class RealOrganization:
    """An organization, and its keys."""

    row: Organization
    keys: organization.Organization

    def add(self, person, role=Role.MEMBER, **fields):
        sealed = self.keys.seal_to(person.keys.public_key)
        status = OrganizationMember.Status.CONFIRMED
        return self.row.members.create(user=person.user, role=role, status=status, wrapped_key=sealed, **fields)

    def add_collection(self, name):
        return Collection.objects.create(organization=self.row, name=self.keys.encrypt(name))

    def add_items(self, plain, *collections):
        """Encrypt the plain items and put each into the collections."""
        requests = [items.encrypt_item(item, self.keys.key, organization_id=str(self.row.pk)) for item in plain]
        rows = Cipher.objects.bulk_create(
            Cipher(
                tenant_id=self.row.pk,
                organization=self.row,
                type=request["type"],
                body=render_body(CipherRequest.model_validate(request)),
            )
            for request in requests
        )
        CipherCollection.objects.bulk_create(
            CipherCollection(cipher=cipher, collection=collection, organization=self.row)
            for cipher in rows
            for collection in collections
        )
        return rows

    def open_items(self):
        """Return the organization's items in clear: what a person with the key reads."""
        rows = Cipher.objects.filter(tenant_id=self.row.pk)
        wires = [orjson.loads(f'{{"type":{row.type},{row.body}}}') for row in rows]
        return [items.decrypt_item(wire, self.keys.key) for wire in wires]

    def collection_names(self):
        return {self.keys.decrypt(name) for name in self.row.collections.values_list("name", flat=True)}


def real_provider(name, *admins):
    row = Provider.objects.create(name=name, billing_email="billing@msp.test", status=Provider.Status.BILLABLE)
    provider = RealProvider(row, row.keys.create(), make_provider())
    for person in admins:
        provider.add(person)
    return provider


def real_organization(name, provider=None, *, plan=Plan.ENTERPRISE, seats=20, **fields):
    keys = organization.make_organization()
    managed = {}
    if provider:
        managed = {
            "status": Organization.Status.MANAGED,
            "provider": provider.row,
            "provider_key": provider.key,
            "provider_wrapped_key": keys.wrap_for(provider.keys),
        }
    row = Organization.objects.create(
        name=name,
        billing_email="billing@client.test",
        plan=plan,
        seats=seats,
        public_key=keys.public_key,
        wrapped_private_key=keys.wrapped_private_key,
        **managed,
        **fields,
    )
    return RealOrganization(row, keys)
