"""A recording as listeners get it: one loudness for all editions, no peak that a codec could clip.

-18 LUFS is what EBU R 128 s4 and the makers of audiobooks ask for in mono speech.
"""

from dataclasses import dataclass

from pipeline.narrate.limiter import limited
from pipeline.narrate.loudness import Meter
from pipeline.narrate.spool import FULL_SCALE, Spool

TARGET = -18.0
"""LUFS, integrated."""
CEILING = -1.5
"""Decibels of full scale, true peak, of what comes back from the codec: its own overshoot is in its `Change`."""
TOLERANCE = 0.2
"""LU. A limiter takes loudness away; beyond this the gain is raised and the sound is made once more."""
MOST_GAIN = 20.0
"""Decibels; what is so quiet that it would need more is noise, no voice."""
_MORE_ATTEMPTS = 2
VERSION = "3"


@dataclass(frozen=True, slots=True)
class Change:
    """What a codec does to a sound; a master is made the other way, so that listeners get what is wanted."""

    loudness: float = 0.0
    """LU."""
    peak: float = 0.0
    """Decibels that peaks may grow by."""


UNCHANGED = Change()


@dataclass(frozen=True, slots=True)
class Mastered:
    sound: Spool
    loudness: float | None
    """LUFS; None for silence."""


def mastered(recording: Spool, rate: int, change: Change = UNCHANGED) -> Mastered:
    """The recording at `TARGET` after `change`, sample for sample in its place; silence stays as it is.

    The first pass measures, the second amplifies and limits. The same samples give the same samples.
    """
    loudness = _loudness(recording, rate)
    if loudness is None:
        return Mastered(recording, None)
    target, ceiling = TARGET - change.loudness, CEILING - change.peak
    gain = _gain(target - loudness)
    made = _amplified(recording, rate, gain, ceiling)
    for _ in range(_MORE_ATTEMPTS):
        missing = target - (made.loudness or target)
        if abs(missing) <= TOLERANCE or _gain(gain + missing) == gain:
            break
        made.sound.close()
        gain = _gain(gain + missing)
        made = _amplified(recording, rate, gain, ceiling)
    return made


def _gain(decibels: float) -> float:
    """Rounded, so that the last digits of a measurement, which differ between processors, change nothing."""
    return round(min(decibels, MOST_GAIN), 2)


def _amplified(recording: Spool, rate: int, gain: float, ceiling: float) -> Mastered:
    """Both in decibels."""
    import numpy as np

    meter, sound = Meter(rate), Spool()
    blocks = limited(recording.read, recording.samples, rate, 10 ** (gain / 20), 10 ** (ceiling / 20))
    for block in blocks:
        rounded = np.rint(block * FULL_SCALE).astype(np.int16)
        meter.add(rounded / FULL_SCALE)
        sound.add(rounded.tobytes())
    return Mastered(sound, meter.integrated())


def _loudness(recording: Spool, rate: int) -> float | None:
    meter, step = Meter(rate), 1 << 17
    for begin in range(0, recording.samples, step):
        meter.add(recording.read(begin, min(begin + step, recording.samples)))
    return meter.integrated()
