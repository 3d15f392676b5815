"""The silence before a voice begins: an opening quotation mark is a pause to some engines, and to listeners a gap."""

from dataclasses import replace

from pipeline.model import Word
from pipeline.narrate.pcm import SAMPLE_BYTES, samples_in
from pipeline.ports import Audio

LONGEST = 40
"""Milliseconds of silence that a clip may begin with: about what the mouth is closed for before a p or a t. A quotation
mark is 128 to espeak-ng, some Arabic letters are 73."""
_QUIET = 32
"""A sample within +-32 of 32,768 (-60 dBFS) counts as silence, as at the end of a sound."""


def without_head(audio: Audio) -> Audio:
    """The sound with at most `LONGEST` of silence at its begin, its words where they were in what is heard.

    A sound that is all silence stays as it is: somebody may have asked for just that.
    """
    import numpy as np

    sound = np.frombuffer(audio.samples, np.int16)
    loud = (sound > _QUIET) | (sound < -_QUIET)
    begin = int(loud.argmax()) if len(loud) else 0
    cut = begin - samples_in(LONGEST, audio.sample_rate)
    if cut <= 0 or not loud[begin]:
        return audio
    words = (_earlier(word, cut) for word in audio.words)
    kept = tuple(word for word in words if word.first < word.last)
    return Audio(audio.samples[cut * SAMPLE_BYTES :], audio.sample_rate, kept)


def _earlier(word: Word, samples: int) -> Word:
    return replace(word, first=max(word.first - samples, 0), last=max(word.last - samples, 0))
