"""What a run takes up: nothing twice, nothing that nobody asked for."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.journal import Journal
from pipeline.selection import Plan, Selection, moment, select
from pipeline.store import Packed

NOW = datetime(2024, 5, 3, 12, tzinfo=UTC)


@pytest.fixture
def sources(tmp_path: Path) -> Sequence[Path]:
    made = [tmp_path / f"{name}.txt" for name in "abcd"]
    for path in made:
        path.write_text(path.name)
    return made


def planned(
    sources: Sequence[Path], selection: Selection, done: str = "", journal: Journal | None = None
) -> Plan:
    def known(source: Path) -> tuple[str, Packed] | None:
        return (source.stem, Packed.of({})) if source.stem in done else None

    return select(sources, selection, journal or Journal(sources[0].parent), known)


def names(sources: Sequence[Path]) -> str:
    return "".join(source.stem for source in sources)


def test_what_has_not_changed_is_not_made(sources: Sequence[Path]) -> None:
    plan = planned(sources, Selection(), done="bd")
    assert (names(plan.to_make), names(list(plan.unchanged)), plan.left) == ("ac", "bd", 0)


def test_unless_it_is_asked_for(sources: Sequence[Path]) -> None:
    assert names(planned(sources, Selection(anew=True), done="bd").to_make) == "abcd"


def test_the_limit_counts_work_only_and_the_next_run_goes_on(sources: Sequence[Path]) -> None:
    plan = planned(sources, Selection(limit=2), done="a")
    assert (names(plan.to_make), names(list(plan.unchanged)), plan.left) == ("bc", "a", 1)
    assert names(planned(sources, Selection(limit=2), done="abc").to_make) == "d"


def test_since(sources: Sequence[Path]) -> None:
    for path in sources[:2]:
        os.utime(path, (0, 0))
    plan = planned(sources, Selection(since=datetime(2001, 1, 1, tzinfo=UTC)))
    assert (names(plan.to_make), plan.left) == ("cd", 2)


def test_a_source_that_vanished_is_left_to_the_reader(sources: Sequence[Path]) -> None:
    sources[0].unlink()
    assert "a" in names(planned(sources, Selection(since=datetime(2001, 1, 1, tzinfo=UTC))).to_make)


def test_only_failed_takes_the_quarantined_too(sources: Sequence[Path], tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.begun(sources)
    journal.ended(sources[0], "failed", "Why.")
    for _ in range(2):
        journal.ended(sources[1], "crashed", "It ended.")
    journal.ended(sources[2], "done")
    journal.ended(sources[3], "done")
    plan = planned(sources, Selection(), journal=journal)
    assert (names(plan.to_make), plan.quarantined) == ("acd", {sources[1]: "It ended."})
    plan = planned(sources, Selection(only_failed=True), journal=journal)
    assert (names(plan.to_make), names(plan.suspects), plan.left) == ("a", "b", 2)


def test_suspects_are_kept_apart(sources: Sequence[Path], tmp_path: Path) -> None:
    Journal(tmp_path).begun(sources[1:2])
    plan = planned(sources, Selection())
    assert (names(plan.to_make), names(plan.suspects)) == ("acd", "b")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-05-01T12:00+00:00", datetime(2024, 5, 1, 12, tzinfo=UTC)),
        ("90m", NOW - timedelta(minutes=90)),
        ("12h", NOW - timedelta(hours=12)),
        ("3 d", NOW - timedelta(days=3)),
        ("2W", NOW - timedelta(weeks=2)),
    ],
)
def test_moments(text: str, expected: datetime) -> None:
    assert moment(text, NOW) == expected


def test_a_day_begins_where_the_publisher_is() -> None:
    assert moment("2024-05-01", NOW) == datetime(2024, 5, 1).astimezone()


@pytest.mark.parametrize("text", ["", "yesterday", "3y", "-3d", "2024-13-01", "٣d", "999999w"])
def test_no_moments(text: str) -> None:
    with pytest.raises(UsageError, match="is no moment"):
        moment(text, NOW)
