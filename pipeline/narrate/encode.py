"""Sound files: 16-bit mono samples in, encoded files out, one for each format that is asked for."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from pipeline.model import Sound
from pipeline.narrate.container import Contained, Format
from pipeline.narrate.label import Label
from pipeline.narrate.master import UNCHANGED, Change
from pipeline.narrate.mp3 import KBPS, QUALITY, RATES, SCALE, Mp3
from pipeline.narrate.pcm import SAMPLE_BYTES

_BLOCK = 65_536
"""Bytes handed to an encoder at once (1.5 s at 22,050 Hz): keeps memory flat, whatever the length."""
VERSION = "1"


class Writer(Protocol):
    """One file in the making."""

    def add(self, sound: bytes) -> None: ...
    def finish(self) -> bytes: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Encoding:
    """A kind of sound file."""

    open: Callable[[int, int, Label], Writer]
    """Of the sample rate in hertz, the number of samples to come, and what the file says about itself."""
    suffix: str
    """File name ending with the dot."""
    media_type: str
    recipe: str
    """All settings that decide the bytes, beside the sound and the label."""
    package: str
    """The distribution that holds the encoder: with another version of it the bytes are others."""
    change: Change = UNCHANGED
    """What comes back from it, the most that was measured on narrations in English, Arabic, Portuguese and Spanish."""


_M4B = Format(
    codec="aac",
    container="ipod",
    sample_format="fltp",
    bit_rate=64_000,
    options={"aac_coder": "fast", "flags": "+bitexact"},  # a fifth of the time of "twoloop"; no version
    container_options={"movflags": "+faststart"},  # what players need first comes first
)
_OPUS = Format(
    codec="libopus",
    container="ogg",
    sample_format="s16",
    bit_rate=24_000,
    options={"application": "audio", "compression_level": "10"},  # less takes half as much again in bits
    container_options={},
    rate=24_000,
)

ENCODINGS: Mapping[str, Encoding | None] = {
    "mp3": Encoding(
        Mp3,
        ".mp3",
        "audio/mpeg",
        f"lame {KBPS} kb/s, quality {QUALITY}",
        "lameenc",
        Change(loudness=SCALE, peak=SCALE + 0.8),
    ),
    "m4b": Encoding(
        partial(Contained, _M4B), ".m4b", "audio/mp4", repr(_M4B), "av", Change(loudness=-0.05, peak=0.4)
    ),
    "opus": Encoding(
        partial(Contained, _OPUS),
        ".opus",
        "audio/ogg; codecs=opus",
        repr(_OPUS),
        "av",
        Change(loudness=-0.45, peak=1.3),
    ),
    "none": None,
}
"""By the name that `--audio` takes. None: no narration."""


def encoded(
    sound: Iterable[bytes], samples: int, rate: int, encodings: Sequence[Encoding], label: Label
) -> tuple[Sound, ...]:
    """A sound file of each encoding, from chunks of 16-bit native-endian mono samples at `rate` hertz.

    Nothing of time, place or encoder version goes in: the same samples and label give the same bytes,
    however they were cut. Every file tells decoders what padding to drop, so that every sample comes back
    in its place. Raises `SetupError` when the disk is full.
    """
    with ExitStack() as stack:
        writers = [stack.enter_context(closing(each.open(rate, samples, label))) for each in encodings]
        for block in _blocks(sound):
            for writer in writers:
                writer.add(block)
        return tuple(
            Sound(writer.finish(), each.suffix, each.media_type)
            for writer, each in zip(writers, encodings, strict=True)
        )


def encode(sound: Iterable[bytes], rate: int, encoding: Encoding, tags: Mapping[str, str]) -> bytes:
    """One file of a sound that is in memory."""
    whole = b"".join(sound)
    (made,) = encoded([whole], len(whole) // SAMPLE_BYTES, rate, [encoding], Label(tags))
    return made.data


def usable_rate(rate: int) -> int:
    """The sample rate that a narration has, in hertz, when its voice speaks at `rate`: every format must know it."""
    return next((known for known in RATES if known >= rate), RATES[-1])


def _blocks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in blocks whose sizes depend on nothing but their sum."""
    held = bytearray()
    for chunk in chunks:
        held += chunk
        while len(held) >= _BLOCK:
            yield bytes(held[:_BLOCK])
            del held[:_BLOCK]
    if held:
        yield bytes(held)
