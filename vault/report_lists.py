"""Lists that the operator keeps for reports, in the folder `lists` of the data directory. None is ever fetched."""

import mmap

from django.conf import settings

EXPOSED = "exposed-passwords.txt"
TWO_STEP = "two-step-sites.json"
HASH_LENGTH = 40
PREFIX_LENGTH = 5


def path_of(name):
    return settings.DATA_DIR / "lists" / name


def has_list(name):
    return path_of(name).is_file()


def two_step_sites():
    """Return the JSON of websites that offer two-step login, or None."""
    path = path_of(TWO_STEP)
    return path.read_bytes() if path.is_file() else None


def exposed_ranges(prefixes):
    """Return {prefix: [(suffix, times seen)]}, or None without a list.

    The file has a line `SHA-1` or `SHA-1:times` for each password, in upper case and sorted, as Have I Been Pwned
    gives it. It may be larger than memory: each prefix is found by halving.
    """
    path = path_of(EXPOSED)
    if not path.is_file():
        return None
    if path.stat().st_size == 0:
        return {prefix: [] for prefix in prefixes}
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as lines:
        return {prefix: list(matches(lines, prefix.encode())) for prefix in prefixes}


def matches(lines, prefix):
    """Yield (suffix, times) of the lines that begin with `prefix`."""
    lines.seek(first_not_before(lines, prefix))
    while (line := lines.readline().strip()).startswith(prefix):
        digits, _, times = line.partition(b":")
        if len(digits) == HASH_LENGTH:
            yield digits[PREFIX_LENGTH:].decode("ascii", "replace"), int(times) if times.isdigit() else 1


def first_not_before(lines, prefix):
    """Return where the first line starts that is not less than `prefix`."""
    low, high = 0, len(lines)
    while low < high:
        middle = (low + high) // 2
        start = lines.rfind(b"\n", 0, middle) + 1
        if lines[start : start + len(prefix)] < prefix:
            end = lines.find(b"\n", middle)
            low = len(lines) if end < 0 else end + 1
        else:
            high = start
    return low
