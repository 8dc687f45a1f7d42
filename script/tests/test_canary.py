import pytest

from script.lib import canary
from script.lib.environment import ROOT

OUTCOME = """<testsuites><testsuite>
<testcase name="test_a_session_from_login_to_logout"/>
<testcase name="test_items_and_folders_are_kept"><failure message="provider_portal.tests.client.bw.Failed: Not found.">…</failure></testcase>
<testcase name="test_something_new"><error message="E: boom&#10;more">…</error></testcase>
</testsuite></testsuites>"""


def test_every_part_of_the_acceptance_has_words():
    tests = [line for file in (ROOT / canary.TESTS).glob("test_*.py") for line in file.read_text().splitlines()]

    assert {line[4:].partition("(")[0] for line in tests if line.startswith("def test_")} == set(canary.PARTS)


def test_what_broke_is_said_in_words(tmp_path):
    file = tmp_path / "outcome.xml"
    file.write_text(OUTCOME)

    broken = canary.broken_parts(file)
    assert broken == {"one's own items, folders and files": "Not found.", "test something new": "E: boom"}
    assert "The client said: Not found." in canary.words("2026.9.0", broken)
    assert canary.words("2026.9.0", {}) == "@bitwarden/cli 2026.9.0 works with this portal."


@pytest.mark.parametrize("text", ["latest", "2026.9", "2026.9.0; rm"])
def test_only_a_version_is_handed_to_npm(text):
    with pytest.raises(SystemExit):
        canary.parse([text])
