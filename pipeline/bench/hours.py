"""A program that narrates hours of a sound that costs nothing to speak, so that what is measured is the rest."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.language import Lang
from pipeline.model import Article, Block, Edition, Segment, Target, Word
from pipeline.narrate import Narrate
from pipeline.ports import Audio

RATE = 22_050
SECONDS = 10
"""A sentence lasts."""
WORDS = 25
"""In a sentence: 150 a minute."""
_ENGLISH = Lang.parse("en")
_PARAGRAPH = 5


class Murmur:
    """A voice that murmurs `SECONDS` of noise a text, the same each time, with a time for each word."""

    fingerprint = "murmur"

    def __init__(self) -> None:
        import numpy as np

        drawn = np.random.default_rng(1).normal(0, 2_000, RATE * SECONDS)
        self._sound = drawn.astype(np.int16).tobytes()

    def speak(self, texts: Sequence[str]) -> Iterator[Audio]:
        for text in texts:
            yield Audio(self._sound, RATE, tuple(_words(text)))

    def close(self) -> None: ...


def _words(text: str) -> Iterator[Word]:
    step, place = RATE * SECONDS // WORDS, 0
    for number, word in enumerate(text.split()):
        yield Word(place, place + len(word), number * step, (number + 1) * step)
        place += len(word) + 1


def edition(hours: float) -> Edition:
    """Of so many hours; each sentence is another one."""
    count = round(hours * 3600 / SECONDS)
    texts = [" ".join([f"Number {number}", *["lamp"] * (WORDS - 2)]) for number in range(count)]
    blocks = [Block("paragraph", " ".join(texts[at : at + _PARAGRAPH])) for at in range(0, count, _PARAGRAPH)]
    segments = [Segment(f"s{number}", number // _PARAGRAPH, text) for number, text in enumerate(texts)]
    targets = [Target(segment.id, segment.text, "source", _ENGLISH) for segment in segments]
    article = Article("hours", "hours", _ENGLISH, tuple(blocks))
    return Edition(article, _ENGLISH, tuple(segments), tuple(targets))


def main(hours: str, audio: str, told: str) -> None:
    """Writes the seconds of sound, and the bytes of its files, as JSON into the file `told`."""
    (done,) = Narrate(lambda _: Murmur(), encoding=audio)([edition(float(hours))])
    assert done.track, done.failure
    sizes = [len(sound.data) for sound in done.track.sounds]
    found = {"seconds": done.track.samples / done.track.sample_rate, "bytes": sum(sizes)}
    Path(told).write_text(json.dumps(found), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
