"""Display text -> what the engine is given."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.narrate.spoken import LONGEST, spoken


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("Plain words.", "Plain words."),
        ("  two\u00a0 \n\tspaces ", "two spaces"),
        ("a\0b\x1bc", "a b c"),
        ("\u2068Aleppo\u2069 \u200fحلب\u202c", "Aleppo حلب"),
        ("soft\u00adhyphen and \ufeffmark", "softhyphen and mark"),
        ("caf\u0065\u0301", "café"),
        ("می\u200cروم", "می\u200cروم"),
        ("half \ud83d of a pair", "half of a pair"),
        ("7", "7"),
    ],
)
def test_what_is_said(shown: str, said: str) -> None:
    assert spoken(shown) == (said,)


@pytest.mark.parametrize("shown", ["", " ", "—", "* * *", "…", "😀", "\u200f\u202e", "\0", "\u0301"])
def test_nothing_to_say(shown: str) -> None:
    assert spoken(shown) == ()


def test_a_long_text_is_cut_at_spaces() -> None:
    words = " ".join(["seven77"] * 2_000)
    pieces = spoken(words)
    assert [len(piece) for piece in pieces] == [4_999, 4_999, 4_999, 999]
    assert " ".join(pieces) == words


def test_a_word_too_long_is_cut_where_it_must() -> None:
    assert [len(piece) for piece in spoken("w" * 12_000)] == [5_000, 5_000, 2_000]


@given(
    text=st.text(alphabet="abcñعحß一9 .,—\u200f\u202e\u2068\0\n\u00a0\u00ad\ud800"),
    times=st.sampled_from([1, 40, 2_000]),
)
def test_pieces_are_short_and_hold_every_letter_in_order(text: str, times: int) -> None:
    pieces = spoken(text * times)
    assert all(0 < len(piece) <= LONGEST for piece in pieces)
    assert [c for c in "".join(pieces) if c.isalnum()] == [c for c in text * times if c.isalnum()]


@given(text=st.text(alphabet=st.characters()))
def test_no_control_and_no_double_space_is_left(text: str) -> None:
    for piece in spoken(text):
        assert not {unicodedata.category(c) for c in piece if c not in "\u200c\u200d"} & {"Cc", "Cf", "Cs"}
        assert piece == " ".join(piece.split())
        assert piece == unicodedata.normalize("NFC", piece)
