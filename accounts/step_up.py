"""The master password once more: before what somebody who found an open session must not be able to do."""

import time

from django.utils.translation import gettext as _

from accounts import limits, passwords
from accounts.schemas import LoginHash
from events.services import record
from events.types import EventType
from provider_portal.api import ApiError, json_body
from provider_portal.schemas import WireSchema

# Every route that asks, by its name; `proven_body` serves no other one, and a test walks all of them.
ACTIONS = {
    "accounts:change_password",
    "accounts:change_kdf",
    "vault:export_organization_document",
    "vault:export_vault_document",
    "providers:delete_provider",
    "providers:delete_on_request",
    "vault:delete_organization",
    "vault:purge_organization",
    "vault:set_provider_access",
    "vault:set_automatic_confirmation",
    "accounts:change_email",
    "accounts:start_two_step_change",
    "accounts:start_login_passkey",
    "accounts:start_passkey_encryption",
    "accounts:remove_login_passkey",
    "accounts:issue_api_key",
    "organizations:enroll_in_recovery",
    "organizations:recover_member",
    "organizations:issue_scim_key",
    "organizations:issue_api_key",
    "vault:rotate_keys",
    "vault:purge_own_vault",
    "vault:delete_account",
}
GRANTED_SECONDS = 600


class Proof(WireSchema):
    """A JSON body that brings the hash of the master password along."""

    login_hash: LoginHash


def proven_body(request, schema=Proof):
    """Return the JSON body as `schema`, once its login hash is known to be that of the person who is signed in."""
    if request.resolver_match.view_name not in ACTIONS:
        raise LookupError("List the route in accounts.step_up.ACTIONS.")
    body = json_body(request, schema)
    check(request, body.login_hash)
    return body


def check(request, login_hash):
    """Refuse with ApiError unless `login_hash` is the person's; each attempt counts."""
    user = request.user
    limits.attempt(request, limits.STEP_UP, user.email)
    if not passwords.matches(login_hash, user):
        record(EventType.USER_FAILED_LOGIN, actor=user, user_id=user.pk)
        raise ApiError(_("The master password is wrong."))
    limits.forgive(user.email, [limits.STEP_UP])


def grant(request):
    """Remember in the session that the master password was just proved, for pages of several steps."""
    request.session["proved_until"] = time.time() + GRANTED_SECONDS


def is_granted(request):
    return request.session.get("proved_until", 0) > time.time()
