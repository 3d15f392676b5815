"""Plain text to paragraphs."""

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.read.lines import paragraphs

WORDS = st.from_regex(r"[a-z]{1,12}(-[a-z]{1,5})?,?", fullmatch=True)
PARAGRAPHS = st.lists(st.lists(WORDS, min_size=1, max_size=40).map(" ".join), min_size=1, max_size=6)


@settings(deadline=None)
@given(PARAGRAPHS, st.integers(40, 120))
def test_wrapped_paragraphs_come_back_whole(texts: list[str], width: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(text, width) for text in texts)
    assert [paragraph.text for paragraph in paragraphs(wrapped)] == texts


@settings(deadline=None)
@given(PARAGRAPHS)
def test_long_lines_are_paragraphs(texts: list[str]) -> None:
    lines = [text + " and so on" * 13 for text in texts]
    found = paragraphs("\n".join(lines))
    assert [paragraph.text for paragraph in found] == lines
    assert [paragraph.line for paragraph in found] == list(range(1, len(lines) + 1))


@settings(deadline=None)
@given(st.text("ab .\n-*>1)=#\t\u00a0", max_size=80))
def test_no_word_is_lost(text: str) -> None:
    found = paragraphs(text)
    kept = "".join(f"{paragraph.marker}{paragraph.text}" for paragraph in found)
    assert sum(map(kept.count, "ab")) == sum(map(text.count, "ab"))
    assert all(paragraph.text == " ".join(paragraph.text.split()) for paragraph in found)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("- a\n- b", ["bullet", "bullet"]),
        ("1. a\n2) b", ["number", "number"]),
        ("1. alone\n\nText.", ["text", "text"]),
        ("> a\n> b\n\n> c", ["quote", "quote"]),
        ("– A dialogue's dash.", ["text"]),
        ("-5 degrees", ["text"]),
        ("Title\n-----\nText", ["heading", "text"]),
        ("Text\n\n---\n\nText", ["text", "ornament", "text"]),
    ],
)
def test_kinds(text: str, kinds: list[str]) -> None:
    assert [paragraph.kind for paragraph in paragraphs(text)] == kinds
