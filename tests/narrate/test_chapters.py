"""Chapters: one under the title and one under each heading, in the edition's words."""

from pipeline.model import BlockKind, Chapter, Clip, Edition
from pipeline.narrate.chapters import chapters
from tests.narrate.editions import ES, edition


def clips_of(whole: Edition) -> list[Clip]:
    """A second each, in the order of the segments."""
    return [Clip(segment.id, at * 1_000 + 100, at * 1_000 + 900) for at, segment in enumerate(whole.segments)]


def told(*blocks: tuple[BlockKind, str], **known: str) -> tuple[Chapter, ...]:
    whole = edition(blocks, ES, known)
    return chapters(whole, clips_of(whole))


def test_title_and_headings() -> None:
    found = told(
        ("title", "One."),
        ("paragraph", "Two. Three."),
        ("heading", "Four."),
        ("paragraph", "Five."),
        **{"Four.": "Cuatro."},
    )
    assert found == (Chapter("One.", 0), Chapter("Cuatro.", 3_100))


def test_a_heading_of_two_sentences_is_one_chapter() -> None:
    found = told(("title", "One."), ("heading", "Two. Three."), ("paragraph", "Four."))
    assert found == (Chapter("One.", 0), Chapter("Two. Three.", 1_100))


def test_two_headings_in_a_row_are_two_chapters() -> None:
    found = told(("title", "One."), ("heading", "Two."), ("heading", "Two."), ("paragraph", "Four."))
    assert [chapter.begin for chapter in found] == [0, 1_100, 2_100]


def test_what_comes_before_the_first_heading_is_a_chapter() -> None:
    found = told(("paragraph", "One."), ("heading", "Two."), ("paragraph", "Three."))
    assert found == (Chapter("light", 0), Chapter("Two.", 1_100))


def test_one_chapter_is_none() -> None:
    assert told(("title", "One."), ("paragraph", "Two.")) == ()
    assert told(("paragraph", "Two.")) == ()
    assert told() == ()
