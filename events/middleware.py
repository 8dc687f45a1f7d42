from ipaddress import ip_address

from django.conf import settings

from events.services import Origin, origin

BROWSERS = (
    ("Edg/", 12),
    ("OPR/", 11),
    ("Vivaldi", 18),
    ("Chrome/", 9),
    ("Firefox/", 10),
    ("Safari/", 17),
)
UNKNOWN_BROWSER = 14


def origin_middleware(get_response):
    """Keep the request's address and device type at hand for the events it will record."""

    def middleware(request):
        token = origin.set(Origin(client_address(request), device_type(request)))
        try:
            return get_response(request)
        finally:
            origin.reset(token)

    return middleware


def client_address(request):
    """Return the client's IP address, believing `X-Forwarded-For` only as far as our own proxies wrote it."""
    hops = settings.TRUSTED_PROXIES
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    if hops and len(forwarded) >= hops:
        return parsed_address(forwarded[-hops]) or parsed_address(request.META.get("REMOTE_ADDR", ""))
    return parsed_address(request.META.get("REMOTE_ADDR", ""))


def parsed_address(text):
    """Return the address in its one form, or None for what is no address."""
    try:
        return str(ip_address(text.strip()))
    except ValueError:
        return None


def device_type(request):
    """Return the protocol's device number: the client's own word, else a guess from the browser."""
    declared = request.headers.get("Device-Type", "")
    if declared.isascii() and declared.isdigit() and int(declared) < 1000:
        return int(declared)
    agent = request.headers.get("User-Agent", "")
    return next((number for mark, number in BROWSERS if mark in agent), UNKNOWN_BROWSER)
