"""Speech that is kept: the same to the sample, and asked for once."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cache import Cache, cache_key
from pipeline.engines.cached_voice import CachedNarrator, packed, unpacked
from pipeline.engines.espeak import Espeak
from pipeline.errors import SetupError
from pipeline.language import Lang
from pipeline.model import Word
from pipeline.ports import Audio, Narrator

EN = Lang.parse("en")


class Counted:
    """A real voice that counts."""

    def __init__(self, *, rate: int = 160, pitch: int = 50) -> None:
        engine = Espeak(rate=rate, pitch=pitch)
        voice = engine.default(EN)
        assert voice
        self._inner: Narrator = engine.open(voice)
        self.said: list[str] = []

    @property
    def fingerprint(self) -> str:
        return self._inner.fingerprint

    def speak(self, texts: Sequence[str]) -> Iterator[Audio]:
        for text in texts:
            self.said.append(text)
            yield from self._inner.speak([text])

    def close(self) -> None:
        self._inner.close()


def said(voice: Counted, folder: Path, *texts: str) -> list[Audio]:
    narrator = CachedNarrator(voice, Cache(folder), cache_key)
    try:
        return list(narrator.speak(texts))
    finally:
        narrator.close()


@given(
    samples=st.lists(st.integers(-32_768, 32_767), max_size=300),
    rate=st.sampled_from([16_000, 22_050]),
    words=st.lists(st.builds(Word, *[st.integers(0, 10**6)] * 4), max_size=4),
)
def test_what_is_packed_comes_back(samples: list[int], rate: int, words: list[Word]) -> None:
    audio = Audio(np.array(samples, np.int16).tobytes(), rate, tuple(words))
    assert unpacked(packed(audio)) == audio


def test_speech_takes_two_thirds_of_its_size_or_less(tmp_path: Path) -> None:
    (audio,) = said(Counted(), tmp_path, "The lighthouse was built in 1871, and its keeper left it.")
    assert len(packed(audio)) < len(audio.samples) * 2 / 3


def test_a_text_is_spoken_once(tmp_path: Path) -> None:
    first, second = Counted(), Counted()
    fresh = said(first, tmp_path, "One.", "Two.", "One.")
    assert first.said == ["One.", "Two."]
    assert said(second, tmp_path, "Two.", "Three.", "One.") == [
        fresh[1],
        *said(Counted(), tmp_path / "x", "Three."),
        fresh[0],
    ]
    assert second.said == ["Three."]


@pytest.mark.parametrize("settings", [{"rate": 161}, {"pitch": 51}])
def test_another_pace_or_pitch_is_another_sound(settings: dict[str, int], tmp_path: Path) -> None:
    (plain,) = said(Counted(), tmp_path, "A keeper left his tower.")
    other = Counted(**settings)
    (changed,) = said(other, tmp_path, "A keeper left his tower.")
    assert other.said
    assert changed.samples != plain.samples


def test_a_failure_is_not_kept(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(SetupError, match="5,001 characters"):
            said(Counted(), tmp_path, "x" * 5_001)


def test_a_lone_surrogate_has_a_key_too(tmp_path: Path) -> None:
    assert said(Counted(), tmp_path, "a \ud800 b") == said(Counted(), tmp_path, "a \ud800 b")
