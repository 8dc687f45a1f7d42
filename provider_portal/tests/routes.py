"""What each guarded route is called with in the world of `world.py`, and who may call it."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

from django.core.cache import cache
from django.utils import timezone

from accounts import codes, mail_tokens
from accounts.models import MailToken
from organizations.models import Organization, Policy
from provider_portal.tests.world import (
    PERSONAS,
    PROOF,
    Role,
    Status,
    add_member,
    b64,
    encstring,
    make_organization,
    make_user,
    public_key,
    sealed,
)
from providers.models import ProviderApplication
from vault.client_form import CreateClientForm
from vault.models import Attachment, EmergencyAccess

STAFF = {"provider_admin", "service_user"}
OWNERS = STAFF | {"owner"}
ADMINS = OWNERS | {"admin"}
CONSOLE = ADMINS | {"custom"}
INSIDE = CONSOLE | {"member", "grouped"}
EVERYBODY = set(PERSONAS)
NOBODY = set()


CONTRACT = {
    "enabled": "on",
    "use_events": "on",
    "billing_email": "bills@northwind.test",
    "teams_seat_minimum": "1",
    "enterprise_seat_minimum": "2",
    "discount_percent": "3",
}


@dataclass(frozen=True)
class Route:
    """`who` gets through, `seen_by` besides them is told 403, everybody else 404."""

    who: set
    seen_by: set = field(default_factory=set)
    path: object = lambda world: {}
    body: object = None
    form: object = None
    query: object = None
    method: str = ""

    @property
    def verb(self):
        return self.method or ("post" if self.body or self.form else "get")


def organization(world):
    return {"organization_id": world.acme.organization.pk}


def automatic_organization(world):
    world.acme.organization.automatic_confirmation = PROOF
    world.acme.organization.save()
    return organization(world)


def provider(world):
    return {"provider_id": world.northwind.pk}


def collection(world):
    return {"collection_id": world.acme.other.pk}


def item(world):
    return {"cipher_id": world.acme.shared_item.pk}


def access(world):
    member, group = str(world.acme.member.pk), str(world.acme.group.pk)
    return {"users": [{"id": member, "manage": True}], "groups": [{"id": group, "readOnly": True}]}


def login_item(**fields):
    return {"type": 1, "name": encstring(), "login": {"username": encstring()}, **fields}


def shared_item(world):
    pk = str(world.acme.organization.pk)
    return {"cipher": login_item(organizationId=pk), "collectionIds": [str(world.acme.shared.pk)]}


def updated_item(world):
    return {"cipher": login_item(organizationId=str(world.acme.organization.pk))}


def one_item(world):
    return {"ids": [str(world.acme.shared_item.pk)]}


def assigned_item(world):
    return {**one_item(world), "collectionIds": [str(world.acme.shared.pk)]}


def shared_items(world):
    cipher = login_item(id=str(world.own_item.pk), organizationId=str(world.acme.organization.pk))
    return {"ciphers": [cipher], "collectionIds": [str(world.acme.shared.pk)]}


def attachment(world):
    return {**item(world), "attachment_id": announce(world.acme.shared_item).pk}


def announce(cipher):
    fields = {"file_name": encstring(), "wrapped_key": encstring(), "size": 9, "file": "attachments/none"}
    return Attachment.objects.create(cipher=cipher, **fields)


def exported_file(world):
    return {**organization(world), **attachment(world)}


def announced_file(world):
    return {"fileName": encstring(), "key": encstring(), "fileSize": 9}


def own_item(world):
    return {"ids": [str(world.own_item.pk)], "folderId": str(world.folder.pk)}


def device(world):
    return {"device_id": world.own_phone.pk}


def asking_device(world):
    return {"request_id": world.own_request.pk}


def new_email(world):
    """Let one code be everybody's: it was mailed to each of them."""
    email, code = "new@acme.test", "000000"
    for person in vars(world.people).values():
        kept = codes.digest(codes.NEW_ADDRESS, person, email, code)
        cache.set(codes.name(codes.NEW_ADDRESS, person), kept, codes.LIFETIME_SECONDS)
    return {**new_lock(world), "email": email, "code": code}


def proof(world):
    return {"loginHash": PROOF}


def new_lock(world):
    kdf = {"type": 0, "iterations": 600_000}
    return {"loginHash": PROOF, "newLoginHash": PROOF, "userKey": encstring(), "kdf": kdf}


def new_key(world):
    """Rotate the key of somebody with an empty vault."""
    keys = {"userKey": encstring(), "privateKey": encstring(), "keyId": "0" * 32}
    nothing = dict.fromkeys(["ciphers", "attachments", "folders", "sends", "contacts", "recoveries", "passkeys"], {})
    return {"loginHash": PROOF, "revision": world.people.stranger.revision_date.isoformat(), **keys, **nothing}


def members(world):
    return {"members": [str(world.acme.member.pk)]}


def waiting_member(world):
    user = make_user("waiting@acme.test")
    return str(add_member(world.acme.organization, user, status=Status.ACCEPTED).pk)


def billing():
    return {"billing_email": "bills@acme.test"}


def provider_access(world):
    return {"access": "administration", "loginHash": PROOF}


def invitation(world):
    level = f"level-{world.acme.other.pk}"
    return {"emails": "new@acme.test", "role": "2", level: "view", "groups": [str(world.acme.group.pk)]}


def member_change(world):
    return {"role": "2", f"level-{world.acme.other.pk}": "edit", "groups": [str(world.acme.group.pk)]}


def client_of_provider(world):
    return {**provider(world), "client_id": world.acme.organization.pk}


def added_client(world):
    own = make_organization("Own")
    add_member(own, world.people.provider_admin, Role.OWNER)
    return {"organization": str(own.pk), "providerKeyId": str(world.northwind.keys.get().pk), "key": encstring()}


def claimed_domain(world):
    domain, _ = world.acme.organization.domains.get_or_create(name="acme.test")
    return {**organization(world), "domain_id": domain.pk}


def recovering(world):
    policy = {"kind": Policy.Kind.ACCOUNT_RECOVERY, "defaults": {"enabled": True, "data": {"autoEnrollEnabled": False}}}
    world.acme.organization.policies.update_or_create(**policy)
    return organization(world)


def recoverable_member(world):
    world.acme.organization.members.filter(pk=world.acme.member.pk).update(recovery_key=sealed())
    return {**recovering(world), "member_id": world.acme.member.pk}


def chosen_client(world):
    return {"client": [str(world.acme.organization.pk)]}


def exception(world):
    """Let Acme follow a baseline of one policy."""
    world.northwind.baseline_policies.create(kind=10)
    Organization.objects.filter(pk=world.acme.organization.pk).update(follows_baseline=True)
    return {**client_of_provider(world), "kind": 10}


def chosen_clients(world, **more):
    return {"clients": [str(world.acme.organization.pk)], **more}


def tagged_clients(world):
    tag = world.northwind.client_tags.create(name="VIP")
    tag.taggings.create(provider=world.northwind, client=world.acme.organization)
    return chosen_clients(world, tag=str(tag.pk))


def contact_of_client(world):
    contact = world.acme.organization.contacts.create(provider=world.northwind, name="Robin")
    return {**client_of_provider(world), "contact_id": contact.pk}


def transfer(world):
    pine = make_organization("Pine", provider=world.northwind)
    return {"source": str(pine.pk), "seats": "2"}


def seat_request(world):
    wish = {"provider": world.northwind, "seats": 3, "requested_by": world.people.service_user}
    return {**provider(world), "request_id": world.acme.organization.seat_requests.create(**wish).pk}


def provider_member(world):
    return world.northwind.members.get(user=world.people.service_user).pk


def requested_deletion(world):
    admin = world.northwind.members.get(user=world.people.provider_admin)
    return {**provider(world), "token": mail_tokens.issue(MailToken.Purpose.PROVIDER_DELETION, admin.pk)}


def provider_members(world):
    return {"members": [str(provider_member(world))]}


def policy(world):
    return {**organization(world), "kind": Policy.Kind.REMOVE_PERSONAL_EXPORT.value}


def group(world):
    return {**organization(world), "group_id": world.acme.group.pk}


def custom_role(world):
    role, _made = world.acme.organization.custom_roles.get_or_create(name="Help desk", flags=["manageUsers"])
    return {**organization(world), "role_id": role.pk}


def group_details(world):
    members = [str(world.acme.member.pk)]
    return {"name": "Night shift", "members": members, f"level-{world.acme.other.pk}": "view"}


def import_chunk(world):
    return {"importId": str(uuid4()), "sequence": 0, "ciphers": [login_item()], "places": [[0]]}


def viewed_item(world):
    return {"events": [{"type": 1107, "cipherId": str(world.acme.shared_item.pk), "date": timezone.now().isoformat()}]}


def logged(world):
    """Name one thing of each kind that a page of events can be about."""
    acme = world.acme
    things = {"member": acme.member, "group": acme.group, "collection": acme.shared, "item": acme.shared_item}
    return {kind: str(row.pk) for kind, row in things.items()}


def logged_client(world):
    return {"client": str(world.acme.organization.pk)}


def organization_token(world):
    return {"token": mail_tokens.issue(MailToken.Purpose.ORGANIZATION_INVITATION, world.acme.member.pk)}


def application(world):
    fields = {"name": "Lakeside", "email": "robin@lakeside.test", "has_organization": True, "has_client": True}
    return {"application_id": ProviderApplication.objects.create(**fields).pk}


def provider_setup(world):
    # The link of somebody who is none of the personas: the service refuses whoever else has it.
    token = mail_tokens.issue(MailToken.Purpose.PROVIDER_SETUP, application(world)["application_id"])
    details = {"name": "Lakeside", "billing_email": "bills@lakeside.test"}
    return {"token": token, "details": details, "key": sealed()}


def new_client(world):
    draft = CreateClientForm(provider=world.northwind)["draft"].value()
    details = {"draft": draft, "plan": "teams", "name": "Elm", "owner_email": "owner@elm.test", "seats": "3"}
    keys = {"key": encstring(), "publicKey": public_key(), "privateKey": encstring(), "names": [encstring()]}
    return {"details": details, "providerKeyId": str(world.northwind.keys.get().pk), **keys}


def blueprint(world):
    fields = {"wrapped_key": encstring(), "name": encstring(), "structure": {"collections": [encstring()]}}
    row = world.northwind.blueprints.create(provider_key=world.northwind.keys.get(), **fields)
    return {**provider(world), "blueprint_id": row.pk}


def saved_blueprint(world):
    named = [{"id": str(pk), "name": encstring()} for pk in (world.acme.shared.pk, world.acme.other.pk)]
    key = str(world.northwind.keys.get().pk)
    return {"providerKeyId": key, "key": encstring(), "name": encstring(), "collections": named}


def send(world):
    return {"send_id": world.own_send.pk}


def send_body(world):
    deletion = (timezone.now() + timedelta(days=7)).isoformat()
    return {"type": 0, "name": encstring(), "key": encstring(), "text": {"text": encstring()}, "deletionDate": deletion}


def contact_terms(world):
    return {"type": "1", "wait_days": "14"}


def taken_over(world):
    return {"loginHash": b64(32), "userKey": encstring()}


def contact_in(status, **fields):
    """Bring the emergency contact of the member to a status."""

    def path(world):
        fields.update(status=status, initiated_at=timezone.now())
        EmergencyAccess.objects.filter(pk=world.contact.pk).update(**fields)
        return {"access_id": world.contact.pk}

    return path


def emergency_file(world):
    return {**contact_in(4)(world), "attachment_id": announce(world.own_item).pk}


ROUTES = {
    "accounts:api_docs": Route({"operator"}),
    "accounts:api_schema": Route({"operator"}),
    "accounts:password": Route(EVERYBODY),
    "accounts:change_password": Route(EVERYBODY, body=new_lock),
    "accounts:change_kdf": Route(EVERYBODY, body=new_lock),
    "accounts:equivalent_domains": Route(EVERYBODY),
    "accounts:email": Route(EVERYBODY),
    "accounts:email_code": Route(EVERYBODY),
    "accounts:change_email": Route(EVERYBODY, body=new_email),
    "accounts:device_list": Route(EVERYBODY),
    "accounts:login_request_list": Route(EVERYBODY),
    "accounts:answer_login_request": Route({"member"}, path=asking_device, body=lambda world: {"requestApproved": False}),
    "accounts:log_out_others": Route(EVERYBODY, method="post"),
    "accounts:log_out_device": Route({"member"}, path=device, method="post"),
    "accounts:issue_api_key": Route(EVERYBODY, body=proof),
    "accounts:two_step": Route(EVERYBODY),
    "accounts:start_two_step_change": Route(EVERYBODY, body=proof),
    **{
        # Each shows the overview to who has not entered the master password.
        f"accounts:{name}": Route(EVERYBODY, **arguments)
        for name, arguments in {
            "two_step_authenticator": {},
            "two_step_email": {},
            "two_step_email_code": {},
            "two_step_passkeys": {},
            "passkey_options": {"method": "post"},
            "add_passkey": {"method": "post"},
            "remove_passkey": {"path": lambda world: {"number": 1}, "method": "post"},
            "turn_off_two_step": {"path": lambda world: {"kind": 0}, "method": "post"},
            "two_step_recovery": {},
        }.items()
    },
    "accounts:login_passkey_list": Route(EVERYBODY),
    "accounts:start_login_passkey": Route(EVERYBODY, body=proof),
    # A device's answer to what was asked a moment ago: here there is none.
    "accounts:add_login_passkey": Route(NOBODY, EVERYBODY, body=lambda world: {"any": ""}),
    "accounts:start_passkey_encryption": Route({"member"}, body=lambda world: proof(world) | {"passkey": str(world.own_passkey.pk)}),
    "accounts:encrypt_with_passkey": Route(NOBODY, EVERYBODY, body=lambda world: {"any": ""}),
    "accounts:remove_login_passkey": Route({"member"}, body=lambda world: proof(world) | {"passkey": str(world.own_passkey.pk)}),
    "accounts:report_weak_password": Route(EVERYBODY, method="post"),
    "accounts:keys": Route(EVERYBODY),
    "accounts:lock": Route(EVERYBODY),
    "accounts:settings": Route(EVERYBODY),
    "providers:provider_list": Route(EVERYBODY),
    "providers:application_list": Route({"operator"}),
    "providers:approve_application": Route({"operator"}, path=application, form=lambda world: {"any": ""}),
    "providers:decline_application": Route({"operator"}, path=application, form=lambda world: {"any": ""}),
    "providers:resend_setup_link": Route({"operator"}, path=application, form=lambda world: {"any": ""}),
    "providers:set_up_provider": Route(EVERYBODY, body=provider_setup),
    "providers:member_list": Route({"provider_admin"}, {"service_user"}, provider),
    "providers:invite_member": Route(
        {"provider_admin"},
        {"service_user"},
        provider,
        form=lambda world: {"emails": "new@northwind.test", "role": "1"},
    ),
    "providers:member_role": Route(
        {"provider_admin"},
        {"service_user"},
        lambda world: {**provider(world), "member_id": provider_member(world)},
        form=lambda world: {"role": "0"},
    ),
    "providers:member_keys": Route(
        {"provider_admin"}, {"service_user"}, provider, query=lambda world: {"member": str(provider_member(world))}
    ),
    "providers:confirm_member": Route(
        {"provider_admin"},
        {"service_user"},
        provider,
        body=lambda world: {"keys": [{"id": str(provider_member(world)), "key": sealed()}]},
    ),
    "providers:resend_invitation": Route({"provider_admin"}, {"service_user"}, provider, provider_members),
    "providers:remove_member": Route({"provider_admin"}, {"service_user"}, provider, provider_members),
    "providers:provider_settings": Route(
        {"provider_admin"},
        {"service_user"},
        provider,
        form=lambda world: {"name": "Northwind IT", "billing_email": "bills@northwind.test"},
    ),
    "providers:delete_provider": Route({"provider_admin"}, {"service_user"}, provider, proof),
    "providers:delete_on_request": Route({"provider_admin"}, {"service_user"}, requested_deletion, proof),
    "providers:request_deletion": Route({"operator"}, path=provider, method="post"),
    "providers:promote_member": Route(
        {"operator"}, path=lambda world: {**provider(world), "member_id": provider_member(world)}, method="post"
    ),
    "organizations:client_list": Route(STAFF, path=provider),
    "organizations:overview": Route(STAFF, path=provider),
    "organizations:export_clients": Route(STAFF, path=provider),
    "organizations:client_details": Route(STAFF, path=client_of_provider),
    "organizations:write_client_note": Route(STAFF, path=client_of_provider, form=lambda world: {"text": "Call first."}),
    "organizations:add_client_contact": Route(STAFF, path=client_of_provider, form=lambda world: {"name": "Robin"}),
    "organizations:edit_client_contact": Route(STAFF, path=contact_of_client, form=lambda world: {"name": "Kim"}),
    "organizations:remove_client_contact": Route(STAFF, path=contact_of_client, method="post"),
    "organizations:tag_clients": Route(STAFF, path=provider, body=lambda world: chosen_clients(world, tag="VIP")),
    "organizations:untag_clients": Route(STAFF, path=provider, body=tagged_clients),
    "organizations:change_seats_of_clients": Route(
        STAFF, path=provider, body=lambda world: chosen_clients(world, mode="set", seats=8)
    ),
    "organizations:suspend_clients": Route({"provider_admin"}, {"service_user"}, provider, chosen_clients),
    "organizations:resume_clients": Route({"provider_admin"}, {"service_user"}, provider, chosen_clients),
    "organizations:add_client": Route({"provider_admin"}, {"service_user"}, provider, added_client),
    "organizations:rename_client": Route(STAFF, path=client_of_provider, form=lambda world: {"name": "Acme & Co"}),
    "organizations:client_seats": Route(STAFF, path=client_of_provider, form=lambda world: {"seats": "8"}),
    "organizations:transfer_seats": Route(STAFF, path=client_of_provider, form=transfer),
    "organizations:request_seats": Route(STAFF, path=client_of_provider, form=lambda world: {"seats": "3"}),
    "organizations:seat_request_list": Route(STAFF, path=provider),
    "organizations:approve_seats": Route({"provider_admin"}, {"service_user"}, seat_request, method="post"),
    "organizations:decline_seats": Route({"provider_admin"}, {"service_user"}, seat_request, method="post"),
    # One's own requests alone.
    "organizations:withdraw_seats": Route({"service_user"}, path=seat_request, method="post"),
    "organizations:baseline": Route(STAFF, path=provider),
    "organizations:edit_baseline": Route(
        {"provider_admin"},
        {"service_user"},
        lambda world: {**provider(world), "kind": 10},
        form=lambda world: {"enabled": "on"},
    ),
    "organizations:baseline_clients": Route(STAFF, path=provider),
    "organizations:apply_baseline": Route({"provider_admin"}, {"service_user"}, provider, form=chosen_client),
    "organizations:leave_baseline": Route({"provider_admin"}, {"service_user"}, provider, form=chosen_client),
    "organizations:baseline_client": Route(STAFF, path=client_of_provider),
    "organizations:make_exception": Route(
        {"provider_admin"}, {"service_user"}, exception, form=lambda world: {"reason": "Their choice"}
    ),
    "organizations:end_exception": Route({"provider_admin"}, {"service_user"}, exception, method="post"),
    "organizations:unlink_client": Route({"provider_admin"}, {"service_user"}, client_of_provider, method="post"),
    "organizations:statement": Route({"provider_admin"}, {"service_user"}, provider),
    "organizations:client_report": Route({"provider_admin"}, {"service_user"}, provider),
    "organizations:statement_file": Route({"provider_admin"}, {"service_user"}, provider),
    "organizations:operator_provider_list": Route({"operator"}),
    "organizations:operator_provider": Route({"operator"}, path=provider, form=lambda world: CONTRACT),
    "organizations:provider_event_log": Route({"provider_admin"}, {"service_user"}, provider),
    "organizations:export_provider_events": Route({"provider_admin"}, {"service_user"}, provider),
    "organizations:client_event_log": Route(STAFF, path=provider, query=logged_client),
    "organizations:export_client_events": Route(STAFF, path=provider, query=logged_client),
    "organizations:domain_list": Route(ADMINS, INSIDE, organization, form=lambda world: {"name": "acme.test"}),
    "organizations:verify_domain": Route(ADMINS, INSIDE, claimed_domain, method="post"),
    "organizations:remove_domain": Route(ADMINS, INSIDE, claimed_domain, method="post"),
    "organizations:own_organizations": Route(EVERYBODY),
    "organizations:enroll_in_recovery": Route(
        INSIDE - STAFF, path=recovering, body=lambda world: {"loginHash": PROOF, "key": sealed()}
    ),
    "organizations:withdraw_from_recovery": Route(INSIDE - STAFF, path=recovering, method="post"),
    "organizations:recover_member": Route(
        ADMINS, INSIDE, recoverable_member, lambda world: {"loginHash": PROOF, "resetsTwoStep": True}
    ),
    "organizations:member_keys": Route(
        ADMINS, INSIDE, organization, query=lambda world: {"member": waiting_member(world)}
    ),
    "organizations:confirm_member": Route(
        ADMINS,
        INSIDE,
        organization,
        body=lambda world: {"keys": [{"id": waiting_member(world), "key": sealed()}]},
    ),
    "organizations:confirm_automatically": Route(
        ADMINS,
        INSIDE,
        automatic_organization,
        body=lambda world: {"keys": [{"id": waiting_member(world), "key": sealed()}]},
    ),
    "organizations:waiting_confirmations": Route(EVERYBODY),
    "organizations:resend_invitation": Route(ADMINS, INSIDE, organization, members),
    "organizations:revoke_member": Route(ADMINS, INSIDE, organization, members),
    "organizations:restore_member": Route(ADMINS, INSIDE, organization, members),
    "organizations:remove_member": Route(ADMINS, INSIDE, organization, members),
    "vault:update_info": Route(OWNERS, INSIDE, organization, form=lambda world: {"name": "Acme Ltd"} | billing()),
    "vault:set_collection_management": Route(
        OWNERS, INSIDE, organization, form=lambda world: {"limit_item_deletion": "on"}
    ),
    "vault:set_provider_access": Route({"owner"}, INSIDE, organization, provider_access),
    "vault:set_automatic_confirmation": Route(OWNERS, INSIDE, organization, lambda world: {**proof(world), "consent": PROOF}),
    "organizations:integrations": Route(ADMINS, INSIDE, organization),
    "organizations:issue_scim_key": Route(ADMINS, INSIDE, organization, proof),
    "organizations:withdraw_scim_key": Route(ADMINS, INSIDE, organization, method="post"),
    "organizations:issue_api_key": Route(OWNERS, INSIDE, organization, proof),
    "organizations:withdraw_api_key": Route(OWNERS, INSIDE, organization, method="post"),
    "organizations:custom_role_list": Route(ADMINS, INSIDE, organization),
    "organizations:create_custom_role": Route(ADMINS, INSIDE, organization),
    "organizations:update_custom_role": Route(
        ADMINS, INSIDE, custom_role, form=lambda world: {"name": "Desk", "flags": ["manageGroups"]}
    ),
    "organizations:delete_custom_role": Route(ADMINS, INSIDE, custom_role, method="post"),
    "organizations:policy_list": Route(ADMINS, INSIDE, organization),
    "organizations:edit_policy": Route(ADMINS, INSIDE, policy, form=lambda world: {"enabled": "on"}),
    "vault:blueprint_list": Route({"provider_admin"}, {"service_user"}, provider),
    "vault:save_blueprint": Route({"provider_admin"}, {"service_user"}, client_of_provider, saved_blueprint),
    "vault:rename_blueprint": Route({"provider_admin"}, {"service_user"}, blueprint, lambda world: {"name": encstring()}),
    "vault:delete_blueprint": Route({"provider_admin"}, {"service_user"}, blueprint, method="post"),
    "vault:hide_checklist": Route(STAFF, path=client_of_provider, method="post"),
    "vault:create_client": Route({"provider_admin"}, STAFF, provider, new_client),
    "vault:account_key": Route(EVERYBODY),
    "vault:own_strings": Route(EVERYBODY),
    # Refused with 409 for all but the one whose revision it names.
    "vault:rotate_keys": Route(EVERYBODY, body=new_key),
    # Without the proof they are refused in words: nobody here shall be gone.
    "vault:purge_own_vault": Route(NOBODY, EVERYBODY, body=lambda world: {"loginHash": ""}),
    "vault:delete_account": Route(NOBODY, EVERYBODY, body=lambda world: {"loginHash": ""}),
    "vault:member_vault": Route(EVERYBODY),
    "vault:member_items": Route(EVERYBODY),
    "vault:member_fingerprints": Route(EVERYBODY),
    "vault:chosen_member_items": Route(STAFF | {"member", "grouped"}, body=one_item),
    "vault:organization_fingerprints": Route(CONSOLE, INSIDE, organization),
    "vault:chosen_organization_items": Route(STAFF, {"member", "grouped"}, organization, one_item),
    "vault:organization_vault": Route(CONSOLE, INSIDE, organization),
    "vault:organization_items": Route(CONSOLE, INSIDE, organization),
    "vault:create_item": Route(EVERYBODY, body=lambda world: login_item()),
    "vault:create_shared_item": Route(
        STAFF | {"member"}, {"owner", "admin", "grouped"}, organization, shared_item
    ),
    "vault:update_item": Route(STAFF | {"member"}, {"grouped"}, item, updated_item, method="put"),
    "vault:share_item": Route(
        {"member"}, NOBODY, lambda world: {"cipher_id": world.own_item.pk}, shared_item, method="put"
    ),
    "vault:update_item_collections": Route(
        STAFF | {"member"},
        {"grouped"},
        item,
        lambda world: {"collectionIds": [str(world.acme.shared.pk)]},
        method="put",
    ),
    "vault:trash_item": Route(STAFF | {"member"}, {"grouped"}, body=one_item),
    "vault:restore_item": Route(STAFF | {"member"}, {"grouped"}, body=one_item),
    "vault:delete_item": Route(STAFF | {"member"}, {"grouped"}, body=one_item),
    "vault:create_attachment": Route(STAFF | {"member"}, {"grouped"}, item, announced_file),
    # A part without content is refused in words.
    "vault:attachment_file": Route(NOBODY, STAFF | {"member", "grouped"}, attachment, method="put"),
    "vault:delete_attachment": Route(STAFF | {"member"}, {"grouped"}, attachment, method="post"),
    "vault:move_item": Route({"member"}, body=own_item),
    "vault:favorite_item": Route(STAFF | {"member", "grouped"}, body=lambda world: {**one_item(world), "favorite": True}),
    "vault:archive_item": Route(STAFF | {"member", "grouped"}, body=lambda world: {**one_item(world), "archived": True}),
    "vault:assign_item": Route(STAFF | {"member"}, {"grouped"}, body=assigned_item),
    "vault:share_items": Route({"member"}, body=shared_items),
    "vault:create_folder": Route(EVERYBODY, body=lambda world: {"name": encstring()}),
    "vault:update_folder": Route(
        {"member"}, path=lambda world: {"folder_id": world.folder.pk}, body=lambda world: {"name": encstring()}, method="put"
    ),
    "vault:delete_folder": Route({"member"}, path=lambda world: {"folder_id": world.folder.pk}, method="post"),
    "vault:create_collection": Route(
        INSIDE, NOBODY, organization, lambda world: {"name": encstring(), **access(world)}
    ),
    "vault:update_collection": Route(
        ADMINS, NOBODY, collection, lambda world: {"name": encstring()}, method="put"
    ),
    "vault:delete_collection": Route(STAFF, {"owner", "admin"}, collection, method="post"),
    "vault:collection_access": Route(ADMINS, NOBODY, collection, access, method="put"),
    "vault:collection_candidates": Route(ADMINS, NOBODY, collection),
    "vault:send_list": Route(EVERYBODY),
    "vault:create_send": Route(EVERYBODY, body=send_body),
    "vault:update_send": Route({"member"}, path=send, body=send_body, method="put"),
    # A part without content is refused in words.
    "vault:add_send_part": Route(NOBODY, {"member"}, path=send, method="put"),
    "vault:switch_send": Route({"member"}, path=send, body=lambda world: {"disabled": True}, method="put"),
    "vault:remove_send_password": Route({"member"}, path=send, method="post"),
    "vault:delete_send": Route({"member"}, path=send, method="post"),
    "vault:emergency_list": Route(EVERYBODY),
    "vault:change_emergency_contact": Route({"member"}, path=contact_in(2), form=contact_terms),
    "vault:resend_emergency_invitation": Route({"member"}, path=contact_in(0), method="post"),
    "vault:confirm_emergency_contact": Route({"member"}, path=contact_in(1), body=lambda world: {"key": sealed()}),
    "vault:approve_emergency_access": Route({"member"}, path=contact_in(3), method="post"),
    "vault:reject_emergency_access": Route({"member"}, path=contact_in(3), method="post"),
    "vault:remove_emergency_contact": Route({"member"}, path=contact_in(2), method="post"),
    "vault:request_emergency_access": Route({"stranger"}, path=contact_in(2), method="post"),
    "vault:resign_emergency_contact": Route({"stranger"}, path=contact_in(2), method="post"),
    "vault:emergency_vault": Route({"stranger"}, path=contact_in(4)),
    "vault:emergency_items": Route({"stranger"}, path=contact_in(4)),
    # Of a file that has not arrived, there is nothing yet.
    "vault:emergency_file": Route(NOBODY, path=emergency_file),
    "vault:emergency_takeover": Route({"stranger"}, path=contact_in(4, type=1), body=taken_over),
    "vault:member_list": Route(ADMINS, INSIDE, organization),
    "vault:export_members": Route(ADMINS, INSIDE, organization),
    "vault:delete_member_account": Route(
        ADMINS, INSIDE, organization, body=lambda world: {"members": [str(world.acme.member.pk)]}
    ),
    "vault:invite_from_file": Route(ADMINS, INSIDE, organization, form=lambda world: {"text": "new@acme.test"}),
    "vault:invite_member": Route(ADMINS, INSIDE, organization, form=invitation),
    "vault:member_access": Route(
        ADMINS,
        INSIDE,
        lambda world: {**organization(world), "member_id": world.acme.member.pk},
        form=member_change,
    ),
    "vault:group_list": Route(ADMINS, INSIDE, organization),
    "vault:group_candidates": Route(ADMINS, INSIDE, organization),
    "vault:create_group": Route(ADMINS, INSIDE, organization, form=group_details),
    "vault:update_group": Route(ADMINS, INSIDE, group, form=group_details),
    "vault:delete_group": Route(
        ADMINS, INSIDE, organization, lambda world: {"groups": [str(world.acme.group.pk)]}
    ),
    "vault:organization_settings": Route(OWNERS, INSIDE, organization),
    "vault:purge_organization": Route(OWNERS, INSIDE, organization, proof),
    "vault:delete_organization": Route({"provider_admin", "owner"}, INSIDE, organization, proof),
    "vault:collect_events": Route(EVERYBODY, body=viewed_item),
    "vault:organization_event_log": Route(CONSOLE, INSIDE, organization, query=logged),
    "vault:export_organization_events": Route(CONSOLE, INSIDE, organization, query=logged),
    "vault:import_own_items": Route(EVERYBODY),
    "vault:add_own_import_chunk": Route(EVERYBODY, body=import_chunk),
    "vault:finish_own_import": Route(
        {"member"}, body=lambda world: {"importId": str(uuid4()), "chunks": 1, "collections": [{"id": str(world.folder.pk)}]}
    ),
    "vault:own_reports": Route(EVERYBODY),
    "vault:generator": Route(EVERYBODY),
    # Without a list of the operator's there is nothing to answer.
    "vault:exposed_ranges": Route(NOBODY, body=lambda world: {"prefixes": ["21BD1"]}),
    "vault:two_step_sites": Route(NOBODY),
    "vault:organization_reports": Route(ADMINS, INSIDE, organization),
    "vault:member_access_report": Route(ADMINS, INSIDE, organization),
    "vault:export_vault": Route(EVERYBODY),
    "vault:export_vault_document": Route(EVERYBODY, body=proof),
    "vault:export_organization": Route(ADMINS, INSIDE, organization),
    # Its file did not arrive, so that who gets through finds nothing.
    "vault:export_attachment": Route(NOBODY, INSIDE - ADMINS, exported_file),
    "vault:export_organization_document": Route(ADMINS, INSIDE, organization, proof),
    "vault:import_items": Route(ADMINS, INSIDE, organization),
    "vault:add_import_chunk": Route(ADMINS, INSIDE, organization, import_chunk),
    "vault:finish_import": Route(
        ADMINS,
        INSIDE,
        organization,
        lambda world: {"importId": str(uuid4()), "chunks": 1, "collections": [{"id": str(world.acme.shared.pk)}]},
    ),
}
