"""Exposed passwords as another server knows them, by ranges of hashes (the protocol of Have I Been Pwned).

Asked only where the operator's settings name such a server. It is given five hexadecimal digits of a hash, by our
server: it learns neither the person nor their network.
"""

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from django.conf import settings

from provider_portal import outbound

# A range has some thousand lines.
LONGEST = 1_000_000
AT_ONCE = 8
# The answers are filled up to like lengths, so that whoever sees them pass cannot tell the range.
HEADERS = {"Add-Padding": "true"}


def host():
    """Return the name of the server that is asked, or nothing where there is none."""
    return urlsplit(settings.EXPOSED_PASSWORDS_URL).netloc


def ranges(prefixes):
    """Return {prefix: [(suffix, times seen)]}; raises outbound.Unreachable."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(zip(prefixes, pool.map(range_of, prefixes), strict=True))


def range_of(prefix):
    content = outbound.fetch(f"{settings.EXPOSED_PASSWORDS_URL}/{prefix}", longest=LONGEST, headers=HEADERS)
    lines = (line.partition(":") for line in content.decode("ascii", "replace").split())
    # What only fills the answer up was seen no times.
    return [(suffix.upper(), int(times)) for suffix, _, times in lines if times.isdigit() and int(times)]
