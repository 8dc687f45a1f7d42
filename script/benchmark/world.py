"""Who asks in a data set, and for what."""

from functools import cached_property

from django.test import Client
from django.utils import timezone

from accounts.models import Device, User
from accounts.tokens import make_access_token
from organizations.models import Organization, OrganizationMember
from providers.models import Provider
from script.benchmark.load import new_item, sealed
from vault.models import Cipher, CipherCollection, Collection, CollectionUserGrant

Status = OrganizationMember.Status


class World:
    """The data set that was loaded; each answer is looked up once."""

    def __init__(self, size):
        self.size = size
        self.headers = {}

    @cached_property
    def provider(self):
        return Provider.objects.get()

    @cached_property
    def first(self):
        return self.place_of("member-1@org-1.bench.test")

    @cached_property
    def large(self):
        return self.place_of("member-1@org-2.bench.test")

    def place_of(self, owner):
        return Organization.objects.get(members__user__email=owner, members__role=0)

    def seeing(self, count):
        return f"sync-{count}@bench.test"

    @cached_property
    def item_of_few(self):
        """Return an item that few may see, and one of them is measured: in the second collection."""
        return self.item_in(self.first, self.person(self.seeing(self.size.people[0])))

    @cached_property
    def item_of_many(self):
        return self.item_in(self.large, self.person("member-1@org-2.bench.test"))

    def item_in(self, organization, person):
        grants = person.organization_memberships.get(organization=organization).collection_grants
        widest = max(grants.values_list("content_object", flat=True), key=self.readers)
        return Cipher.objects.filter(collections=widest).order_by("pk").first()

    def readers(self, collection):
        return Collection.objects.get(pk=collection).user_grants.count()

    def person(self, email):
        return User.objects.get(email=email)

    def token(self, email):
        """Return what a client of this person sends to say who asks."""
        if email not in self.headers:
            person = self.person(email)
            device, _ = Device.objects.get_or_create(user=person, identifier="bench", defaults={"type": 25})
            self.headers[email] = {"Authorization": f"Bearer {make_access_token(person, device, client_id='cli')}"}
        return self.headers[email]

    def session(self, email):
        """Return what a browser of this person sends."""
        key = f"session of {email}"
        if key not in self.headers:
            browser = Client()
            browser.force_login(self.person(email))
            self.headers[key] = {"Cookie": "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items())}
        return self.headers[key]

    @cached_property
    def change_of_item(self):
        return new_item(organizationId=str(self.item_of_few.organization_id))

    @cached_property
    def change_of_item_of_many(self):
        return new_item(organizationId=str(self.item_of_many.organization_id))

    @cached_property
    def import_body(self):
        count = self.size.imported
        return {
            "ciphers": [new_item() for _ in range(count)],
            "collections": [{"name": new_item()["name"]}],
            "collectionRelationships": [{"key": number, "value": 0} for number in range(count)],
        }

    @cached_property
    def waiting(self):
        """Return the members who are confirmed again and again: the last ones, ordinary ones, of a large place."""
        place = self.large if self.size.has_large else self.first
        members = place.members.filter(role=2, user__email__startswith="member-").order_by("-pk")
        return place, list(members[: self.size.confirmed])

    def forget_imports(self):
        """Take back what was imported: what came later than the data set."""
        loaded = self.first.collections.order_by("created_at").values_list("created_at", flat=True)[0]
        later = list(self.first.collections.filter(created_at__gt=loaded).values_list("pk", flat=True))
        links = CipherCollection.objects.filter(collection__in=later)
        items = list(links.values_list("cipher", flat=True))
        grants = CollectionUserGrant.objects.filter(content_object__in=later)
        for rows in links, grants, Cipher.objects.filter(pk__in=items), Collection.objects.filter(pk__in=later):
            rows._raw_delete(rows.db)

    def unconfirm(self):
        place, members = self.waiting
        place.members.filter(pk__in=[member.pk for member in members]).update(
            status=Status.ACCEPTED, wrapped_key=None, updated_at=timezone.now()
        )

    @cached_property
    def confirm_body(self):
        return {"keys": [{"id": str(member.pk), "key": sealed()} for member in self.waiting[1]]}
