"""The bench's cases run, on a data set as small as can be: figures of it would mean nothing."""

import json

import pytest

from script.benchmark import cases, report
from script.benchmark.load import load
from script.benchmark.measure import Figures
from script.benchmark.sizes import SIZES, own_of, shared_of
from script.benchmark.world import World
from script.lib import bench
from script.lib.environment import Failure

TINY = SIZES["tiny"]


@pytest.fixture
def answer(client, db, settings):
    """Return what asks in this process, of the tiny data set."""
    settings.ROOT_URLCONF = "script.benchmark.urls"
    load(TINY, say=lambda words: None)
    world = World(TINY)

    def answer(case, make):
        case.before(world)
        ask = make(world)
        headers = world.session(ask.email) if ask.is_page else world.token(ask.email)
        body = "" if ask.body is None else json.dumps(ask.body)
        response = client.generic(ask.method, ask.path, body, content_type="application/json", headers=headers)
        assert response.status_code == 200, (case.name, ask.path, response.content[:300])
        return response.content

    return answer


def test_each_case_is_answered_and_its_plain_way_with_the_same(answer):
    # Those of the list of clients differ by the address alone.
    chosen = [case for case in cases.CASES if case.applies(TINY) and not case.name.startswith("clients, ")]
    answers = {case.name: (answer(case, case.ask), answer(case, case.plain)) for case in chosen}

    ours, plain = map(json.loads, answers["sync of 100 items"])
    for document in ours, plain:
        document["ciphers"].sort(key=lambda item: item["id"])
    assert len(ours["ciphers"]) == 100 == shared_of(100) * 25 + own_of(100)
    facts = ["id", "name", "login", "folderId", "favorite", "collectionIds", "edit", "viewPassword", "permissions"]
    assert [[item[fact] for fact in facts] for item in ours["ciphers"]] == [
        [item[fact] for fact in facts] for item in plain["ciphers"]
    ]
    assert len(ours["collections"]) == len(plain["collections"]) == shared_of(100)
    ours, plain = map(json.loads, answers["members of a large organization"])
    assert len(ours["data"]) == len(plain["data"]) >= TINY.large_members
    assert answers["clients"][0].count(b"data-select ") == TINY.clients


def test_what_misses_what_is_promised_is_said():
    [case] = [case for case in cases.CASES if case.name == "sync of 200 items"]
    fast, slow = Figures([4, 5], [3], 100, 2**20), Figures([50], [40], 100, 0)

    assert "10.0 x" in report.line(case, Figures([5], [5], 100, 0), slow)
    assert report.verdict(case, fast, slow) == "as promised"
    assert report.verdict(case, slow, slow) == "misses its ratio and its limit"
    assert report.verdict(case, Figures([30], [3], 0, 0), slow).startswith("as promised by its work")


def test_a_folder_of_something_else_is_left_alone(tmp_path):
    (tmp_path / "diary").write_text("mine")

    with pytest.raises(Failure, match="holds something else"):
        bench.folder(bench.parse(["--keep", str(tmp_path)]), None)
    assert (tmp_path / "diary").read_text() == "mine"
