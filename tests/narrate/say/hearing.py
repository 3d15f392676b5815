"""How espeak says texts: Arabic as it is spoken in an edition, with its vowels."""

from collections.abc import Iterator, Sequence

from pipeline.engines.espeak import Espeak, EspeakNarrator
from pipeline.engines.rawi import Rawi
from pipeline.language import Lang
from pipeline.narrate import VowelledNarrator
from pipeline.ports import Audio


class Listener:
    """A narrator that writes down how its texts are pronounced, and is silent."""

    fingerprint = "listener"

    def __init__(self, voice: EspeakNarrator) -> None:
        self._voice = voice
        self.heard: list[str] = []

    def speak(self, texts: Sequence[str]) -> Iterator[Audio]:
        for text in texts:
            self.heard.append(self._voice.phonemes(text).replace("\n", " | "))
            yield Audio(b"\0\0", 22_050)

    def close(self) -> None:
        self._voice.close()


def heard(language: str, texts: Sequence[str]) -> list[str]:
    """The phonemes of each text, in the International Phonetic Alphabet, clauses parted by bars."""
    lang = Lang.parse(language)
    voice = Espeak().default(lang)
    assert voice
    listener = Listener(Espeak().open(voice))
    narrator = VowelledNarrator(listener, Rawi(), lang) if lang.base == "ar" else listener
    try:
        for _ in narrator.speak(texts):
            pass
    finally:
        narrator.close()
    return listener.heard
