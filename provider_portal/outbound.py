"""The one way the portal asks other servers over HTTP. Only addresses from the operator's settings come here.

Nothing is followed: an address that answers with another one has not answered.
"""

from http.client import HTTPException
from urllib.error import URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

AGENT = "Provider Portal"
SECONDS = 10


class Unreachable(Exception):
    """The other server did not answer as it should; the message is for the log, not for people."""


class NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


opener = build_opener(NoRedirects)


def fetch(url, *, longest, headers=None):
    """Return the body of a GET, at most `longest` bytes of it; raises Unreachable."""
    request = Request(url, headers={"User-Agent": AGENT, **(headers or {})})
    try:
        with opener.open(request, timeout=SECONDS) as response:
            body = response.read(longest + 1)
    except (URLError, HTTPException, OSError) as error:
        raise Unreachable(str(error)) from error
    if len(body) > longest:
        raise Unreachable("The answer is too long.")
    return body
