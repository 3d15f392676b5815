"""The translation memory: context before the source alone, like sources only offered, and no harm from any file."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import OutputError, SetupError
from pipeline.language import Lang
from pipeline.model import Segment, State
from pipeline.seal import ORIGIN, plain, seal
from pipeline.translate import Database, Memory, Remembered, remembered
from pipeline.xliff import Note, Unit

EN, AR, PT = Lang.parse("en"), Lang.parse("ar"), Lang.parse("pt")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "memory.sqlite"


def unit(source: str, target: str, state: State = "edited", name: str = "") -> Unit:
    line = str(seal(state, source, target, (), name))
    return Unit("s", source, target, "translated", notes=(Note(line, ORIGIN),))


def segments(*texts: str) -> Sequence[Segment]:
    return [Segment(f"s{number}", number, text) for number, text in enumerate(texts)]


def said(memory: Memory, parts: Sequence[Segment], at: int = 0) -> tuple[str, str, str] | None:
    found = memory.find(parts[at], AR)
    return (found.text, found.state, found.reviewer) if found else None


def test_what_was_put_is_found(path: Path) -> None:
    database = Database(path, EN, AR)
    assert database.put([Remembered(unit("It ended.", "انتهى."))]) == 1
    parts = segments("It began.", "It ended.")
    assert said(database.memory(parts), parts, 1) == ("انتهى.", "edited", "")
    assert said(database.memory(parts), parts, 0) is None
    assert path.parent.stat().st_mode & 0o77 == 0, "the folder is its owner's alone"


def test_neighbours_come_first_then_the_source_alone(path: Path) -> None:
    database = Database(path, EN, AR)
    database.put(
        [
            Remembered(unit("Share", "شارك"), "Follow us", "Like"),
            Remembered(unit("Share", "حصة"), "The price", "fell."),
        ]
    )
    among_buttons, among_prices = (
        segments("Follow us", "Share", "Like"),
        segments("The price", "Share", "fell."),
    )
    assert said(database.memory(among_buttons), among_buttons, 1) == ("شارك", "edited", "")
    assert said(database.memory(among_prices), among_prices, 1) == ("حصة", "edited", "")
    alone = segments("Share")
    assert said(database.memory(alone), alone) == ("حصة", "edited", ""), "the later one"


def test_a_sign_off_counts_between_the_same_neighbours_only(path: Path) -> None:
    database = Database(path, EN, AR)
    database.put([Remembered(unit("Share", "شارك", "reviewed", "Ana Lima"), "", "Like")])
    here, elsewhere = segments("Share", "Like"), segments("Share", "Now")
    assert said(database.memory(here), here) == ("شارك", "reviewed", "Ana Lima")
    assert said(database.memory(elsewhere), elsewhere) == ("شارك", "edited", "")


def test_reviewed_words_are_preferred_to_later_ones(path: Path) -> None:
    database = Database(path, EN, AR)
    database.put(
        [
            Remembered(unit("Share", "شارك", "reviewed", "Ana Lima"), "a", "b"),
            Remembered(unit("Share", "حصة", "post-edited"), "c", "d"),
        ]
    )
    alone = segments("Share")
    assert said(database.memory(alone), alone) == ("شارك", "edited", "")


def test_the_later_of_two_between_the_same_neighbours_stays(path: Path) -> None:
    database = Database(path, EN, AR)
    database.put([Remembered(unit("A.", "الأول."))])
    database.put([Remembered(unit("A.", "الثاني."))])
    assert [each.target for each in database.units()] == ["الثاني."]


def test_languages_are_kept_apart_and_regions_are_not(path: Path) -> None:
    Database(path, EN, PT).put([Remembered(unit("A.", "Um."))])
    assert Database(path, EN, AR).units() == ()
    assert [each.target for each in Database(path, EN, Lang.parse("pt-BR")).units()] == ["Um."]


def test_a_broken_seal_counts_for_nothing(path: Path) -> None:
    database = Database(path, EN, AR)
    database.put([Remembered(unit("A.", "الأول.", "reviewed", "Ana Lima"))])
    with sqlite3.connect(path) as rows:
        rows.execute("UPDATE units SET target = 'غير ذلك.'")
    parts = segments("A.")
    assert said(database.memory(parts), parts) == ("غير ذلك.", "post-edited", "")


def test_like_sources_are_offered_and_never_found(path: Path) -> None:
    database = Database(path, EN, AR)
    database.put([Remembered(unit("26 people were killed.", "قُتل 26 شخصًا."))])
    database.put([Remembered(unit("The harbour is closed.", "الميناء مغلق."))])
    wanted = "36 people were killed."
    parts = segments(wanted)
    assert said(database.memory(parts), parts) is None
    (offer,) = database.similar([wanted])[wanted]
    assert (offer.source, offer.target, offer.likeness) == ("26 people were killed.", "قُتل 26 شخصًا.", 95)


@pytest.mark.parametrize("text", ["The harbour is closed.", "Something else entirely"])
def test_neither_the_same_source_nor_an_unlike_one_is_offered(path: Path, text: str) -> None:
    database = Database(path, EN, AR)
    database.put([Remembered(unit("The harbour is closed.", "الميناء مغلق."))])
    assert database.similar([text]) == {text: ()}


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(texts=st.lists(WORDS, min_size=1, max_size=6, unique_by=plain))
def test_every_segment_finds_its_own_words(tmp_path: Path, texts: list[str]) -> None:
    file = tmp_path / "memory.sqlite"
    file.unlink(missing_ok=True)
    database, parts = Database(file, EN, AR), segments(*texts)
    learnt = [Unit(part.id, part.text, f"target {part.id}", "translated") for part in parts]
    assert database.put(remembered(parts, learnt)) == len(parts)
    memory = database.memory(parts)
    assert [said(memory, parts, at) for at in range(len(parts))] == [
        (f"target {part.id}", "post-edited", "") for part in parts
    ]
    assert set(memory.in_context) == {part.id for part in parts}


def test_a_memory_that_is_not_there_knows_nothing(path: Path) -> None:
    database, parts = Database(path, EN, AR), segments("A.")
    assert said(database.memory(parts), parts) is None
    assert (database.units(), database.similar(["A."])) == ((), {})
    assert not path.exists()


def test_a_file_without_a_byte_is_filled(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    database = Database(path, EN, AR)
    assert database.units() == ()
    database.put([Remembered(unit("A.", "الأول."))])
    assert len(database.units()) == 1


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=r"memory\.sqlite: cannot be written.*EDITIONS_MEMORY"):
        Database(tmp_path / "file" / "memory.sqlite", EN, AR).put([Remembered(unit("A.", "الأول."))])


@pytest.mark.parametrize("content", [b"not a database at all", b"SQLite format 3\x00" + b"\xff" * 4096])
def test_another_file_is_neither_read_nor_written(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    database = Database(path, EN, AR)
    with pytest.raises(SetupError, match=r"memory\.sqlite"):
        database.units()
    with pytest.raises(SetupError, match=r"memory\.sqlite"):
        database.put([Remembered(unit("A.", "الأول."))])
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        ("CREATE TABLE places (url TEXT)", "is no translation memory"),
        (
            "CREATE TABLE units (a TEXT); PRAGMA application_id = 1162104113; PRAGMA user_version = 9",
            "version 9",
        ),
    ],
)
def test_another_program_s_database_is_left_alone(path: Path, prepare: str, message: str) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as rows:
        rows.executescript(prepare)
    before = path.read_bytes()
    for use in (Database(path, EN, AR).units, lambda: Database(path, EN, AR).put([])):
        with pytest.raises(SetupError, match=message):
            use()
    assert path.read_bytes() == before


def test_what_a_killed_run_left_half_written_is_rolled_back(path: Path) -> None:
    """The file and its journal as a kill leaves them: half of the pages written, nothing committed."""
    database = Database(path, EN, AR)
    database.put([Remembered(unit(f"Sentence {number}.", "جملة. " * 40)) for number in range(300)])
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA cache_size = 1")  # so that pages are written before the end
    other.execute("BEGIN IMMEDIATE")
    other.execute("UPDATE units SET target = 'lost'")
    copy = path.parent / "copy.sqlite"
    copy.write_bytes(path.read_bytes())
    Path(f"{copy}-journal").write_bytes(Path(f"{path}-journal").read_bytes())
    other.close()
    assert copy.read_bytes() != path.read_bytes()
    assert {each.target for each in Database(copy, EN, AR).units()} == {"جملة. " * 40}
