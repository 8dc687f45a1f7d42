import pytest
from django.urls import reverse

from accounts.permissions import Permission
from events.models import Event
from events.types import EventType
from organizations.models import Organization, OrganizationMember
from organizations.plans import Plan
from provider_portal.tests.world import add_member, make_group, make_user
from vault.levels import AccessLevel
from vault.models import Cipher
from vault.services import access

Role = OrganizationMember.Role


def access_url(member):
    return reverse("vault:member_access", args=[member.organization_id, member.pk])


def invite_url(organization):
    return reverse("vault:invite_member", args=[organization.pk])


def save(client, member, *, role=Role.MEMBER, **answers):
    return client.post(access_url(member), {"role": role.value, **answers})


def field(collection):
    return f"level-{collection.pk}"


@pytest.fixture(autouse=True)
def administered(world):
    """Owners and admins decide about every collection, unless a test says otherwise."""
    world.acme.organization.allow_admin_access_to_all = True
    world.acme.organization.save()


def test_collections_and_groups_are_set_together(client, world, owner, grouped):
    target = world.acme.organization.members.get(user=grouped)
    team = make_group(world.acme.organization, "Team")
    client.force_login(owner)

    response = save(
        client, target, groups=[team.pk], **{field(world.acme.other): "edit_hidden", field(world.acme.shared): ""}
    )

    assert response.status_code == 302
    assert access.levels_of(target) == {world.acme.other.pk: AccessLevel.EDIT_HIDDEN}
    assert list(team.auth_group.user_set.all()) == [grouped]
    assert not world.acme.group.auth_group.user_set.exists()
    assert list(Cipher.objects.visible_to(grouped)) == [world.acme.other_item]
    assert {event.type for event in Event.objects.all()} == {
        EventType.MEMBER_UPDATED,
        EventType.MEMBER_UPDATED_GROUPS,
    }


def test_the_form_shows_what_is_held(client, world, owner):
    client.force_login(owner)

    page = client.get(access_url(world.acme.member)).content.decode()

    assert '<option value="edit" selected>' in page
    assert world.acme.shared.name in page
    assert world.birch.shared.name not in page


def test_an_answer_that_was_not_taken_keeps_the_groups_chosen(client, world, owner):
    chosen, other = (make_group(world.acme.organization, name) for name in ("Chosen", "Other"))
    client.force_login(owner)

    page = client.post(invite_url(world.acme.organization), {"emails": "nobody", "role": Role.MEMBER.value, "groups": [chosen.pk]})

    page = page.content.decode()
    assert f'<input type="hidden" name="groups" value="{chosen.pk}">' in page
    assert f'<li data-id="{other.pk}">Other</li>' in page
    assert f'<li data-id="{chosen.pk}">' not in page


def test_saving_what_is_there_records_nothing(client, world, owner):
    client.force_login(owner)

    save(client, world.acme.member, **{field(world.acme.shared): "edit"})

    assert not Event.objects.exists()


@pytest.mark.parametrize("place", ["collection", "group", "organization", "member"])
def test_names_of_elsewhere_are_not_found(client, world, owner, place):
    group = make_group(world.birch.organization, "Team")
    foreign = world.birch.organization.members.get()
    client.force_login(owner)
    url, answers = access_url(world.acme.member), {"role": Role.ADMIN.value}
    if place == "collection":
        answers[field(world.birch.shared)] = "manage"
    elif place == "group":
        answers["groups"] = [group.pk]
    elif place == "organization":
        url = access_url(foreign)
    else:
        url = reverse("vault:member_access", args=[world.acme.organization.pk, foreign.pk])

    assert client.post(url, answers).status_code == 404
    world.acme.member.refresh_from_db()
    assert world.acme.member.role == Role.MEMBER
    assert not Event.objects.exists()


def test_without_access_to_all_only_managed_and_orphaned_collections_are_offered(client, world, owner, admin):
    world.acme.organization.allow_admin_access_to_all = False
    world.acme.organization.save()
    own = world.acme.organization.members.get(user=owner)
    access.granted.grant_to_members([(own, world.acme.shared, AccessLevel.MANAGE)])

    offered = {
        user: set(access.grantable_collections(world.acme.organization, user).values_list("pk", flat=True))
        for user in (owner, admin)
    }

    # Whoever managed `shared` before is revoked; their grant waits, and the collection is no orphan.
    assert offered[owner] == {world.acme.shared.pk, world.acme.other.pk}
    assert offered[admin] == {world.acme.other.pk}


def test_collections_of_other_managers_stay_as_they_are(client, world, admin):
    world.acme.organization.allow_admin_access_to_all = False
    world.acme.organization.save()
    client.force_login(admin)

    page = client.get(access_url(world.acme.member))
    response = save(client, world.acme.member, **{field(world.acme.other): "view"})

    assert "Managed by somebody else" in page.content.decode()
    assert response.status_code == 302
    assert access.levels_of(world.acme.member) == {
        world.acme.shared.pk: AccessLevel.EDIT,
        world.acme.other.pk: AccessLevel.VIEW,
    }


def test_an_admin_without_access_to_all_joins_no_group(client, world, admin):
    world.acme.organization.allow_admin_access_to_all = False
    world.acme.organization.save()
    own = world.acme.organization.members.get(user=admin)
    client.force_login(admin)

    response = save(client, own, role=Role.ADMIN, groups=[world.acme.group.pk])

    assert "may not add yourself" in response.content.decode()
    assert admin not in world.acme.group.auth_group.user_set.all()


def test_a_refused_role_keeps_everything(client, world, admin, owner):
    boss = world.acme.organization.members.get(user=owner)
    client.force_login(admin)

    page = client.get(access_url(boss)).content.decode()
    response = save(client, boss, role=Role.ADMIN, **{field(world.acme.shared): "view"})

    assert "You may not change this member" in page
    assert response.status_code == 200
    assert access.levels_of(boss) == {}
    boss.refresh_from_db()
    assert boss.role == Role.OWNER


def test_staff_without_the_key_leave_collections_alone(client, world, service_user):
    world.acme.organization.provider_item_access = Organization.ProviderItemAccess.ADMINISTRATION
    world.acme.organization.save()
    client.force_login(service_user)

    page = client.get(access_url(world.acme.member)).content.decode()
    save(client, world.acme.member, role=Role.ADMIN)

    assert "Collection names are encrypted" in page
    assert access.levels_of(world.acme.member) == {world.acme.shared.pk: AccessLevel.EDIT}
    world.acme.member.refresh_from_db()
    assert world.acme.member.role == Role.ADMIN


def test_plans_without_groups_and_custom_roles_offer_none(client, world, owner):
    world.acme.organization.plan = Plan.FAMILIES
    world.acme.organization.save()
    client.force_login(owner)

    form = client.get(invite_url(world.acme.organization)).context["form"]

    assert "groups" not in form.fields
    assert not form.offers_custom


def test_an_invitation_carries_its_access(client, world, owner, mailoutbox, on_commit):
    world.acme.organization.seats = 20
    world.acme.organization.save()
    client.force_login(owner)

    with on_commit():
        response = client.post(
            invite_url(world.acme.organization),
            {
                "emails": "one@acme.test, Two@acme.test\none@acme.test",
                "role": Role.MEMBER.value,
                "groups": [world.acme.group.pk],
                field(world.acme.shared): "view",
            },
        )

    assert response.status_code == 302
    members = world.acme.organization.members.filter(user__email__in=["one@acme.test", "two@acme.test"])
    assert [access.levels_of(member) for member in members] == [{world.acme.shared.pk: AccessLevel.VIEW}] * 2
    assert world.acme.group.auth_group.user_set.count() == 3
    assert {mail.to[0] for mail in mailoutbox} == {"one@acme.test", "two@acme.test"}
    # Nothing counts before the confirmation.
    assert not Cipher.objects.visible_to(members[0].user).exists()


@pytest.mark.parametrize(
    ("emails", "words"),
    [
        ("", "required"),
        ("nonsense", "no e-mail address: nonsense"),
        ("member@acme.test", "is a member or invited already"),
        (",".join(f"p{number}@acme.test" for number in range(21)), "at most 20"),
    ],
)
def test_wrong_addresses_are_named(client, world, owner, emails, words):
    client.force_login(owner)

    response = client.post(invite_url(world.acme.organization), {"emails": emails, "role": Role.MEMBER.value})

    assert words in response.content.decode()
    assert not Event.objects.exists()


def test_a_full_client_is_told_in_the_form(client, world, owner):
    world.acme.organization.seats = 5
    world.acme.organization.save()
    client.force_login(owner)

    response = client.post(
        invite_url(world.acme.organization), {"emails": "new@acme.test", "role": Role.MEMBER.value}
    )

    assert "ask Northwind for more seats" in response.content.decode()


def test_a_custom_role_needs_a_flag_and_offers_only_held_ones(client, world, owner):
    manager = make_user("manager@acme.test")
    add_member(world.acme.organization, manager, Role.CUSTOM, custom_flags=["manageUsers"])
    client.force_login(owner)
    answers = {"emails": "new@acme.test", "role": Role.CUSTOM.value}

    assert "Choose at least one" in client.post(invite_url(world.acme.organization), answers).content.decode()
    client.force_login(manager)
    form = client.get(invite_url(world.acme.organization)).context["form"]

    assert [value for value, _label in form.fields["role"].choices] == [Role.MEMBER.value, Role.CUSTOM.value]
    assert [value for value, _label in form.fields["custom_flags"].choices] == ["manageUsers"]


@pytest.mark.parametrize(
    ("persona", "status"),
    [("member", 403), ("custom", 403), ("neighbor", 404), ("rival_admin", 404), ("stranger", 404)],
)
def test_who_may_not_manage_members_sees_neither_page(client, world, persona, status):
    client.force_login(getattr(world.people, persona))

    assert client.get(invite_url(world.acme.organization)).status_code == status
    assert client.get(access_url(world.acme.member)).status_code == status
    assert save(client, world.acme.member, role=Role.ADMIN).status_code == status


@pytest.mark.parametrize("all_access", [True, False])
def test_what_is_offered_is_what_may_be_edited(world, all_access):
    world.acme.organization.allow_admin_access_to_all = all_access
    world.acme.organization.save()
    manager = world.acme.organization.members.get(user=world.people.grouped)
    access.granted.grant_to_members([(manager, world.acme.other, AccessLevel.MANAGE)])

    for persona in ("owner", "admin", "custom", "member", "grouped", "provider_admin", "service_user", "rival_admin"):
        user = getattr(world.people, persona)
        # Loaded anew for each: what is known of a person hangs on the loaded row.
        organization = Organization.objects.get(pk=world.acme.organization.pk)
        offered = set(access.grantable_collections(organization, user))
        editable = {row for row in organization.collections.all() if user.has_perm(Permission.COLLECTION_EDIT, row)}

        assert offered == editable, persona
