"""Every route says who may use it."""

from django.urls import URLPattern, URLResolver, get_resolver

from accounts.guards import PUBLIC

# Open to everybody, signed in or not. Each is here on purpose.
PUBLIC_ROUTES = {
    "accounts:robots",
    "accounts:well_known_change_password",
    "healthz",
    "readyz",
    "accounts:home",
    "accounts:register",
    "accounts:check_mail",
    "accounts:resend_verification",
    "accounts:verify_email",
    "accounts:password_hint",
    "accounts:prelogin",
    "accounts:login",
    "accounts:choose_language",
    "accounts:mail_second_step",
    "accounts:passkey_login_options",
    "accounts:log_in_with_passkey",
    "accounts:device_login",
    "accounts:ask_device",
    "accounts:mail_device_code",
    "accounts:device_response",
    "accounts_api:login_requests",
    "accounts_api:login_request_response",
    "accounts:logout",
    "providers:apply",
    "providers:application_sent",
    "providers:setup",
    "providers:accept_invitation",
    "organizations:accept_invitation",
    "vault:accept_emergency_invitation",
    "vault:receive_send",
    "vault:open_send",
    "vault:request_send_file",
    "vault:download_send",
    "vault_api:download_attachment",
    "accounts_api:config",
    "accounts_api:is_known_device",
    "accounts_api:passkey_login_options",
    "accounts_api:prelogin",
    "accounts_api:prelogin_of_old_clients",
    "accounts_api:prelogin_of_older_clients",
    "accounts_api:verify_email",
    "accounts_api:mail_hint",
    "accounts_api:alive",
    "accounts_api:now",
    "accounts_api:version",
    "accounts_api:single_sign_on",
    "organizations_api:plans",
    "organizations_api:policies_of_invitation",
    "vault_api:start_registration",
    "vault_api:open_registration_link",
    "vault_api:finish_registration",
    "vault_api:token",
    "vault_api:open_send",
    "vault_api:request_send_file",
    "vault_api:open_send_of_old_clients",
    "vault_api:request_send_file_of_old_clients",
    "accounts_api:send_email_login",
    # Asked with a key of the organization's own instead of by a person; see their tests.
    "scim:config",
    "scim:resource_types",
    "scim:resource_type",
    "scim:schemas",
    "scim:schema",
    "scim:user_list",
    "scim:user_search",
    "scim:user",
    "scim:group_list",
    "scim:group_search",
    "scim:group",
    "scim:elsewhere",
    "public_api:policy_list",
    "public_api:policy",
    "public_api:event_list",
    "public_api:import_organization",
    "public_api:subscription",
    "vault_public_api:member_list",
    "vault_public_api:member",
    "vault_public_api:groups_of_member",
    "vault_public_api:reinvite_member",
    "vault_public_api:revoke_member",
    "vault_public_api:restore_member",
    "vault_public_api:group_list",
    "vault_public_api:group",
    "vault_public_api:members_of_group",
    "vault_public_api:collection_list",
    "vault_public_api:collection",
}


def routes(resolver=None, prefix="", namespace=""):
    """Return {name: (path, view)} of every route of the site."""
    found = {}
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            found |= routes(entry, path, inner)
        if isinstance(entry, URLPattern):
            found[f"{namespace}{entry.name}"] = (path, entry.callback)
    return found


def test_every_route_declares_a_permission():
    undeclared = [path for path, view in routes().values() if not hasattr(view, "permission")]

    assert undeclared == [], "Guard each view: accounts/guards.py has the decorators."


def test_every_route_has_a_name_of_its_own():
    assert not [path for name, (path, _) in routes().items() if name.endswith("None")]


def test_only_the_listed_routes_are_public():
    public = {name for name, (_, view) in routes().items() if getattr(view, "permission", None) == PUBLIC}

    assert public == PUBLIC_ROUTES
