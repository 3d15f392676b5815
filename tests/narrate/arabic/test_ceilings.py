"""How well Arabic is vowelled and spoken: measured against sentences vowelled by hand, and held there."""

from collections.abc import Iterator

import pytest

from pipeline.engines.espeak import EspeakNarrator
from pipeline.engines.rawi import Rawi
from pipeline.narrate.arabic.letters import SHADDA, SUN, bare, letters
from pipeline.narrate.arabic.vowel import vowelled
from tests.narrate.arabic.measure import (
    SETS,
    arabic_voice,
    diacritic_errors,
    phoneme_errors,
    phonemes,
    said,
    sentences,
    total,
)


@pytest.fixture(scope="module")
def voice() -> Iterator[EspeakNarrator]:
    narrator = arabic_voice()
    yield narrator
    narrator.close()


@pytest.fixture(scope="module")
def ours() -> dict[str, str]:
    """What is made of each sentence without its signs."""
    wanted = [sentence for name in SETS for sentence in sentences(name)]
    results = vowelled([bare(sentence) for sentence in wanted], Rawi())
    assert not any(result.flaw for result in results)
    return {sentence: result.text for sentence, result in zip(wanted, results, strict=True)}


def test_there_are_enough_sentences() -> None:
    assert len(sentences("aleppo")) >= 10
    assert sum(len(sentences(name)) for name in SETS) >= 40


@pytest.mark.parametrize("name", SETS)
def test_the_hand_has_forgotten_no_sign(name: str) -> None:
    """Letters without a sign are long vowels, alifs that carry over, and the l before a doubled letter."""
    for sentence in sentences(name):
        found = letters(sentence)
        for before, letter, after in zip(found, found[1:], [*found[2:], found[0]], strict=False):
            if not letter.is_letter or letter.signs or letter.base in "اىآ":
                continue
            is_long = (letter.base, before.vowel) in (("و", "\u064f"), ("ي", "\u0650"))
            is_swallowed = letter.base == "ل" and after.base in SUN and SHADDA in after.signs
            assert is_long or is_swallowed, f"{letter.base} in {sentence}"


@pytest.mark.parametrize(
    ("name", "endings", "ceiling"),
    [
        ("aleppo", True, 1.9),
        ("aleppo", False, 1.5),
        ("news", True, 1.1),
        ("news", False, 0.9),
        ("later", True, 1.1),
        ("later", False, 0.8),
    ],
)
def test_diacritic_error_rate(ours: dict[str, str], name: str, endings: bool, ceiling: float) -> None:
    found = total(diacritic_errors(text, ours[text], endings=endings) for text in sentences(name))
    assert 0 < found.percent <= ceiling


@pytest.mark.parametrize(("name", "ceiling"), [("aleppo", 1.2), ("news", 0.75), ("later", 0.75)])
def test_phoneme_error_rate(voice: EspeakNarrator, ours: dict[str, str], name: str, ceiling: float) -> None:
    found = total(
        phoneme_errors(phonemes(voice, said(text)), phonemes(voice, said(ours[text])))
        for text in sentences(name)
    )
    assert 0 < found.percent <= ceiling


def test_what_it_would_be_without(voice: EspeakNarrator) -> None:
    """Bare, a third of the phonemes is wrong; vowelled but not spelled for the voice, a seventh."""
    wanted = sentences("news")
    right = [phonemes(voice, said(text)) for text in wanted]
    bare_rate = total(
        phoneme_errors(spoken, phonemes(voice, bare(text)))
        for spoken, text in zip(right, wanted, strict=True)
    )
    plain_rate = total(
        phoneme_errors(spoken, phonemes(voice, text)) for spoken, text in zip(right, wanted, strict=True)
    )
    assert bare_rate.percent > 25
    assert 10 < plain_rate.percent < 20
