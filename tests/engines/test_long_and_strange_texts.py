"""What engines share: characters that are kept from them, and cuts where a text is too long."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.engines.characters import harmless
from pipeline.engines.clauses import middle

ANY = st.text(st.characters(exclude_categories=()))


@given(ANY)
def test_what_is_harmless_can_be_written_and_keeps_its_length(text: str) -> None:
    clean = harmless(text)
    assert len(clean) == len(text)
    assert clean.encode().decode() == clean
    assert not [c for c in clean if unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\n\r"]
    assert harmless(clean) == clean


@pytest.mark.parametrize(
    "number", [0, 0x1B, 0x7F, 0x85, 0xD800, 0xDFFF, 0xFDD0, 0xFFFE, 0xFFFF, 0x1FFFF, 0x10FFFE]
)
def test_what_is_harmful(number: int) -> None:
    assert harmless(f"a{chr(number)}b") in ("a b", "a\ufffdb")


@pytest.mark.parametrize(
    "text", ["Olá 😀\n", "\u202eabc\u202c", "a\u200db\u200c", "\ufeff", "\u00ad", "عربي"]
)
def test_what_is_kept(text: str) -> None:
    assert harmless(text) == text


@given(st.text(st.sampled_from("ab. ,;\n—。،"), min_size=2, max_size=60))
def test_both_halves_are_shorter_and_nothing_but_space_is_lost(text: str) -> None:
    left, right = middle(text)
    assert 0 < left <= right < len(text)
    assert not text[left:right].strip()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("one, two three four. five six seven", "one, two three four."),
        ("one two; three, four five six", "one two;"),
        ("one two three, four five", "one two three,"),
        ("one two three four", "one two"),
        ("“one two three.” four five six", "“one two three.”"),
        ("أول ثان ثالث؛ رابع خامس", "أول ثان ثالث؛"),
        ("第一第二。第三第四", "第一第二。"),
        ("one two three – four five six", "one two three"),
        ("abcdefgh", "abcd"),
    ],
)
def test_the_best_place_near_the_middle(text: str, left: str) -> None:
    assert text[: middle(text)[0]] == left
