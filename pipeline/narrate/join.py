"""Sounds joined without a pause, with the times of their words kept."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Word
from pipeline.narrate.pcm import SAMPLE_BYTES
from pipeline.narrate.recording import at_rate
from pipeline.ports import Audio


def joined(sounds: Sequence[Audio], offsets: Sequence[int] | None = None) -> Audio:
    """One sound of at least one, at the sample rate of the first.

    `offsets` are the characters before each sound's text, added to its words' positions; none by default.
    """
    rate = sounds[0].sample_rate
    samples = bytearray()
    words: list[Word] = []
    for sound, offset in zip(sounds, offsets or [0] * len(sounds), strict=True):
        begin, moved = len(samples) // SAMPLE_BYTES, at_rate(sound, rate)
        samples += moved.samples
        words += [_after(word, begin, offset) for word in moved.words]
    return Audio(bytes(samples), rate, tuple(words))


def _after(word: Word, samples: int, characters: int) -> Word:
    begin, end = word.begin + characters, word.end + characters
    return replace(word, begin=begin, end=end, first=word.first + samples, last=word.last + samples)
