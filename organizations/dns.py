"""What the public names of the internet say. Asked for claimed domains only, by what `settings.DOMAIN_RESOLVER` names."""

import dns.exception
import dns.resolver

SECONDS = 5


def txt_records(name):
    """Return the texts a domain publishes; none where it does not exist or does not answer."""
    try:
        answer = dns.resolver.resolve(name, "TXT", lifetime=SECONDS)
    except dns.exception.DNSException:
        return []
    return [b"".join(record.strings).decode("ascii", "replace") for record in answer]
