"""`silence`: speaks silence of a length known from the text. For tests, and for tracks to be voiced by hand."""

import re
from collections.abc import Iterator, Sequence

from pipeline.engines.utterance import plain
from pipeline.errors import MissingEngineError
from pipeline.language import Lang
from pipeline.model import Word
from pipeline.ports import Audio, Voice

SAMPLE_RATE = 22_050
PER_CHARACTER = 1_323
"""Samples a character: 60 ms at 22,050 Hz, about 160 English words a minute."""
_SAMPLE = b"\0\0"


class Silence:
    """The engine. It is chosen only by name."""

    name = "silence"
    rank = 0

    def voices(self) -> tuple[Voice, ...]:
        return (Voice("silence", "silence", "mul"),)

    def default(self, lang: Lang) -> Voice | None:
        return Voice("silence", "silence", lang.tag)

    def remedy(self) -> str:
        return ""

    def open(self, voice: Voice) -> "SilenceNarrator":
        if (voice.engine, voice.name) != ("silence", "silence"):
            raise MissingEngineError(f"silence has no voice {voice.key}.", remedy="Use silence:silence.")
        return SilenceNarrator()


class SilenceNarrator:
    """60 ms of silence a character; each word lasts as long as its characters."""

    fingerprint = "silence, 60 ms a character"

    def speak(self, texts: Sequence[str]) -> Iterator[Audio]:
        for text in texts:
            length = len(plain(text).rstrip())
            yield Audio(_SAMPLE * PER_CHARACTER * length, SAMPLE_RATE, _words(plain(text)))

    def close(self) -> None:
        """Nothing to end."""


def _words(text: str) -> tuple[Word, ...]:
    return tuple(
        Word(token.start(), token.end(), token.start() * PER_CHARACTER, token.end() * PER_CHARACTER)
        for token in re.finditer(r"\S+", text)
    )
