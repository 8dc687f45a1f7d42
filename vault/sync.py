"""The whole vault in one answer, and whether there is a newer one. Source: `spec/api.md` 5 and 11."""

import orjson

from accounts import login_passkeys
from accounts.documents import domains_document, profile_document, user_decryption
from organizations.documents import policy_documents, profile_clients, profile_organizations
from provider_portal.database.prepared import Prepared
from providers.documents import profile_providers
from vault import document_sql as sql
from vault.documents import TYPES, Document, prepared
from vault.sends.wire import send_document

FACTS = Prepared(sql.FACTS, TYPES)


def sync_document(user, *, with_domains, compressed):
    """Return the bytes of the answer. It carries no token, so compressing it gives nothing away."""
    two_step_enabled, providers, policies, sends, passkeys = facts_of(user)
    members = {
        "object": "sync",
        "profile": profile_document(user, two_step_enabled=two_step_enabled)
        | {
            "organizations": profile_organizations(user),
            "providers": profile_providers(user) if providers else [],
            "providerOrganizations": profile_clients(user) if providers else [],
        },
        "domains": domains_document(user) if with_domains else None,
        "policies": policy_documents(user) if policies else [],
        "sends": [send_document(send) for send in user.sends.order_by("pk")] if sends else [],
        "userDecryption": user_decryption(user, passkeys=login_passkeys.opening(user) if passkeys else []),
    }
    head = orjson.dumps(members, option=orjson.OPT_UTC_Z)[1:-1]
    return Document(user).render(compressed=compressed, head=head)


def facts_of(user):
    """Return whether `user` has a second step, works for a provider, and has policies, Sends and passkeys."""
    [facts] = FACTS.fetch({"user": user.pk})
    return facts


def revision_of(user):
    """Return when what `user` sees last changed, in milliseconds since 1970."""
    [[latest]] = prepared(sql.LATEST).fetch(Document(user).parameters)
    return latest
