"""Where a person goes after the account pages."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def safe_next(request, target):
    """Return `target` where it is an address of this site, else the home page: a link must not lead people away."""
    allowed = url_has_allowed_host_and_scheme(
        target or "", allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if allowed else reverse("accounts:home")


def with_query(url_name, **values):
    """Return the address of a route with those `values` that are not empty as its query."""
    query = urlencode({name: value for name, value in values.items() if value})
    return reverse(url_name) + (f"?{query}" if query else "")


def home_of(user):
    """Return the first sensible place to work: the provider's clients, the platform's pages, or the own vault."""
    membership = user.provider_memberships.confirmed().order_by("created_at").first()
    if membership:
        return reverse("organizations:client_list", kwargs={"provider_id": membership.provider_id})
    return reverse("providers:application_list" if user.is_operator else "vault:member_vault")
