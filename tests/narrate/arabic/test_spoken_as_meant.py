"""The voice says what the vowelled words mean: its IPA against the sounds that the grammar gives them."""

import re
from collections.abc import Iterator

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from pipeline.engines.espeak import EspeakNarrator
from pipeline.narrate.arabic.speech import words_of
from tests.narrate.arabic.measure import SETS, arabic_voice, said, sentences

IPA = {
    "ʔ": "ʔ", "b": "b", "t": "t", "ṯ": "θ", "ǧ": "ʤ", "ḥ": "ħ", "ḫ": "χ", "d": "d", "ḏ": "ð", "r": "r", "z": "z",
    "s": "s", "š": "ʃ", "ṣ": "S", "ḍ": "D", "ṭ": "T", "ẓ": "ð", "ʿ": "ʕ", "ġ": "ɣ", "f": "f", "q": "q", "k": "k",
    "l": "l", "m": "m", "n": "n", "h": "h", "w": "w", "y": "j", "a": "a", "i": "i", "u": "u", "ā": "aa", "ī": "ii",
    "ū": "uu",
}  # fmt: skip
"""The voice says ẓ as ḏ; the other emphatic consonants are written as capitals."""


@pytest.fixture(scope="module")
def voice() -> Iterator[EspeakNarrator]:
    narrator = arabic_voice()
    yield narrator
    narrator.close()


def meant(heard: str) -> str:
    """The sounds of a word in the voice's own symbols; n before b is m."""
    return _diphthongs("".join(IPA[sound] for sound in heard)).replace("nb", "mb")


def says(ipa: str) -> list[str]:
    """What the voice says, a word an entry: no stress, long sounds twice, one symbol for each sound."""
    plain = re.sub("[ˈˌ.]", "", ipa)
    for of_voice, ours in (("s̪", "S"), ("t̪", "T"), ("dˤ", "D"), ("dʒ", "ʤ")):
        plain = plain.replace(of_voice, ours)
    return [_diphthongs(word) for word in re.sub(r"(\S)ː", r"\1\1", plain).split()]


def _diphthongs(word: str) -> str:
    return re.sub("ai(?![aiu])", "aj", re.sub("au(?![aiu])", "aw", word))


@pytest.mark.parametrize("name", SETS)
def test_every_word_is_said_as_it_sounds(voice: EspeakNarrator, name: str) -> None:
    for sentence in sentences(name):
        wanted = [meant(word.heard) for word in words_of(sentence)]
        assert says(voice.phonemes(said(sentence))) == wanted


HARD = (
    "هَذَا لِدَاوُدَ وَعَمْرٍو وَطَهَ.",
    "وَلَكِنَّ أُولَئِكَ مِائَةٌ.",
    "وَالَّذِي اتَّخَذَ الْقَرَارَ وَاسْتَقَالَ.",
    "بِالشَّمْسِ وَالْقَمَرِ، وَلِلنَّاسِ.",
    "اُكْتُشِفَ الذَّهَبُ؛ ابْنُهُ رَأَى الْبِئْرَ.",
    "يُعَيِّنُ السَّيِّدُ مُؤَيِّدِيهِ",
    "حَيَاةٌ وَقُوَّةٌ وَأُخُوَّةٌ وَعُلُوٌّ عَلِيٌّ",
    "اللَّهُ الرَّحْمَنُ",
    "بِهِمُ الْيَوْمَ وَرَأَوُا الْبَيْتَ",
)


def test_hard_words(voice: EspeakNarrator, file_regression: FileRegressionFixture) -> None:
    told = [
        "\n".join(
            (text, " ".join(word.heard for word in words_of(text)), said(text), voice.phonemes(said(text)))
        )
        for text in HARD
    ]
    for text in HARD:
        assert says(voice.phonemes(said(text))) == [meant(word.heard) for word in words_of(text)]
    file_regression.check("\n\n".join(told) + "\n")
