"""A cache of speech as a narrator around a narrator: what was spoken once is not spoken again."""

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import astuple

from pipeline.model import Word
from pipeline.ports import Audio, Keeper, KeyMaker, Narrator

_VERSION = "1"
_LEVEL = 1
"""zlib's fastest: speech takes 59 % of its size; level 6 saves 2 % more in twice the time, FLAC as much, and is read
three times as slowly."""


class CachedNarrator:
    """A voice that asks another one only for texts it has not kept. By spoken text and the other's fingerprint:
    engine with version, voice, pace, pitch.
    """

    def __init__(self, inner: Narrator, keeper: Keeper, make_key: KeyMaker) -> None:
        self._inner = inner
        self._keeper = keeper
        self._make_key = make_key

    @property
    def fingerprint(self) -> str:
        return self._inner.fingerprint

    def speak(self, texts: Sequence[str]) -> Iterator[Audio]:
        for text in texts:
            key = self._make_key("speak", _VERSION, self.fingerprint, text.encode("utf-8", "surrogatepass"))
            payload = self._keeper.get(key)
            if payload is None:
                (audio,) = self._inner.speak([text])
                self._keeper.put(key, packed(audio))
            else:
                audio = unpacked(payload)
            yield audio

    def close(self) -> None:
        self._inner.close()


def packed(audio: Audio) -> bytes:
    """Rate and words as one line of JSON; then each sample's distance from the one before, low bytes first."""
    import numpy as np

    head = json.dumps([audio.sample_rate, [astuple(word) for word in audio.words]]).encode("ascii")
    steps = np.diff(np.frombuffer(audio.samples, np.int16), prepend=np.int16(0)).astype("<i2")
    return head + b"\n" + zlib.compress(steps.view(np.uint8).reshape(-1, 2).T.tobytes(), _LEVEL)


def unpacked(payload: bytes) -> Audio:
    """What `packed` packed, to the sample."""
    import numpy as np

    head, _, body = payload.partition(b"\n")
    rate, words = json.loads(head)
    low, high = np.frombuffer(zlib.decompress(body), np.uint8).reshape(2, -1)
    steps = low.astype(np.uint16) | high.astype(np.uint16) << 8
    samples = np.cumsum(steps, dtype=np.uint16).tobytes()  # distances wrap around as samples do
    return Audio(samples, rate, tuple(Word(*word) for word in words))
