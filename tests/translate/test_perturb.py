"""Sentences asked otherwise: an engine that changes nothing gets every one of them back as it was."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language import Lang
from pipeline.ports import Link, Translation
from pipeline.translate.perturb import Trial, trials

PT, AR = Lang.parse("pt"), Lang.parse("ar")
PIECES = [
    "The mayor said", "; ", ": ", ", ", " “", "” ", " (a doctor)", " (in 2012)", " 17,500 boats", " at 2.36 and 14:30",
    " the river rose", "@one https://example.org/a;b", ".", "?", '"', ' "', '" ', "'s", " - ", "\n",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map(lambda pieces: "".join(pieces).strip())


def same(text: str) -> Translation:
    """The text itself, aligned word by word."""
    words = [match.span() for match in re.finditer(r"\w+", text)]
    return Translation(text, None, tuple(Link(*word, *word) for word in words))


def joined(trial: Trial) -> Translation | None:
    return trial.join([same(piece) for piece in trial.pieces])


@given(TEXTS)
def test_what_is_taken_apart_is_put_together_exactly(text: str) -> None:
    for trial in trials(text, PT):
        whole = joined(trial)
        assert whole is not None
        assert whole.text == text
        assert all(text[link.source_begin : link.source_end] for link in whole.links)
        for link in whole.links:
            assert (link.source_begin, link.source_end) == (link.target_begin, link.target_end)


@given(TEXTS)
def test_pieces_are_never_the_text_itself_and_never_cut_an_address(text: str) -> None:
    for trial in trials(text, PT):
        assert text not in trial.pieces
        assert sum(piece.count("https://example.org/a;b") for piece in trial.pieces) == text.count("https://")


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("It rose.", [["It rose"]]),
        ("It rose...", []),
        ("It rose?", []),
        ("In 2012 17,500 came", [["In X1 X2 came"]]),
        ("At 2.36pm B52s came", []),
        ("The mayor (a doctor) slept", [["The mayor slept", "a doctor"]]),
        ("(all) slept", []),
        ("It rose high; we slept well", [["It rose high", "we slept well"]]),
        ("He said: “It rose high”, she wrote", [
            ["He said", "“It rose high”, she wrote"], ["He said", "It rose high", "she wrote"],
        ]),
        ("One: two", []),
    ],
)  # fmt: skip
def test_the_ways_to_ask(text: str, pieces: list[list[str]]) -> None:
    assert [list(trial.pieces) for trial in trials(text, PT)] == pieces


def test_what_cannot_be_put_back_is_discarded() -> None:
    (numbers,) = trials("In 2012 it rose", PT)
    assert numbers.join([Translation("Em subiu")]) is None
    (parenthesis,) = trials("The mayor (a doctor) slept", PT)
    assert parenthesis.join([Translation("O prefeito dormiu"), Translation("um médico")]) is None
    across = Translation("O prefeito dormiu", None, (Link(4, 15, 2, 17),))
    assert parenthesis.join([across, Translation("um médico")]) is None
    (clauses,) = trials("It rose high; we slept well", PT)
    assert clauses.join([Translation(""), Translation("dormimos bem")]) is None


def test_a_parenthesis_goes_behind_the_word_that_it_stood_behind() -> None:
    (trial,) = trials("The mayor (a doctor) slept", PT)
    around = Translation("Dormiu o prefeito", -0.2, (Link(10, 15, 0, 6), Link(4, 9, 9, 17)))
    whole = trial.join([around, Translation("Um médico.", -0.4)])
    assert whole is not None
    assert whole.text == "Dormiu o prefeito (um médico)"
    assert whole.links == (Link(21, 26, 0, 6), Link(4, 9, 9, 17))
    assert whole.score is not None
    assert -0.4 < whole.score < -0.2


def test_at_the_end_no_alignment_is_needed() -> None:
    *_, trial = trials("We slept (all of us).", PT)
    whole = trial.join([Translation("Dormimos."), Translation("todos nós")])
    assert whole is not None
    assert whole.text == "Dormimos (todos nós)."


def test_pieces_lose_the_stop_and_the_capital_of_a_sentence() -> None:
    (trial,) = trials("It rose high; we slept well", PT)
    whole = trial.join([Translation("Subiu."), Translation("Dormimos bem.")])
    assert whole is not None
    assert whole.text == "Subiu; dormimos bem"


def test_marks_between_pieces_are_arabic_in_arabic() -> None:
    (trial,) = trials("It rose high; we slept well", AR)
    whole = trial.join([Translation("ارتفع"), Translation("نمنا")])
    assert whole is not None
    assert whole.text == "ارتفع؛ نمنا"
