"""Seals: they hold for the words they were made for, whatever tools do to white space, and for no others."""

import unicodedata
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import State
from pipeline.seal import plain, read_seal, seal

WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=20)


@given(state=st.sampled_from(get_args(State)), source=WORDS, target=WORDS, name=st.just("Ana Lima"))
def test_a_seal_is_read_as_it_was_written(state: State, source: str, target: str, name: str) -> None:
    made = seal(state, source, target, (), name)
    assert read_seal(["a remark", f" {made} "]) == made
    assert made.holds(source, target)


@given(source=WORDS, target=WORDS, other=WORDS)
def test_other_words_break_it(source: str, target: str, other: str) -> None:
    made = seal("reviewed", source, target, (), "Ana Lima")
    assert made.holds(other, target) == (plain(other) == plain(source))
    assert made.holds(source, other) == (plain(other) == plain(target))


def test_white_space_and_composition_do_not_matter() -> None:
    made = seal("edited", "A café.", "Um café.")
    assert made.holds("A\n café. ", unicodedata.normalize("NFD", "Um  café."))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (((1, 0, 2),), ((1, 0, 3),)),
        (((1, 0, 2),), ((2, 0, 2),)),
        (((1, 0, 2),), ()),
        (((1, 0, 8), (2, 0, 2)), ((2, 0, 8), (1, 0, 2))),
    ],
)
def test_a_moved_mark_breaks_it(
    before: tuple[tuple[int, int, int], ...], after: tuple[tuple[int, int, int], ...]
) -> None:
    made = seal("reviewed", "A word.", "Palavra.", before, "Ana Lima")
    assert made.holds("A word.", "Palavra.", before)
    assert not made.holds("A word.", "Palavra.", after)


def test_state_and_name_are_sealed_too() -> None:
    made = seal("edited", "A.", "B.", (), "Ana Lima")
    assert not replace(made, state="reviewed").holds("A.", "B.")
    assert not replace(made, name="Somebody Else").holds("A.", "B.")


@pytest.mark.parametrize(
    "line", ["", "reviewed", "reviewed by Ana", "signed [0123456789abcdef]", "reviewed [0123]"]
)
def test_other_remarks_are_no_seal(line: str) -> None:
    assert read_seal([line]) is None
