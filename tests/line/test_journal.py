"""The journal: what a run leaves behind for the next one, however it ends."""

import json
from pathlib import Path

import pytest

from pipeline.journal import NAME, Journal


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "rain.txt"
    path.write_text("Rain in Porto")
    return path


def killed(out: Path) -> Journal:
    """What the next run finds when this one closes nothing."""
    return Journal(out)


def test_what_was_begun_is_suspect_in_the_next_run(tmp_path: Path, source: Path) -> None:
    Journal(tmp_path).begun([source])
    standing = killed(tmp_path).standing(source)
    assert standing
    assert (standing.is_suspect, standing.is_quarantined, standing.crashes) == (True, False, 0)


def test_a_run_that_ends_by_itself_leaves_no_suspects(tmp_path: Path, source: Path) -> None:
    journal = Journal(tmp_path)
    journal.begun([source])
    journal.close()
    assert Journal(tmp_path).standing(source) is None
    assert not (tmp_path / NAME).exists()


def test_however_often_a_run_is_killed_nothing_is_quarantined(tmp_path: Path, source: Path) -> None:
    for _ in range(5):
        killed(tmp_path).begun([source])
    standing = killed(tmp_path).standing(source)
    assert standing
    assert not standing.is_quarantined


def test_two_crashes_quarantine_over_runs(tmp_path: Path, source: Path) -> None:
    journal = Journal(tmp_path)
    journal.begun([source])
    assert not journal.ended(source, "crashed", "It ended with status -11.").is_quarantined
    journal.close()
    journal = Journal(tmp_path)
    journal.begun([source])
    assert journal.ended(source, "crashed", "It ended with status -6.").is_quarantined
    journal.close()
    standing = Journal(tmp_path).standing(source)
    assert standing
    assert (standing.is_quarantined, standing.why) == (True, "It ended with status -6.")


def test_a_changed_source_has_a_clean_record(tmp_path: Path, source: Path) -> None:
    journal = Journal(tmp_path)
    for _ in range(2):
        journal.begun([source])
        journal.ended(source, "crashed", "It hung.")
    source.write_text("Rain in Porto, mended")
    assert journal.standing(source) is None
    journal.begun([source])
    assert not journal.ended(source, "crashed", "It hung.").is_quarantined


def test_success_wipes_the_record(tmp_path: Path, source: Path) -> None:
    journal = Journal(tmp_path)
    journal.begun([source])
    journal.ended(source, "crashed", "It hung.")
    journal.begun([source])
    journal.ended(source, "done")
    journal.close()
    assert Journal(tmp_path).failed() == {}


def test_what_failed_is_known_to_the_next_run(tmp_path: Path, source: Path) -> None:
    journal = Journal(tmp_path)
    journal.begun([source])
    journal.ended(source, "failed", "No engine translates en to ar.")
    journal.close()
    assert list(Journal(tmp_path).failed()) == [str(source)]


@pytest.mark.parametrize(
    "damage", ["", '["a', '{"a": 1}\n', "[]\n", "[1, 2, 3, 4, 5]\n", "\x00\n", '["a", "begun", null]\n']
)
def test_a_damaged_line_stops_nothing(tmp_path: Path, source: Path, damage: str) -> None:
    Journal(tmp_path).begun([source])
    with (tmp_path / NAME).open("a") as file:
        file.write(damage)
    standing = Journal(tmp_path).standing(source)
    assert standing
    assert standing.is_suspect


def test_a_journal_that_cannot_be_written_stops_no_run(source: Path) -> None:
    journal = Journal(Path("/dev/null/nowhere"))
    journal.begun([source])
    journal.ended(source, "failed", "x")
    journal.close()


def test_names_of_any_script_are_kept(tmp_path: Path) -> None:
    source = tmp_path / "مطر \u2028 \n.txt"
    source.write_text("x")
    Journal(tmp_path).begun([source])
    assert Journal(tmp_path).standing(source)
    assert all(json.loads(line) for line in (tmp_path / NAME).read_text("utf-8").split("\n") if line)
