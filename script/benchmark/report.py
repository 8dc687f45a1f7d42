"""The figures as a table."""

from script.benchmark.measure import MEGABYTE

HEAD = ("", "portal", "plain", "ratio", "promised", "limit", "work", "plain", "on the wire", "peak", "")
FORMAT = "{:42} {:>9} {:>9} {:>7} {:>9} {:>8} {:>9} {:>9} {:>12} {:>8}  {}"
EXPLAINED = """
The times are medians of requests by HTTP, the portal's and the plain way's in turn. "work" is what the processors did for
the web server and Postgres meanwhile: it stays nearly the same on a busy machine, where the times mean little.
"""


def heading():
    return FORMAT.format(*HEAD)


def line(case, portal, plain):
    """Return what a case was, beside what it is promised to be."""
    ratio = plain.time / portal.time
    return FORMAT.format(
        case.name,
        milliseconds(portal.time),
        milliseconds(plain.time),
        f"{ratio:.1f} x",
        f"{case.ratio:g} x" if case.ratio else "–",
        milliseconds(case.limit),
        milliseconds(portal.work),
        milliseconds(plain.work),
        f"{portal.length:,} B",
        f"+{portal.growth / MEGABYTE:.0f} MB",
        verdict(case, portal, plain),
    )


def milliseconds(value):
    return f"{value:,.0f} ms" if value >= 100 else f"{value:.1f} ms"


def verdict(case, portal, plain):
    """Judge the times, and where those miss what is promised, say whether the work alone does."""
    by_time = missed(case, portal.time, plain.time)
    if not by_time:
        return "as promised"
    by_work = missed(case, portal.work, plain.work)
    return f"misses its {by_time}" if by_work else f"as promised by its work; the machine is busy ({by_time})"


def missed(case, portal, plain):
    failed = {"ratio": plain / portal < case.ratio, "limit": portal > case.limit}
    return " and its ".join(words for words, is_missed in failed.items() if is_missed)
