"""The whole demo world, in one transaction."""

from random import Random

from django.db import connection, transaction

from accounts.models import User
from organizations.models import OrganizationMember
from providers.models import ProviderMember
from script.demo import clients, history, organizations, people, providers, vaults
from script.demo.keys import KeyPairs

SEED = 20
SHARED_PAIRS = 16
# Any number, as long as nothing else takes it: two loads at once shall not both find the world missing.
LOCK = 7_203_001
ACME = "Acme"


def load(scale=1):
    """Make the demo world unless it is there, and say whether it was made.

    `scale` cuts the number of people and items down; the named accounts and their grants are always there.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        if User.objects.filter(email=people.OPERATOR).exists():
            return False
        World(scale).make()
    # So many new rows at once are unknown to the planner until it looks.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return True


class World:
    def __init__(self, scale):
        self.scale = scale
        self.random = Random(SEED)
        own = len(people.NAMED) + len(clients.NORTHWIND) + len(clients.RIVAL)
        self.people = people.People(KeyPairs(own, SHARED_PAIRS), self.random)
        self.history = history.History(self.random)

    def make(self):
        named = self.people.named()
        northwind, rival = self.make_providers(named)
        providers.make_applications(northwind.row, named[people.OPERATOR])
        tenants = [self.make_tenant(plan, northwind, named) for plan in clients.NORTHWIND]
        tenants += [self.make_tenant(plan, rival, named) for plan in clients.RIVAL]
        self.people.save()
        for tenant in tenants:
            self.fill(tenant, named[people.MEMBER])
            history.work_in(tenant, self.history)
            history.keep_ledger(tenant, self.history)
        self.history.save()

    def make_providers(self, named):
        role, status = ProviderMember.Role, ProviderMember.Status
        somebody = self.people.somebody
        northwind = providers.make_provider(
            "Northwind IT",
            "northwind.example",
            [
                (named[people.PROVIDER_ADMIN], role.PROVIDER_ADMIN),
                (named[people.SERVICE_USER], role.SERVICE_USER),
                (somebody("northwind.example"), role.PROVIDER_ADMIN),
                (somebody("northwind.example"), role.SERVICE_USER),
            ],
            minimums=(80, 350),
            others=[
                (somebody("northwind.example"), status.ACCEPTED),
                (somebody("northwind.example", registered=False), status.INVITED),
            ],
        )
        rival = providers.make_provider(
            "Rival MSP", "rival.example", [(named[people.RIVAL_ADMIN], role.PROVIDER_ADMIN)], minimums=(20, 30)
        )
        return northwind, rival

    def make_tenant(self, plan, provider, named):
        """Make the organization and choose its people."""
        tenant = organizations.make_organization(plan.scaled(self.scale), provider, self.people.pairs)
        first = [named[email] for email in (people.OWNER, people.ADMIN, people.MEMBER)] if plan.name == ACME else []
        organizations.plan_members(tenant, self.people, first)
        return tenant

    def fill(self, tenant, acme_member):
        """Write what is inside a client whose people are known."""
        OrganizationMember.objects.bulk_create(tenant.members)
        organizations.make_groups(tenant, self.random, alone={acme_member})
        organizations.make_policies(tenant)
        vaults.make_collections(tenant, self.random)
        vaults.make_grants(tenant, self.random, alone={acme_member})
        vaults.make_items(tenant, self.random)
        for member in tenant.members:
            if member.user == acme_member:
                vaults.grant_three(member, tenant)
                account = self.people.account_of(acme_member)
                vaults.make_own_vault(acme_member, account, tenant, self.random)
