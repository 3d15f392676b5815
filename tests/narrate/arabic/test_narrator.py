"""The narrator around an Arabic voice: what is said, when, and what is told where vowels are missing."""

from collections.abc import Iterator, Sequence

import pytest

from pipeline.engines.espeak import EspeakNarrator
from pipeline.engines.rawi import REMEDY, Rawi
from pipeline.engines.silence import SilenceNarrator
from pipeline.model import Finding
from pipeline.narrate import Narrate, VowelledNarrator
from pipeline.ports import Audio
from tests.narrate.arabic.measure import AR, arabic_voice, said, sentences
from tests.narrate.editions import edition


@pytest.fixture(scope="module")
def voice() -> Iterator[EspeakNarrator]:
    narrator = arabic_voice()
    yield narrator
    narrator.close()


class Overheard(SilenceNarrator):
    """Silence that remembers what it was asked to say."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def speak(self, texts: Sequence[str]) -> Iterator[Audio]:
        self.texts += texts
        return super().speak(texts)


class Deaf:
    """A diacritizer that gives other letters."""

    fingerprint = "deaf"

    def vowel(self, texts: Sequence[str]) -> Sequence[str]:
        return ["ماذا" for _ in texts]

    def close(self) -> None: ...


def test_bare_text_sounds_like_vowelled_text(voice: EspeakNarrator) -> None:
    """A sentence that the model gets right, spoken from its bare letters and from its vowelled ones."""
    vowels = "قَرَّرَ مَجْلِسُ الْأَمْنِ عَقْدَ جَلْسَةٍ طَارِئَةٍ لِبَحْثِ الْأَزْمَةِ الْإِنْسَانِيَّةِ."
    assert vowels in sentences("news")
    (ours,) = VowelledNarrator(voice, Rawi(), AR).speak(
        ["قرر مجلس الأمن عقد جلسة طارئة لبحث الأزمة الإنسانية."]
    )
    (wanted,) = voice.speak([said(vowels)])
    assert ours.samples == wanted.samples


def test_times_are_those_of_the_words_given(voice: EspeakNarrator) -> None:
    text = 'نشر صورًا من حلب، وقال: "إنّ الوضع صعب".'
    (audio,) = VowelledNarrator(voice, Rawi(), AR).speak([text])
    assert [text[word.begin : word.end] for word in audio.words] == text.split()
    assert [word.first for word in audio.words] == sorted({word.first for word in audio.words})
    assert audio.words[-1].last == len(audio.samples) // 2


def test_a_long_text_is_spoken_in_pieces_and_keeps_its_times() -> None:
    inner = Overheard()
    text = "كلمة طويلة جدا " * 250
    (audio,) = VowelledNarrator(inner, Rawi(), AR).speak([text.strip()])
    assert len(inner.texts) > 1
    assert all(piece.endswith(" ") for piece in inner.texts[:-1])
    assert all(len(piece) <= 5_000 for piece in inner.texts)
    assert [text[word.begin : word.end] for word in audio.words] == text.split()
    assert [word.first for word in audio.words] == sorted({word.first for word in audio.words})


def test_no_number_is_cut() -> None:
    inner = Overheard()
    list(VowelledNarrator(inner, Rawi(), AR).speak([("12345 " * 900).strip()]))
    assert {number for piece in inner.texts for number in piece.split()} == {"12345"}
    assert len(inner.texts) == 2


def test_one_word_longer_than_a_narrator_takes() -> None:
    inner = Overheard()
    (audio,) = VowelledNarrator(inner, Rawi(), AR).speak(["ب" * 5_000])
    assert [len(piece) for piece in inner.texts] == [5_000]
    assert len(audio.words) == 1


def test_without_a_diacritizer_the_text_stays_bare_and_that_is_told() -> None:
    inner = Overheard()
    narrator = VowelledNarrator(inner, None, AR, REMEDY)
    list(narrator.speak(["هذا بيت", "كَتَبَ"]))
    assert inner.texts == ["هذا بيت", "كَتَبْ"]
    message = f"Arabic is spoken without its vowels. {REMEDY}"
    assert narrator.findings() == (Finding("narrate.vowels", "warning", "ar", message),)
    assert narrator.findings() == ()


def test_other_letters_are_not_spoken_and_that_is_told() -> None:
    inner = Overheard()
    narrator = VowelledNarrator(inner, Deaf(), AR)
    list(narrator.speak(["هذا بيت"]))
    assert inner.texts == ["هذا بيت"]
    (finding,) = narrator.findings()
    assert finding.message.startswith("Some Arabic is spoken without its vowels. The diacritizer gave other")


def test_the_stage_takes_up_what_is_told() -> None:
    whole = edition([("paragraph", "One. Two.")], AR, {"One.": "هذا بيت.", "Two.": "كبير."})
    stage = Narrate(lambda lang: VowelledNarrator(SilenceNarrator(), None, AR, REMEDY))
    (first, second) = stage([whole, whole])
    assert [finding.code for finding in first.findings] == ["narrate.vowels"]
    assert first.findings == second.findings
    assert first.track is not None


def test_the_fingerprint_tells_voice_and_diacritizer(voice: EspeakNarrator) -> None:
    fingerprint = VowelledNarrator(voice, Rawi(), AR).fingerprint
    assert fingerprint.startswith(voice.fingerprint)
    assert Rawi().fingerprint in fingerprint
    assert VowelledNarrator(voice, None, AR).fingerprint not in (fingerprint, voice.fingerprint)
