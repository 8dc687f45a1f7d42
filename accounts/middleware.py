from django.contrib.auth.models import AnonymousUser

from accounts import tokens
from provider_portal.api import is_wire


class BearerMiddleware:
    """Let a wire route's bearer token say who asks; the token's checks are `accounts.tokens`'."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if is_wire(request):
            # Nobody else than the token's person: a session's cookie must not count where no CSRF token is asked.
            request.user = tokens.user_of(request.headers.get("Authorization", "")) or AnonymousUser()
        return self.get_response(request)
