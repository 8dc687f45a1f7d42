"""Load a data set, or run cases on the one that was loaded: what `script/bench` starts once its services run."""

import os
import sys

import django

django.setup()

from script.benchmark.cases import CASES  # noqa: E402  (needs Django)
from script.benchmark.load import load  # noqa: E402
from script.benchmark.measure import Server, Unexpected, compare  # noqa: E402
from script.benchmark.report import EXPLAINED, heading, line  # noqa: E402
from script.benchmark.sizes import SIZES  # noqa: E402
from script.benchmark.world import World  # noqa: E402
from script.lib.environment import say  # noqa: E402


def run(size, wanted, **place):
    """Print a line for each case whose name holds one of the words, as soon as it is known."""
    world = World(size)
    server = Server(**place, world=world)
    say(EXPLAINED)
    say(heading())
    for case in chosen(size, wanted):
        say(line(case, *compare(case, world, server)))


def chosen(size, wanted):
    cases = [case.among(size) for case in CASES if case.applies(size)]
    return [case for case in cases if not wanted or any(word in case.name for word in wanted)]


def main():
    step, name, *rest = sys.argv[1:]
    if step == "load":
        load(SIZES[name], say)
    else:
        names = {"port": "BENCH_PORT", "process_group": "BENCH_PROCESS_GROUP", "postgres": "BENCH_POSTGRES"}
        run(SIZES[name], rest, **{place: int(os.environ[variable]) for place, variable in names.items()})


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
    except Unexpected as answer:
        sys.exit(f"script/bench: {answer}")
