"""The person's zone on pages: the browser tells it in a cookie; everywhere else time is UTC."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone

# Written by `static/js/ui/zone.js`.
COOKIE = "timezone"


def zone_middleware(get_response):
    """Show, and read, the times of a page in the zone its browser is in."""

    def middleware(request):
        with timezone.override(zone_named(request.COOKIES.get(COOKIE, ""))):
            return get_response(request)

    return middleware


def zone_named(name):
    """Return the zone, or UTC for what names none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
