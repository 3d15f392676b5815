"""Plain text: single guesses, and where they must hold back. Whole texts are in `cases/`."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language import Lang
from pipeline.model import Block
from pipeline.read.cues import cues
from pipeline.read.guesses import is_byline, is_heading, is_quotation, split_credit, unglue
from pipeline.read.source import Source
from pipeline.read.text import read_text

EN = Lang.parse("en")
CUES = cues(EN)


def blocks(text: str) -> list[Block]:
    return [piece.block for piece in read_text(Source("a.txt", text, EN)).pieces]


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        (
            "A square in 2012. Photo by X via Y, Z Commons",
            ("A square in 2012.", "Photo by X via Y, Z Commons"),
        ),
        ("A square (Photo: X/Agency)", ("A square", "Photo: X/Agency")),
        ("A square | Credit: J. Doe", ("A square", "Credit: J. Doe")),
        ("A squarePhoto by X", ("A square", "Photo by X")),
        ("Photo courtesy of X", ("", "Photo courtesy of X")),
        ("The Big Picture: how the town voted", None),
        ("The photo by X went round the world.", None),
        ("He showed a Photo by X", None),
        ("It hung there. Photo by X was its name. It was seen by all.", None),
        ("Long. " * 100 + "Photo by X", None),
    ],
)
def test_credits(line: str, parts: tuple[str, str] | None) -> None:
    assert split_credit(line, CUES) == parts


@pytest.mark.parametrize(
    ("line", "ways"),
    [
        ("their very last goodbyesSaadallah square", [("their very last goodbyes", "Saadallah square")]),
        ("what YouTube and McDonald and macOS do", []),
        ("what the WhatsApp and WikiLeaks owners do", []),
        ("one twoThree", []),
        ("the bigOnes and the smallOnes here", [("the bigOnes and the small", "Ones here")]),
        ("here are the bigOnes and smallOnes", [("here are the big", "Ones and smallOnes"), ("here are the bigOnes and small", "Ones")]),
    ],
)  # fmt: skip
def test_glue(line: str, ways: list[tuple[str, str]]) -> None:
    assert list(unglue(line, CUES)) == ways


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Jane Doe", True),
        ("BY JANE DOE", True),
        ("By Ana de la Torre and Piet van Dam, Reuters | @ana", True),
        ("Words by Jane O’Neill", True),
        ("By the river", False),
        ("By June 2013 the war had spread", False),
        ("By Jane Doe.", False),
        ("By", False),
        ("Bypass Surgery", False),
    ],
)
def test_bylines(line: str, expected: bool) -> None:
    assert is_byline(line, CUES) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("How it happened", True),
        ("What now?", True),
        ("1. The background", True),
        ("ماذا حدث", True),
        ("how it happened", False),
        ("It happened.", False),
        ("It happened:", False),
        ("“It happened”", False),
        ("A line of rather more than a dozen words is not a heading at all", False),
    ],
)
def test_headings(line: str, expected: bool) -> None:
    assert is_heading(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("“All of it.”", True),
        ('"All of it."', True),
        ("«Todo.»", True),
        ("„Alles.“", True),
        ("“One,” she said, “and two.”", False),
        ('"A" and "B"', False),
        ("“Open", False),
        ('""', False),
    ],
)
def test_quotations(line: str, expected: bool) -> None:
    assert is_quotation(line) is expected


def test_short_lines_in_a_row_are_no_headings() -> None:
    text = "A title\n\nA first paragraph.\n\nRoses\n\nTulips\n\nAnother paragraph.\n\nAn end without a stop"
    assert {block.kind for block in blocks(text)[1:]} == {"paragraph"}


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Take a look at these posts:", "posts"),
        ("He asks viewers in this video not to believe it.", "video"),
        ("A video from somebody, a reporter.", "video"),
        ("This disturbing video shows the street.", "video"),
        ("They posted a series of tweets describing the scenario.", "posts"),
        ("She explains it in the following tweet.", "post"),
        ("See these pictures:", "photos"),
        ("You can see photos of the ruins in this report.", ""),
        ("They are tweeting pictures of the ruins.", ""),
        ("The video shop closed in 1999.", ""),
        ("Her latest tweet was posted on Wednesday.", ""),
    ],
)
def test_announcements(sentence: str, kind: str) -> None:
    assert blocks(f"A title\n\nA first paragraph.\n\n{sentence}\n\nAn end.")[2].announces == kind


def test_what_is_called_above_belongs_to_the_block_before() -> None:
    found = blocks("A title\n\nShe wrote that she was well.\n\nNothing came after the above tweet.")
    assert [block.announces for block in found] == ["", "post", ""]


@settings(deadline=None)
@given(st.text("abAB .,:\n“”\"'|-1>*\u00a0", max_size=120))
def test_no_letter_is_lost(text: str) -> None:
    found = "".join(block.text for block in blocks(text))
    for letter in "abAB":
        assert found.count(letter) == text.count(letter)
