"""What is spoken, in which order, and how long the silence after it is."""

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from pipeline.model import Block, BlockKind
from pipeline.narrate.pauses import Pauses
from pipeline.narrate.say import Lexicon, Piece
from pipeline.narrate.script import script
from tests.narrate.editions import ES, edition

SPANISH = {"The light goes out": "La luz se apaga", "Nobody else would.": "Nadie más lo haría."}


def test_the_order_and_the_pauses(file_regression: FileRegressionFixture) -> None:
    lines = script(edition(lang=ES, translated=SPANISH), Pauses())
    table = [f"{line.lang}  {' / '.join(line.texts)}  ({line.pause} ms)" for line in lines]
    file_regression.check("\n".join(table) + "\n")


def test_every_line_is_a_segment_of_the_edition() -> None:
    whole = edition()
    ids = [segment.id for segment in whole.segments]
    lines = [line.segment_id for line in script(whole, Pauses())]
    assert len(set(lines)) == len(lines)
    assert set(lines) < set(ids)


def test_a_line_is_spoken_in_words_and_knows_what_they_show() -> None:
    (line,) = script(
        edition([("paragraph", "Zed left at 2.36pm.")]), Pauses(), Lexicon({"en": {"Zed": "Zee"}})
    )
    assert line.texts == ("Zee left at two thirty-six p m.",)
    (spoken,) = line.spoken
    assert spoken.pieces[-1] == Piece(12, 19, 12, 31)


@pytest.mark.parametrize("text", ["", "— — —", "\u200f"])
def test_an_edition_with_nothing_to_say(text: str) -> None:
    assert script(edition([("paragraph", text)]), Pauses()) == ()


def test_a_segment_too_long_for_one_call_is_several_texts() -> None:
    """No sentence of a source is that long, but its translation may be."""
    (line,) = script(edition([("paragraph", "So.")], ES, {"So.": "tan " * 2_250}), Pauses())
    assert " ".join(line.texts).split() == ["tan"] * 2_250
    assert [len(text) <= 5_000 for text in line.texts] == [True, True]


@pytest.mark.parametrize(
    ("first", "second", "pause"),
    [
        ("paragraph", "paragraph", 650),
        ("paragraph", "heading", 900),
        ("heading", "paragraph", 900),
        ("title", "standfirst", 900),
        ("standfirst", "byline", 650),
        ("alt", "caption", 350),
        ("alt", "credit", 350),
        ("caption", "credit", 350),
        ("credit", "paragraph", 650),
        ("credit", "caption", 650),
        ("caption", "caption", 650),
        ("item", "item", 650),
    ],
)
def test_the_pause_between_two_blocks(first: BlockKind, second: BlockKind, pause: int) -> None:
    assert Pauses().between(Block(first, "a"), Block(second, "b")) == pause


def test_the_pause_within_a_block_and_at_the_end() -> None:
    block = Block("heading", "One. Two.")
    assert Pauses().between(block, block) == 350
    assert Pauses().between(block, None) == 650
