"""Other answers of the engines that have some: sorted, free of loops, and independent of their neighbours."""

import random
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cache import Cache, cache_key
from pipeline.engines.apertium import Apertium
from pipeline.engines.argos import Argos
from pipeline.engines.bergamot import Bergamot
from pipeline.engines.cached import CachedTranslator
from pipeline.engines.echo import EchoTranslator
from pipeline.engines.marian_beam import Beam, Row
from pipeline.errors import SetupError
from pipeline.language import Lang
from pipeline.ports import Alternatives, Translation, Translator

EN, PT, ES = map(Lang.parse, ("en", "pt", "es"))
SENTENCES = (
    "The cat eats the fish.", "A dog sees the house", "cat", "“Save the house”, she said.",
    "The 2,500 cats of the house saw the dogs of the house.", "He wrote to a@b.org about 90% of it.",
)  # fmt: skip
LONG = "The cat sees the house, and the dog of the mayor eats the fish of the river; " * 12


class Both(Translator, Alternatives):
    """For the type of what is tested."""


@pytest.fixture(scope="module", params=["bergamot", "argos", "argos at random"])
def translator(request: pytest.FixtureRequest, dictionary: Path, nonsense: Path) -> Iterator[Both]:  # fmt: skip
    if request.param == "bergamot":
        opened = Bergamot().open(EN, PT)
    elif request.param == "argos":
        opened = Argos([dictionary]).open(EN, PT)
    else:
        opened = Argos([nonsense]).open(EN, PT)
    assert isinstance(opened, Alternatives)
    yield opened  # type: ignore[misc]  # a Translator that is an Alternatives too
    opened.close()


def test_answers_are_sorted_and_as_many_as_asked(translator: Both) -> None:
    for count in (2, 4):
        for some in translator.alternatives(SENTENCES[:3], count):
            assert len(some) <= count
    assert len(translator.alternatives(SENTENCES[:1], 4)[0]) >= 3


@pytest.mark.parametrize("seed", range(3))
def test_neighbours_change_nothing(translator: Both, seed: int) -> None:
    alone = {text: list(translator.alternatives([text], 4)[0]) for text in SENTENCES}
    shuffled = random.Random(seed).choices([*SENTENCES, "", "😀"], k=9)
    for text, some in zip(shuffled, translator.alternatives(shuffled, 4), strict=True):
        assert text not in alone or list(some) == alone[text]


def test_links_and_scores_are_like_those_of_translations(translator: Both) -> None:
    for text, some in zip(SENTENCES, translator.alternatives(SENTENCES, 4), strict=True):
        for said in some:
            assert said.score is not None
            assert said.score <= 0
            assert all(0 <= link.source_begin < link.source_end <= len(text) for link in said.links)
            assert all(0 <= link.target_begin < link.target_end <= len(said.text) for link in said.links)


def test_nothing_for_nothing(translator: Both) -> None:
    assert [list(some) for some in translator.alternatives(["", " "], 4)] == [[], []]
    assert list(translator.alternatives([], 4)) == []


def test_bergamot_is_surer_of_its_best_than_of_its_greedy_answer() -> None:
    opened = Bergamot().open(EN, PT)
    assert isinstance(opened, Alternatives)
    found = opened.alternatives(SENTENCES, 4)
    for greedy, some in zip(opened.translate(SENTENCES), found, strict=True):
        scores = [said.score for said in some if said.score is not None]
        assert all(before >= after for before, after in pairwise(scores))
        assert greedy.score is not None
        assert scores[0] >= greedy.score - 1e-9
    assert all(len(said.text) > len(LONG) // 2 for said in opened.alternatives([LONG], 2)[0])
    opened.close()
    with pytest.raises(SetupError, match="closed"):
        opened.alternatives(SENTENCES, 4)


def test_the_dictionary_says_its_words_first(dictionary: Path) -> None:
    opened = Argos([dictionary]).open(EN, PT)
    assert isinstance(opened, Alternatives)
    assert (
        opened.alternatives(["The cat eats the fish."], 4)[0][0]
        == opened.translate(["The cat eats the fish."])[0]
    )
    (some,) = opened.alternatives(["the cat sees the cat sees the cat sees"], 4)
    assert all("o gato vê o gato vê" not in said.text for said in some)


def test_others_have_none() -> None:
    assert not isinstance(EchoTranslator(), Alternatives)
    opened = Apertium().open(EN, ES)
    assert not isinstance(opened, Alternatives)
    opened.close()


class Counting:
    """Counts what it is asked."""

    fingerprint = "counting 1"

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []

    def translate(self, texts: Sequence[str]) -> Sequence[Translation]:
        return [Translation(text) for text in texts]

    def alternatives(self, texts: Sequence[str], count: int) -> Sequence[Sequence[Translation]]:
        self.asked += [(text, count) for text in texts]
        return [[] if not text else [Translation(text.upper(), -0.5)] * count for text in texts]

    def close(self) -> None: ...


def test_what_was_found_once_is_kept(tmp_path: Path) -> None:
    inner = Counting()
    first = CachedTranslator(inner, Cache(tmp_path), cache_key).alternatives(["a", ""], 2)
    assert first == [[Translation("A", -0.5)] * 2, []]
    assert CachedTranslator(inner, Cache(tmp_path), cache_key).alternatives(["", "b", "a"], 2)[2] == first[0]
    assert inner.asked == [("a", 2), ("", 2), ("b", 2)]
    CachedTranslator(inner, Cache(tmp_path), cache_key).alternatives(["a"], 3)
    assert inner.asked[-1] == ("a", 3)


def test_a_cached_engine_without_alternatives_gives_none(tmp_path: Path) -> None:
    assert CachedTranslator(EchoTranslator(), Cache(tmp_path), cache_key).alternatives(["a", "b"], 4) == [
        (),
        (),
    ]


@given(st.lists(st.integers(0, 3), max_size=14), st.integers(0, 3))
def test_no_three_words_come_twice(words: list[int], last: int) -> None:
    row = Row()
    for word in words:
        if not row.repeats(word):
            row = row.plus(word, 0, -0.1)
    runs = [row.words[at : at + 3] for at in range(len(row.words) - 2)]
    assert len(runs) == len(set(runs))
    assert row.repeats(last) == ((*row.words[-2:], last) in runs)


def test_a_beam_keeps_the_likeliest_and_ends_at_the_longest() -> None:
    import numpy as np

    beam = Beam(width=2, longest=2, end=0)
    assert beam.grow(np.array([[1, 2, 0]]), np.log(np.array([[0.6, 0.3, 0.1]])), [7]) == [0, 0]
    assert [row.words for row in beam.alive] == [(1,), (2,)]
    assert [row.words for row in beam.best()] == [(0,)]
    beam.grow(np.array([[1, 2], [0, 1]]), np.log(np.array([[0.5, 0.5], [0.9, 0.1]])), [8, 9])
    assert beam.alive == []
    assert [row.words for row in beam.best()] == [(1, 1), (1, 2)]
    assert beam.best()[0].sources == (7, 8)


def test_a_beam_never_goes_round_in_circles() -> None:
    import numpy as np

    beam = Beam(width=2, longest=12, end=0)
    while beam.alive:
        rows = len(beam.alive)
        words, chances = np.tile([1, 2], (rows, 1)), np.tile(np.log([0.9, 0.1]), (rows, 1))
        beam.grow(words, chances, [0] * rows)
    for row in beam.best():
        runs = [row.words[at : at + 3] for at in range(len(row.words) - 2)]
        assert len(runs) == len(set(runs))
