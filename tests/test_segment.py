"""Segments rejoin to the text exactly, keep their ids for life, and carry their marks."""

import unicodedata
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language import Lang
from pipeline.model import Article, Block, Mark
from pipeline.segment import LONGEST, segment_id, segments, sentences

LANGUAGES = ("en", "ar", "pt", "es", "eo", "xx")
PIECES = st.sampled_from([
    "He left", "She said", ". ", "! ", "? ", "؟ ", "،", " ", '"', "“", "”", "Mr. ", "p.m. ", "IST", "approx. ", "No. 5",
    "د. ", "أحمد", "😀", "3.14", "e.g. ", "...", "a", "é", "\u200f", ")", "(",
])  # fmt: skip


def article(*texts: str, lang: str = "en", marks: tuple[Mark, ...] = ()) -> Article:
    blocks = tuple(Block("paragraph", text, marks) for text in texts)
    return Article("sample", "sample", Lang.parse(lang), blocks)


@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(LANGUAGES))
def test_sentences_rejoin_exactly(text: str, language: str) -> None:
    assert "".join(sentences(text, language)) == text


@given(st.lists(st.lists(PIECES, max_size=20).map("".join), max_size=5), st.sampled_from(["en", "ar"]))
def test_segments_rejoin_block_by_block(texts: list[str], language: str) -> None:
    made = article(*texts, lang=language)
    joined = {
        block: "".join(segment.text + segment.after for segment in group)
        for block, group in groupby(segments(made), lambda segment: segment.block)
    }
    for index, text in enumerate(texts):
        assert joined.get(index, "") == (text if text.strip() else "")


@given(st.lists(st.lists(PIECES, max_size=20).map("".join), max_size=6))
def test_ids_are_unique_and_segments_not_empty(texts: list[str]) -> None:
    made = segments(article(*texts))
    assert len({segment.id for segment in made}) == len(made)
    assert all(segment.text.strip() for segment in made)


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_marks_keep_their_words(text: str, one: int, other: int) -> None:
    begin, end = sorted((min(one, len(text)), min(other, len(text))))
    marked = article(text, marks=(Mark("strong", begin, end),) if begin < end else ())
    found = "".join(
        segment.text[mark.begin : mark.end] for segment in segments(marked) for mark in segment.marks
    )
    assert found.split() == text[begin:end].split() or "".join(found.split()) == "".join(
        text[begin:end].split()
    )


def test_an_id_stays_when_the_surroundings_change() -> None:
    before = segments(article("It began. It went on. It ended."))
    after = segments(article("A new start.", "It went on. It ended. Really."))
    assert {"It went on.", "It ended."} <= {segment.text for segment in before} & {
        segment.text for segment in after
    }
    ids = {segment.text: segment.id for segment in before}
    assert all(segment.id == ids[segment.text] for segment in after if segment.text in ids)


def test_a_repeated_text_is_numbered() -> None:
    first, second, third = segments(article("Stop.", "Stop.", "Stop."))
    assert (first.id, second.id, third.id) == (
        segment_id("Stop."), f"{segment_id('Stop.')}-2", f"{segment_id('Stop.')}-3",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "It was posted at 2.36 p.m. IST on Tuesday. It was late.", 2),
        ("en", "He left at 5 p.m. She stayed.", 2),
        ("en", "There were approx. 40 of them. All left.", 2),
        ("en", "See No. 5 for more. It helps.", 2),
        ("en", '"Where are you? Fear Allah!" he shouts. Nobody came.', 2),
        ("ar", "قال د. أحمد إن الأمر انتهى. هل وصلت؟ نعم!", 3),
        ("es", "La Sra. Pérez llegó. Se fue.", 2),
        ("pt", "Havia aprox. 40 pessoas. Todas saíram.", 2),
    ],
)
def test_abbreviations_do_not_end_sentences(language: str, text: str, count: int) -> None:
    assert len(sentences(text, language)) == count


@given(
    st.lists(st.sampled_from(["word ", "كلمة، ", "x" * 700, "e\u0301" * 900, "; ", "a. "]), max_size=12).map(
        "".join
    )
)
def test_no_sentence_is_longer_than_an_engine_can_bear(text: str) -> None:
    parts = sentences(text, "en")
    assert "".join(parts) == text
    assert all(0 < len(part) <= LONGEST for part in parts)
    assert not any(unicodedata.combining(part[0]) for part in parts[1:] if "x" not in text)


def test_a_long_sentence_is_cut_after_a_clause_else_after_a_word() -> None:
    clauses, words = "so it went on, " * 200, "on and on " * 300
    assert all(part.endswith((", ", "on, ")) for part in sentences(clauses, "en"))
    assert all(part.endswith(" ") for part in sentences(words, "en")[:-1])


def test_no_sentence_ends_within_code() -> None:
    text = "Type pip install . for the tests. Then make serve! It runs. Stop. Now."
    code = [(5, 18), (39, 50)]
    marks = tuple(Mark("code", *span) for span in code)
    made = segments(article(text, marks=marks))
    assert [segment.text for segment in made] == [
        "Type pip install . for the tests.", "Then make serve!", "It runs.", "Stop.", "Now.",
    ]  # fmt: skip
    whole = segments(article(text, marks=(Mark("code", 0, 70),)))
    assert [segment.text for segment in whole] == [text]
    assert [(mark.begin, mark.end) for mark in whole[0].marks] == [(0, 70)]


def test_endless_code_is_cut_all_the_same() -> None:
    text = "Run it now. " * 1_000
    made = segments(article(text, marks=(Mark("code", 0, len(text)),)))
    assert len(made) > 1
    assert all(len(segment.text) < 2 * LONGEST for segment in made)
    assert "".join(segment.text + segment.after for segment in made) == text
