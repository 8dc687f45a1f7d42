"""How a browser is known again: by a cookie of its own, which outlives log-outs."""

import re
import uuid

from django.conf import settings

from accounts.services import Browser
from accounts.two_step import REMEMBER_FOR
from events.middleware import UNKNOWN_BROWSER, device_type

NAMES = {9: "Chrome", 10: "Firefox", 11: "Opera", 12: "Edge", 17: "Safari", 18: "Vivaldi"}
COOKIE = "__Host-device" if settings.SECURE_COOKIES else "device"
REMEMBERED_COOKIE = "__Host-remembered" if settings.SECURE_COOKIES else "remembered"
COOKIE_AGE = 2 * 365 * 24 * 3600


def browser_of(request):
    """Return the request's browser; the one without a cookie gets a new identifier."""
    kind = device_type(request)
    identifier = request.COOKIES.get(COOKIE, "")
    if not re.fullmatch(r"[0-9a-f-]{36}", identifier):
        identifier = str(uuid.uuid4())
    return Browser(identifier, kind if kind in NAMES else UNKNOWN_BROWSER, NAMES.get(kind, ""))


def remember_browser(response, browser):
    response.set_cookie(
        COOKIE,
        browser.identifier,
        max_age=COOKIE_AGE,
        secure=settings.SECURE_COOKIES,
        httponly=True,
        samesite="Lax",
    )
    return response


def remember_second_step(response, token):
    """Let the browser keep what spares it the second step."""
    response.set_cookie(
        REMEMBERED_COOKIE,
        token,
        max_age=int(REMEMBER_FOR.total_seconds()),
        secure=settings.SECURE_COOKIES,
        httponly=True,
        samesite="Lax",
    )


def remember_language(response, user):
    """Let the pages of who is signed out speak the language that the person chose."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        user.culture,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    return response


def forget_language(response):
    """Let pages follow the browser again."""
    response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite=settings.LANGUAGE_COOKIE_SAMESITE)
    return response
