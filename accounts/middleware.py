from accounts import tokens
from provider_portal.api import is_wire


class BearerMiddleware:
    """Let a wire route's bearer token say who asks; the token's checks are `accounts.tokens`'."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if is_wire(request):
            user = tokens.user_of(request.headers.get("Authorization", ""))
            if user is not None:
                request.user = user
        return self.get_response(request)
