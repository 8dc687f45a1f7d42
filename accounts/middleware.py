from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import redirect
from django.utils import translation

from accounts import tokens
from provider_portal.api import is_wire
from provider_portal.notifications.publish import asking_app


class BearerMiddleware:
    """Let a wire route's bearer token say who asks; the token's checks are `accounts.tokens`'."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not is_wire(request):
            return self.get_response(request)
        # Nobody else than the token's person: a session's cookie must not count where no CSRF token is asked.
        request.user = tokens.user_of(request.headers.get("Authorization", "")) or AnonymousUser()
        before = asking_app.set(getattr(request.user, "asking_app", None))
        try:
            return self.get_response(request)
        finally:
            asking_app.reset(before)


def language_middleware(get_response):
    """Speak a person's own language, where they chose one or what asks names none."""

    def middleware(request):
        user = request.user
        if user.is_authenticated and (user.culture_chosen or not names_language(request)):
            translation.activate(user.culture)
            request.LANGUAGE_CODE = translation.get_language()
        return get_response(request)

    return middleware


def names_language(request):
    """Tell whether the browser or app says what it wants to be answered in; command lines do not."""
    return request.headers.get("Accept-Language", "*") != "*" or settings.LANGUAGE_COOKIE_NAME in request.COOKIES


class NewPasswordMiddleware:
    """Open no other page to whoever has to choose another master password first."""

    OPEN = {"password", "change_password", "keys", "lock", "logout", "choose_language"}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        match = request.resolver_match
        is_open = is_wire(request) or match.app_name == "accounts" and match.url_name in self.OPEN
        if is_open or not request.user.is_authenticated or not needs_new_password(request):
            return None
        return redirect("accounts:password")


def needs_new_password(request):
    return request.user.force_password_reset or request.session.get("weak_password", False)
