"""Edits, and the marks that move with them."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.check.edits import Edit, applied, moved, moved_marks
from pipeline.model import Mark

TEXT = "the toll rose to 500 17 (now) in May"
EDITS = (Edit(17, 23, "17,500"), Edit(23, 29, ""))


def test_marks_keep_their_words() -> None:
    marks = (Mark("link", 4, 13, "https://example.org"), Mark("strong", 17, 23), Mark("emphasis", 33, 36))
    after = applied(TEXT, EDITS)
    assert after == "the toll rose to 17,500 in May"
    assert [after[mark.begin : mark.end] for mark in moved_marks(marks, EDITS)] == [
        "toll rose",
        "17,500",
        "May",
    ]


def test_a_mark_over_a_part_covers_all_of_the_new_text() -> None:
    (mark,) = moved_marks([Mark("strong", 18, 20)], EDITS)
    assert applied(TEXT, EDITS)[mark.begin : mark.end] == "17,500"


def test_a_mark_whose_words_are_gone_is_gone() -> None:
    assert moved_marks([Mark("emphasis", 24, 29)], EDITS) == ()


def test_a_mark_does_not_grow_over_what_is_put_in() -> None:
    edits = (Edit(3, 3, "."),)
    marks = moved_marks([Mark("strong", 0, 3), Mark("emphasis", 3, 5)], edits)
    assert [(mark.begin, mark.end) for mark in marks] == [(0, 3), (4, 6)]


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, tuple[Edit, ...]]:
    text = draw(st.text(min_size=1, max_size=30))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return text, tuple(Edit(begin, end, draw(st.text(max_size=4))) for begin, end in pairs)


@given(edited(), st.data())
def test_marks_stay_within_the_text_and_never_cross(
    given_edits: tuple[str, tuple[Edit, ...]], data: st.DataObject
) -> None:
    text, edits = given_edits
    ends = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=6, max_size=6)))
    nested = [
        Mark("strong", ends[0], ends[3]),
        Mark("emphasis", ends[1], ends[2]),
        Mark("code", ends[4], ends[5]),
    ]
    over = moved_marks(nested, edits)
    for mark in over:
        assert 0 <= mark.begin < mark.end <= len(applied(text, edits))
    for one, other in permutations(over, 2):
        assert not one.begin < other.begin < one.end < other.end


def test_what_was_not_edited_keeps_its_words() -> None:
    for begin, end in ((0, 16), (30, 36)):
        now = applied(TEXT, EDITS)[moved(begin, EDITS) : moved(end, EDITS, is_end=True)]
        assert now == TEXT[begin:end]


@pytest.mark.parametrize("text", ["", "a"])
def test_no_edits_no_change(text: str) -> None:
    assert applied(text, ()) == text
